#include <QFile>
#include <QFileInfo>
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
    QJsonDocument json;
    std::string message;
};

// A site made by gatehousectl itself with an administrator and a privacy officer, and the program run against it.
class PrivacyCommandsTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        write("Ada", "violet tractor sings at noon\n");
        write("Olga", "seven green umbrellas in the attic\n");
        write("cars.csv", "plate,region\nMGH 3141,eu\n");
        write("people.csv", "ref,name,kind\nE-1,Li Na,employee\n");
        const Outcome made = run("Ada", "init --site Test --admin Ada --recovery-file " + path("recovery"));
        ASSERT_EQ(made.status, 0) << made.message;
        const Outcome officer =
            run("Ada", "operator add --name Olga --role privacy-officer --new-passphrase-file " + path("Olga"));
        ASSERT_EQ(officer.status, 0) << officer.message;
        ASSERT_EQ(run("Ada", "person import " + path("people.csv")).status, 0);
        ASSERT_EQ(run("Ada", "vehicle import " + path("cars.csv")).status, 0);
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static QByteArray path(const char* name) { return QFile::encodeName(s_folder->filePath(QLatin1StringView(name))); }
    static void write(const char* name, const QByteArray& bytes)
    {
        QFile file(QFile::decodeName(path(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        file.write(bytes);
    }
    static Outcome run(const char* who, const QByteArray& command)
    {
        QStringList arguments = QString::fromUtf8(command).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        arguments += { QStringLiteral("--store"), QFile::decodeName(path("site")), QStringLiteral("--operator"),
            QString::fromLatin1(who), QStringLiteral("--passphrase-file"), QFile::decodeName(path(who)) };
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), arguments);
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QJsonDocument::fromJson(program.readAllStandardOutput()), program.readAllStandardError().toStdString() };
    }
    static QByteArray second(const char* who)
    {
        return QByteArray(" --second-operator ") + who + " --second-passphrase-file " + path(who);
    }
    static bool isPdf(const char* name)
    {
        QFile file(QFile::decodeName(path(name)));
        return file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
    }

    static std::unique_ptr<QTemporaryDir> s_folder;
};

std::unique_ptr<QTemporaryDir> PrivacyCommandsTest::s_folder;

TEST_F(PrivacyCommandsTest, retentionIsShownSetByTwoAndRunWithACertificate)
{
    const Outcome shown = run("Olga", "retention show");
    ASSERT_EQ(shown.status, 0) << shown.message;
    EXPECT_EQ(shown.json.array().size(), 7);
    EXPECT_EQ(run("Olga", "retention set --class known-pictures --days 60").status, 0);
    const Outcome alone = run("Olga", "retention set --class known-pictures --days 80");
    EXPECT_EQ(alone.status, 1);
    EXPECT_NE(alone.message.find("SecondPersonNeeded"), std::string::npos) << alone.message;
    const Outcome both = run("Olga", "retention set --class known-pictures --days 80" + second("Ada"));
    EXPECT_EQ(both.status, 0) << both.message;
    const Outcome done = run("Olga", "retention run");
    ASSERT_EQ(done.status, 0) << done.message;
    EXPECT_TRUE(done.json.object().value(QStringLiteral("genuine")).toBool());
    const QByteArray number = QByteArray::number(done.json.object().value(QStringLiteral("number")).toInt());
    EXPECT_EQ(run("Olga", "certificate list").json.array().size(), 1);
    ASSERT_EQ(run("Olga", "certificate print --number " + number + " --out " + path("certificate.pdf")).status, 0);
    EXPECT_TRUE(isPdf("certificate.pdf"));
    EXPECT_EQ(run("Ada", "audit verify").status, 0);
}

// A clock set ahead is a shorter trail, and that takes two.
TEST_F(PrivacyCommandsTest, theClockIsConfirmedByTwoAndTheCheckOfTheTrailSaysByWhom)
{
    const Outcome alone = run("Olga", "retention run --clock-is-right");
    EXPECT_EQ(alone.status, 1);
    EXPECT_NE(alone.message.find("SecondPersonNeeded"), std::string::npos) << alone.message;
    EXPECT_TRUE(
        run("Ada", "audit verify").json.object().value(QStringLiteral("clockConfirmations")).toArray().isEmpty());
    const Outcome both = run("Olga", "retention run --clock-is-right" + second("Ada"));
    ASSERT_EQ(both.status, 0) << both.message;
    const QJsonArray said =
        run("Ada", "audit verify").json.object().value(QStringLiteral("clockConfirmations")).toArray();
    ASSERT_EQ(said.size(), 1);
    const QJsonObject one = said.first().toObject();
    EXPECT_EQ(one.value(QStringLiteral("days")).toInt(), 0);
    EXPECT_EQ(one.value(QStringLiteral("removedEntries")).toInt(), 0);
    EXPECT_NE(one.value(QStringLiteral("operator")), one.value(QStringLiteral("approver")));
    EXPECT_EQ(both.json.object()
                  .value(QStringLiteral("words"))
                  .toObject()
                  .value(QStringLiteral("clock"))
                  .toObject()
                  .value(QStringLiteral("confirmedBy")),
        one.value(QStringLiteral("entry")));
}

TEST_F(PrivacyCommandsTest, aRequestIsNotedAndClosedInTime)
{
    const Outcome added = run("Olga", "request add --person 1 --kind access --received 2026-01-31 --note letter");
    ASSERT_EQ(added.status, 0) << added.message;
    const QByteArray number = QByteArray::number(added.json.object().value(QStringLiteral("number")).toInt());
    EXPECT_TRUE(added.json.object().value(QStringLiteral("dueAt")).toString().startsWith(QStringLiteral("2026-02-28")));
    EXPECT_EQ(run("Olga", "request list").json.array().size(), 1);
    EXPECT_EQ(run("Olga", "request close --number " + number + " --as done").status, 0);
    EXPECT_EQ(run("Olga", "request list").json.array().size(), 0);
    EXPECT_EQ(run("Olga", "request list --all").json.array().size(), 1);
    // Who looked at the queue is in the trail.
    EXPECT_EQ(run("Olga", "audit list --action request.list").json.array().size(), 3);
}

TEST_F(PrivacyCommandsTest, aWholeListLeavesOnlyWithTwoPeople)
{
    QByteArray many = "plate,region\n";
    for (int number = 0; number < 60; ++number)
        many += "MGH " + QByteArray::number(4000 + number) + ",eu\n";
    write("many.csv", many);
    ASSERT_EQ(run("Ada", "vehicle import " + path("many.csv")).status, 0);
    const Outcome first = run("Olga", "vehicle list");
    EXPECT_EQ(first.status, 0);
    EXPECT_EQ(first.json.array().size(), 50);
    EXPECT_NE(first.message.find("50 of 61 rows"), std::string::npos) << first.message;
    const Outcome found = run("Olga", "vehicle list --search 4007");
    EXPECT_EQ(found.json.array().size(), 1);
    EXPECT_EQ(found.message.find("rows"), std::string::npos) << found.message;

    const Outcome alone = run("Olga", "vehicle list --all");
    EXPECT_EQ(alone.status, 1);
    EXPECT_TRUE(alone.json.isEmpty());
    EXPECT_EQ(run("Olga", "event list --limit 51").status, 1);
    EXPECT_EQ(run("Olga", "vehicle list --all" + second("Ada")).json.array().size(), 61);
    const QJsonArray trail = run("Olga", "audit list --action list.export").json.array();
    ASSERT_EQ(trail.size(), 1);
    EXPECT_TRUE(QJsonDocument(trail.first().toObject()).toJson().contains("approver"));
}

TEST_F(PrivacyCommandsTest, aSecretThatOthersMayReadIsRefused)
{
    QFile words(QFile::decodeName(path("Olga")));
    ASSERT_TRUE(words.setPermissions(words.permissions() | QFile::ReadGroup | QFile::ReadOther));
    const Outcome refused = run("Olga", "person list");
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.message.find("chmod 600"), std::string::npos) << refused.message;
    ASSERT_TRUE(words.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    EXPECT_EQ(run("Olga", "person list").status, 0);
}

TEST_F(PrivacyCommandsTest, aPackageLeavesOnlyWithTwoPeopleAndOpensWithItsPassphrase)
{
    const Outcome shown = run("Olga", "subject show --person 1");
    ASSERT_EQ(shown.status, 0) << shown.message;
    EXPECT_EQ(shown.json.object().value(QStringLiteral("about")).toString(), QStringLiteral("person"));
    EXPECT_TRUE(shown.json.object().contains(QStringLiteral("passages")));
    EXPECT_FALSE(QJsonDocument(shown.json.object()).toJson().contains("Li Na")) << "one person alone exports nobody";
    const QByteArray command = "subject export --person 1 --language de --out " + path("package.zip");
    EXPECT_EQ(run("Olga", command).status, 1);
    EXPECT_FALSE(QFileInfo::exists(QFile::decodeName(path("package.zip"))));
    const Outcome exported = run("Olga", command + second("Ada"));
    ASSERT_EQ(exported.status, 0) << exported.message;
    QProcess bsdtar;
    bsdtar.start(QStringLiteral("bsdtar"),
        { QStringLiteral("--passphrase"), exported.json.object().value(QStringLiteral("passphrase")).toString(),
            QStringLiteral("-xOf"), QFile::decodeName(path("package.zip")), QStringLiteral("data.json") });
    ASSERT_TRUE(bsdtar.waitForFinished()) << "bsdtar is not installed";
    EXPECT_EQ(QJsonDocument::fromJson(bsdtar.readAllStandardOutput())
                  .object()
                  .value(QStringLiteral("person"))
                  .toObject()
                  .value(QStringLiteral("name"))
                  .toString(),
        QStringLiteral("Li Na"));
}

TEST_F(PrivacyCommandsTest, theImpactAssessmentComesInThreeLanguages)
{
    for (const char* language : { "en", "de", "zh_CN" }) {
        const Outcome written =
            run("Olga", QByteArray("impact-assessment --language ") + language + " --out " + path("impact.pdf"));
        ASSERT_EQ(written.status, 0) << written.message;
        EXPECT_TRUE(isPdf("impact.pdf")) << language;
    }
}

} // namespace
} // namespace gatehouse
