#pragma once

#include "core/base/Clock.h"
#include "core/base/DiskSpace.h"
#include "core/security/OpenSite.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace gatehouse::ui {

// How the store's disk, its backups and its retention stand.
struct StoreHealth
{
    DiskSpace disk;
    std::optional<qint64> backupAge; // ms; absent when there is none
    bool isBackupTooOld = false;
    bool isClockDoubted = false; // what is overdue waits for a person's word (privacy/ClockDoubt.h)

    friend bool operator==(const StoreHealth&, const StoreHealth&) = default;
};

// Looks every ten seconds how much room the store's disk has left, how old the last good backup is and whether the
// clock can be believed. GUI thread; it looks in the background and is destroyed before the site closes.
class HealthWatch : public QObject
{
    Q_OBJECT

public:
    HealthWatch(security::OpenSite& site, const Clock& clock, QObject* parent = nullptr);

    void look();

Q_SIGNALS:
    void measured(const gatehouse::ui::StoreHealth& health);

private:
    security::OpenSite& m_site;
    const Clock& m_clock;
    QTimer m_timer;
    bool m_isLooking = false;
};

} // namespace gatehouse::ui
