#pragma once

#include "core/base/Clock.h"
#include "core/security/OpenSite.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>

namespace gatehouse::site {

// What is overdue goes before anybody can see it: call it between signing in and showing anything, off the GUI thread.
// A store that cannot delete (a full disk, a clock in doubt) is opened all the same, for it must be looked after: what
// is overdue is hidden from every read, the log says so, and the daily run tries again every quarter of an hour.
void removeOverdue(security::OpenSite& site, const Clock& clock);

// Deletes what is overdue once a day while the site is open: counts every quarter of an hour what the machine has run
// (privacy/ClockBelief.h) and looks whether the last run was
// more than a day ago (one that was not finished counts for nothing; after failures it waits longer each time), and
// runs on a thread of its own, a small transaction of the store's writer at a time. Lives on the thread that made it;
// destroying it ends a run after the transaction under way.
class DailyRetention : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    DailyRetention(security::OpenSite& site, const Clock& clock, QObject* parent = nullptr);
    ~DailyRetention() override;

    // Begins to look; the first look is at once.
    void start();
    // Ends a run after the transaction under way.
    void beginStop();
    // After beginStop(), on any thread: until nothing runs.
    void waitForStop();

Q_SIGNALS:
    // A run has ended well: pages that list certificates look again.
    void finished();

private:
    void look();

    security::OpenSite& m_site;
    const Clock& m_clock;
    QTimer m_timer;
    std::atomic<bool> m_isStopping = false;
    // Of the runs' own thread.
    int m_failures = 0; // in a row
    qint64 m_failedAt = 0; // monotonic milliseconds
    QThreadPool m_thread; // one; last member: it is finished first
};

} // namespace gatehouse::site
