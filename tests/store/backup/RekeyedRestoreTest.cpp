#include "core/backup/Restore.h"
#include "core/security/CopyLock.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"
#include "tests/support/Approved.h"

#include <QDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;
using gatehouse::test::BackupSite;
using security::Proposal;

namespace {

// A site with a backup from before its key was renewed.
class RekeyedRestoreTest : public testing::Test
{
protected:
    void SetUp() override
    {
        test::enrolPerson(m_site, QStringLiteral("Barnaby Stayput"));
        m_site.writeEvents(10);
        auto renewal = m_site.site().renewRecoveryCode(m_site.admin(), yes(Proposal::renewRecoveryCode()));
        ASSERT_TRUE(renewal);
        m_codeOfThen = *renewal;
        const auto taken = m_site.backups().take(m_site.admin(), m_site.shelf());
        ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
        m_file = taken->file;
        ASSERT_TRUE(m_site.site().rekey(m_site.admin(), yes(Proposal::rekey())));
        ASSERT_TRUE(m_site.site().changePassphrase(
            m_site.admin(), BackupSite::adminWords(), security::Passphrase::fromUtf8("violet anchor mustard bicycle")));
        m_site.writeEvents(5);
    }
    security::Approval yes(const Proposal& proposal) { return test::approved(m_site.site(), m_site.clock(), proposal); }
    Result<Restore> stage(const std::optional<security::CarriedSecret>& secret)
    {
        return Restore::stage(m_site.site(), m_site.clock(), m_site.admin(), { m_file, secret });
    }
    void bringBack(const security::CarriedSecret& secret)
    {
        auto staged = stage(secret);
        ASSERT_TRUE(staged) << qPrintable(errorCodeName(staged.error().code) + staged.error().detail);
        EXPECT_TRUE(staged->preview().report.isUnderOlderKey);
        EXPECT_EQ(staged->preview().eventsLost, 5);
        EXPECT_EQ(staged->preview().unreadable, security::Unreadable({ 0, 10 }));
        ASSERT_TRUE(staged->confirm(m_site.site(), m_site.admin(), yes(staged->preview().proposal())));
        m_site.close();
        ASSERT_TRUE(staged->finish());
        // Under the keys of now: the passphrase of now opens it, that of then does not.
        EXPECT_EQ(security::OpenSite::signIn(m_site.paths(), QStringLiteral("Ada Admin"), BackupSite::adminWords(),
                      m_site.clock(), BackupSite::Quick)
                      .error()
                      .code,
            ErrorCode::SignInRefused);
        const auto opened = security::OpenSite::signIn(m_site.paths(), QStringLiteral("Ada Admin"),
            security::Passphrase::fromUtf8("violet anchor mustard bicycle"), m_site.clock(), BackupSite::Quick);
        ASSERT_TRUE(opened) << qPrintable(opened.error().detail);
        EXPECT_EQ(test::comparableFaces(**opened, m_site.clock()), 1);
        const auto events = (*opened)->reader().call([](store::Database& database) {
            auto query = database.prepare("SELECT count(*) FROM events");
            return query && query->step() ? query->integer(0) : qint64(-1);
        });
        EXPECT_EQ(events, 10);
    }

    BackupSite m_site;
    QString m_file;
    security::Passphrase m_codeOfThen;
};

} // namespace

TEST_F(RekeyedRestoreTest, itIsRefusedWithoutTheSecretOfThen)
{
    const QStringList before = QDir(m_site.paths().folder).entryList(QDir::AllEntries | QDir::Hidden);
    EXPECT_EQ(stage(std::nullopt).error().code, ErrorCode::BackupKeyNeeded);
    const auto now = security::Passphrase::fromUtf8("violet anchor mustard bicycle");
    EXPECT_EQ(
        stage(security::CarriedSecret { QStringLiteral("Ada Admin"), now, {} }).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(stage(security::CarriedSecret { {}, now, {} }).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(QDir(m_site.paths().folder).entryList(QDir::AllEntries | QDir::Hidden), before);
    EXPECT_EQ(m_site.backups().drill(m_site.admin(), m_file).error().code, ErrorCode::BackupKeyNeeded);
    const auto drilled = m_site.backups().drill(m_site.admin(),
        { m_file, security::CarriedSecret { QStringLiteral("ada  admin"), BackupSite::adminWords(), {} } });
    ASSERT_TRUE(drilled) << qPrintable(drilled.error().detail);
    EXPECT_TRUE(drilled->isUnderOlderKey);
}

TEST_F(RekeyedRestoreTest, aPassphraseOfThenBringsItUnderTheKeysOfNow)
{
    bringBack({ QStringLiteral("Ada Admin"), BackupSite::adminWords(), {} });
}

TEST_F(RekeyedRestoreTest, soDoesTheRecoveryCodeOfThen)
{
    bringBack({ {}, m_codeOfThen, {} });
}

TEST_F(RekeyedRestoreTest, aBackupAndAReKeyWaitForEachOther)
{
    {
        const auto backup = security::lockCopies(m_site.paths());
        ASSERT_TRUE(backup);
        auto approval = yes(Proposal::rekey());
        EXPECT_EQ(m_site.site().rekey(m_site.admin(), std::move(approval)).error().code, ErrorCode::BackupUnderWay);
        EXPECT_FALSE(approval.isSpent()) << "it can be used when the backup is done"; // NOLINT
    }
    std::optional<ErrorCode> meanwhile;
    const auto outcome =
        m_site.site().rekey(m_site.admin(), yes(Proposal::rekey()), [&](const security::RekeyProgress&) {
            if (!meanwhile) {
                const auto taken = m_site.backups().take(m_site.admin(), m_site.shelf());
                meanwhile = taken ? ErrorCode::Internal : taken.error().code;
            }
            return security::RekeyGoesOn::Yes;
        });
    ASSERT_TRUE(outcome) << qPrintable(outcome.error().detail);
    EXPECT_EQ(meanwhile, ErrorCode::BackupUnderWay);
    const auto names = QDir(m_site.paths().folder).entryList(QDir::Files | QDir::Hidden);
    for (const QString& name : names)
        EXPECT_FALSE(name.endsWith(u".old") || name.endsWith(u".new")) << qPrintable(name);
}
