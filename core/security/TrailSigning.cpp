#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

std::unique_ptr<store::StoreThread> OpenSite::Private::startWriter(std::unique_ptr<store::Database> database)
{
    return std::make_unique<store::StoreThread>(
        std::move(database), [this](store::Database& written) { keepSigned(written); });
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
