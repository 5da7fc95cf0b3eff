#include "core/audit/AuditTrail.h"
#include "core/backup/Restore.h"
#include "core/backup/RingCopies.h"
#include "core/base/PrivateFile.h"
#include "core/privacy/RetentionRun.h"
#include "core/security/SubjectKeys.h"
#include "core/store/Transaction.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/faults/FaultGround.h"
#include "tests/support/TestLength.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

using namespace gatehouse;
using security::OpenSite;
using test::FaultGround;
using test::IoFaults;

namespace {

// Trials of one operation and kind of fault in a run of the tests; GATEHOUSE_FAULTS=all tries every call.
constexpr long TrialsAKind = test::turns(6);

bool triesAll()
{
    return qEnvironmentVariable("GATEHOUSE_FAULTS") == QStringLiteral("all");
}

// What a person would notice of the site's content.
struct Content
{
    qint64 events = 0;
    qint64 pictures = 0;
    qint64 operators = 0;
    qint64 settings = 0;
    qint64 destroyedKeys = 0;

    friend bool operator==(const Content&, const Content&) = default;
};

void PrintTo(const Content& content, std::ostream* out)
{
    *out << content.events << " events, " << content.pictures << " pictures, " << content.operators << " operators, "
         << content.settings << " settings, " << content.destroyedKeys << " destroyed keys";
}

qint64 count(store::Database& database, QByteArrayView table)
{
    auto query = database.prepare("SELECT count(*) FROM " + table.toByteArray());
    EXPECT_TRUE(query);
    return query && query->step() ? query->integer(0) : -1;
}

Content contentOf(OpenSite& site)
{
    return site.reader().call([](store::Database& database) {
        return Content { count(database, "events"), count(database, "evidence"),
            count(database, "operators WHERE is_enabled"),
            count(database, "settings WHERE key NOT IN ('backup.ring-copies', 'retention.clock', 'log-kept')"),
            count(database, "shredded_keys") };
    });
}

void expectSound(OpenSite& site)
{
    const QString fault = IoFaults::lastFault();
    site.writer().call([&](store::Database& database) {
        const auto sound = database.verify();
        EXPECT_TRUE(sound) << qPrintable(sound ? QString() : sound.error().detail) << " after " << qPrintable(fault);
        const auto chain = audit::verify(database);
        EXPECT_TRUE(chain) << qPrintable(chain ? QString() : chain.error().detail);
        EXPECT_EQ(count(database, "ring.subject_keys k JOIN shredded_keys s ON s.key_id = k.id"), 0)
            << "a destroyed key is there after " << qPrintable(fault);
        EXPECT_EQ(count(database, "ring.shredded"), count(database, "shredded_keys"));
    });
}

// One thing the store is asked to do. It gets the open site and may close it.
struct Operation
{
    const char* name;
    std::function<Result<void>(FaultGround&, std::unique_ptr<OpenSite>&)> run;
    // Whether the same, open site must be able to do it right after it failed.
    bool isRepeatable = true;
};

template <typename T>
Result<void> outcome(const Result<T>& result)
{
    return result ? Result<void>() : Result<void>(result.error());
}

Result<void> restoreBackup(FaultGround& ground, std::unique_ptr<OpenSite>& site)
{
    GATEHOUSE_TRY_ASSIGN(staged, backup::Restore::stage(*site, ground.clock(), site->openedBy(), ground.backupFile()));
    GATEHOUSE_TRY_ASSIGN(approval, ground.approve(*site, staged.preview().proposal()));
    GATEHOUSE_TRY(staged.confirm(*site, site->openedBy(), std::move(approval)));
    site.reset();
    return outcome(staged.finish());
}

Result<void> retain(FaultGround& ground, std::unique_ptr<OpenSite>& site)
{
    return outcome(privacy::runRetention(site->openedBy(), site->writer(), ground.clock(), site->signingKey()));
}

// One key of the ring, as an erasure or a withdrawal does it.
Result<void> destroyKey(FaultGround& ground, std::unique_ptr<OpenSite>& site)
{
    return site->writer().call([&](store::Database& database) -> Result<void> {
        {
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            QByteArray id;
            {
                GATEHOUSE_TRY_ASSIGN(first,
                    database.prepare("SELECT coalesce((SELECT key_id FROM shredded_keys LIMIT 1), "
                                     "(SELECT id FROM ring.subject_keys ORDER BY id LIMIT 1))"));
                GATEHOUSE_TRY(first.step());
                id = first.blob(0);
            }
            security::SubjectKeys keys(database, ground.clock());
            GATEHOUSE_TRY(keys.shred(transaction, id, security::ShredReason::Erased));
            GATEHOUSE_TRY(transaction.commit());
        }
        security::SubjectKeys::forgetForGood(database, ground.clock());
        return {};
    });
}

Result<void> rekey(FaultGround& ground, std::unique_ptr<OpenSite>& site)
{
    GATEHOUSE_TRY_ASSIGN(approval, ground.approve(*site, security::Proposal::rekey()));
    return outcome(site->rekey(site->openedBy(), std::move(approval)));
}

QList<Operation> operations()
{
    return {
        { "record an event with its picture",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) {
                return site->writer().call(
                    [&](store::Database& database) { return test::writeEvent(database, ground.clock()); });
            } },
        { "fold the log into the store",
            [](FaultGround&, std::unique_ptr<OpenSite>& site) {
                return site->writer().call([](store::Database& database) { return database.checkpoint(); });
            } },
        { "remove what is overdue", retain },
        { "destroy a subject's key", destroyKey },
        { "renew the site's key", rekey, false },
        { "copy the key ring",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) {
                return outcome(backup::RingCopies(*site, ground.clock())
                                   .exportTo(site->openedBy(), ground.shelf() + QStringLiteral("/copy.ghring")));
            } },
        { "add an operator",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) -> Result<void> {
                GATEHOUSE_TRY_ASSIGN(rows, site->operators(site->openedBy()));
                const security::OperatorRow& second = rows.at(1);
                GATEHOUSE_TRY_ASSIGN(approval,
                    security::Approval::of(site->openedBy(), { second.id, second.name, second.role },
                        security::Proposal::addOperator(QStringLiteral("Cleo Third"), security::Role::Guard),
                        ground.clock()));
                return outcome(site->addOperator(site->openedBy(), std::move(approval), QStringLiteral("Cleo Third"),
                    security::Role::Guard, security::Passphrase::fromUtf8("seventeen quiet turnips dancing")));
            },
            false },
        { "change the backup settings",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) {
                backup::BackupSettings settings;
                settings.folder = ground.shelf();
                return backup::Backups(*site, ground.clock()).setSettings(site->openedBy(), settings);
            } },
        { "take a backup",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) {
                return outcome(backup::Backups(*site, ground.clock()).take(site->openedBy(), ground.shelf()));
            } },
        { "rehearse a restore",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) {
                return outcome(backup::Backups(*site, ground.clock()).drill(site->openedBy(), ground.backupFile()));
            } },
        { "restore a backup", restoreBackup, false },
        { "close and open",
            [](FaultGround& ground, std::unique_ptr<OpenSite>& site) -> Result<void> {
                site.reset();
                auto opened = ground.open();
                if (!opened)
                    return opened.error();
                site = std::move(*opened);
                return {};
            },
            false },
    };
}

struct Trial
{
    const Operation& operation;
    IoFaults::Kind kind;
    IoFaults::Reach reach;
    Content before;
    Content after;
};

// One fault at the nth call. How many calls there were.
long tryOnce(FaultGround& ground, const Trial& trial, long nth)
{
    ground.reset();
    auto opened = ground.open();
    EXPECT_TRUE(opened);
    std::unique_ptr<OpenSite> site = std::move(*opened);
    IoFaults::arm(ground.folder(), trial.kind, nth, trial.reach);
    const auto done = trial.operation.run(ground, site);
    const long calls = IoFaults::disarm();
    // A page that could not be read makes the engine give up its connection, until the site is opened again.
    bool isRepeated = false;
    if (trial.operation.isRepeatable && !done && trial.kind != IoFaults::Kind::IoError) {
        const auto again = trial.operation.run(ground, site);
        EXPECT_TRUE(again) << "not usable after " << qPrintable(IoFaults::lastFault())
                           << " failed: " << errorCodeName(again ? ErrorCode::Internal : again.error().code).data()
                           << qPrintable(again ? QString() : again.error().detail);
        isRepeated = true;
    }
    site.reset();

    auto reopened = ground.open();
    EXPECT_TRUE(reopened) << qPrintable(IoFaults::lastFault()) << ' '
                          << errorCodeName(reopened ? ErrorCode::Internal : reopened.error().code).data() << ' '
                          << qPrintable(reopened ? QString() : reopened.error().detail);
    if (!reopened)
        return calls;
    expectSound(**reopened);
    const Content now = contentOf(**reopened);
    if (done || isRepeated) {
        EXPECT_EQ(now, trial.after);
    } else {
        EXPECT_TRUE(now == trial.before || now == trial.after) << testing::PrintToString(now);
    }
    const auto shelved = backup::Backups(**reopened, ground.clock()).list((*reopened)->openedBy(), ground.shelf());
    EXPECT_TRUE(shelved);
    for (const backup::ShelvedBackup& one : shelved ? *shelved : QList<backup::ShelvedBackup>())
        EXPECT_FALSE(one.fault) << qPrintable(one.file);
    return calls;
}

void tortureWith(FaultGround& ground, const Operation& operation, IoFaults::Kind kind, IoFaults::Reach reach)
{
    SCOPED_TRACE(operation.name);
    ground.reset();
    Trial trial { operation, kind, reach, {}, {} };
    {
        auto site = ground.open();
        ASSERT_TRUE(site);
        trial.before = contentOf(**site);
        ASSERT_TRUE(operation.run(ground, *site)) << "without any fault";
        site->reset();
        auto reopened = ground.open();
        ASSERT_TRUE(reopened);
        trial.after = contentOf(**reopened);
    }
    const long calls = tryOnce(ground, trial, 0);
    const long step = triesAll() ? 1 : std::max(1L, calls / TrialsAKind);
    long tried = 0;
    for (long nth = 1; nth <= calls && !testing::Test::HasFailure(); nth += step) {
        SCOPED_TRACE(nth);
        tryOnce(ground, trial, nth);
        ++tried;
    }
    std::printf("%s: %ld calls, %ld of them failed in turn\n", operation.name, calls, tried);
}

void torture(IoFaults::Kind kind, IoFaults::Reach reach)
{
    FaultGround ground;
    for (const Operation& operation : operations()) {
        tortureWith(ground, operation, kind, reach);
        if (testing::Test::HasFailure())
            return;
    }
}

} // namespace

TEST(Faults, oneCallThatFails)
{
    torture(IoFaults::Kind::IoError, IoFaults::Reach::Once);
}

TEST(Faults, aDiskThatIsFullFromACallOnAndFreedLater)
{
    torture(IoFaults::Kind::DiskFull, IoFaults::Reach::FromThenOn);
}

TEST(Faults, aWriteThatIsDoneByHalf)
{
    torture(IoFaults::Kind::ShortWrite, IoFaults::Reach::FromThenOn);
}

TEST(Faults, aSiteIsMadeWholeOrNotAtAll)
{
    FaultGround ground;
    const auto make = [&] {
        return outcome(OpenSite::create(ground.paths(), ground.description(), ground.clock(), FaultGround::Quick));
    };
    const auto clear = [&] {
        QDir(ground.folder()).removeRecursively();
        QDir().mkpath(ground.folder());
    };
    clear();
    IoFaults::arm(ground.folder(), IoFaults::Kind::IoError, 0);
    ASSERT_TRUE(make());
    const long calls = IoFaults::disarm();
    const long step = triesAll() ? 1 : std::max(1L, calls / (2 * TrialsAKind));
    for (long nth = 1; nth <= calls && !HasFailure(); nth += step) {
        SCOPED_TRACE(nth);
        clear();
        IoFaults::arm(ground.folder(), IoFaults::Kind::IoError, nth);
        const auto made = make();
        IoFaults::disarm();
        // Either it is there, or the next attempt makes it.
        auto opened = ground.open();
        if (!opened && !made) {
            EXPECT_TRUE(make());
            opened = ground.open();
        }
        ASSERT_TRUE(opened) << qPrintable(IoFaults::lastFault()) << ' ' << errorCodeName(opened.error().code).data()
                            << qPrintable(opened.error().detail);
        expectSound(**opened);
    }
}

TEST(Faults, anOlderStoreIsBroughtToTodayOrStays)
{
    FaultGround ground;
    QDir().mkpath(ground.folder());
    const QString file = ground.folder() + QStringLiteral("/old.store");
    store::SecretKey::Bytes bytes {};
    bytes.fill(0x3c);
    const store::SecretKey key(bytes);
    const auto makeOld = [&] {
        for (const char* suffix : { "", "-wal", "-shm", ".before-4" })
            QFile::remove(file + QLatin1StringView(suffix));
        const auto old = store::Database::open(file, key, store::OpenMode::CreateNew, store::allMigrations().first(4));
        ASSERT_TRUE(old);
        ASSERT_TRUE((*old)->execute("INSERT INTO groups (name, created_at) VALUES ('staff', 0)"));
    };
    const auto migrate = [&] { return store::Database::open(file, key, store::OpenMode::ReadWrite); };
    for (const IoFaults::Kind kind : { IoFaults::Kind::IoError, IoFaults::Kind::ShortWrite }) {
        ASSERT_NO_FATAL_FAILURE(makeOld());
        IoFaults::arm(ground.folder(), kind, 0);
        ASSERT_TRUE(migrate());
        const long calls = IoFaults::disarm();
        const long step = triesAll() ? 1 : std::max(1L, calls / (2 * TrialsAKind));
        for (long nth = 1; nth <= calls && !HasFailure(); nth += step) {
            SCOPED_TRACE(nth);
            ASSERT_NO_FATAL_FAILURE(makeOld());
            IoFaults::arm(ground.folder(), kind, nth);
            {
                const auto opened = migrate();
            }
            IoFaults::disarm();
            const auto opened = migrate();
            ASSERT_TRUE(opened) << qPrintable(IoFaults::lastFault()) << ' ' << errorCodeName(opened.error().code).data()
                                << qPrintable(opened.error().detail);
            EXPECT_TRUE((*opened)->verify());
            EXPECT_EQ((*opened)->schemaVersion(), store::allMigrations().last().version);
            EXPECT_EQ(count(**opened, "groups"), 1);
        }
    }
}

TEST(Faults, aPrivateFileHasItsOldContentOrItsNew)
{
    FaultGround ground;
    QDir().mkpath(ground.folder());
    const QString file = ground.folder() + QStringLiteral("/some.file");
    const QByteArray oldContent(100'000, 'o');
    const QByteArray newContent(90'000, 'n');
    for (const IoFaults::Kind kind :
        { IoFaults::Kind::IoError, IoFaults::Kind::DiskFull, IoFaults::Kind::ShortWrite }) {
        long calls = 1;
        for (long nth = 1; nth <= calls; ++nth) {
            ASSERT_TRUE(replacePrivateFile(file, oldContent));
            IoFaults::arm(ground.folder(), kind, nth, IoFaults::Reach::FromThenOn);
            const auto replaced = replacePrivateFile(file, newContent);
            calls = std::max(calls, IoFaults::disarm());
            const auto content = readSmallFile(file, 1'000'000);
            ASSERT_TRUE(content);
            EXPECT_TRUE(*content == newContent || (!replaced && *content == oldContent));
            if (kind != IoFaults::Kind::IoError) {
                EXPECT_EQ(QDir(ground.folder()).entryList(QDir::Files).size(), 1) << "a part is left behind";
            }
        }
    }
}
