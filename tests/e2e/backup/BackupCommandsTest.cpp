#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

struct Answer
{
    int status = -1;
    QJsonObject json;
    QString message;
};

// Backups and copies of the key ring as a script sees them, with the key derivation as it ships.
class BackupCommandsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        write("ada", "heron lantern gravel teapot\n");
        write("ben", "violet anchor mustard bicycle\n");
        ASSERT_TRUE(QDir().mkpath(QFile::decodeName(path("shelf"))));
        ASSERT_TRUE(QDir().mkpath(QFile::decodeName(path("rings"))));
        const Answer made = run({ "init", "--site", "Yard", "--admin", "ada", "--recovery-file", path("code") });
        ASSERT_EQ(made.status, 0) << qPrintable(made.message);
    }

    [[nodiscard]] QByteArray path(const char* name) const
    {
        return QFile::encodeName(m_folder.filePath(QLatin1StringView(name)));
    }
    void write(const char* name, const QByteArray& bytes)
    {
        QFile file(QFile::decodeName(path(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        file.write(bytes);
    }
    Answer run(const QByteArrayList& arguments, const char* site = "site")
    {
        QStringList all;
        for (const QByteArray& argument :
            arguments + QByteArrayList { "--store", path(site), "--operator", "ada", "--passphrase-file", path("ada") })
            all.append(QString::fromUtf8(argument));
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), all);
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QJsonDocument::fromJson(program.readAllStandardOutput()).object(),
            QString::fromUtf8(program.readAllStandardError()) };
    }
    static QByteArray fileOf(const Answer& answer)
    {
        return answer.json.value(QStringLiteral("file")).toString().toUtf8();
    }

    QTemporaryDir m_folder;
};

TEST_F(BackupCommandsTest, aSiteComesBackOnANewMachineFromBackupAndRing)
{
    const Answer schedule = run({ "backup", "schedule", "--folder", path("shelf"), "--ring-folder", path("rings") });
    ASSERT_EQ(schedule.status, 0) << qPrintable(schedule.message);
    EXPECT_TRUE(run({ "ring", "status" }).json.value(QStringLiteral("needsAttention")).toBool());
    const Answer taken = run({ "backup", "take" });
    ASSERT_EQ(taken.status, 0) << qPrintable(taken.message);
    EXPECT_TRUE(taken.json.contains(QStringLiteral("ringCopy")));
    const Answer status = run({ "ring", "status" });
    EXPECT_FALSE(status.json.value(QStringLiteral("needsAttention")).toBool());
    const QByteArray ring =
        status.json.value(QStringLiteral("copy")).toObject().value(QStringLiteral("file")).toString().toUtf8();

    const QByteArrayList restore { "backup", "restore", fileOf(taken), "--new-site", "--ring", ring };
    EXPECT_TRUE(run(restore).message.contains(QStringLiteral("AlreadyExists"))) << "never over a site";
    const Answer returned = run(restore, "new");
    ASSERT_EQ(returned.status, 0) << qPrintable(returned.message);
    EXPECT_FALSE(returned.json.value(QStringLiteral("approvedBySecond")).toBool());
    EXPECT_EQ(returned.json.value(QStringLiteral("ringTakenAt")).toString(),
        status.json.value(QStringLiteral("copy")).toObject().value(QStringLiteral("takenAt")).toString());
    EXPECT_EQ(run({ "ring", "status" }, "new").status, 0);

    const Answer byCode =
        run({ "backup", "restore", fileOf(taken), "--new-site", "--then-recovery-code-file", path("code") }, "third");
    ASSERT_EQ(byCode.status, 0) << qPrintable(byCode.message);
    EXPECT_EQ(byCode.json.value(QStringLiteral("ringTakenAt")).toString(), QString());
}

TEST_F(BackupCommandsTest, whatWasCopiedBeforeAReKeyTakesTheSecretOfThen)
{
    const Answer taken = run({ "backup", "take", "--folder", path("shelf") });
    ASSERT_EQ(taken.status, 0) << qPrintable(taken.message);
    const Answer exported = run({ "ring", "export", path("rings") + "/one.ghring" });
    ASSERT_EQ(exported.status, 0) << qPrintable(exported.message);
    ASSERT_EQ(run({ "keys", "rekey" }).status, 0);
    EXPECT_TRUE(run({ "backup", "restore", fileOf(taken) }).message.contains(QStringLiteral("BackupKeyNeeded")));
    EXPECT_TRUE(run({ "ring", "import", fileOf(exported) }).message.contains(QStringLiteral("BackupKeyNeeded")));
    const QByteArrayList then { "--then-operator", "ada", "--then-passphrase-file", path("ada") };
    const Answer imported = run(QByteArrayList { "ring", "import", fileOf(exported) } + then);
    ASSERT_EQ(imported.status, 0) << qPrintable(imported.message);
    EXPECT_EQ(imported.json.value(QStringLiteral("keys")).toInt(), 0);
    const Answer restored = run(QByteArrayList { "backup", "restore", fileOf(taken) } + then);
    ASSERT_EQ(restored.status, 0) << qPrintable(restored.message);
    EXPECT_TRUE(restored.json.value(QStringLiteral("underOlderKey")).toBool());
    EXPECT_EQ(run({ "ring", "status" }).status, 0);
}

} // namespace
} // namespace gatehouse
