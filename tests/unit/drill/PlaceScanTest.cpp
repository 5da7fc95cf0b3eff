#include "core/drill/PlaceScan.h"

#include "core/drill/OwnProcess.h"
#include "core/security/ProcessMemory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::drill;

namespace {

constexpr auto Private = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

class PlaceScanTest : public testing::Test
{
protected:
    PlaceScanTest() { m_search.addPersons(m_persons); }

    QString write(const QString& name, const QByteArray& bytes, QFileDevice::Permissions mode = Private)
    {
        QFile file(m_folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.setPermissions(mode);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    QList<CanaryPerson> m_persons = canaryPersons(3, 3);
    TraceSearch m_search;
};

} // namespace

TEST_F(PlaceScanTest, FindsATraceOnceAndAgainInAFileThatChanged)
{
    PlaceScan scan(m_search, DrillPlace::Scratch, PlaceScan::Modes::Checked);
    write(QStringLiteral("clean"), "nothing");
    scan.look(m_folder.path());
    EXPECT_TRUE(scan.findings().isEmpty());
    const QString leak = write(QStringLiteral("leak"), "so " + m_persons[0].familyName.toUtf8());
    scan.look(m_folder.path());
    scan.look(m_folder.path());
    ASSERT_EQ(scan.findings().size(), 1);
    const Finding found = scan.findings().first();
    EXPECT_EQ(found.kind, FindingKind::CanaryFound);
    EXPECT_EQ(found.canary, CanaryKind::Name);
    EXPECT_EQ(found.what, leak);
    EXPECT_EQ(found.detail, QStringLiteral("utf-8 at byte 3"));
    EXPECT_EQ(scan.files(), 2);
    write(QStringLiteral("clean"), "so too " + m_persons[1].residentId.toUtf8());
    scan.look(m_folder.path());
    EXPECT_EQ(scan.findings().size(), 2);
    // What it found stays found when the file is gone.
    QFile::remove(leak);
    scan.lookAgain(m_folder.path());
    EXPECT_EQ(scan.findings().size(), 2);
}

// A store may be larger than the memory: files are read piece by piece, and a trace may lie across a cut.
TEST_F(PlaceScanTest, FindsATraceWhereverAFileIsCut)
{
    constexpr qsizetype Length = 33 << 20;
    const QByteArray name = m_persons[0].familyName.toUtf8();
    QByteArray content(Length, '.');
    QStringList expected;
    for (const qsizetype at :
        { qsizetype(16 << 20) - name.size() / 2, qsizetype(32 << 20) - 1, Length - name.size() }) {
        content.replace(at, name.size(), name);
        expected.append(QStringLiteral("utf-8 at byte %1").arg(at));
    }
    write(QStringLiteral("large"), content);
    PlaceScan scan(m_search, DrillPlace::Scratch, PlaceScan::Modes::Checked);
    scan.look(m_folder.path());
    QStringList found;
    for (const Finding& one : scan.findings())
        found.append(one.detail);
    EXPECT_EQ(found, expected);
    EXPECT_EQ(scan.bytes(), Length);
}

TEST_F(PlaceScanTest, FindsWhatOthersMayRead)
{
    PlaceScan scan(m_search, DrillPlace::Site, PlaceScan::Modes::Checked);
    write(QStringLiteral("open"), "x", Private | QFileDevice::ReadOther);
    write(QStringLiteral("group"), "x", Private | QFileDevice::WriteGroup);
    write(QStringLiteral(".hidden"), "x", Private | QFileDevice::ReadGroup);
    write(QStringLiteral("closed"), "x");
    scan.look(m_folder.path());
    EXPECT_EQ(scan.findings().size(), 3);
    for (const Finding& finding : scan.findings())
        EXPECT_EQ(finding.kind, FindingKind::ReadableByOthers);
    PlaceScan careless(m_search, DrillPlace::Site, PlaceScan::Modes::Ignored);
    careless.look(m_folder.path());
    EXPECT_TRUE(careless.findings().isEmpty());
}

TEST_F(PlaceScanTest, LooksElsewhereOnlyAtWhatIsNew)
{
    write(QStringLiteral("new"), m_persons[0].familyName.toUtf8(), Private | QFileDevice::ReadOther);
    QDir(m_folder.path()).mkdir(QStringLiteral("own"));
    write(QStringLiteral("own/leak"), m_persons[0].familyName.toUtf8());
    QFile old(write(QStringLiteral("old"), m_persons[0].familyName.toUtf8()));
    ASSERT_TRUE(old.open(QIODevice::ReadWrite));
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    ASSERT_TRUE(old.setFileTime(yesterday, QFileDevice::FileModificationTime));
    old.close();
    PlaceScan scan(m_search, DrillPlace::Elsewhere, PlaceScan::Modes::Ignored);
    scan.lookForNewer(
        m_folder.path(), UtcTime::fromDateTime(yesterday.addSecs(3600)), { m_folder.filePath(QStringLiteral("own")) });
    ASSERT_EQ(scan.findings().size(), 1);
    EXPECT_EQ(scan.findings().first().what, m_folder.filePath(QStringLiteral("new")));
}

// As a spooler leaves it: the folder can be seen, what is in it is another account's.
TEST_F(PlaceScanTest, SaysWhatIsClosedToThisAccount)
{
    const uid_t self = ::geteuid();
    const uid_t other = self == 0 ? 65534 : self; // nothing is closed to root
    const auto closed = [&](const QString& folder) {
        PlaceScan scan(m_search, DrillPlace::Elsewhere, PlaceScan::Modes::Ignored);
        EXPECT_EQ(::seteuid(other), 0);
        scan.lookForNewer(folder, UtcTime(), {});
        EXPECT_EQ(::seteuid(self), 0);
        EXPECT_EQ(::prctl(PR_SET_DUMPABLE, 1), 0); // which another account's rights took away
        QStringList found;
        for (const Finding& one : scan.findings())
            found.append(findingKindCode(one.kind) + QLatin1Char(' ') + one.what + QLatin1Char(' ') + one.detail);
        return found;
    };
    const QString place = m_folder.path();
    ASSERT_EQ(::chmod(QFile::encodeName(place).constData(), 0755), 0);
    EXPECT_EQ(closed(place), QStringList());
    ASSERT_TRUE(QDir(place).mkdir(QStringLiteral("spool")));
    const QByteArray spool = QFile::encodeName(m_folder.filePath(QStringLiteral("spool")));
    ASSERT_EQ(::chmod(spool.constData(), 0), 0);
    const QByteArray job =
        QFile::encodeName(write(QStringLiteral("job"), m_persons[0].familyName.toUtf8(), QFileDevice::Permissions()));
    EXPECT_EQ(closed(place), QStringList { QStringLiteral("closed-place %1 2 closed").arg(place) });
    EXPECT_EQ(closed(QString::fromLocal8Bit(spool)),
        QStringList { QStringLiteral("closed-place %1 1 closed").arg(QString::fromLocal8Bit(spool)) });
    EXPECT_EQ(closed(m_folder.filePath(QStringLiteral("not there"))), QStringList());
    // Another account's file that can be read is read.
    ASSERT_EQ(::chmod(spool.constData(), 0755), 0);
    ASSERT_EQ(::chmod(job.constData(), 0644), 0);
    EXPECT_EQ(closed(place),
        QStringList {
            QStringLiteral("canary-found %1 utf-8 at byte 0").arg(m_folder.filePath(QStringLiteral("job"))) });

    DrillReport report;
    report.findings.append({ FindingKind::ClosedPlace, DrillPlace::Elsewhere, place, QStringLiteral("1 closed"), {} });
    EXPECT_TRUE(report.isPassed());
    EXPECT_EQ(report.toJson().value(QStringLiteral("closedPlaces")).toInt(), 1);
    report.findings.append({ FindingKind::NotLookedAt, DrillPlace::Elsewhere, place, {}, {} });
    EXPECT_FALSE(report.isPassed());
}

TEST_F(PlaceScanTest, KnowsTheFilesOfThisProcessThatOthersMayRead)
{
    const QString name = write(QStringLiteral("log"), "x", Private | QFileDevice::ReadOther);
    const auto before = ownFilesOpenToOthers();
    ASSERT_TRUE(before);
    EXPECT_FALSE(before->contains(name));
    QFile file(name);
    ASSERT_TRUE(file.open(QIODevice::Append));
    EXPECT_TRUE(ownFilesOpenToOthers()->contains(name));
    file.setPermissions(Private);
    EXPECT_FALSE(ownFilesOpenToOthers()->contains(name));
}

TEST(OwnProcess, KnowsWhetherItsMemoryIsPrivate)
{
    EXPECT_FALSE(isOwnMemoryPrivate());
    security::keepMemoryPrivate();
    EXPECT_TRUE(isOwnMemoryPrivate());
}
