#include "core/store/Database.h"

#include "core/store/Transaction.h"
#include "tests/store/EmptyStore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace gatehouse;
using namespace gatehouse::store;
using gatehouse::test::EmptyStore;
using gatehouse::test::testKey;

namespace {

ErrorCode openingFails(const QString& file, OpenMode mode = OpenMode::ReadWrite, unsigned char salt = 1)
{
    auto opened = Database::open(file, testKey(salt), mode);
    return opened ? ErrorCode::Internal : opened.error().code;
}

void overwrite(const QString& file, qint64 at, const QByteArray& bytes)
{
    QFile target(file);
    ASSERT_TRUE(target.open(QIODevice::ReadWrite));
    ASSERT_TRUE(target.seek(at));
    ASSERT_EQ(target.write(bytes), bytes.size());
}

unsigned permissions(const QString& path)
{
    struct stat status
    {
    };
    EXPECT_EQ(::stat(QFile::encodeName(path).constData(), &status), 0);
    return status.st_mode & 0777;
}

void fillGroups(Database& database, int count)
{
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(transaction);
    auto insert = database.prepare("INSERT INTO groups (name, created_at) VALUES (?, ?)");
    ASSERT_TRUE(insert);
    for (int i = 0; i < count; ++i) {
        insert->bindAll(QStringLiteral("a group with quite a long name, number %1").arg(i), i);
        ASSERT_TRUE(insert->run());
    }
    ASSERT_TRUE(transaction->commit());
}

qint64 number(Database& database, QByteArrayView sql)
{
    auto query = database.prepare(sql);
    EXPECT_TRUE(query) << qPrintable(query.error().detail);
    EXPECT_TRUE(*query->step());
    return query->integer(0);
}

} // namespace

TEST(Database, keepsWhatWasWrittenAndNothingIsReadableInTheFiles)
{
    EmptyStore site;
    fillGroups(site.database(), 200);
    // Before the checkpoint the rows are in the log, afterwards in the main file.
    for (const QString& name : { QStringLiteral("site.store"), QStringLiteral("site.store-wal") }) {
        QFile raw(QDir(site.folder()).filePath(name));
        ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
        EXPECT_FALSE(raw.readAll().contains("quite a long name")) << qPrintable(name);
    }
    ASSERT_TRUE(site.database().checkpoint());
    site.reopen();
    EXPECT_EQ(number(site.database(), "SELECT count(*) FROM groups"), 200);
    site.close();
    QFile raw(site.file());
    ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
    const QByteArray bytes = raw.readAll();
    EXPECT_FALSE(bytes.contains("quite a long name"));
    EXPECT_FALSE(bytes.contains("CREATE TABLE"));
    EXPECT_FALSE(bytes.startsWith("SQLite format"));
}

TEST(Database, usesTheSettingsTheDesignAsksFor)
{
    EmptyStore site;
    EXPECT_EQ(number(site.database(), "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(number(site.database(), "PRAGMA secure_delete"), 1);
    EXPECT_EQ(number(site.database(), "PRAGMA synchronous"), 2); // FULL
    EXPECT_EQ(number(site.database(), "PRAGMA temp_store"), 2); // MEMORY
    auto journal = site.database().prepare("PRAGMA journal_mode");
    ASSERT_TRUE(journal && *journal->step());
    EXPECT_EQ(journal->text(0), QStringLiteral("wal"));
    EXPECT_EQ(site.database().schemaVersion(), allMigrations().last().version);
}

TEST(Database, filesBelongToTheirOwnerOnly)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("new/site.store"));
    auto database = Database::open(file, testKey(), OpenMode::CreateNew);
    ASSERT_TRUE(database);
    EXPECT_EQ(permissions(folder.filePath(QStringLiteral("new"))), 0700U);
    const QFileInfoList made = QDir(folder.filePath(QStringLiteral("new"))).entryInfoList(QDir::Files);
    EXPECT_GE(made.size(), 3); // store, log, shared index, lock
    for (const QFileInfo& info : made)
        EXPECT_EQ(permissions(info.filePath()), 0600U) << qPrintable(info.fileName());
}

TEST(Database, refusesAWrongKey)
{
    EmptyStore site;
    site.close();
    EXPECT_EQ(openingFails(site.file(), OpenMode::ReadWrite, 2), ErrorCode::StoreDamagedOrWrongKey);
    EXPECT_EQ(openingFails(site.file(), OpenMode::ReadOnly, 2), ErrorCode::StoreDamagedOrWrongKey);
    site.reopen(); // and the attempt has harmed nothing
    EXPECT_TRUE(site.database().verify());
}

TEST(Database, refusesAPlaintextFile)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("site.store"));
    sqlite3* plain = nullptr;
    ASSERT_EQ(sqlite3_open(QFile::encodeName(file).constData(), &plain), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(plain, "CREATE TABLE t (a)", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(plain);
    EXPECT_EQ(openingFails(file), ErrorCode::StoreNotEncrypted);
    EXPECT_EQ(openingFails(file, OpenMode::ReadOnly), ErrorCode::StoreNotEncrypted);
}

TEST(Database, refusesWhatIsNotThereAndWhatIsThereAlready)
{
    EmptyStore site;
    EXPECT_EQ(openingFails(site.folder() + QStringLiteral("/none.store")), ErrorCode::StoreNotFound);
    EXPECT_EQ(
        openingFails(site.folder() + QStringLiteral("/none.store"), OpenMode::ReadOnly), ErrorCode::StoreNotFound);
    EXPECT_EQ(openingFails(site.file(), OpenMode::CreateNew), ErrorCode::AlreadyExists);
}

TEST(Database, refusesAnEmptyOrTruncatedFile)
{
    EmptyStore site;
    fillGroups(site.database(), 500);
    site.close();
    const qint64 size = QFileInfo(site.file()).size();
    ASSERT_TRUE(QFile::resize(site.file(), size / 2));
    auto opened = Database::open(site.file(), testKey(), OpenMode::ReadWrite);
    if (opened) {
        const auto verified = (*opened)->verify();
        ASSERT_FALSE(verified);
        EXPECT_EQ(verified.error().code, ErrorCode::StoreDamagedOrWrongKey);
        opened->reset();
    } else {
        EXPECT_EQ(opened.error().code, ErrorCode::StoreDamagedOrWrongKey);
    }
    ASSERT_TRUE(QFile::resize(site.file(), 0));
    EXPECT_EQ(openingFails(site.file()), ErrorCode::StoreDamagedOrWrongKey);
}

// Whatever page is hit: opening, reading or the check says so, and nothing but that is ever reported.
TEST(Database, aDamagedPageIsNoticed)
{
    EmptyStore site;
    fillGroups(site.database(), 500);
    ASSERT_TRUE(site.database().checkpoint());
    site.close();
    QFile original(site.file());
    ASSERT_TRUE(original.open(QIODevice::ReadOnly));
    const QByteArray sound = original.readAll();
    original.close();
    const qint64 pages = sound.size() / 4096;
    ASSERT_GT(pages, 20);
    for (qint64 page = 0; page < pages; page += 3) {
        overwrite(site.file(), page * 4096 + 1000, QByteArray("\x5a\xa5\x5a\xa5", 4));
        auto opened = Database::open(site.file(), testKey(), OpenMode::ReadWrite);
        const auto verified = opened ? (*opened)->verify() : Result<void>(opened.error());
        EXPECT_FALSE(verified) << "page " << page;
        if (!verified) {
            EXPECT_EQ(verified.error().code, ErrorCode::StoreDamagedOrWrongKey) << qPrintable(verified.error().detail);
        }
        if (opened)
            opened->reset();
        overwrite(site.file(), 0, sound);
    }
    site.reopen();
    EXPECT_TRUE(site.database().verify());
}

TEST(Database, aReadOfADamagedPageIsReportedAsDamage)
{
    EmptyStore site;
    fillGroups(site.database(), 2000);
    ASSERT_TRUE(site.database().checkpoint());
    const qint64 root = number(site.database(), "SELECT rootpage FROM sqlite_schema WHERE name = 'groups'");
    site.close();
    overwrite(site.file(), (root - 1) * 4096 + 1000, "damaged");
    site.reopen();
    auto query = site.database().prepare("SELECT max(created_at) FROM groups");
    ASSERT_TRUE(query);
    const auto row = query->step();
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().code, ErrorCode::StoreDamagedOrWrongKey) << qPrintable(row.error().detail);
}

TEST(Database, oneWriterAtATimeAndReadersBesideIt)
{
    EmptyStore site;
    EXPECT_EQ(openingFails(site.file()), ErrorCode::StoreInUse);
    auto reader = Database::open(site.file(), testKey(), OpenMode::ReadOnly);
    ASSERT_TRUE(reader) << qPrintable(reader.error().detail);
    EXPECT_EQ(number(**reader, "SELECT count(*) FROM groups"), 0);
    fillGroups(site.database(), 3);
    EXPECT_EQ(number(**reader, "SELECT count(*) FROM groups"), 3);
    const auto written = (*reader)->execute("DELETE FROM groups");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::StoreIo);
    site.close();
    EXPECT_EQ(number(**reader, "SELECT count(*) FROM groups"), 3);
    reader->reset();
    site.reopen();
    EXPECT_EQ(number(site.database(), "SELECT count(*) FROM groups"), 3);
}

TEST(Database, aFullStoreSaysSoAndKeepsWhatItHas)
{
    EmptyStore site;
    fillGroups(site.database(), 10);
    const qint64 pages = number(site.database(), "PRAGMA page_count");
    ASSERT_TRUE(site.database().prepare("PRAGMA max_page_count = " + QByteArray::number(pages + 2))->step());
    auto transaction = Transaction::begin(site.database());
    ASSERT_TRUE(transaction);
    auto insert = site.database().prepare("INSERT INTO groups (name, created_at) VALUES (?, 0)");
    Result<void> last;
    for (int i = 0; i < 5000 && last; ++i) {
        insert->bind(1, QStringLiteral("%1 ").arg(i).repeated(20));
        last = insert->run();
    }
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error().code, ErrorCode::StoreFull);
    EXPECT_FALSE(last.error().detail.contains(QStringLiteral("99 ")));
    {
        const auto ended = std::move(transaction);
    }
    EXPECT_FALSE(site.database().isInTransaction());
    EXPECT_EQ(number(site.database(), "SELECT count(*) FROM groups"), 10);
}

TEST(Database, aBrokenConstraintNamesTheRuleButNoValue)
{
    EmptyStore site;
    auto insert = site.database().prepare("INSERT INTO groups (name, created_at) VALUES (?, 0)");
    insert->bind(1, QStringLiteral("Secret Name"));
    ASSERT_TRUE(insert->run());
    insert->bind(1, QStringLiteral("secret name"));
    const auto again = insert->run();
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::StoreConstraint);
    EXPECT_TRUE(again.error().detail.contains(QStringLiteral("groups.name")));
    EXPECT_FALSE(again.error().detail.contains(QStringLiteral("secret"), Qt::CaseInsensitive));
    // The statement goes on after the failure.
    insert->bind(1, QStringLiteral("Another"));
    EXPECT_TRUE(insert->run());
}

TEST(Statement, carriesEveryKindOfValueThereAndBack)
{
    EmptyStore site;
    ASSERT_TRUE(site.database().execute("CREATE TEMP TABLE v (i, r, t, b, n, e, o)"));
    const QString text = QStringLiteral("沪A·D12345 \U0001F697");
    const QByteArray blob("a\0b", 3);
    auto insert = site.database().prepare("INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert->bindAll(
        std::numeric_limits<qint64>::min(), 0.1, text, blob, std::optional<UtcTime>(), QByteArray(), OperatorId());
    ASSERT_TRUE(insert->run());
    auto query = site.database().prepare("SELECT * FROM v");
    ASSERT_TRUE(*query->step());
    EXPECT_EQ(query->integer(0), std::numeric_limits<qint64>::min());
    EXPECT_EQ(query->real(1), 0.1);
    EXPECT_EQ(query->text(2), text);
    EXPECT_EQ(query->blob(3), blob);
    EXPECT_TRUE(query->isNull(4));
    EXPECT_FALSE(query->optionalTime(4));
    EXPECT_FALSE(query->isNull(5)); // an empty blob is a value
    EXPECT_TRUE(query->isNull(6));
    EXPECT_FALSE(query->id<OperatorId>(6).isValid());
    EXPECT_FALSE(*query->step());
}

TEST(Statement, aValueTooManyIsReportedByTheStep)
{
    EmptyStore site;
    auto query = site.database().prepare("SELECT ?");
    query->bindAll(1, 2);
    EXPECT_FALSE(query->step());
    query->reset();
    query->bind(1, 7);
    EXPECT_TRUE(*query->step());
    EXPECT_EQ(query->integer(0), 7);
}

TEST(Statement, twoOfOneTextDoNotDisturbEachOther)
{
    EmptyStore site;
    fillGroups(site.database(), 3);
    auto outer = site.database().prepare("SELECT id FROM groups ORDER BY id");
    int pairs = 0;
    while (*outer->step()) {
        auto inner = site.database().prepare("SELECT id FROM groups ORDER BY id");
        while (*inner->step())
            ++pairs;
    }
    EXPECT_EQ(pairs, 9);
}

TEST(Transaction, isRolledBackUnlessCommitted)
{
    EmptyStore site;
    {
        auto transaction = Transaction::begin(site.database());
        ASSERT_TRUE(transaction);
        ASSERT_TRUE(site.database().execute("INSERT INTO zones (name) VALUES ('yard')"));
        EXPECT_EQ(Transaction::begin(site.database()).error().code, ErrorCode::Internal);
    }
    EXPECT_EQ(number(site.database(), "SELECT count(*) FROM zones"), 0);
    {
        auto transaction = Transaction::begin(site.database());
        ASSERT_TRUE(site.database().execute("INSERT INTO zones (name) VALUES ('yard')"));
        ASSERT_TRUE(transaction->commit());
        EXPECT_FALSE(transaction->commit());
    }
    EXPECT_EQ(number(site.database(), "SELECT count(*) FROM zones"), 1);
}
