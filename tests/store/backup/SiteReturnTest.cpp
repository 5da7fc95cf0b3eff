#include "core/backup/SiteReturn.h"

#include "core/audit/AuditTrail.h"
#include "core/backup/RingCopies.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"
#include "tests/support/Approved.h"

#include <QDir>
#include <QFileInfo>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;
using security::CarriedSecret;
using security::OpenSite;
using security::Proposal;
using security::Role;

namespace {

security::Passphrase otherWords()
{
    return security::Passphrase::fromUtf8("violet anchor mustard bicycle");
}

// A site with a face on file, its backup and a copy of its ring; and a machine that has none.
class SiteReturnTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_person = test::enrolPerson(m_old, QStringLiteral("Barnaby Stayput"));
        const auto code = m_old.site().renewRecoveryCode(m_old.admin(), yes(Proposal::renewRecoveryCode()));
        ASSERT_TRUE(code);
        m_code = *code;
    }
    security::Approval yes(const Proposal& proposal) { return test::approved(m_old.site(), m_old.clock(), proposal); }
    void takeBackup()
    {
        const auto taken = m_old.backups().take(m_old.admin(), m_old.shelf());
        ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
        m_files.backup = taken->file;
    }
    void takeRing()
    {
        m_files.ringCopy = QDir(m_old.shelf()).filePath(QStringLiteral("ring.ghring"));
        const auto made = RingCopies(m_old.site(), m_old.clock()).exportTo(m_old.admin(), m_files.ringCopy);
        ASSERT_TRUE(made) << qPrintable(made.error().detail);
    }
    void takeBoth()
    {
        takeBackup();
        takeRing();
    }
    [[nodiscard]] security::SitePaths paths() const
    {
        return { QFileInfo(m_old.paths().folder).absolutePath() + QStringLiteral("/new") };
    }
    Result<SiteReturn> stage(const CarriedSecret& secret)
    {
        return SiteReturn::stage(paths(), m_old.clock(), m_files, secret);
    }
    static CarriedSecret admin() { return { QStringLiteral("Ada Admin"), BackupSite::adminWords(), {} }; }
    static CarriedSecret second() { return { QStringLiteral("Ben Second"), otherWords(), {} }; }
    Result<std::unique_ptr<OpenSite>> signIn()
    {
        return OpenSite::signIn(
            paths(), QStringLiteral("Ada Admin"), BackupSite::adminWords(), m_old.clock(), BackupSite::Quick);
    }
    static QJsonObject restoreEntry(OpenSite& site)
    {
        return site.reader().call([](store::Database& database) {
            audit::Filter filter;
            filter.actionPrefix = QStringLiteral("backup.restore");
            const auto found = audit::list(database, filter, 10);
            return found && found->size() == 1 ? found->first().entry.detail : QJsonObject();
        });
    }
    [[nodiscard]] bool isNothingThere() const
    {
        return QDir(paths().folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty();
    }

    BackupSite m_old;
    PersonId m_person;
    security::Passphrase m_code;
    SiteReturn::Files m_files;
};

} // namespace

TEST_F(SiteReturnTest, backupAndRingBringTheWholeSiteBack)
{
    takeBoth();
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged) << qPrintable(errorCodeName(staged.error().code) + staged.error().detail);
        EXPECT_FALSE(staged->preview().needsSecondPerson);
        EXPECT_EQ(staged->preview().templates, 1);
        EXPECT_EQ(staged->preview().unreadable, security::Unreadable());
        EXPECT_FALSE(paths().exists()) << "not before it is confirmed";
        const auto done = staged->finish(std::nullopt);
        ASSERT_TRUE(done) << qPrintable(done.error().detail);
    }
    const auto site = signIn();
    ASSERT_TRUE(site) << qPrintable(errorCodeName(site.error().code) + site.error().detail);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    EXPECT_EQ(test::comparableFaces(**site, m_old.clock()), 1);
    const QJsonObject entry = restoreEntry(**site);
    EXPECT_EQ(entry.value(QStringLiteral("approver")).toString(), QStringLiteral("none"));
    EXPECT_TRUE(entry.value(QStringLiteral("newMachine")).toBool());
    EXPECT_TRUE((*site)->reader().call([](store::Database& database) { return audit::verify(database).isOk(); }));
    EXPECT_EQ(stage(admin()).error().code, ErrorCode::AlreadyExists) << "a site is never replaced this way";
}

TEST_F(SiteReturnTest, withoutTheRingItComesBackWithoutFaces)
{
    takeBackup();
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged);
        EXPECT_FALSE(staged->preview().ringTakenAt);
        EXPECT_EQ(staged->preview().unreadable.templates, 1);
        ASSERT_TRUE(staged->finish(std::nullopt));
    }
    auto site = signIn();
    ASSERT_TRUE(site);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    EXPECT_EQ(test::comparableFaces(**site, m_old.clock()), 0);
    // Found later, it is imported.
    takeRing();
    RingCopies copies(**site, m_old.clock());
    const auto header = copies.inspect((*site)->openedBy(), m_files.ringCopy);
    ASSERT_TRUE(header);
    const auto gain = copies.importFrom((*site)->openedBy(),
        test::approved(**site, m_old.clock(), Proposal::restore(header->payloadDigest)), m_files.ringCopy);
    ASSERT_TRUE(gain) << qPrintable(gain.error().detail);
    EXPECT_EQ(test::comparableFaces(**site, m_old.clock()), 1);
}

TEST_F(SiteReturnTest, whereTheBackupKnowsTwoItTakesTwo)
{
    m_old.addOperator(QStringLiteral("Ben Second"), Role::Manager, otherWords());
    takeBoth();
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged);
        EXPECT_TRUE(staged->preview().needsSecondPerson);
        EXPECT_EQ(staged->finish(std::nullopt).error().code, ErrorCode::SecondPersonNeeded);
        EXPECT_EQ(staged->finish(admin()).error().code, ErrorCode::SecondPersonUnfit);
        CarriedSecret wrong = second();
        wrong.words = BackupSite::adminWords();
        EXPECT_EQ(staged->finish(wrong).error().code, ErrorCode::SignInRefused);
        EXPECT_FALSE(paths().exists());
        const auto done = staged->finish(second());
        ASSERT_TRUE(done) << qPrintable(done.error().detail);
    }
    const auto site = signIn();
    ASSERT_TRUE(site);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    EXPECT_TRUE(restoreEntry(**site).value(QStringLiteral("approver")).isDouble());
}

TEST_F(SiteReturnTest, theRecoveryCodeDoesItAloneAndTheTrailSaysSo)
{
    m_old.addOperator(QStringLiteral("Ben Second"), Role::Manager, otherWords());
    takeBoth();
    {
        auto staged = stage({ {}, m_code, {} });
        ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
        EXPECT_FALSE(staged->preview().needsSecondPerson);
        ASSERT_TRUE(staged->finish(std::nullopt));
    }
    const auto site = signIn();
    ASSERT_TRUE(site);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    EXPECT_EQ(restoreEntry(**site).value(QStringLiteral("by")).toString(), QStringLiteral("recovery-code"));
}

TEST_F(SiteReturnTest, whoMayNotRestoreOrKnowsNothingLeavesNothing)
{
    m_old.addOperator(QStringLiteral("Ben Second"), Role::Manager, otherWords());
    takeBoth();
    EXPECT_EQ(stage(second()).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(stage({ QStringLiteral("Nobody"), otherWords(), {} }).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(stage({ QStringLiteral("Ada Admin"), otherWords(), {} }).error().code, ErrorCode::SignInRefused);
    { // Staged and thrown away.
        EXPECT_TRUE(stage(admin()));
    }
    EXPECT_TRUE(isNothingThere());
    // Another site's ring.
    BackupSite stranger;
    const QString foreign = QDir(stranger.shelf()).filePath(QStringLiteral("foreign.ghring"));
    ASSERT_TRUE(RingCopies(stranger.site(), stranger.clock()).exportTo(stranger.admin(), foreign));
    m_files.ringCopy = foreign;
    EXPECT_EQ(stage(admin()).error().code, ErrorCode::BackupForeign);
    EXPECT_TRUE(isNothingThere());
}

TEST_F(SiteReturnTest, anOlderRingBringsNobodyBackAndANewerOneForgetsAgain)
{
    takeBoth();
    const QString oldRing = m_files.ringCopy;
    const QString oldBackup = m_files.backup;
    ASSERT_TRUE(test::erasePerson(m_old, m_person));
    m_old.clock().advance(2000);
    // The store knows what the older ring does not.
    takeBackup();
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
        ASSERT_TRUE(staged->finish(std::nullopt));
    }
    {
        const auto site = signIn();
        ASSERT_TRUE(site);
        EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
        EXPECT_EQ(test::comparableFaces(**site, m_old.clock()), 0);
        const auto content =
            (*site)->reader().call([](store::Database& database) { return security::ringContent(database); });
        EXPECT_GT(content->destroyed, 0);
    }
    QDir(paths().folder).removeRecursively();
    // The newer ring knows what the older store does not.
    takeRing();
    m_files.backup = oldBackup;
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged) << qPrintable(staged.error().detail);
        EXPECT_EQ(staged->preview().unreadable.templates, 1);
        ASSERT_TRUE(staged->finish(std::nullopt));
    }
    const auto site = signIn();
    ASSERT_TRUE(site);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    const auto people = (*site)->reader().call([](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM persons");
        return query && query->step() ? query->integer(0) : qint64(-1);
    });
    EXPECT_EQ(people, 0) << "the erased person is erased again";
}

TEST_F(SiteReturnTest, aReKeyBetweenBackupAndRingDoesNotPartThem)
{
    m_old.addOperator(QStringLiteral("Ben Second"), Role::Administrator, otherWords());
    takeBackup();
    ASSERT_TRUE(m_old.site().rekey(m_old.admin(), yes(Proposal::rekey())));
    const auto rows = m_old.site().operators(m_old.admin());
    const OperatorId ben = rows->at(1).id;
    ASSERT_TRUE(m_old.site().disableOperator(m_old.admin(), yes(Proposal::disableOperator(ben)), ben));
    takeRing();
    {
        auto staged = stage(admin());
        ASSERT_TRUE(staged) << qPrintable(errorCodeName(staged.error().code) + staged.error().detail);
        EXPECT_TRUE(staged->preview().isKeyFileOfRing);
        EXPECT_EQ(staged->preview().unreadable.templates, 0);
        // Ben is in the backup, but his key is in no key file that counts.
        EXPECT_EQ(staged->finish(second()).error().code, ErrorCode::SignInRefused);
        EXPECT_FALSE(staged->preview().needsSecondPerson) << "who has no key any more is asked for nothing";
        ASSERT_TRUE(staged->finish(std::nullopt));
    }
    const auto site = signIn();
    ASSERT_TRUE(site) << qPrintable(errorCodeName(site.error().code) + site.error().detail);
    EXPECT_FALSE((*site)->history().mismatch) << "what came back is the signed trail from now on";
    EXPECT_EQ(test::comparableFaces(**site, m_old.clock()), 1);
    EXPECT_EQ((*site)->authenticate(QStringLiteral("Ben Second"), otherWords()).error().code, ErrorCode::SignInRefused);
}
