#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::privacy {

// A clock that runs ahead must not delete early. The moments a run may believe in are those of the runs before it: the
// newest of them that was plausible, or that a person confirmed, is kept in the store ("retention.clock"), and before
// the first the moment the site was made stands for it. Entries of the trail say nothing here: the sign-in a moment ago
// was dated by the same clock. When the clock has gone on more than LongestSilence since then, and something would be
// deleted, nothing is: the run fails with ClockDoubted, an alarm is up, and what would be overdue is hidden until
// somebody who holds ManageRetention says that the clock is right (which the trail tells, with both moments), or the
// clock is put right. So a site that was closed for two weeks asks once, and a wrong clock deletes at most what would
// have gone LongestSilence later. A clock that is behind only deletes later.
inline constexpr qint64 LongestSilence = 7LL * 24 * 60 * 60 * 1000; // milliseconds; the shortest standard retention

struct ClockDoubt
{
    UtcTime believed; // the newest moment that is
    UtcTime now;
    [[nodiscard]] qint64 days() const { return (now - believed) / (24LL * 60 * 60 * 1000); }
};

// Whether a run at `now` would be in doubt, whatever there is to delete. For core: no permission is asked.
Result<std::optional<ClockDoubt>> clockDoubt(store::Database& database, UtcTime now);
// The same, and something would be deleted: what the alarm and the page show.
Result<std::optional<ClockDoubt>> clockQuestion(store::Database& database, UtcTime now);
// From here on `now` is believed.
Result<void> believeClock(store::Transaction& transaction, UtcTime now);

} // namespace gatehouse::privacy
