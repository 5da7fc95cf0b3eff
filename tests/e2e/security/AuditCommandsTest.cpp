#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

struct Outcome
{
    int status = -1;
    QByteArray output;
    QJsonObject json;
    QString message;
};

// The trail as it is carried away and checked elsewhere, by the programs as they ship.
class AuditCommandsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        QFile words(path("words"));
        ASSERT_TRUE(words.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        words.write("heron lantern gravel teapot\n");
        words.close();
        QFile others(path("others"));
        ASSERT_TRUE(others.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        others.write("violet anchor mustard bicycle\n");
        others.close();
        const Outcome made = site({ "init", "--site", "Yard", "--admin", "Ada", "--recovery-file", "code" });
        ASSERT_EQ(made.status, 0) << qPrintable(made.message);
    }
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1StringView(name)); }

    Outcome run(const QString& program, const QByteArrayList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        QStringList all;
        for (const QByteArray& argument : arguments)
            all.append(QString::fromUtf8(argument));
        process.start(program, all);
        process.waitForFinished(120'000);
        const QByteArray output = process.readAllStandardOutput();
        return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, output,
            QJsonDocument::fromJson(output).object(), QString::fromUtf8(process.readAllStandardError()) };
    }
    Outcome ctl(const QByteArrayList& arguments)
    {
        return run(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), arguments);
    }
    Outcome site(const QByteArrayList& arguments)
    {
        return ctl(arguments + QByteArrayList { "--store", "site", "--operator", "Ada", "--passphrase-file", "words" });
    }
    Outcome verifier(const QByteArrayList& arguments)
    {
        const QByteArray script = qgetenv("GATEHOUSE_RESOURCES") + "/verify/verify_audit.py";
        return run(QStringLiteral("/usr/bin/python3"), QByteArrayList { "-B", script } + arguments);
    }

    QTemporaryDir m_folder;
};

TEST_F(AuditCommandsTest, anExportIsCheckedFarFromTheSite)
{
    const Outcome exported = site({ "audit", "export", "trail" });
    ASSERT_EQ(exported.status, 0) << qPrintable(exported.message);
    const QByteArray key = site({ "audit", "key" }).json.value(QStringLiteral("publicKey")).toString().toLatin1();
    EXPECT_EQ(key.size(), 64);
    const QByteArray head = exported.json.value(QStringLiteral("head")).toString().toLatin1();
    const QByteArray entries = QByteArray::number(exported.json.value(QStringLiteral("entries")).toInt());

    const Outcome checked = ctl({ "audit", "verify", "--file", "trail", "--public-key", key });
    ASSERT_EQ(checked.status, 0) << qPrintable(checked.message);
    EXPECT_EQ(checked.json.value(QStringLiteral("head")).toString().toLatin1(), head);
    const Outcome offline =
        verifier({ "trail", "--public-key", key, "--head", entries + " " + head.first(4) + "-" + head.mid(4, 4) });
    EXPECT_EQ(offline.status, 0) << offline.output.constData();
    EXPECT_TRUE(offline.output.startsWith("Whole: entries 1 to " + entries)) << offline.output.constData();

    // Another site's key, a head that was never printed, one that is further on.
    EXPECT_EQ(ctl({ "audit", "verify", "--file", "trail", "--public-key", QByteArray(64, '1') }).status, 1);
    EXPECT_EQ(verifier({ "trail", "--public-key", QByteArray(64, '1') }).status, 1);
    EXPECT_EQ(verifier({ "trail", "--head", entries + " 00112233" }).status, 1);
    EXPECT_EQ(verifier({ "trail", "--head", "100000 00112233" }).status, 1);
    EXPECT_EQ(verifier({ "nothing" }).status, 2);
}

TEST_F(AuditCommandsTest, aHeadThatIsNotedDownIsFoundInLaterExports)
{
    const Outcome noted = site({ "audit", "head" });
    ASSERT_EQ(noted.status, 0) << qPrintable(noted.message);
    const QByteArray printed = noted.json.value(QStringLiteral("printed")).toString().toLatin1();
    EXPECT_TRUE(printed.startsWith(QByteArray::number(noted.json.value(QStringLiteral("entries")).toInt()) + ' '));
    ASSERT_EQ(site({ "audit", "list", "--action", "site." }).status, 0);
    ASSERT_EQ(site({ "audit", "export", "trail" }).status, 0);
    EXPECT_EQ(verifier({ "trail", "--head", printed }).status, 0);
    // Reading and searching the trail are in it themselves.
    const Outcome searched = site({ "audit", "list", "--action", "audit." });
    EXPECT_TRUE(searched.output.contains("\"audit.search\"")) << searched.output.constData();
}

TEST_F(AuditCommandsTest, aHeadAsItWasPrintedIsFoundInTheTrail)
{
    const Outcome noted = site({ "audit", "head" });
    ASSERT_EQ(noted.status, 0) << qPrintable(noted.message);
    const QByteArray printed = noted.json.value(QStringLiteral("printed")).toString().toLatin1();
    const QByteArray entries = printed.split(' ').first();
    const QByteArray head = noted.json.value(QStringLiteral("head")).toString().toLatin1();
    const Outcome known = site({ "audit", "verify", "--known-head", printed });
    EXPECT_EQ(known.status, 0) << qPrintable(known.message);
    EXPECT_TRUE(known.json.contains(QStringLiteral("certificates")));
    EXPECT_EQ(
        site({ "audit", "verify", "--known-head", printed.split(' ').last(), "--known-entries", entries }).status, 0);
    EXPECT_EQ(site({ "audit", "verify", "--known-head", head, "--known-entries", entries }).status, 0);
    const Outcome other = site({ "audit", "verify", "--known-head", entries + " 0011-2233-4455-6677" });
    EXPECT_EQ(other.status, 1);
    EXPECT_TRUE(other.message.contains(QStringLiteral("AuditChainBroken: ") + QString::fromLatin1(entries)))
        << qPrintable(other.message);
    const Outcome unclear = site({ "audit", "verify", "--known-head", head });
    EXPECT_EQ(unclear.status, 1);
    EXPECT_TRUE(unclear.message.contains(QStringLiteral("InvalidArgument")));
}

// An older copy of the store in its place: everything goes on, but everybody is told, and the check fails.
TEST_F(AuditCommandsTest, anOlderStoreInItsPlaceIsFoundOut)
{
    ASSERT_TRUE(QFile::copy(path("site/site.store"), path("older")));
    const Outcome noted = site({ "audit", "head" });
    ASSERT_EQ(noted.status, 0) << qPrintable(noted.message);
    ASSERT_EQ(site({ "audit", "verify" }).status, 0);
    ASSERT_TRUE(QFile::remove(path("site/site.store")));
    ASSERT_TRUE(QFile::copy(path("older"), path("site/site.store")));
    const Outcome listed = site({ "audit", "list", "--action", "audit.mismatch" });
    EXPECT_EQ(listed.status, 0);
    EXPECT_TRUE(listed.output.contains("\"rolled-back\"")) << listed.output.constData();
    EXPECT_TRUE(listed.message.contains(QStringLiteral("is older than its audit trail"))) << qPrintable(listed.message);
    const Outcome verified = site({ "audit", "verify" });
    EXPECT_EQ(verified.status, 1);
    EXPECT_TRUE(verified.message.contains(QStringLiteral("AuditChainBroken: rolled-back")))
        << qPrintable(verified.message);
    EXPECT_EQ(site({ "audit", "head" }).status, 1) << "nothing is signed";
}

// There is no backup: two people accept what is there, and every check goes on telling of it.
TEST_F(AuditCommandsTest, twoPeopleAcceptAHistoryThatDoesNotMatch)
{
    ASSERT_EQ(
        site({ "operator", "add", "--name", "Mia", "--role", "manager", "--new-passphrase-file", "others" }).status, 0);
    const QByteArrayList accept { "audit", "accept", "--reason", "the disk failed, an old copy was put back" };
    const QByteArrayList mia { "--second-operator", "Mia", "--second-passphrase-file", "others" };
    EXPECT_EQ(site(accept + mia).status, 1) << "it matches";
    ASSERT_TRUE(QFile::copy(path("site/site.store"), path("older")));
    for (int number = 0; number < 2; ++number)
        ASSERT_EQ(site({ "audit", "head" }).status, 0);
    ASSERT_TRUE(QFile::remove(path("site/site.store")));
    ASSERT_TRUE(QFile::copy(path("older"), path("site/site.store")));
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("shelf")));
    EXPECT_EQ(site({ "backup", "take", "--folder", "shelf" }).status, 1);

    const Outcome alone = site(accept);
    EXPECT_EQ(alone.status, 1);
    EXPECT_TRUE(alone.message.contains(QStringLiteral("SecondPersonNeeded"))) << qPrintable(alone.message);
    const Outcome accepted = site(accept + mia);
    ASSERT_EQ(accepted.status, 0) << qPrintable(accepted.message);
    EXPECT_EQ(accepted.json.value(QStringLiteral("fault")).toString(), QStringLiteral("rolled-back"));
    EXPECT_EQ(accepted.json.value(QStringLiteral("reason")).toString(),
        QStringLiteral("the disk failed, an old copy was put back"));
    EXPECT_TRUE(accepted.json.value(QStringLiteral("approver")).isDouble());

    EXPECT_EQ(site({ "backup", "take", "--folder", "shelf" }).status, 0);
    const Outcome verified = site({ "audit", "verify" });
    ASSERT_EQ(verified.status, 0) << qPrintable(verified.message);
    EXPECT_EQ(verified.json.value(QStringLiteral("accepted")).toArray(), QJsonArray { accepted.json });
    EXPECT_TRUE(verified.message.contains(QStringLiteral("two people accepted a history")))
        << qPrintable(verified.message);
    ASSERT_EQ(site({ "audit", "export", "trail" }).status, 0);
    const Outcome offline = verifier({ "trail" });
    EXPECT_EQ(offline.status, 0) << offline.output.constData();
    EXPECT_TRUE(offline.output.contains(
        "READ:  At entry " + QByteArray::number(accepted.json.value(QStringLiteral("entry")).toInteger())))
        << offline.output.constData();
    EXPECT_TRUE(offline.output.contains("the disk failed")) << offline.output.constData();
    const Outcome program = ctl({ "audit", "verify", "--file", "trail" });
    EXPECT_EQ(program.json.value(QStringLiteral("accepted")).toArray().size(), 1);
}

TEST_F(AuditCommandsTest, aBentExportIsRefusedByBoth)
{
    ASSERT_EQ(site({ "audit", "export", "trail" }).status, 0);
    QFile trail(path("trail"));
    ASSERT_TRUE(trail.open(QIODevice::ReadWrite));
    QByteArray bytes = trail.readAll();
    bytes.replace("\"site.create\"", "\"site.remove\"");
    trail.seek(0);
    trail.write(bytes);
    trail.close();
    const Outcome program = ctl({ "audit", "verify", "--file", "trail" });
    EXPECT_EQ(program.status, 1);
    EXPECT_TRUE(program.message.contains(QStringLiteral("AuditChainBroken: entry 1"))) << qPrintable(program.message);
    const Outcome offline = verifier({ "trail" });
    EXPECT_EQ(offline.status, 1);
    EXPECT_EQ(offline.output, "NOT WHOLE (entry 1). Entry 1 was changed, removed, added or moved.\n");
}

} // namespace
} // namespace gatehouse
