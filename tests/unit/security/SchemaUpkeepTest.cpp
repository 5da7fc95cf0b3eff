#include "core/security/RingUpkeep.h"
#include "core/store/SchemaCheck.h"
#include "tests/unit/security/SiteFixture.h"

#include <QElapsedTimer>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// Somebody who holds the site's key changes the store's schema with another program.
class SchemaUpkeepTest : public test::SiteFixture
{
protected:
    void bend(std::initializer_list<QByteArrayView> statements)
    {
        m_site.reset();
        const store::SecretKey key = ringOf("Ada Admin", test::AdministratorWords).siteKey;
        auto opened = store::Database::open(m_paths.store(), key, store::OpenMode::ReadWrite);
        ASSERT_TRUE(opened);
        ASSERT_TRUE(openRing(**opened, m_paths.ring(), key));
        for (const QByteArrayView sql : statements)
            ASSERT_TRUE((*opened)->execute(sql)) << sql.data();
    }
    bool isRefused(QByteArrayView sql)
    {
        return m_site->writer().call([&](store::Database& database) { return !database.execute(sql); });
    }
    [[nodiscard]] store::SchemaDifference difference(QByteArrayView schema = "main")
    {
        return *m_site->reader().call(
            [&](store::Database& database) { return store::compareSchema(database, schema); });
    }
};

} // namespace

TEST_F(SchemaUpkeepTest, asItIsMadeNothingDiffers)
{
    EXPECT_TRUE(difference().isEmpty()) << qPrintable(difference().all().join(QLatin1Char(' ')));
    EXPECT_TRUE(difference("ring").isEmpty()) << qPrintable(difference("ring").all().join(QLatin1Char(' ')));
    EXPECT_EQ(m_site->history(), SiteHistory());
    QElapsedTimer timer;
    timer.start();
    for (int time = 0; time < 10; ++time)
        (void)difference();
    RecordProperty("microseconds", int(timer.nsecsElapsed() / 10'000));
}

TEST_F(SchemaUpkeepTest, triggersTakenOutAreBackAtTheNextOpening)
{
    bend({ "DROP TRIGGER audit_is_never_changed", "DROP TRIGGER audit_checkpoints_are_never_deleted",
        "DROP INDEX audit_at", "CREATE TRIGGER theirs AFTER INSERT ON audit BEGIN SELECT 1; END",
        "DROP TRIGGER audit_is_never_deleted",
        "CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit WHEN 0 BEGIN SELECT 1; END",
        "DROP TRIGGER ring.shredded_keys_stay_so" });
    reopen();
    const QStringList expected { QStringLiteral("audit_at"), QStringLiteral("audit_checkpoints_are_never_deleted"),
        QStringLiteral("audit_is_never_changed"), QStringLiteral("audit_is_never_deleted"), QStringLiteral("theirs"),
        QStringLiteral("shredded_keys_stay_so") };
    EXPECT_EQ(m_site->history().restoredRules, expected);
    EXPECT_TRUE(difference().isEmpty());
    EXPECT_TRUE(difference("ring").isEmpty());
    EXPECT_TRUE(isRefused("UPDATE audit SET action = 'x'"));
    EXPECT_TRUE(isRefused("DELETE FROM audit"));
    ASSERT_TRUE(m_site->signTrail(audit::CheckpointReason::Printed));
    EXPECT_TRUE(isRefused("DELETE FROM audit_checkpoints"));
    EXPECT_EQ(auditActions().count(QStringLiteral("store.rules-restored")), 2) << "store and ring";
    reopen();
    EXPECT_TRUE(m_site->history().restoredRules.isEmpty());
}

TEST_F(SchemaUpkeepTest, everyRuleOfTheStoreIsMissed)
{
    const QStringList rules = m_site->reader().call([](store::Database& database) {
        QStringList names;
        auto rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'");
        while (*rows->step())
            names.append(rows->text(0));
        return names;
    });
    ASSERT_GT(rules.size(), 10);
    m_site.reset();
    const store::SecretKey key = ringOf("Ada Admin", test::AdministratorWords).siteKey;
    auto opened = store::Database::open(m_paths.store(), key, store::OpenMode::ReadWrite);
    ASSERT_TRUE(opened);
    for (const QString& rule : rules) {
        auto transaction = store::Transaction::begin(**opened);
        ASSERT_TRUE((*opened)->execute("DROP TRIGGER " + rule.toLatin1()));
        const auto found = store::compareSchema(**opened);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->rules, QStringList { rule });
        ASSERT_TRUE(store::restoreRules(*transaction, *found));
        EXPECT_TRUE(store::compareSchema(**opened)->isEmpty());
    }
}

TEST_F(SchemaUpkeepTest, aTableOfTheirsIsToldOfAndStays)
{
    bend({ "CREATE TABLE hoard (name TEXT)" });
    for (int opening = 0; opening < 2; ++opening) {
        reopen();
        EXPECT_EQ(m_site->history().foreignTables, QStringList { QStringLiteral("hoard") });
        EXPECT_TRUE(m_site->history().restoredRules.isEmpty());
    }
}

TEST_F(SchemaUpkeepTest, aStoreWithOtherTablesIsNotOpened)
{
    bend({ "ALTER TABLE settings ADD COLUMN theirs TEXT" });
    const auto opened = signIn("Ada Admin", test::AdministratorWords);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::MigrationFailed);
    EXPECT_EQ(opened.error().detail, QStringLiteral("schema settings"));
}
