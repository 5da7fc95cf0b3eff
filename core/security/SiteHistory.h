#pragma once

#include "core/audit/History.h"
#include "core/base/Clock.h"
#include "core/security/KeySlotFile.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace gatehouse::security {

// What the site knows about its own past while it is open.
struct SiteHistory
{
    // The trail is not the one that was signed. While this stands the site signs nothing: no checkpoint, export, backup
    // or pruning; everything else goes on. Two people end it: by a restore, or where there is nothing to
    // restore by accepting the history that is there (OpenSite::acceptHistory()).
    std::optional<audit::HistoryMismatch> mismatch;
    // At this opening the key file was an older one than the store had seen; what it had brought back is gone again.
    bool wasKeyFileOlder = false;
    // Triggers and indexes of store and key ring that were not as this program makes them, and are again; and tables
    // that are not its own, which stay for somebody to look at. Names of the schema, nothing of what is in it.
    QStringList restoredRules;
    QStringList foreignTables;
    friend bool operator==(const SiteHistory&, const SiteHistory&) = default;
};

// A head the site signed, kept somewhere else; whoever gives it has checked the signature.
struct KnownHead
{
    audit::SignedPlace place = audit::SignedPlace::Backup;
    audit::ChainState state;
};

// Inside core/security, at every opening, once the key file is settled and before anybody works with the site.
struct SettledHistory
{
    std::optional<audit::HistoryMismatch> mismatch;
    TrailAnchors anchors;
};
// Compares store and key file, writes the outcome down (audit::noteComparison()), and brings the anchors after where
// the store is ahead of them: the machine went off between the checkpoint and the key file. A store that two people
// have let in by a restore takes the place of the one that was anchored. `found` is what lay in the key file.
Result<SettledHistory> settleHistory(store::Database& database, const Clock& clock,
    const KeySlotFile::SignedAnchors& found, const QString& keyFile, const audit::SigningKey& key);

} // namespace gatehouse::security
