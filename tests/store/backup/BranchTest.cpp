#include "core/backup/Branch.h"

#include "core/backup/SiteReturn.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/support/Approved.h"

#include <QFile>
#include <QFileInfo>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;
using security::OpenSite;

namespace {

const QString Why = QStringLiteral("the disk failed and an old copy was put back");

class BranchTest : public testing::Test
{
protected:
    void SetUp() override
    {
        chooseShelf(m_old.site());
        m_old.writeEvents(3);
    }
    void chooseShelf(OpenSite& site)
    {
        BackupSettings settings;
        settings.folder = m_old.shelf();
        ASSERT_TRUE(Backups(site, m_old.clock()).setSettings(site.openedBy(), settings));
    }
    ShelvedBackup take(OpenSite& site)
    {
        m_old.clock().advance(60'000);
        auto taken = Backups(site, m_old.clock()).take(site.openedBy());
        if (!taken)
            qFatal("no backup: %s", qPrintable(errorCodeName(taken.error().code) + taken.error().detail));
        m_old.clock().advance(60'000);
        return *taken;
    }
    // On another machine, while the old one goes on.
    [[nodiscard]] security::SitePaths newPaths() const
    {
        return { QFileInfo(m_old.paths().folder).absolutePath() + QStringLiteral("/new") };
    }
    std::unique_ptr<OpenSite> comeBack(const QString& file)
    {
        auto staged = SiteReturn::stage(
            newPaths(), m_old.clock(), { file, {} }, { QStringLiteral("Ada Admin"), BackupSite::adminWords(), {} });
        if (!staged || !staged->finish(std::nullopt))
            qFatal("the site does not come back");
        auto site = OpenSite::signIn(
            newPaths(), QStringLiteral("Ada Admin"), BackupSite::adminWords(), m_old.clock(), BackupSite::Quick);
        if (!site)
            qFatal("the site does not open");
        chooseShelf(**site);
        return std::move(*site);
    }
    [[nodiscard]] std::optional<audit::HistoryMismatch> compare(OpenSite& site, int ofOtherBranches)
    {
        const auto shelved = Backups(site, m_old.clock()).signedHeads();
        EXPECT_TRUE(shelved);
        EXPECT_EQ(shelved->ofOtherBranches, ofOtherBranches);
        return site.compareHistory(shelved->heads)->mismatch;
    }
    [[nodiscard]] static BackupWay wayOnShelf(Backups backups, OpenSite& site, const QString& file)
    {
        const auto shelf = backups.list(site.openedBy());
        for (const ShelvedBackup& one : *shelf) {
            if (one.file == file)
                return one.way;
        }
        qFatal("not on the shelf");
    }
    [[nodiscard]] audit::ChainState newest() const
    {
        return *m_old.site().reader().call([](store::Database& database) { return audit::newestState(database); });
    }
    [[nodiscard]] BackupWay way(const BackupHeader& header) const
    {
        return *m_old.site().reader().call([&](store::Database& database) -> Result<BackupWay> {
            GATEHOUSE_TRY_ASSIGN(own, ownWay(database, m_old.site().signingKey().publicKey()));
            return wayOf(database, own, header);
        });
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void replace(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
    }

    BackupSite m_old;
};

} // namespace

TEST_F(BranchTest, twoMachinesShareAShelfAfterOneCameBackFromABackup)
{
    const auto common = take(m_old.site());
    const auto site = comeBack(common.file);
    const auto theirs = take(*site);
    EXPECT_EQ(theirs.header.turns.size(), 1);
    m_old.writeEvents(5);
    const auto ours = take(m_old.site());
    EXPECT_TRUE(ours.header.turns.isEmpty());

    EXPECT_FALSE(compare(m_old.site(), 1));
    EXPECT_FALSE(compare(*site, 1));
    EXPECT_EQ(wayOnShelf(m_old.backups(), m_old.site(), theirs.file), BackupWay::OtherBranch);
    EXPECT_EQ(wayOnShelf(m_old.backups(), m_old.site(), common.file), BackupWay::Ours);
    const Backups theirBackups(*site, m_old.clock());
    EXPECT_EQ(wayOnShelf(theirBackups, *site, ours.file), BackupWay::OtherBranch);
    EXPECT_EQ(wayOnShelf(theirBackups, *site, theirs.file), BackupWay::Ours);
    EXPECT_EQ(wayOnShelf(theirBackups, *site, common.file), BackupWay::Ours) << "what both have lived through";
    EXPECT_TRUE(site->signTrail(audit::CheckpointReason::Printed));
    EXPECT_TRUE(m_old.site().signTrail(audit::CheckpointReason::Printed));
}

TEST_F(BranchTest, anotherBranchsBackupsAreNotDropped)
{
    const auto common = take(m_old.site());
    const auto site = comeBack(common.file);
    for (int number = 0; number < 3; ++number)
        (void)take(*site);
    BackupSettings settings;
    settings.folder = m_old.shelf();
    settings.keep = { 1, 0, 0, 0 };
    ASSERT_TRUE(m_old.backups().setSettings(m_old.admin(), settings));
    (void)take(m_old.site());
    const auto dropped = m_old.backups().prune(m_old.admin());
    ASSERT_TRUE(dropped);
    EXPECT_EQ(*dropped, QStringList { QFileInfo(common.file).fileName() });
    EXPECT_FALSE(compare(m_old.site(), 3));
}

// A trail that was cut off does not pass for the branch that the backups have left.
TEST_F(BranchTest, aTrailThatWasCutIsNoOtherBranch)
{
    const auto common = take(m_old.site());
    auto site = comeBack(common.file);
    const auto theirs = take(*site);
    site.reset();
    BackupHeader header = theirs.header;
    ASSERT_EQ(header.turns.size(), 1);
    EXPECT_EQ(way(header), BackupWay::OtherBranch);
    // Its way so far is not in this trail, or this trail ends where it led off.
    header.turns.first().before.entries += 1;
    EXPECT_EQ(way(header), BackupWay::Ours);
    header.turns.first().before = newest();
    EXPECT_EQ(way(header), BackupWay::Ours);
    m_old.writeEvents(1);
    EXPECT_EQ(way(header), BackupWay::OtherBranch);
    // And the whole of the new machine is put back to what it was on the day it came.
    const QByteArray keys = contentOf(newPaths().keys());
    const QByteArray store = contentOf(newPaths().store());
    const auto open = [&] {
        return OpenSite::signIn(
            newPaths(), QStringLiteral("Ada Admin"), BackupSite::adminWords(), m_old.clock(), BackupSite::Quick);
    };
    {
        auto later = open();
        ASSERT_TRUE(later);
        (void)take(**later);
    }
    replace(newPaths().keys(), keys);
    replace(newPaths().store(), store);
    auto older = open();
    ASSERT_TRUE(older);
    EXPECT_FALSE((*older)->history().mismatch) << "key file and store fit each other";
    const auto mismatch = compare(**older, 0);
    ASSERT_TRUE(mismatch) << "the shelf knows more";
    EXPECT_EQ(mismatch->place, audit::SignedPlace::Backup);
}

TEST_F(BranchTest, whatAnAcceptanceHasLeftBehindSaysNothingAgainstIt)
{
    const auto kept = take(m_old.site());
    m_old.close();
    const QByteArray store = contentOf(m_old.paths().store());
    m_old.reopen();
    m_old.writeEvents(5);
    const auto lost = take(m_old.site());
    m_old.close();
    replace(m_old.paths().store(), store);
    m_old.reopen();
    ASSERT_TRUE(m_old.site().history().mismatch);
    EXPECT_FALSE(m_old.backups().take(m_old.admin())) << "the trap: no backup any more";
    const auto shelved = m_old.backups().signedHeads();
    ASSERT_TRUE(shelved);
    EXPECT_EQ(shelved->heads.size(), 2);
    const auto accepted = m_old.site().acceptHistory(m_old.admin(),
        test::approved(
            m_old.site(), m_old.clock(), security::Proposal::acceptHistory(*m_old.site().history().mismatch)),
        Why, shelved->heads);
    ASSERT_TRUE(accepted) << qPrintable(accepted.error().detail);

    const auto after = take(m_old.site());
    EXPECT_EQ(after.header.turns.size(), 1);
    EXPECT_TRUE(m_old.backups().drill(m_old.admin(), after.file));
    EXPECT_EQ(wayOnShelf(m_old.backups(), m_old.site(), lost.file), BackupWay::LeftBehind);
    EXPECT_EQ(wayOnShelf(m_old.backups(), m_old.site(), kept.file), BackupWay::Ours);
    EXPECT_FALSE(compare(m_old.site(), 0));
    m_old.reopen();
    EXPECT_FALSE(m_old.site().history().mismatch);
    EXPECT_FALSE(compare(m_old.site(), 0));

    // What is lost afterwards is not excused: neither store alone nor store and key file together.
    m_old.close();
    const QByteArray keys = contentOf(m_old.paths().keys());
    const QByteArray older = contentOf(m_old.paths().store());
    m_old.reopen();
    m_old.writeEvents(5);
    (void)take(m_old.site());
    m_old.close();
    replace(m_old.paths().store(), older);
    replace(m_old.paths().keys(), keys);
    m_old.reopen();
    EXPECT_FALSE(m_old.site().history().mismatch);
    EXPECT_TRUE(compare(m_old.site(), 0));
}

TEST_F(BranchTest, aBackupOfBeforeTheAcceptanceStillHasToStandBelowTheDoubt)
{
    m_old.writeEvents(5);
    BackupHeader early;
    early.audit = { newest().entries - 3, QByteArray(32, 'x') };
    BackupHeader late;
    late.audit = { newest().entries, QByteArray(32, 'y') };
    BackupHeader standing;
    standing.audit = newest();
    const QList<security::KnownHead> shelf { { audit::SignedPlace::Backup, late.audit } };
    ASSERT_TRUE(m_old.site().compareHistory(shelf)->mismatch);
    ASSERT_TRUE(m_old.site().acceptHistory(m_old.admin(),
        test::approved(
            m_old.site(), m_old.clock(), security::Proposal::acceptHistory(*m_old.site().history().mismatch)),
        Why, shelf));
    EXPECT_EQ(way(late), BackupWay::LeftBehind);
    EXPECT_EQ(way(early), BackupWay::Ours) << "and so a mismatch";
    EXPECT_EQ(way(standing), BackupWay::Ours) << "it stands in this trail, doubted or not";
}
