#include <QFile>
#include <QJsonArray>
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
    QJsonDocument json;
    QString message;
};

// Operators and the trail as a script sees them, with the key derivation as it ships.
class OperatorCommandsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        write("ada", "heron lantern gravel teapot\n");
        write("gus", "violet anchor mustard bicycle\n");
        const Answer made = run("ada", { "init", "--site", "Yard", "--admin", "Ada", "--recovery-file", path("code") });
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
    Answer run(const char* who, const QByteArrayList& arguments)
    {
        QStringList all;
        for (const QByteArray& argument :
            arguments + QByteArrayList { "--store", path("site"), "--operator", who, "--passphrase-file", path(who) })
            all.append(QString::fromUtf8(argument));
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), all);
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QJsonDocument::fromJson(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError()) };
    }

    QTemporaryDir m_folder;
};

TEST_F(OperatorCommandsTest, operatorsComeAndGoAndTheTrailTellsIt)
{
    const Answer added =
        run("ada", { "operator", "add", "--name", "Gus", "--role", "guard", "--new-passphrase-file", path("gus") });
    ASSERT_EQ(added.status, 0) << qPrintable(added.message);
    EXPECT_EQ(added.json.object().value(QStringLiteral("role")).toString(), QStringLiteral("guard"));
    EXPECT_EQ(run("ada", { "operator", "list", "--json" }).json.array().size(), 2);

    // The guard may sign in, and see neither operators nor trail.
    for (const char* noun : { "operator", "audit" }) {
        const Answer refused = run("gus", { noun, "list" });
        EXPECT_EQ(refused.status, 1);
        EXPECT_TRUE(refused.message.contains(QStringLiteral("PermissionDenied"))) << qPrintable(refused.message);
    }
    EXPECT_EQ(run("ada", { "operator", "disable", "--name", "gus" }).status, 0);
    const Answer locked = run("gus", { "audit", "list" });
    EXPECT_TRUE(locked.message.trimmed().endsWith(QStringLiteral("[SignInRefused]"))) << qPrintable(locked.message);
    // Whether a name was ever an operator's is nobody's to find out: the same status and the same bytes.
    write("nobody at all", "violet anchor mustard bicycle\n");
    const Answer unknown = run("nobody at all", { "audit", "list" });
    EXPECT_EQ(unknown.status, locked.status);
    EXPECT_EQ(unknown.message, locked.message);
    EXPECT_EQ(unknown.json, locked.json);

    const Answer listed = run("ada", { "audit", "list", "--json", "--action", "operator." });
    ASSERT_EQ(listed.status, 0);
    QStringList actions;
    for (const QJsonValue entry : listed.json.array())
        actions.prepend(entry.toObject().value(QStringLiteral("action")).toString());
    EXPECT_EQ(actions,
        (QStringList {
            QStringLiteral("operator.add"), QStringLiteral("operator.add"), QStringLiteral("operator.disable") }));

    const QJsonObject whole = run("ada", { "audit", "verify" }).json.object();
    EXPECT_TRUE(whole.value(QStringLiteral("whole")).toBool());
    const QByteArray head = whole.value(QStringLiteral("head")).toString().toLatin1();
    const QByteArray entries = QByteArray::number(whole.value(QStringLiteral("entries")).toInt());
    EXPECT_EQ(run("ada", { "audit", "verify", "--known-head", head, "--known-entries", entries }).status, 0);
    const Answer broken =
        run("ada", { "audit", "verify", "--known-head", QByteArray(64, '0'), "--known-entries", entries });
    EXPECT_EQ(broken.status, 1);
    EXPECT_TRUE(broken.message.contains(QStringLiteral("AuditChainBroken")));
}

TEST_F(OperatorCommandsTest, othersKeysTakeTwoPeopleWhereThereAreTwo)
{
    ASSERT_EQ(
        run("ada", { "operator", "add", "--name", "Gus", "--role", "manager", "--new-passphrase-file", path("gus") })
            .status,
        0); // nobody else could approve
    const QByteArrayList third { "operator", "add", "--name", "Eve", "--role", "guard", "--new-passphrase-file",
        path("ada") };
    const Answer alone = run("ada", third);
    EXPECT_EQ(alone.status, 1);
    EXPECT_TRUE(alone.message.contains(QStringLiteral("SecondPersonNeeded"))) << qPrintable(alone.message);
    const auto approvedBy = [&](const char* name, const char* file) {
        return run("ada", third + QByteArrayList { "--second-operator", name, "--second-passphrase-file", path(file) });
    };
    EXPECT_TRUE(approvedBy("Ada", "ada").message.contains(QStringLiteral("SecondPersonUnfit")));
    EXPECT_TRUE(approvedBy("Gus", "ada").message.contains(QStringLiteral("SignInRefused")));
    const Answer added = approvedBy("Gus", "gus");
    EXPECT_EQ(added.status, 0) << qPrintable(added.message);
    const QJsonArray trail = run("ada", { "audit", "list", "--action", "operator.add", "--limit", "1" }).json.array();
    EXPECT_EQ(
        trail.first().toObject().value(QStringLiteral("detail")).toObject().value(QStringLiteral("approver")).toInt(),
        2);
}

} // namespace
} // namespace gatehouse
