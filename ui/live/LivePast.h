#pragma once

#include "ui/common/SiteContext.h"
#include "ui/live/LiveState.h"

#include <QHash>
#include <QObject>

#include <functional>

namespace gatehouse::ui {

// What the Live page reads of the store, in the acting operator's name: what happened, and who waits as they are now.
// The trail says what was read before it is handed over (ReadingJournal counts the same reading once). GUI thread;
// answers come later on it, and none after forget().
class LivePast : public QObject
{
    Q_OBJECT

public:
    explicit LivePast(const SiteContext& context, QObject* parent = nullptr);

    // What was asked for before belongs to another operator, or to people who are no longer what they were.
    void forget() { ++m_generation; }
    // The newest events, newest first.
    void read(std::function<void(const Result<QList<lane::LaneEvent>>&)> done);
    // Requests that wait, by their ids, as LiveState's withRenewed() takes them. Looking up who stands before a lane is
    // the lane's work, and no reading.
    using Renewed = QHash<EventId, lane::LaneEvent>;
    void renew(const QList<lane::LaneEvent>& requests, std::function<void(const Result<Renewed>&)> done);
    // Somebody searches the feed and finds so many; the newest search alone is answered.
    void forgetSearch() { ++m_search; }
    void noteSearch(const FeedFilter& filter, qsizetype found, std::function<void(const Result<void>&)> done);

private:
    const SiteContext& m_context;
    int m_generation = 0;
    int m_search = 0;
};

} // namespace gatehouse::ui
