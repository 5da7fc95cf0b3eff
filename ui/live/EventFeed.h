#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/live/LiveState.h"

#include <QButtonGroup>
#include <QStackedWidget>

class QBoxLayout;
class QGridLayout;
class QLineEdit;
class QListView;

namespace gatehouse::ui {

class FeedDelegate;
class FeedModel;

// What happened, newest on top: time, lane, crop, who, what became of it. Chips and a line filter it. Enter or a click
// opens the detail.
class EventFeed : public QWidget
{
    Q_OBJECT

public:
    explicit EventFeed(const SiteContext& context, QWidget* parent = nullptr);

    // Renders the part of the state that passes its filter.
    void render(const LiveState& state);
    // Leaves no event and no picture, nor what is asked for and not there yet.
    void forgetPast();
    // Shows everything again: what somebody searched for is not the next one's.
    void forgetFilter();
    [[nodiscard]] int shownCount() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void filterChanged(const gatehouse::ui::FeedFilter& filter);
    void eventOpened(const gatehouse::lane::LaneEvent& event);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fetchCrop(EvidenceId id);
    [[nodiscard]] QString emptyText(const LiveState& state) const;
    void emitFilter();
    [[nodiscard]] int chipsWidth() const;
    [[nodiscard]] int widestChip() const;
    void placeChips(int inRow);
    const SiteContext& m_context;
    FeedModel* m_model;
    FeedDelegate* m_delegate;
    QListView* m_list;
    QStackedWidget* m_stack;
    Label* m_empty;
    QLineEdit* m_text;
    QGridLayout* m_chips;
    QBoxLayout* m_head;
    QButtonGroup m_kinds;
    int m_generation = 0; // of the pictures asked for
};

} // namespace gatehouse::ui
