#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QString>

namespace gatehouse::privacy {

// How late it is by what the machine can account for, whatever its clock says: the moment the site was made or that
// people confirmed last, and what the machine has run since then. Time it runs is counted by the kernel
// (Clock::uptimeMilliseconds(), under one origin); while it is off nothing counts, so the clock may be ahead of this
// by what it was off for, and no step of the clock, restart of the program or of the machine moves it on. Kept in the
// store ("retention.clock"), which is encrypted and authenticated. A value.
struct ClockBelief
{
    static constexpr qint64 FollowedAfter = 24LL * 60 * 60 * 1000; // milliseconds

    UtcTime moment;
    QString origin; // under which the machine counted then; empty: not yet
    qint64 uptime = 0; // milliseconds
    qint64 behindFor = 0; // how long the machine has run while its clock said less than this, milliseconds

    // By now. A clock that says less only deletes later, and is right again in a minute where a machine starts without
    // the time; one that has said less for FollowedAfter of running is right, and this was not.
    [[nodiscard]] ClockBelief lookedAt(const Clock& clock) const;
};

// For core: no permission is asked.
Result<ClockBelief> readClockBelief(store::Database& database);
Result<void> writeClockBelief(store::Transaction& transaction, const ClockBelief& belief);

// Counts what the machine has run since the last look. Call it at every opening and every quarter of an hour: what was
// not noted when the machine goes off is not accounted for.
Result<void> noteClock(store::Database& database, const Clock& clock);

} // namespace gatehouse::privacy
