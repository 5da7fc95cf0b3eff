#include "core/security/CopyLock.h"
#include "core/security/DerivedKey.h"
#include "core/security/KeyUpkeep.h"
#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"
#include "core/security/RingUpkeep.h"
#include "core/security/SlotTable.h"
#include "core/security/UnfinishedRekey.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/Migrator.h"
#include "core/store/RekeyedCopy.h"

#include <QFileInfo>

#include <algorithm>
#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr int PagesAtOnce = 512; // 2 MiB: some 20 ms during which the writer serves nobody else

bool goesOn(const RekeyWatcher& watcher, const RekeyProgress& progress)
{
    return !watcher || watcher(progress) == RekeyGoesOn::Yes;
}

// The same slots, each with the new ring. Those of the first format cannot be taken along, and those the site has not
// made itself get nothing: see SlotTable.h. The vault goes where it is vouched for.
Result<KeySlotFile> renewedFile(
    store::Database& database, const KeySlotFile& keys, const KeyRing& ring, RekeyOutcome& outcome)
{
    std::optional<VaultKey> vault;
    if (ring.vaultSecret)
        vault = VaultKey::fromSecret(*ring.vaultSecret);
    const KeyRing withoutVault { ring.siteKey.copy(), ring.signingSeed.copy(), std::nullopt };
    KeySlotFile renewed = keys;
    for (const KeySlot& slot : keys.entries()) {
        GATEHOUSE_TRY_ASSIGN(standing, slotStanding(database, keys.siteUuid(), slot, vault));
        const bool isVouchedFor = !vault || standing == SlotStanding::Vouched;
        if (standing == SlotStanding::Unknown || (slot.kind == SlotKind::Recovery && !isVouchedFor)) {
            renewed.remove(slot.id);
            outcome.operatorsLeftOut += slot.kind == SlotKind::Operator ? 1 : 0;
            outcome.isRecoveryCodeLeftOut |= slot.kind == SlotKind::Recovery;
            continue;
        }
        GATEHOUSE_TRY_ASSIGN(sealed, resealSlot(keys.siteUuid(), slot, isVouchedFor ? ring : withoutVault));
        renewed.put(sealed);
    }
    return renewed;
}

// A log that is still there after both of our connections have closed belongs to somebody else's.
bool isOpenElsewhere(const QString& file)
{
    return QFileInfo::exists(file + QStringLiteral("-wal"));
}

// The reader gives its file back, waits, and opens it again: nobody reads one file's pages with another's index.
class ReaderPause
{
public:
    ReaderPause(store::StoreThread& reader, const SitePaths& paths)
    {
        auto closed = std::make_shared<std::promise<void>>();
        auto isClosed = closed->get_future();
        auto waiting = m_key.get_future().share();
        auto reopened = std::make_shared<std::promise<Result<void>>>();
        m_reopened = reopened->get_future();
        reader.post([=, ring = paths.ring()](store::Database& database) {
            database.close();
            closed->set_value();
            const std::shared_ptr<const store::SecretKey> key = waiting.get();
            reopened->set_value(reopenSite(database, ring, *key));
        });
        isClosed.wait();
    }
    Result<void> end(const store::SecretKey& key)
    {
        m_key.set_value(std::make_shared<const store::SecretKey>(key.copy()));
        return m_reopened.get();
    }

private:
    std::promise<std::shared_ptr<const store::SecretKey>> m_key;
    std::future<Result<void>> m_reopened;
};

// The part between which nobody may come, on the writer's thread: everybody's writes wait here.
class Exchange
{
public:
    Exchange(const SitePaths& paths, const SiteSecrets& secrets, const KeyRing& ring, const RekeyWatcher& watcher)
        : m_paths(paths)
        , m_secrets(secrets)
        , m_ring(ring)
        , m_watcher(watcher)
    {
    }

    // The key file that counts afterwards is in `keys`; the database is open again either way, if the disk allows.
    Result<void> run(store::Database& database, store::RekeyedCopy& copy, KeySlotFile& keys, RekeyOutcome& outcome)
    {
        auto done = prepare(database, copy);
        if (!done) {
            discard();
            return done;
        }
        GATEHOUSE_TRY_ASSIGN(renewed, renewedFile(database, keys, m_ring, outcome));
        database.close();
        if (isOpenElsewhere(m_paths.store()) || isOpenElsewhere(m_paths.ring()))
            done = failure(ErrorCode::StoreInUse, QStringLiteral("another connection is open"));
        else
            done = commit(renewed);
        if (!done) {
            discard();
            GATEHOUSE_TRY(reopenSite(database, m_paths.ring(), m_secrets.siteKey));
            return done;
        }
        keys = std::move(renewed);
        GATEHOUSE_TRY(moveIntoPlace());
        return reopenSite(database, m_paths.ring(), m_ring.siteKey);
    }
    [[nodiscard]] bool isCommitted() const { return m_isCommitted; }

private:
    Result<void> prepare(store::Database& database, store::RekeyedCopy& copy)
    {
        if (!goesOn(m_watcher, { RekeyStage::Checking, 0, 0 }))
            return failure(ErrorCode::Cancelled);
        GATEHOUSE_TRY(copy.finish());
        if (!QFileInfo::exists(m_paths.ring()))
            return {};
        GATEHOUSE_TRY_ASSIGN(ring,
            database.beginCopy(
                "ring", rekeyedFile(m_paths.ring()), deriveKey(m_ring.siteKey, QLatin1StringView("ring"))));
        return ring->finish();
    }

    Result<void> commit(KeySlotFile& renewed)
    {
        (void)goesOn(m_watcher, { RekeyStage::Committing, 0, 0 });
        auto saved = renewed.save(m_paths.keys(), m_secrets.signing);
        // Written, but perhaps not flushed: what lies there counts, not what the system said.
        if (!saved) {
            const auto onDisk = KeySlotFile::load(m_paths.keys());
            if (!onDisk || onDisk->encode() != renewed.encode())
                return saved;
        }
        m_isCommitted = true;
        (void)goesOn(m_watcher, { RekeyStage::Committed, 0, 0 });
        return {};
    }

    Result<void> moveIntoPlace()
    {
        GATEHOUSE_TRY(exchangeFile(m_paths.store()));
        (void)goesOn(m_watcher, { RekeyStage::Exchanged, 0, 0 });
        if (!QFileInfo::exists(rekeyedFile(m_paths.ring())))
            return {};
        return exchangeFile(m_paths.ring());
    }

    void discard()
    {
        store::removeStoreFiles(rekeyedFile(m_paths.store()));
        store::removeStoreFiles(rekeyedFile(m_paths.ring()));
    }

    const SitePaths& m_paths;
    const SiteSecrets& m_secrets;
    const KeyRing& m_ring;
    const RekeyWatcher& m_watcher;
    bool m_isCommitted = false;
};

// The store's copy, which lives on the writer's thread and goes there, too.
class CopyOnWriter
{
public:
    explicit CopyOnWriter(store::StoreThread& writer)
        : m_writer(writer)
    {
    }
    ~CopyOnWriter()
    {
        if (m_copy)
            m_writer.call([this](store::Database&) { m_copy.reset(); });
    }
    CopyOnWriter(const CopyOnWriter&) = delete;
    CopyOnWriter& operator=(const CopyOnWriter&) = delete;

    std::unique_ptr<store::RekeyedCopy>& copy() { return m_copy; }

    Result<void> copyAll(const RekeyWatcher& watcher)
    {
        for (;;) {
            GATEHOUSE_TRY_ASSIGN(pages, m_writer.call([this](store::Database&) { return m_copy->step(PagesAtOnce); }));
            if (!goesOn(watcher, { RekeyStage::Copying, pages.copied, pages.total }))
                return failure(ErrorCode::Cancelled);
            if (pages.isNearlyDone())
                return {};
        }
    }

private:
    store::StoreThread& m_writer;
    std::unique_ptr<store::RekeyedCopy> m_copy;
};

} // namespace

Result<void> reopenSite(store::Database& database, const QString& ringFile, const store::SecretKey& siteKey)
{
    GATEHOUSE_TRY(database.reopen(siteKey));
    return openRing(database, ringFile, siteKey);
}

Result<RekeyOutcome> OpenSite::rekey(const ActingOperator& actor, Approval&& approval, const RekeyWatcher& watcher)
{
    GATEHOUSE_TRY(actor.require(Permission::RekeyStore));
    const auto alone = lockCopies(d->paths);
    if (!alone && alone.error().code != ErrorCode::BackupUnderWay)
        return alone.error();
    {
        const std::lock_guard lock(d->rekeyMutex);
        if (d->rekeying.isRunning)
            return failure(ErrorCode::StoreInUse, QStringLiteral("a re-key is under way"));
        if (!alone)
            return alone.error();
        d->rekeying = { true, {}, std::nullopt };
        d->isRekeyCancelled = false;
    }
    auto done = d->rekeyWatched(actor, approval, [&](const RekeyProgress& progress) {
        {
            const std::lock_guard lock(d->rekeyMutex);
            d->rekeying.progress = progress;
        }
        const bool isWanted = goesOn(watcher, progress) && !d->isRekeyCancelled;
        return isWanted ? RekeyGoesOn::Yes : RekeyGoesOn::No;
    });
    const std::lock_guard lock(d->rekeyMutex);
    d->rekeying.isRunning = false;
    d->rekeying.ended = done;
    return done;
}

RekeyState OpenSite::rekeyState() const
{
    const std::lock_guard lock(d->rekeyMutex);
    return d->rekeying;
}

void OpenSite::cancelRekey()
{
    d->isRekeyCancelled = true;
}

Result<RekeyOutcome> OpenSite::Private::rekeyWatched(
    const ActingOperator& actor, Approval& approval, const RekeyWatcher& watcher)
{
    KeyRing newRing = ring();
    newRing.siteKey = randomSiteKey();
    CopyOnWriter copying(*writer);
    const auto begun = writer->call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(vault, sitePublicKey(database, SiteKeyPurpose::Vault));
        // Without the vault's secret the new rings would lose it for everybody.
        if (vault && !newRing.vaultSecret)
            return failure(ErrorCode::VaultClosed);
        {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            GATEHOUSE_TRY(requireStillInOffice(database, actor));
            GATEHOUSE_TRY(approval.require(actor, Proposal::rekey(), database));
            GATEHOUSE_TRY(audit::append(transaction, clock,
                { actor.id, QStringLiteral("site.rekey-start"), { QStringLiteral("site"), 1 }, approval.noted() }));
            GATEHOUSE_TRY(transaction.commit());
        }
        GATEHOUSE_TRY_ASSIGN(copy, database.beginCopy("main", rekeyedFile(paths.store()), newRing.siteKey));
        copying.copy() = std::move(copy);
        return {};
    });
    if (!begun)
        return begun.error();
    GATEHOUSE_TRY(copying.copyAll(watcher));

    RekeyOutcome outcome;
    const std::lock_guard lock(changing);
    KeySlotFile renewed = keysNow();
    Exchange exchange(paths, secrets, newRing, watcher);
    ReaderPause pause(*reader, paths);
    const auto exchanged = writer->call([&](store::Database& database) {
        auto done = exchange.run(database, *copying.copy(), renewed, outcome);
        copying.copy().reset();
        return done;
    });
    if (exchange.isCommitted()) {
        const std::lock_guard keysLock(keysMutex);
        keys = renewed;
        secrets.siteKey = newRing.siteKey.copy();
    }
    const auto reading = pause.end(exchange.isCommitted() ? newRing.siteKey : secrets.siteKey);
    if (!exchanged)
        return exchanged.error();
    if (!reading)
        return reading.error();
    GATEHOUSE_TRY(noteRekey(actor, outcome, newRing));
    overwriteReplaced(paths);
    // A store under the old key that a migration has left.
    (void)store::removeMigrationCopies(paths.store());
    (void)goesOn(watcher, { RekeyStage::Finished, 0, 0 });
    return outcome;
}

// Whoever was left out is disabled, in the trail as any other whose slot is gone.
Result<void> OpenSite::Private::noteRekey(
    const ActingOperator& actor, const RekeyOutcome& outcome, const KeyRing& newRing)
{
    return writer->call([&](store::Database& database) -> Result<void> {
        {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            GATEHOUSE_TRY(audit::append(transaction, clock,
                { actor.id, QStringLiteral("site.rekey"), { QStringLiteral("site"), 1 },
                    { { QStringLiteral("leftOut"), outcome.operatorsLeftOut } } }));
            GATEHOUSE_TRY(transaction.commit());
        }
        KeySlotFile current = keysNow();
        GATEHOUSE_TRY_ASSIGN(renewed, SiteSecrets::from(newRing));
        GATEHOUSE_TRY(bringTogether(database, clock, paths, current, renewed, std::nullopt));
        const std::lock_guard lock(keysMutex);
        keys = std::move(current);
        return {};
    });
}

} // namespace gatehouse::security
