#include "core/base/DiskSpace.h"
#include "core/security/KeySlotFile.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/faults/FaultGround.h"

#include <QDir>
#include <QFile>

#include <gtest/gtest.h>
#include <sys/mount.h>

using namespace gatehouse;
using gatehouse::test::BackupSite;

namespace {

constexpr qint64 Megabyte = 1024 * 1024;

// A disk of eight megabytes of our own, where the account may make one.
class SmallDisk : public testing::Test
{
protected:
    void SetUp() override
    {
        m_isMounted = ::mount("tmpfs", path().toLocal8Bit().constData(), "tmpfs", 0, "size=8m,mode=0700") == 0;
        if (!m_isMounted)
            GTEST_SKIP() << "this account may not mount a file system";
    }
    void TearDown() override
    {
        if (m_isMounted)
            ::umount(path().toLocal8Bit().constData());
    }

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString ballast() const { return path() + QStringLiteral("/ballast"); }

    // Leaves so many bytes free.
    void fillUpTo(qint64 left) const
    {
        QFile file(ballast());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Append));
        const qint64 wanted = readDiskSpace(path()).available - left;
        ASSERT_EQ(file.write(QByteArray(wanted, 'b')), wanted);
    }

private:
    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

} // namespace

// Store and key file say the same wherever the disk becomes full and stays so: an operator has a slot or is not there.
TEST(FullDisk, AChangeOfKeysIsDoneInBothFilesOrInNone)
{
    test::FaultGround ground;
    const auto entries = [&] { return security::KeySlotFile::load(ground.paths().keys())->entries(); };
    const auto tryAt = [&](long nth) -> std::optional<long> {
        ground.reset();
        auto site = ground.open();
        if (!site)
            return std::nullopt;
        const auto before = entries();
        const QString name = QStringLiteral("Later");
        auto approval = ground.approve(**site, security::Proposal::addOperator(name, security::Role::Manager));
        if (!approval)
            return std::nullopt;
        test::IoFaults::arm(ground.folder(), test::IoFaults::Kind::NoMoreBytes, nth, test::IoFaults::Reach::FromThenOn);
        const auto added = (*site)->addOperator(
            (*site)->openedBy(), std::move(*approval), name, security::Role::Manager, BackupSite::adminWords());
        const long calls = test::IoFaults::disarm();
        EXPECT_EQ(bool(added), entries() != before) << nth << " " << qPrintable(test::IoFaults::lastFault());
        return calls;
    };
    const auto calls = tryAt(0);
    ASSERT_TRUE(calls);
    ASSERT_GT(*calls, 3);
    for (long nth = 1; nth <= *calls; ++nth)
        ASSERT_TRUE(tryAt(nth)) << nth;
}

TEST(DiskSpace, FivePercentIsTheAlarm)
{
    EXPECT_FALSE((DiskSpace { 6, 100 }).isLow());
    EXPECT_TRUE((DiskSpace { 5, 100 }).isLow());
    EXPECT_TRUE((DiskSpace { 0, 100 }).isLow());
    EXPECT_FALSE(DiskSpace {}.isLow()) << "nobody knows";
    EXPECT_EQ((DiskSpace { 12, 100 }).percentLeft(), 12);
}

TEST_F(SmallDisk, AFullDiskIsSeenRefusesAndRecoversWithoutARestart)
{
    test::TestClock clock;
    const security::SitePaths paths { path() + QStringLiteral("/site") };
    security::NewSite description { QStringLiteral("Lotus Yard"), QTimeZone("UTC"), QStringLiteral("Ada Admin"),
        BackupSite::adminWords(), false };
    auto created = security::OpenSite::create(paths, description, clock, BackupSite::Quick);
    ASSERT_TRUE(created) << qPrintable(created.error().detail);
    security::OpenSite& site = *created->site;
    const auto record = [&] {
        return site.writer().call([&](store::Database& database) { return test::writeEvent(database, clock); });
    };
    ASSERT_TRUE(record());
    EXPECT_FALSE(readDiskSpace(paths.folder).isLow());

    ASSERT_NO_FATAL_FAILURE(fillUpTo(Megabyte / 4));
    EXPECT_TRUE(readDiskSpace(paths.folder).isLow()) << "before anything is refused";
    int recorded = 1;
    Result<void> last;
    for (int i = 0; i < 200 && last; ++i) {
        last = record();
        recorded += last ? 1 : 0;
    }
    ASSERT_FALSE(last) << "the disk is never full";
    EXPECT_EQ(last.error().code, ErrorCode::StoreFull) << qPrintable(last.error().detail);
    const auto refused = backup::Backups(site, clock).take(site.openedBy(), path());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::DiskFull);
    EXPECT_FALSE(record()) << "still full";

    ASSERT_TRUE(QFile::remove(ballast()));
    EXPECT_FALSE(readDiskSpace(paths.folder).isLow());
    ASSERT_TRUE(record()) << "room again, and nothing was restarted";
    ++recorded;
    const qint64 stored = site.writer().call([](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM events");
        EXPECT_TRUE(database.verify());
        return query && query->step() ? query->integer(0) : qint64(-1);
    });
    EXPECT_EQ(stored, recorded);
    created->site.reset();
}
