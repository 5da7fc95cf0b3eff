#include "core/backup/Restore.h"

#include "core/audit/AuditTrail.h"
#include "core/security/Recoveries.h"
#include "tests/store/backup/BackupSite.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;
using security::Approval;
using security::Proposal;
using security::Role;

namespace {

security::Passphrase otherWords()
{
    return security::Passphrase::fromUtf8("violet anchor mustard bicycle");
}

// A site with a second administrator, ten events, a backup of that, and five events more.
class RestoreTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_site.addOperator(QStringLiteral("Ben Second"), Role::Administrator, otherWords());
        m_site.writeEvents(10);
        const auto taken = m_site.backups().take(m_site.admin(), m_site.shelf());
        ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
        m_taken = *taken;
        m_site.writeEvents(5);
    }
    // A shelf that the site knows, with a backup of what a restore will leave behind.
    void chooseShelf()
    {
        BackupSettings settings;
        settings.folder = m_site.shelf();
        ASSERT_TRUE(m_site.backups().setSettings(m_site.admin(), settings));
    }
    void shelveLater()
    {
        chooseShelf();
        m_site.clock().advance(60'000);
        ASSERT_TRUE(m_site.backups().take(m_site.admin()));
        m_site.clock().advance(60'000);
    }

    Result<Restore> stage() { return Restore::stage(m_site.site(), m_site.clock(), m_site.admin(), m_taken.file); }
    Result<Approval> approve(const QString& name = QStringLiteral("Ben Second"))
    {
        return m_site.site().approve(
            m_site.admin(), Proposal::restore(m_taken.header.payloadDigest), name, otherWords());
    }
    [[nodiscard]] qint64 events() const { return m_site.number("SELECT count(*) FROM events"); }
    [[nodiscard]] bool isChainWhole() const
    {
        return m_site.site().reader().call([](store::Database& database) { return audit::verify(database).isOk(); });
    }

    BackupSite m_site;
    ShelvedBackup m_taken;
};

} // namespace

TEST_F(RestoreTest, twoPeopleBringABackupBackAndTheTrailSaysWhatWasLost)
{
    shelveLater();
    const qint64 entriesBefore = m_site.number("SELECT max(sequence) FROM audit");
    auto staged = stage();
    ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
    EXPECT_EQ(staged->preview().eventsLost, 5);
    EXPECT_EQ(staged->preview().entriesLost, entriesBefore - m_taken.header.audit.entries);
    EXPECT_EQ(events(), 15) << "nothing has happened yet";
    auto approval = approve();
    ASSERT_TRUE(approval) << qPrintable(approval.error().detail);
    const auto confirmed = staged->confirm(m_site.site(), m_site.admin(), std::move(*approval));
    ASSERT_TRUE(confirmed) << qPrintable(confirmed.error().detail);
    EXPECT_EQ(events(), 15);
    const auto tooEarly = staged->finish();
    ASSERT_FALSE(tooEarly);
    EXPECT_EQ(tooEarly.error().code, ErrorCode::StoreInUse);

    m_site.close();
    const auto kept = staged->finish();
    ASSERT_TRUE(kept) << qPrintable(kept.error().detail);
    m_site.reopen();
    EXPECT_EQ(events(), 10);
    EXPECT_TRUE(isChainWhole());
    // Two people have let this older store in: the site signs on from there.
    EXPECT_FALSE(m_site.site().history().mismatch);
    EXPECT_TRUE(m_site.site().signTrail(audit::CheckpointReason::Printed));
    m_site.reopen();
    EXPECT_FALSE(m_site.site().history().mismatch);
    // A backup that was taken between, whose entries are on no trail any more, says nothing against it.
    chooseShelf(); // the restored store knows none
    const auto heads = m_site.backups().signedHeads();
    ASSERT_TRUE(heads);
    EXPECT_EQ(heads->heads.size(), 1);
    EXPECT_FALSE(m_site.site().compareHistory(heads->heads)->mismatch);
    const auto trail = m_site.site().reader().call([](store::Database& database) {
        audit::Filter filter;
        filter.actionPrefix = QStringLiteral("backup.restore");
        return audit::list(database, filter, 10);
    });
    ASSERT_TRUE(trail);
    ASSERT_EQ(trail->size(), 1);
    const audit::Entry& entry = trail->first().entry;
    EXPECT_EQ(entry.actor, m_site.admin().id);
    EXPECT_EQ(entry.detail.value(QStringLiteral("eventsLost")).toInt(), 5);
    EXPECT_GT(entry.detail.value(QStringLiteral("entriesLost")).toInt(), 5);
    EXPECT_EQ(entry.detail.value(QStringLiteral("approver")).toInt(),
        m_site.number("SELECT id FROM operators WHERE name = 'Ben Second'"));

    // The replaced store stays until the new one was checked.
    EXPECT_EQ(replacedStores(m_site.paths()), QStringList { *kept });
    const auto settled = m_site.backups().settle();
    ASSERT_TRUE(settled);
    EXPECT_EQ(*settled, 1);
    EXPECT_TRUE(replacedStores(m_site.paths()).isEmpty());
    EXPECT_TRUE(m_site.site().authenticate(QStringLiteral("Ben Second"), otherWords()));
}

TEST_F(RestoreTest, aRestoreThatWasNotFinishedLetsNothingIn)
{
    auto staged = stage();
    ASSERT_TRUE(staged);
    auto approval = approve();
    ASSERT_TRUE(staged->confirm(m_site.site(), m_site.admin(), std::move(*approval)));
    m_site.reopen();
    EXPECT_FALSE(m_site.site().history().mismatch) << "the store is the old one still";
    m_site.close();
    // What was staged then is put in its place after all, by hand.
    ASSERT_TRUE(staged->finish());
    m_site.reopen();
    ASSERT_TRUE(m_site.site().history().mismatch);
    EXPECT_FALSE(m_site.backups().take(m_site.admin(), m_site.shelf())) << "a backup would be signed";
}

TEST_F(RestoreTest, onePersonAloneDoesNotRestore)
{
    auto staged = stage();
    ASSERT_TRUE(staged);
    EXPECT_EQ(approve(QStringLiteral("Ada Admin")).error().code, ErrorCode::SecondPersonUnfit);
    EXPECT_EQ(m_site.site().approveAlone(m_site.admin(), staged->preview().proposal()).error().code,
        ErrorCode::SecondPersonNeeded);
    // An approval of something else, or one that was used, is none.
    auto other = m_site.site().approve(m_site.admin(), Proposal::rekey(), QStringLiteral("Ben Second"), otherWords());
    ASSERT_TRUE(other);
    EXPECT_EQ(
        staged->confirm(m_site.site(), m_site.admin(), std::move(*other)).error().code, ErrorCode::ApprovalNotValid);
    m_site.close();
    EXPECT_FALSE(staged->finish());
    m_site.reopen();
    EXPECT_EQ(events(), 15);
    EXPECT_TRUE(isChainWhole());
}

TEST_F(RestoreTest, whoMaySignInIsDecidedByNow)
{
    m_site.addOperator(QStringLiteral("Cleo Later"), Role::Guard, otherWords());
    const auto operators = m_site.site().operators(m_site.admin());
    ASSERT_TRUE(operators);
    const auto cleo = std::ranges::find(*operators, QStringLiteral("Cleo Later"), &security::OperatorRow::name);
    ASSERT_TRUE(m_site.site().writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(security::noteRecovery(transaction, cleo->id, m_site.clock()));
        return transaction.commit();
    }));
    auto staged = stage();
    ASSERT_TRUE(staged);
    auto approval = approve();
    ASSERT_TRUE(approval);
    ASSERT_TRUE(staged->confirm(m_site.site(), m_site.admin(), std::move(*approval)));
    m_site.close();
    ASSERT_TRUE(staged->finish());
    m_site.reopen();
    EXPECT_TRUE(m_site.site().authenticate(QStringLiteral("Cleo Later"), otherWords())) << "added since the backup";
    EXPECT_EQ(m_site.number("SELECT count(*) FROM operator_recoveries r JOIN operators o ON o.id = r.operator_id WHERE "
                            "o.name = 'Cleo Later' AND r.confirmed_at IS NULL"),
        1)
        << "a restore confirms nobody";
    EXPECT_TRUE(m_site.site().authenticate(QStringLiteral("Ben Second"), otherWords()));
}

TEST_F(RestoreTest, thrownAwayOrRefusedItLeavesNothing)
{
    const QStringList before = QDir(m_site.paths().folder).entryList(QDir::AllEntries | QDir::Hidden);
    {
        auto staged = stage();
        ASSERT_TRUE(staged);
        // While it is under way no backup is made.
        EXPECT_EQ(m_site.backups().take(m_site.admin(), m_site.shelf()).error().code, ErrorCode::BackupUnderWay);
    }
    EXPECT_EQ(QDir(m_site.paths().folder).entryList(QDir::AllEntries | QDir::Hidden), before);
    const security::ActingOperator guard { OperatorId(9), QStringLiteral("someone"), Role::Guard };
    EXPECT_EQ(
        Restore::stage(m_site.site(), m_site.clock(), guard, m_taken.file).error().code, ErrorCode::PermissionDenied);
    QFile damaged(m_taken.file);
    ASSERT_TRUE(damaged.open(QIODevice::ReadWrite));
    ASSERT_TRUE(damaged.seek(damaged.size() - 5000));
    damaged.write("not what was there");
    damaged.close();
    EXPECT_EQ(stage().error().code, ErrorCode::BackupDamaged);
    EXPECT_EQ(QDir(m_site.paths().folder).entryList(QDir::AllEntries | QDir::Hidden), before);
}
