#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

std::unique_ptr<store::StoreThread> OpenSite::Private::startWriter(std::unique_ptr<store::Database> database)
{
    return std::make_unique<store::StoreThread>(std::move(database), [this](store::Database& written) {
        const auto newest = audit::newestSequence(written);
        const auto checkpoint = audit::newestCheckpoint(written);
        if (!newest || !checkpoint)
            return;
        if (const auto due = audit::dueCheckpoint(*newest, *checkpoint, clock.now()))
            signIfUnsigned(written, *due);
    });
}

void OpenSite::Private::signIfUnsigned(store::Database& database, audit::CheckpointReason reason) const
{
    const auto newest = audit::newestSequence(database);
    const auto checkpoint = audit::newestCheckpoint(database);
    if (!newest || !checkpoint || (*checkpoint && (*checkpoint)->state.entries >= *newest)
        || database.isInTransaction())
        return;
    auto transaction = store::Transaction::begin(database);
    if (transaction && audit::addCheckpoint(*transaction, clock, secrets.signing, reason))
        (void)transaction->commit();
}

Result<audit::Checkpoint> OpenSite::signTrail(audit::CheckpointReason reason)
{
    return d->writer->call([&](store::Database& database) -> Result<audit::Checkpoint> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY_ASSIGN(checkpoint, audit::addCheckpoint(transaction, d->clock, d->secrets.signing, reason));
        GATEHOUSE_TRY(transaction.commit());
        return checkpoint;
    });
}

Result<void> OpenSite::noteReading(const ActingOperator& actor, const Reading& reading)
{
    return d->readings.note(*d->writer, actor, reading);
}

} // namespace gatehouse::security
