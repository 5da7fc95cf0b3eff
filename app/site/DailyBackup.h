#pragma once

#include "core/base/Clock.h"
#include "core/security/OpenSite.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>

namespace gatehouse::site {

// Takes the site's daily backup while the console runs, as its settings say, and makes up the one that was missed;
// keeps the one copy of the key ring as the ring is, so that a key that was destroyed is soon in no copy; looks every
// five minutes, so that a drive that is plugged in late gets its backup then. After a restore it checks the store that
// took the old one's place and lets the old one go. Once the shelf is there, the trail is compared with the heads that
// the backups on it carry. Works on a thread of its own beside lanes that go on. Lives on the
// thread that made it; destroying it ends a backup under way, which leaves nothing behind.
class DailyBackup : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    DailyBackup(security::OpenSite& site, const Clock& clock, QObject* parent = nullptr);
    ~DailyBackup() override;

    // Begins to look; the first look is at once.
    void start();
    // Ends a backup under way.
    void beginStop();
    // After beginStop(), on any thread: until nothing runs.
    void waitForStop();

private:
    void look();
    void work();
    void compareShelf();

    security::OpenSite& m_site;
    const Clock& m_clock;
    QTimer m_timer;
    std::atomic<bool> m_isStopping = false;
    bool m_isShelfCompared = false; // the thread's own
    QThreadPool m_thread; // one; last member: it is finished first
};

} // namespace gatehouse::site
