#include "app/drill/MoreChecks.h"

#include "core/backup/Backups.h"
#include "core/privacy/RetentionRun.h"
#include "tests/support/TestClock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::drill;

namespace {

constexpr security::DerivationCost Quick { 1, 8192 };
constexpr qint64 Day = 24LL * 60 * 60 * 1000;

// A site with a backup, and what the drill's checks of retention and backups say about it.
class MoreChecksTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const security::NewSite site { QStringLiteral("Lotus Yard"), QTimeZone("Asia/Shanghai"),
            QStringLiteral("Ada Admin"), security::Passphrase::fromUtf8("heron lantern gravel teapot"), false };
        auto created = security::OpenSite::create({ m_folder.filePath(QStringLiteral("site")) }, site, m_clock, Quick);
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_site = std::move(created->site);
        ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("shelf")));
        backup::BackupSettings settings;
        settings.folder = m_folder.filePath(QStringLiteral("shelf"));
        backup::Backups backups(*m_site, m_clock);
        ASSERT_TRUE(backups.setSettings(m_site->openedBy(), settings));
        const auto taken = backups.take(m_site->openedBy(), {});
        ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
        m_backup = taken->file;
    }

    bool finds(FindingKind kind)
    {
        DrillReport report;
        const SiteView view { *m_site, m_clock, {} };
        checkRetention(view, m_site->openedBy(), report);
        checkBackups(view, m_site->openedBy(), report);
        return std::ranges::find(report.findings, kind, &Finding::kind) != report.findings.end();
    }

    QTemporaryDir m_folder;
    test::TestClock m_clock;
    std::unique_ptr<security::OpenSite> m_site;
    QString m_backup;
};

} // namespace

TEST_F(MoreChecksTest, FindARowThatIsOverdueUntilItIsDeleted)
{
    EXPECT_FALSE(finds(FindingKind::Overdue));
    const UtcTime old = m_clock.now().plusMilliseconds(-181 * Day);
    ASSERT_TRUE(m_site->writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(insert,
            database.prepare("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, decision, reason) "
                             "VALUES (?, 1, 'Entry 1', 'recognition', 'none', 'unknown', 'ask', 'unknown')"));
        insert.bindAll(old);
        return insert.run();
    }));
    EXPECT_TRUE(finds(FindingKind::Overdue));
    ASSERT_TRUE(privacy::runRetention(m_site->openedBy(), m_site->writer(), m_clock, m_site->signingKey()));
    EXPECT_FALSE(finds(FindingKind::Overdue));
}

TEST_F(MoreChecksTest, FindABackupThatIsOldOrMissing)
{
    EXPECT_FALSE(finds(FindingKind::BackupOld));
    m_clock.advance(60 * Day);
    EXPECT_TRUE(finds(FindingKind::BackupOld));
}

TEST_F(MoreChecksTest, FindABackupThatCannotBeVerified)
{
    EXPECT_FALSE(finds(FindingKind::BackupUnverified));
    QFile file(m_backup);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    ASSERT_TRUE(file.seek(40));
    char byte = 0;
    ASSERT_TRUE(file.getChar(&byte));
    ASSERT_TRUE(file.seek(40));
    ASSERT_TRUE(file.putChar(static_cast<char>(byte ^ 1)));
    file.close();
    EXPECT_TRUE(finds(FindingKind::BackupUnverified));
}
