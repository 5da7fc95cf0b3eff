#include "core/security/LogUpkeep.h"
#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

#include <algorithm>

namespace gatehouse::security {

namespace {

constexpr qint64 FirstTruncationWait = 1000;
constexpr qint64 LongestTruncationWait = 60'000;

} // namespace

std::unique_ptr<store::StoreThread> OpenSite::Private::startWriter(std::unique_ptr<store::Database> database)
{
    return std::make_unique<store::StoreThread>(
        std::move(database), [this](store::Database& written) {
            retryTruncation(written);
            keepSigned(written);
        });
}

void OpenSite::Private::keepSigned(store::Database& database)
{
    if (database.isInTransaction() || !isHistorySound())
        return;
    const auto newest = audit::newestSequence(database);
    auto checkpoint = audit::newestCheckpoint(database);
    if (!newest || !checkpoint)
        return;
    if (const auto due = audit::dueCheckpoint(*newest, *checkpoint, clock.now())) {
        signIfUnsigned(database, *due);
        checkpoint = audit::newestCheckpoint(database);
    }
    // Also behind those that were signed within a transaction of somebody else's.
    if (checkpoint && *checkpoint && (*checkpoint)->number > anchors.newest.checkpoint
        && audit::requireGenuine(database, **checkpoint, secrets.signing.publicKey()))
        followWithAnchor(**checkpoint);
}

void OpenSite::Private::retryTruncation(store::Database& database)
{
    const qint64 now = clock.monotonicMilliseconds();
    if (now < truncationDue || database.isInTransaction())
        return;
    const auto kept = keptLog(database);
    if (!kept || !*kept) {
        truncationWait = 0;
        return;
    }
    // The first try was just now.
    if (truncationWait > 0)
        truncateLogs(database, clock);
    truncationWait = std::clamp(2 * truncationWait, FirstTruncationWait, LongestTruncationWait);
    truncationDue = now + truncationWait;
}

void OpenSite::Private::signIfUnsigned(store::Database& database, audit::CheckpointReason reason)
{
    const auto newest = audit::newestSequence(database);
    const auto checkpoint = audit::newestCheckpoint(database);
    if (!newest || !checkpoint || (*checkpoint && (*checkpoint)->state.entries >= *newest) || database.isInTransaction()
        || !isHistorySound())
        return;
    (void)sign(database, reason);
}

Result<audit::Checkpoint> OpenSite::signTrail(audit::CheckpointReason reason)
{
    return d->writer->call([&](store::Database& database) { return d->sign(database, reason); });
}

Result<void> OpenSite::noteReading(const ActingOperator& actor, const Reading& reading)
{
    return d->readings.note(*d->writer, actor, reading);
}

} // namespace gatehouse::security
