#include "core/security/SiteHistory.h"

#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

namespace {

using Finding = std::optional<audit::HistoryMismatch>;

audit::Anchor anchorOf(const audit::Checkpoint& checkpoint)
{
    return { checkpoint.number, checkpoint.state };
}

// Whether this is the store a restore has let in: its trail holds what that restore wrote.
Result<bool> isRestored(store::Database& database, const audit::Anchor& restored)
{
    if (restored.checkpoint == 0)
        return false;
    GATEHOUSE_TRY_ASSIGN(mismatch, audit::compareAnchor(database, restored));
    return !mismatch;
}

Result<Finding> compareAll(store::Database& database, const audit::Anchor& anchor, const QByteArray& publicKey)
{
    GATEHOUSE_TRY_ASSIGN(anchored, audit::compareAnchor(database, anchor));
    if (anchored)
        return anchored;
    return audit::compareOwnSignatures(database, publicKey);
}

Result<Finding> note(store::Database& database, const Clock& clock, const Finding& found)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(standing, audit::noteComparison(transaction, clock, found));
    GATEHOUSE_TRY(transaction.commit());
    return standing;
}

} // namespace

Result<SettledHistory> settleHistory(store::Database& database, const Clock& clock,
    const KeySlotFile::SignedAnchors& found, const QString& keyFile, const audit::SigningKey& key)
{
    SettledHistory settled { std::nullopt, found.anchors };
    if (found.state == KeySlotFile::AnchorState::Forged) {
        settled.mismatch = audit::HistoryMismatch { audit::HistoryFault::Forged, audit::SignedPlace::KeyFile, 0 };
    } else {
        GATEHOUSE_TRY_ASSIGN(restored, isRestored(database, found.anchors.restored));
        settled.anchors = { restored ? found.anchors.restored : found.anchors.newest, {} };
        GATEHOUSE_TRY_ASSIGN(mismatch, compareAll(database, settled.anchors.newest, key.publicKey()));
        settled.mismatch = mismatch;
    }
    // What a backup on the shelf has shown stays until the shelf says otherwise.
    GATEHOUSE_TRY_ASSIGN(before, audit::notedMismatch(database));
    if (!settled.mismatch && before && before->place == audit::SignedPlace::Backup)
        settled.mismatch = before;
    GATEHOUSE_TRY_ASSIGN(standing, note(database, clock, settled.mismatch));
    settled.mismatch = standing;
    if (settled.mismatch)
        return settled;
    GATEHOUSE_TRY_ASSIGN(newest, audit::newestCheckpoint(database));
    if (newest && newest->number > settled.anchors.newest.checkpoint)
        settled.anchors.newest = anchorOf(*newest);
    if (settled.anchors != found.anchors)
        (void)KeySlotFile::saveAnchors(keyFile, settled.anchors, key); // a full disk: with the next checkpoint
    return settled;
}

SiteHistory OpenSite::history() const
{
    const std::lock_guard lock(d->historyMutex);
    return d->history;
}

Result<SiteHistory> OpenSite::compareHistory(const QList<KnownHead>& elsewhere)
{
    const auto compared = d->writer->call([&](store::Database& database) -> Result<void> {
        Result<Finding> found = compareAll(database, d->anchors.newest, d->secrets.signing.publicKey());
        for (const KnownHead& head : elsewhere) {
            if (found && !*found)
                found = audit::compareHead(database, head.state, head.place);
        }
        if (!found)
            return found.error();
        // Anchors that were forged were seen at the opening, and a backup that is not on the shelf now says nothing.
        const Finding before = history().mismatch;
        const bool isStillSo = before
            && (before->fault == audit::HistoryFault::Forged
                || (before->place == audit::SignedPlace::Backup && elsewhere.isEmpty()));
        return d->noteHistory(database, !*found && isStillSo ? before : *found);
    });
    if (!compared)
        return compared.error();
    return history();
}

Result<void> OpenSite::letIn(const audit::Anchor& restored)
{
    return d->writer->call([&](store::Database&) -> Result<void> {
        d->anchors.restored = restored;
        return KeySlotFile::saveAnchors(d->paths.keys(), d->anchors, d->secrets.signing);
    });
}

Result<void> OpenSite::Private::noteHistory(store::Database& database, const Finding& found)
{
    GATEHOUSE_TRY_ASSIGN(standing, note(database, clock, found));
    const std::lock_guard lock(historyMutex);
    history.mismatch = standing;
    return {};
}

bool OpenSite::Private::isHistorySound() const
{
    const std::lock_guard lock(historyMutex);
    return !history.mismatch;
}

Result<audit::Checkpoint> OpenSite::Private::sign(store::Database& database, audit::CheckpointReason reason)
{
    GATEHOUSE_TRY_ASSIGN(mismatch, audit::compareAnchor(database, anchors.newest));
    if (mismatch) {
        GATEHOUSE_TRY(noteHistory(database, mismatch));
        const std::lock_guard lock(historyMutex);
        return history.mismatch->error();
    }
    const auto signature = [&]() -> Result<audit::Checkpoint> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY_ASSIGN(checkpoint, audit::addCheckpoint(transaction, clock, secrets.signing, reason));
        GATEHOUSE_TRY(transaction.commit());
        return checkpoint;
    }();
    if (!signature && signature.error().code == ErrorCode::AuditChainBroken && isHistorySound()) {
        GATEHOUSE_TRY_ASSIGN(found, audit::compareOwnSignatures(database, secrets.signing.publicKey()));
        GATEHOUSE_TRY(noteHistory(database, found));
    }
    return signature;
}

void OpenSite::Private::followWithAnchor(const audit::Checkpoint& newest)
{
    if (newest.number <= std::max(anchors.newest.checkpoint, lastAnchorTried))
        return;
    lastAnchorTried = newest.number;
    TrailAnchors followed { anchorOf(newest), anchors.restored };
    if (KeySlotFile::saveAnchors(paths.keys(), followed, secrets.signing))
        anchors = followed;
}

} // namespace gatehouse::security
