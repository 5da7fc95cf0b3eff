#include "core/audit/Checkpoint.h"
#include "core/backup/ScratchFolder.h"
#include "tests/store/backup/BackupSite.h"

#include <QDir>
#include <QFile>

#include <atomic>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;

namespace {

QStringList everythingIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

void flip(const QString& file, qint64 at)
{
    QFile target(file);
    ASSERT_TRUE(target.open(QIODevice::ReadWrite));
    ASSERT_TRUE(target.seek(at));
    const QByteArray byte = target.read(1);
    ASSERT_TRUE(target.seek(at));
    target.write(QByteArray(1, static_cast<char>(byte.at(0) ^ 0x10)));
}

// The settings of a site that keeps backups in its shelf.
BackupSettings shelfSettings(const BackupSite& site)
{
    BackupSettings settings;
    settings.folder = site.shelf();
    return settings;
}

constexpr qint64 Hour = 60LL * 60 * 1000;

} // namespace

TEST(ScratchFolder, leavesAloneWhereALinkOfItsNameLeads)
{
    const QTemporaryDir folder;
    const QString elsewhere = folder.filePath(QStringLiteral("elsewhere"));
    ASSERT_TRUE(QDir().mkdir(elsewhere));
    QFile precious(elsewhere + QStringLiteral("/precious"));
    ASSERT_TRUE(precious.open(QIODevice::WriteOnly));
    const QString shelf = folder.filePath(QStringLiteral("shelf"));
    ASSERT_TRUE(QDir().mkdir(shelf));
    ASSERT_TRUE(QFile::link(elsewhere, shelf + QStringLiteral("/.gatehouse-scratch")));
    {
        const auto scratch = ScratchFolder::create(shelf);
        ASSERT_TRUE(scratch);
        EXPECT_TRUE(precious.exists());
        EXPECT_NE(QFileInfo(scratch->path()).canonicalFilePath(), QFileInfo(elsewhere).canonicalFilePath());
        QFile left(scratch->store());
        ASSERT_TRUE(left.open(QIODevice::WriteOnly));
    }
    EXPECT_TRUE(precious.exists());
    EXPECT_EQ(everythingIn(shelf), QStringList());
}

TEST(ScratchFolder, removesWhatACrashLeftBehind)
{
    const QTemporaryDir shelf;
    {
        auto left = ScratchFolder::create(shelf.path());
        ASSERT_TRUE(left);
        QFile store(left->store());
        ASSERT_TRUE(store.open(QIODevice::WriteOnly));
        left->keep();
    }
    ASSERT_FALSE(everythingIn(shelf.path()).isEmpty());
    ASSERT_TRUE(ScratchFolder::create(shelf.path()));
    EXPECT_EQ(everythingIn(shelf.path()), QStringList());
}

TEST(Backups, isTakenWhileLanesWriteAndHoldsOneMoment)
{
    BackupSite site;
    site.writeEvents(200);
    std::atomic<bool> isOver = false;
    std::atomic<int> written = 0;
    std::thread lane([&] {
        while (!isOver) {
            site.site().writer().call([&](store::Database& database) {
                if (test::writeEvent(database, site.clock()))
                    ++written;
            });
        }
    });
    int steps = 0;
    int atFirstStep = -1;
    int atLastStep = 0;
    const auto taken = site.backups().take(site.admin(), site.shelf(), [&](const Progress& progress) {
        if (progress.stage == Stage::Copying) {
            ++steps;
            if (atFirstStep < 0)
                atFirstStep = written;
            // The lane writes on between two steps of the copy.
            const int before = written;
            while (written == before && !isOver)
                std::this_thread::yield();
            atLastStep = written;
        }
        return store::CopyGoesOn::Yes;
    });
    isOver = true;
    lane.join();
    ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
    EXPECT_GT(steps, 3);
    EXPECT_GE(atLastStep - atFirstStep, steps - 1);

    const auto report = site.backups().drill(site.admin(), taken->file);
    ASSERT_TRUE(report) << qPrintable(report.error().detail);
    EXPECT_EQ(report->chain.head, taken->header.audit.head);
    qint64 events = 0;
    qint64 pictures = 0;
    for (const auto& [table, rows] : report->rows) {
        if (table == QStringLiteral("events"))
            events = rows;
        if (table == QStringLiteral("evidence"))
            pictures = rows;
    }
    EXPECT_EQ(events, pictures);
    EXPECT_LE(events, 200 + atFirstStep + 1) << "what came after the first step is not in it";
    EXPECT_GE(events, 200);
}

TEST(Backups, theHeadItCarriesIsOneTheSiteHasSigned)
{
    BackupSite site;
    site.writeEvents(3);
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken);
    const auto signedHead = site.site().reader().call([](store::Database& database) {
        const auto newest = audit::newestCheckpoint(database);
        return newest ? *newest : std::nullopt;
    });
    ASSERT_TRUE(signedHead);
    EXPECT_EQ(signedHead->reason, audit::CheckpointReason::Backup);
    const auto read = backup::readHeader(taken->file);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->audit.head, signedHead->state.head);
    EXPECT_EQ(read->audit.entries, signedHead->state.entries);
    EXPECT_TRUE(backup::isSignedBy(*read, site.site().signingKey().publicKey()));
}

TEST(Backups, whatWasExchangedAfterItWasLookedAtIsNotTaken)
{
    BackupSite site;
    const auto first = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(first);
    site.writeEvents(1);
    site.clock().advance(2000);
    const auto second = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(second);
    const QString target = site.shelf() + QStringLiteral("/extracted");
    EXPECT_TRUE(backup::extractPayload(second->file, second->header, target));
    EXPECT_TRUE(QFile::remove(target));
    EXPECT_EQ(backup::extractPayload(second->file, first->header, target).error().code, ErrorCode::BackupDamaged);
    EXPECT_FALSE(QFile::exists(target));
}

TEST(Backups, theFileIsPrivateTellsNoNameAndLeavesNothingElse)
{
    BackupSite site;
    site.writeEvents(5);
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
    EXPECT_EQ(everythingIn(site.shelf()), QStringList { QFileInfo(taken->file).fileName() });
    EXPECT_TRUE(QFileInfo(taken->file).fileName().endsWith(QStringLiteral("20250304T031244Z.ghbackup")));
    struct stat status
    {
    };
    ASSERT_EQ(::stat(QFile::encodeName(taken->file).constData(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    QFile file(taken->file);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (const char* word : { "Lotus Yard", "Ada Admin", "SQLite format 3", "CREATE TABLE", "recognition" })
        EXPECT_FALSE(bytes.contains(word)) << word;
    EXPECT_TRUE(site.auditActions().endsWith(QStringLiteral("backup.take")));
    // Anyone may read what stands in front, without a key.
    const auto header = readHeader(taken->file);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->keyFile, site.site().keyFile().encode());
    EXPECT_EQ(header->takenAt, site.clock().now());
}

TEST(Backups, neverTakesThePlaceOfAnotherOfTheSameSecond)
{
    BackupSite site;
    const auto first = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(first);
    site.writeEvents(3);
    const auto second = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(second);
    EXPECT_NE(first->file, second->file);
    const auto shelved = site.backups().list(site.admin(), site.shelf());
    ASSERT_TRUE(shelved);
    EXPECT_EQ(shelved->size(), 2);
    const auto again = site.backups().verify(site.admin(), first->file);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->header.audit.head, first->header.audit.head);
}

TEST(Backups, damageAnywhereIsFound)
{
    BackupSite site;
    site.writeEvents(20);
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken);
    EXPECT_TRUE(site.backups().verify(site.admin(), taken->file));
    for (qint64 at = 0; at < taken->bytes; at += taken->bytes / 40) {
        flip(taken->file, at);
        const auto verified = site.backups().verify(site.admin(), taken->file);
        EXPECT_FALSE(verified) << "byte " << at;
        EXPECT_FALSE(site.backups().drill(site.admin(), taken->file)) << "byte " << at;
        flip(taken->file, at);
    }
    ASSERT_TRUE(QFile::resize(taken->file, taken->bytes - 1));
    EXPECT_EQ(site.backups().verify(site.admin(), taken->file).error().code, ErrorCode::BackupDamaged);
    const auto listed = site.backups().list(site.admin(), site.shelf());
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 1);
    EXPECT_EQ(listed->first().fault, ErrorCode::BackupDamaged);
    const auto last = site.backups().lastDrill(site.admin());
    ASSERT_TRUE(last && *last);
    EXPECT_EQ((*last)->failure, ErrorCode::BackupDamaged);
    EXPECT_EQ(site.number("SELECT count(*) FROM settings WHERE value LIKE '%\"BackupDamaged\"%'"), 1)
        << "by its name: numbers move";
}

TEST(Backups, everySignatureUnderTheTrailIsCheckedBeforeAndAfter)
{
    BackupSite site;
    site.writeEvents(3);
    ASSERT_TRUE(site.site().signTrail(audit::CheckpointReason::Printed));
    const auto taken = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(taken);
    const auto verified = site.backups().verify(site.admin(), taken->file);
    ASSERT_TRUE(verified) << qPrintable(verified.error().detail);
    EXPECT_TRUE(verified->isOpened);
    EXPECT_EQ(verified->checkpoints, 2);
    EXPECT_TRUE(verified->rulesMissing.isEmpty());
    EXPECT_EQ(verified->chain.head, taken->header.audit.head);

    // While the site is open somebody takes a rule out of the store: the backup says so.
    ASSERT_TRUE(site.site().writer().call([](store::Database& database) {
        return database.execute("DROP TRIGGER audit_checkpoints_are_never_changed");
    }));
    const auto without = site.backups().take(site.admin(), site.shelf());
    ASSERT_TRUE(without);
    EXPECT_EQ(site.backups().verify(site.admin(), without->file)->rulesMissing,
        QStringList { QStringLiteral("audit_checkpoints_are_never_changed") });
    // And bends an old signature, which no new one looks at any more: no backup is made of that.
    ASSERT_TRUE(site.site().writer().call([](store::Database& database) {
        return database.execute("UPDATE audit_checkpoints SET signature = randomblob(64) WHERE number = 1");
    }));
    const auto refused = site.backups().take(site.admin(), site.shelf());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::AuditChainBroken);
    EXPECT_EQ(refused.error().detail, QStringLiteral("checkpoint 1"));
}

TEST(Backups, theHeadsOnTheShelfAreComparedWithTheTrail)
{
    BackupSite site;
    BackupSettings settings;
    settings.folder = site.shelf();
    ASSERT_TRUE(site.backups().setSettings(site.admin(), settings));
    site.writeEvents(3);
    ASSERT_TRUE(site.backups().take(site.admin()));
    site.clock().advance(60'000);
    site.writeEvents(3);
    ASSERT_TRUE(site.backups().take(site.admin()));
    const auto heads = site.backups().signedHeads();
    ASSERT_TRUE(heads);
    ASSERT_EQ(heads->heads.size(), 2);
    const auto compared = site.site().compareHistory(heads->heads);
    ASSERT_TRUE(compared);
    EXPECT_FALSE(compared->mismatch);
}

TEST(Backups, anotherSitesBackupIsRefused)
{
    BackupSite site;
    BackupSite other;
    const auto taken = other.backups().take(other.admin(), site.shelf());
    ASSERT_TRUE(taken);
    EXPECT_EQ(site.backups().verify(site.admin(), taken->file).error().code, ErrorCode::BackupForeign);
    EXPECT_EQ(site.backups().drill(site.admin(), taken->file).error().code, ErrorCode::BackupForeign);
    EXPECT_TRUE(site.backups().list(site.admin(), site.shelf())->isEmpty());
}

TEST(Backups, stoppedOrWithoutItsFolderItLeavesNothing)
{
    BackupSite site;
    site.writeEvents(300);
    for (const Stage stage : { Stage::Copying, Stage::Checking, Stage::Writing, Stage::ReadingBack }) {
        const auto stopped = site.backups().take(site.admin(), site.shelf(), [&](const Progress& progress) {
            return progress.stage == stage ? store::CopyGoesOn::No : store::CopyGoesOn::Yes;
        });
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
        EXPECT_EQ(everythingIn(site.shelf()), QStringList());
    }
    EXPECT_EQ(site.backups().take(site.admin(), QStringLiteral("/nowhere/at/all")).error().code,
        ErrorCode::BackupFolderMissing);
    EXPECT_EQ(site.backups().take(site.admin()).error().code, ErrorCode::BackupFolderMissing) << "none chosen yet";
    EXPECT_FALSE(site.backups().health()->lastGood);
}

TEST(Backups, theDailyOneIsTakenOnceAndMadeUpWhenMissed)
{
    BackupSite site;
    BackupSettings settings = shelfSettings(site);
    settings.dailyAt = QTime(2, 30);
    settings.keep = { 2, 0, 0, 0 };
    ASSERT_TRUE(site.backups().setSettings(site.admin(), settings));
    EXPECT_EQ(*site.backups().settings(site.admin()), settings);
    for (int day = 0; day < 4; ++day) {
        const auto made = site.backups().takeWhenDue();
        ASSERT_TRUE(made && *made) << day;
        const auto again = site.backups().takeWhenDue();
        ASSERT_TRUE(again);
        EXPECT_FALSE(*again) << "not twice a day";
        site.clock().advance((day == 2 ? 72 : 24) * Hour); // two days the console did not run
    }
    // Kept: the two newest.
    EXPECT_EQ(site.backups().list(site.admin())->size(), 2);
    EXPECT_TRUE(site.auditActions().contains(QStringLiteral("backup.prune")));
    site.clock().advance(30 * Hour);
    EXPECT_TRUE(site.backups().health()->isTooOld);
}

TEST(Backups, theLastGoodOneIsNeverDropped)
{
    BackupSite site;
    BackupSettings settings = shelfSettings(site);
    settings.keep = { 1, 0, 0, 0 };
    ASSERT_TRUE(site.backups().setSettings(site.admin(), settings));
    const auto older = site.backups().take(site.admin());
    ASSERT_TRUE(older);
    site.clock().advance(24 * Hour);
    const auto newer = site.backups().take(site.admin());
    ASSERT_TRUE(newer);
    flip(newer->file, newer->bytes - 100); // where only reading finds it
    EXPECT_TRUE(site.backups().prune(site.admin())->isEmpty());
    EXPECT_TRUE(QFile::exists(older->file));
    flip(newer->file, newer->bytes - 100);
    EXPECT_EQ(site.backups().prune(site.admin())->size(), 1);
    EXPECT_FALSE(QFile::exists(older->file));
    EXPECT_TRUE(QFile::exists(newer->file));
}

TEST(Backups, onlyWhoeverMayManageThemDoesAnything)
{
    BackupSite site;
    Backups backups = site.backups();
    const QStringList before = site.auditActions();
    for (const security::Role role : security::AllRoles) {
        if (security::isAllowed(role, security::Permission::ManageBackups))
            continue;
        const security::ActingOperator actor { OperatorId(1), QStringLiteral("someone"), role };
        const QString none = QStringLiteral("/none");
        EXPECT_EQ(backups.settings(actor).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.setSettings(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.take(actor, site.shelf()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.list(actor, site.shelf()).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.verify(actor, none).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.drill(actor, none).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.prune(actor).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(backups.lastDrill(actor).error().code, ErrorCode::PermissionDenied);
    }
    EXPECT_EQ(site.auditActions(), before);
    EXPECT_TRUE(everythingIn(site.shelf()).isEmpty());
}
