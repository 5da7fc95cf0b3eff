#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/KeySlotFile.h"
#include "core/security/OpenSite.h"
#include "core/security/OperatorTable.h"

#include <mutex>

namespace gatehouse::security {

// Inside core/security: what OpenSite's parts share.

// The store's two connections and what stands in its site row.
struct OpenedStore
{
    std::unique_ptr<store::Database> writer;
    std::unique_ptr<store::Database> reader;
    SiteInfo info;
};

// Opens both connections. KeyFileForeign when the store is another site's than the key file.
Result<OpenedStore> openStore(const SitePaths& paths, const store::SecretKey& key, const QByteArray& siteUuid);

// StoreNotFound when there is no site, KeyFileDamaged when only its key file is missing.
Result<KeySlotFile> loadKeys(const SitePaths& paths);

// Whoever holds this slot's key: enabled, in the slot's role? Audited either way; SignInRefused.
Result<ActingOperator> admit(store::Database& database, const Clock& clock, const KeySlot& slot, int failedBefore);

// A name a person can be called by at the console, tidied: InvalidArgument when empty, too long or not printable.
Result<QString> tidyOperatorName(const QString& name);

audit::Entry operatorEntry(OperatorId actor, const QString& action, OperatorId subject, const QJsonObject& detail = {});

struct OpenSite::Private
{
    Private(SitePaths sitePaths, const Clock& siteClock, const DerivationCost& slotCost, KeySlotFile keyFile,
        store::SecretKey key, OpenedStore opened, ActingOperator who);
    ~Private();
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    // The slot as it is now, by value: the derivation runs without the lock.
    std::optional<KeySlot> slot(const QByteArray& id);
    Result<KeySlot> sealFor(const QByteArray& slotId, Role role, const Passphrase& passphrase) const;
    // Proves that the passphrase opens the slot, with back-off; how many attempts had failed before.
    Result<int> prove(const QByteArray& slotId, const std::optional<KeySlot>& slot, const Passphrase& passphrase) const;

    const SitePaths paths;
    const Clock& clock;
    const DerivationCost cost;
    std::mutex changing; // one operator command at a time
    std::mutex keysMutex; // guards keys
    KeySlotFile keys;
    store::SecretKey siteKey; // in locked memory, see the constructor
    const SiteInfo info;
    const ActingOperator openedBy;
    // The reader goes first: the last connection to close must be one that can fold the log into the store.
    std::unique_ptr<store::StoreThread> writer;
    std::unique_ptr<store::StoreThread> reader;
};

} // namespace gatehouse::security
