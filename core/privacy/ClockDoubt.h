#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/DualControl.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace gatehouse::privacy {

// A clock that runs ahead must not delete early. Runs judge by the clock as long as it is no more than LongestSilence
// ahead of the time the machine can account for (ClockBelief.h); what it is ahead counts in all, since the last
// confirmation, not anew with each run. Beyond that, and something would be deleted, nothing is: the run fails with
// ClockDoubted, an alarm is up, and what would be overdue is hidden until two people say that the clock is right, or it
// is put right. So a wrong clock, however often it is set and whatever is started anew in between, deletes at most what
// would have gone LongestSilence later, and what it took is in the trail.
//
// Why it takes two: a clock set ahead is a shorter trail. Why time off is never forgiven by itself: a machine that was
// off over night and one whose clock somebody set on in that minute look the same from inside. A console that runs has
// what it is off for restarts, and is never asked; one that is off for a month is asked once, and one that is switched
// off every night about every second week.
inline constexpr qint64 LongestSilence = 7LL * 24 * 60 * 60 * 1000; // milliseconds; the shortest standard retention

struct ClockDoubt
{
    UtcTime believed; // what the machine can account for
    UtcTime now;
    [[nodiscard]] qint64 days() const { return (now - believed) / (24LL * 60 * 60 * 1000); }
};

// Whether a run at `now`, which `clock` has just said, would be in doubt, whatever there is to delete. For core: no
// permission is asked.
Result<std::optional<ClockDoubt>> clockDoubt(store::Database& database, const Clock& clock, UtcTime now);
// The same, and something would be deleted: what the alarm and the page show.
Result<std::optional<ClockDoubt>> clockQuestion(store::Database& database, const Clock& clock, UtcTime now);

// What the second person says yes to: that it was this moment when they were asked.
[[nodiscard]] security::Proposal clockProposal(UtcTime shown);
// From here on the clock is believed: it was `shown` a moment ago. Needs ManageRetention, and the second person of
// LengthenRetention where there is one. Stands in the trail ("retention.clock") with both moments, the days between
// them and both names. InvalidArgument with "clock" as the detail when the clock by now says something else altogether.
Result<void> confirmClock(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    UtcTime shown, security::Approval&& approval);

// One entry of those, and what went of the trail while it was the last.
struct ClockConfirmation
{
    qint64 entry = 0;
    UtcTime at;
    UtcTime believed;
    UtcTime confirmed;
    OperatorId proposer;
    OperatorId approver; // invalid: nobody else could have
    qint64 removed = 0; // entries
    QString removedFrom; // ISO moments of the oldest and the newest; empty when none went
    QString removedUntil;
    [[nodiscard]] qint64 days() const { return (confirmed - believed) / (24LL * 60 * 60 * 1000); }
};
// In order. For core: no permission is asked.
Result<QList<ClockConfirmation>> clockConfirmations(store::Database& database);

// By what clock a run at `now` deletes, for its certificate and the trail: "accounted", the moment the machine can
// account for, "aheadDays", by how many days the clock is beyond it, and where there was one "confirmedBy", the number
// of the last confirmation's entry, and "confirmedDays", those it was about. For core.
Result<QJsonObject> clockWords(store::Database& database, const Clock& clock, UtcTime now);

// Up to which entry the trail was written before a moment that two people have confirmed and that is before
// `overdueBefore`: what a clock that was wrong dated later than that is overdue, too. For core.
Result<qint64> settledBefore(store::Database& database, UtcTime overdueBefore);

} // namespace gatehouse::privacy
