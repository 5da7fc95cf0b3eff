#pragma once

#include "ui/access/EventRow.h"
#include "ui/common/FinderSource.h"
#include "ui/common/RecordsPage.h"

#include <QTimer>

namespace gatehouse::ui {

class EventFilters;

// Everything that happened at the lanes, newest first, with what was seen, decided and done about each. New events
// never move the list under a hand: a button says how many there are.
class EventsPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit EventsPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    void deactivated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void formSaved(int, qint64) override { }

private:
    using Model = PagedTableModel<EventRow>;

    [[nodiscard]] Model::Loader loader();
    void filter();
    void loadLanes();
    void loadStory(EventId id);
    void showStory(EventId id, const Result<QList<lane::LaneEvent>>& story);
    void eventArrived();
    void showNew();

    Model* m_model = nullptr;
    EmptyState* m_empty;
    EventFilters* m_filters = nullptr;
    Button* m_new;
    int m_newEvents = 0;
    bool m_isShown = false;
};

} // namespace gatehouse::ui
