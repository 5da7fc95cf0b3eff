#pragma once

#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/live/LiveState.h"

#include <QButtonGroup>
#include <QStackedWidget>

class QLineEdit;
class QListView;

namespace gatehouse::ui {

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
    [[nodiscard]] int shownCount() const;

Q_SIGNALS:
    void filterChanged(const gatehouse::ui::FeedFilter& filter);
    void eventOpened(const gatehouse::lane::LaneEvent& event);

private:
    void fetchCrop(EvidenceId id);
    void emitFilter();
    const SiteContext& m_context;
    FeedModel* m_model;
    QListView* m_list;
    QStackedWidget* m_stack;
    Label* m_empty;
    QLineEdit* m_text;
    QButtonGroup m_kinds;
};

} // namespace gatehouse::ui
