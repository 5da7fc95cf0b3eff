#include "core/store/Database.h"
#include "core/store/Migrator.h"
#include "tests/store/EmptyStore.h"

#include <QFile>
#include <QFileInfo>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::store;
using gatehouse::test::testKey;

namespace {

// Rows as a site has them at each version; a new step adds its own. They stay the same through every later step.
QList<std::pair<int, QByteArray>> rowsByVersion()
{
    return {
        { 1, R"sql(
            INSERT INTO site VALUES (1, x'00112233445566778899aabbccddeeff', 'Yard', 'Asia/Shanghai', 0, 1700000000000);
            INSERT INTO settings VALUES ('k', 'v');
            INSERT INTO operators VALUES (1, 'Ann', 'administrator', x'ffeeddccbbaa99887766554433221100', 1, 5);
            INSERT INTO audit VALUES (1, 5, 1, 'site.create', 'site', 1, '{}', zeroblob(32), randomblob(32));
        )sql" },
        { 2, R"sql(
            INSERT INTO groups (id, name, created_at) VALUES (1, 'Staff', 5);
            INSERT INTO persons (id, kind, name, created_at, updated_at) VALUES (1, 'employee', 'Li Na', 5, 5);
            INSERT INTO person_groups VALUES (1, 1);
            INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at, taken_by)
                VALUES (1, 1, 'access-face', '1', randomblob(32), 'signed-form', 5, 1);
            INSERT INTO face_templates (id, person_id, consent_id, model, vector, quality, created_at)
                VALUES (1, 1, 1, 'm', zeroblob(2048), 0.9, 5);
            INSERT INTO vehicles (id, plate, merged_plate, region, owner_id, created_at, updated_at)
                VALUES (1, 'AB12', 'A812', 'eu', 1, 5, 5);
            INSERT INTO vehicle_groups VALUES (1, 1);
        )sql" },
        { 3, R"sql(
            INSERT INTO zones (id, name) VALUES (1, 'Yard');
            INSERT INTO schedules (id, name) VALUES (1, 'Day');
            INSERT INTO schedule_windows VALUES (1, 1, 0, 1440);
            INSERT INTO access_rules (id, name, effect, group_id, zone_id, schedule_id) VALUES (1, 'r', 'allow', 1, 1, 1);
            INSERT INTO cameras (id, name, kind, address, is_enabled) VALUES (1, 'Entry', 'rtsp', 'rtsp://c', 1);
            INSERT INTO gates (id, name, kind) VALUES (1, 'Barrier', 'simulated');
            INSERT INTO lanes (id, name, direction, purpose, camera_id, gate_id, zone_id)
                VALUES (1, 'Entry 1', 'in', 'plates', 1, 1, 1);
        )sql" },
        { 4, R"sql(
            INSERT INTO evidence VALUES (1, 'unknown', 'image/jpeg', 2, 2, x'ffd8', 5, 6);
            INSERT INTO events (id, at, lane_id, lane_name, kind, subject, certainty, plate, plate_region, decision, reason, crop_id)
                VALUES (1, 5, 1, 'Entry 1', 'recognition', 'vehicle', 'known', 'AB12', 'eu', 'allow', 'rule', 1);
        )sql" },
        { 5, R"sql(
            UPDATE persons SET version = version + 1;
        )sql" },
        { 6, R"sql(
            INSERT INTO site_keys VALUES ('vault', randomblob(32), 5), ('signing', randomblob(32), 5);
            INSERT INTO second_factors VALUES (1, randomblob(20), 7, 5);
        )sql" },
        { 7, R"sql(
            INSERT INTO certificates VALUES (1, 'retention', 5, 1, '{}', 1, randomblob(32), randomblob(64));
            INSERT INTO subject_requests (id, kind, person_id, received_at, due_at) VALUES (1, 'access', 1, 5, 6);
            UPDATE cameras SET place = 'car-park';
            UPDATE persons SET restricted_at = 5;
            UPDATE vehicles SET restricted_at = 5;
        )sql" },
        { 8, R"sql(
            INSERT INTO shredded_keys VALUES (randomblob(16), 5, 'erased');
        )sql" },
        { 9, R"sql(
            INSERT INTO audit_checkpoints VALUES (1, 5, 1, randomblob(32), 'daily', randomblob(64));
        )sql" },
        { 10, R"sql(
            INSERT INTO audit SELECT 2, 6, 1, 'sign-in', 'operator', 1, '{}', hash, randomblob(32) FROM audit;
            INSERT INTO audit_floors SELECT 1, 6, 1, hash, 1096, 6, 2, randomblob(64) FROM audit WHERE sequence = 1;
        )sql" },
        { 11, R"sql(
            INSERT INTO slot_keys VALUES (randomblob(16), randomblob(32), randomblob(32), 5);
        )sql" },
        { 12, R"sql(
            UPDATE evidence SET height = height + 1;
        )sql" },
        { 13, R"sql(
            UPDATE evidence SET height = height + 1;
        )sql" },
        { 14, R"sql(
            INSERT INTO erasures VALUES (randomblob(32), 1, 'row', 5);
        )sql" },
        { 15, R"sql(
            UPDATE persons SET version = version + 1;
        )sql" },
        { 16, R"sql(
            UPDATE persons SET removed_at = restricted_at;
        )sql" },
        { 17, R"sql(
            UPDATE persons SET id_number_key_id = randomblob(16), sealed_id_number = randomblob(80);
        )sql" },
        { 18, R"sql(
            INSERT INTO operator_recoveries VALUES (1, 5, 7, 'boot', 6, 1);
        )sql" },
        { 19, R"sql(
            INSERT INTO audit_acceptances SELECT 1, 7, sequence, hash, 2, '{}', '', randomblob(64) FROM audit;
        )sql" },
    };
}

QStringList column(Database& database, QByteArrayView sql)
{
    auto query = database.prepare(sql);
    EXPECT_TRUE(query) << qPrintable(query.error().detail);
    QStringList values;
    while (*query->step())
        values.append(query->text(0));
    return values;
}

QStringList schemaOf(Database& database)
{
    return column(database,
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, "
        "name");
}

QStringList tablesOf(Database& database)
{
    return column(database,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
}

class SchemaTest : public testing::Test
{
protected:
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("site.store")); }
    std::unique_ptr<Database> open(OpenMode mode, const QList<Migration>& steps = allMigrations())
    {
        auto opened = Database::open(file(), testKey(), mode, steps);
        if (!opened) {
            m_error = opened.error();
            return nullptr;
        }
        return std::move(*opened);
    }
    // A store as the program of that version left it, with rows in every table, each written by the version it came
    // with.
    void makeStoreOf(int version)
    {
        for (int step = 1; step <= version; ++step) {
            auto database = open(step == 1 ? OpenMode::CreateNew : OpenMode::ReadWrite, allMigrations().first(step));
            ASSERT_TRUE(database);
            const QByteArray sql = rowsByVersion().at(step - 1).second;
            const auto filled = database->execute(sql);
            ASSERT_TRUE(filled) << step << qPrintable(filled.error().detail);
        }
    }

    QTemporaryDir m_folder;
    Error m_error;
};

} // namespace

TEST(Migrations, areNumberedWithoutGapsAndNamed)
{
    for (int i = 0; i < allMigrations().size(); ++i) {
        EXPECT_EQ(allMigrations().at(i).version, i + 1);
        EXPECT_FALSE(allMigrations().at(i).name.isEmpty());
    }
    EXPECT_EQ(rowsByVersion().last().first, allMigrations().last().version) << "a new step needs rows here";
}

TEST_F(SchemaTest, theRowsOfThisTestReachEveryTable)
{
    makeStoreOf(int(allMigrations().size()));
    auto database = open(OpenMode::ReadWrite);
    ASSERT_TRUE(database);
    for (const QString& table : tablesOf(*database))
        EXPECT_EQ(column(*database, "SELECT count(*) > 0 FROM " + table.toLatin1()), QStringList(QStringLiteral("1")))
            << qPrintable(table);
}

// Whatever version a store comes from: the schema is that of a fresh one, and every row is still there.
TEST_F(SchemaTest, everyOlderStoreBecomesWhatAFreshOneIs)
{
    const test::EmptyStore fresh;
    for (int version = 1; version < allMigrations().size(); ++version) {
        QFile::remove(file());
        makeStoreOf(version);
        QMap<QString, QStringList> before;
        {
            auto old = open(OpenMode::ReadWrite, allMigrations().first(version));
            for (const QString& table : tablesOf(*old))
                before.insert(table, column(*old, "SELECT count(*) FROM " + table.toLatin1()));
        }
        auto migrated = open(OpenMode::ReadWrite);
        ASSERT_TRUE(migrated) << version << qPrintable(m_error.detail);
        EXPECT_EQ(schemaOf(*migrated), schemaOf(fresh.database())) << version;
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            EXPECT_EQ(column(*migrated, "SELECT count(*) FROM " + it.key().toLatin1()), it.value())
                << version << " " << qPrintable(it.key());
        EXPECT_TRUE(migrated->verify());
        EXPECT_FALSE(QFileInfo::exists(migrationCopyOf(file(), version))) << "the copy is removed after success";
    }
}

TEST_F(SchemaTest, everyTableIsStrict)
{
    const test::EmptyStore fresh;
    EXPECT_EQ(column(fresh.database(),
                  "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 "
                  "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"),
        QStringList());
    EXPECT_EQ(
        fresh.database().execute("INSERT INTO zones (name) VALUES (x'00')").error().code, ErrorCode::StoreConstraint);
}

TEST_F(SchemaTest, aFailedStepLeavesTheStoreAndItsCopyAsTheyWere)
{
    const int last = allMigrations().last().version;
    makeStoreOf(last);
    QList<Migration> steps = allMigrations();
    steps.append({ last + 1, "good", "CREATE TABLE added (a INTEGER) STRICT; INSERT INTO added VALUES (1)" });
    steps.append({ last + 2, "bad", "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)" });
    EXPECT_FALSE(open(OpenMode::ReadWrite, steps));
    EXPECT_EQ(m_error.code, ErrorCode::MigrationFailed);
    EXPECT_TRUE(m_error.detail.startsWith(QStringLiteral("step %1").arg(last + 2)));

    const QString copy = migrationCopyOf(file(), last);
    ASSERT_TRUE(QFileInfo::exists(copy));
    auto kept = Database::open(copy, testKey(), OpenMode::ReadWrite);
    ASSERT_TRUE(kept) << qPrintable(kept.error().detail);
    EXPECT_TRUE((*kept)->verify());
    EXPECT_EQ(column(**kept, "SELECT name FROM persons"), QStringList(QStringLiteral("Li Na")));
    EXPECT_FALSE(tablesOf(**kept).contains(QStringLiteral("added")));
    QFile raw(copy);
    ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
    EXPECT_FALSE(raw.readAll().contains("Li Na"));
    EXPECT_EQ(QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

    // The good step holds, the bad one left no trace.
    auto database = open(OpenMode::ReadWrite, steps.first(last + 1));
    ASSERT_TRUE(database);
    EXPECT_EQ(database->schemaVersion(), last + 1);
    EXPECT_FALSE(tablesOf(*database).contains(QStringLiteral("half")));
}

// Such a copy is a whole store, outside retention and erasure.
TEST_F(SchemaTest, whatAnEarlierMigrationLeftGoesWhenTheStoreIsCurrent)
{
    const int last = allMigrations().last().version;
    makeStoreOf(last);
    const QString left = migrationCopyOf(file(), 7);
    ASSERT_TRUE(QFile::copy(file(), left));
    ASSERT_TRUE(open(OpenMode::ReadWrite));
    EXPECT_FALSE(QFileInfo::exists(left)) << "the power went between the last step and the removal";
    ASSERT_TRUE(QFile::copy(file(), left));
    QList<Migration> steps = allMigrations();
    steps.append({ last + 1, "added", "CREATE TABLE added (a INTEGER) STRICT" });
    ASSERT_TRUE(open(OpenMode::ReadWrite, steps));
    EXPECT_FALSE(QFileInfo::exists(left)) << "an earlier step had failed";
}

TEST_F(SchemaTest, aStepThatLeavesADanglingReferenceIsRefused)
{
    const int last = allMigrations().last().version;
    makeStoreOf(last);
    QList<Migration> steps = allMigrations();
    steps.append({ last + 1, "dangling", "DELETE FROM zones" });
    EXPECT_FALSE(open(OpenMode::ReadWrite, steps));
    EXPECT_EQ(m_error.code, ErrorCode::MigrationFailed);
    auto database = open(OpenMode::ReadWrite);
    ASSERT_TRUE(database);
    EXPECT_EQ(column(*database, "SELECT count(*) FROM zones"), QStringList(QStringLiteral("1")));
}

TEST_F(SchemaTest, aStoreFromTheFutureIsRefusedAndLeftAlone)
{
    const int last = allMigrations().last().version;
    QList<Migration> steps = allMigrations();
    steps.append({ last + 1, "future", "CREATE TABLE future (a INTEGER) STRICT" });
    ASSERT_TRUE(open(OpenMode::CreateNew, steps));
    for (const OpenMode mode : { OpenMode::ReadWrite, OpenMode::ReadOnly }) {
        EXPECT_FALSE(open(mode));
        EXPECT_EQ(m_error.code, ErrorCode::StoreFromFuture);
    }
    EXPECT_TRUE(open(OpenMode::ReadWrite, steps));
}

TEST_F(SchemaTest, aReaderDoesNotMigrate)
{
    makeStoreOf(2);
    EXPECT_FALSE(open(OpenMode::ReadOnly));
    EXPECT_EQ(m_error.code, ErrorCode::MigrationFailed);
    EXPECT_TRUE(open(OpenMode::ReadWrite, allMigrations().first(2)));
}
