#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

namespace gatehouse {
namespace {

struct Outcome
{
    int status = -1;
    QJsonDocument json;
    QString message;
};

// A site made by gatehousectl itself, and the program run against it like a script would.
class PeopleCommandsTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        write(QStringLiteral("passphrase"), "violet tractor sings at noon\n");
        const Outcome made = run({ QStringLiteral("init"), QStringLiteral("--site"), QStringLiteral("Test"),
            QStringLiteral("--admin"), QStringLiteral("Ada"), QStringLiteral("--recovery-file"), path("recovery") });
        ASSERT_EQ(made.status, 0) << qPrintable(made.message);
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static QString path(const char* name) { return s_folder->filePath(QLatin1StringView(name)); }
    static void write(const QString& name, const QByteArray& bytes)
    {
        QFile file(s_folder->filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        file.write(bytes);
    }
    static Outcome run(const QStringList& arguments)
    {
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"),
            arguments
                + QStringList { QStringLiteral("--store"), path("site"), QStringLiteral("--operator"),
                    QStringLiteral("Ada"), QStringLiteral("--passphrase-file"), path("passphrase") });
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QJsonDocument::fromJson(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError()) };
    }

    static std::unique_ptr<QTemporaryDir> s_folder;
};

std::unique_ptr<QTemporaryDir> PeopleCommandsTest::s_folder;

TEST_F(PeopleCommandsTest, PeopleVehiclesAndGroupsAreImportedAndListed)
{
    demo::FacePose pose;
    ASSERT_TRUE(QDir().mkpath(path("pictures")));
    ASSERT_TRUE(demo::drawDoorScene(QSize(640, 640), demo::FaceLook::numbered(2), pose, 1, 900)
                    .save(path("pictures/E-1.jpg"), nullptr, 92));
    write(QStringLiteral("people.csv"),
        "ref,name,kind,groups,consent\nE-1,Li Na,employee,Staff;Night,signed-form\nE-2,Ann,contractor,,\n");
    const QStringList import { QStringLiteral("person"), QStringLiteral("import"), path("people.csv"),
        QStringLiteral("--pictures"), path("pictures") };

    const Outcome tried = run(import + QStringList { QStringLiteral("--dry-run") });
    EXPECT_EQ(tried.status, 0) << qPrintable(tried.message);
    EXPECT_FALSE(tried.json.object().value(QStringLiteral("committed")).toBool(true));
    EXPECT_TRUE(
        run({ QStringLiteral("persons"), QStringLiteral("list"), QStringLiteral("--json") }).json.array().isEmpty());

    const Outcome done = run(import);
    EXPECT_EQ(done.status, 0) << qPrintable(done.message);
    EXPECT_EQ(done.json.object().value(QStringLiteral("added")).toInt(), 2);
    EXPECT_EQ(done.json.object().value(QStringLiteral("templates")).toInt(), 1);

    write(QStringLiteral("cars.csv"), "plate,region,owner_ref,groups\nMGH 3141,eu,E-1,Staff\n");
    EXPECT_EQ(run({ QStringLiteral("vehicle"), QStringLiteral("import"), path("cars.csv") }).status, 0);
    EXPECT_EQ(run({ QStringLiteral("group"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("Fleet") })
                  .status,
        0);

    const QJsonArray persons =
        run({ QStringLiteral("persons"), QStringLiteral("list"), QStringLiteral("--json") }).json.array();
    ASSERT_EQ(persons.size(), 2);
    EXPECT_EQ(persons.at(1).toObject().value(QStringLiteral("name")).toString(), QStringLiteral("Li Na"));
    EXPECT_EQ(persons.at(1).toObject().value(QStringLiteral("groups")).toArray().size(), 2);
    const QJsonArray vehicles =
        run({ QStringLiteral("vehicles"), QStringLiteral("list"), QStringLiteral("--json") }).json.array();
    ASSERT_EQ(vehicles.size(), 1);
    EXPECT_EQ(vehicles.at(0).toObject().value(QStringLiteral("owner")).toString(), QStringLiteral("Li Na"));
    EXPECT_EQ(run({ QStringLiteral("group"), QStringLiteral("list") }).json.array().size(), 3);
}

TEST_F(PeopleCommandsTest, AConsentIsListedAndWithdrawnAndThePersonStays)
{
    write(QStringLiteral("consents.csv"),
        "ref,name,consent,purposes,id_number\nC-1,Bo,signed-form,access-face;picture,AB1234567\n");
    EXPECT_EQ(run({ QStringLiteral("person"), QStringLiteral("import"), path("consents.csv") }).status, 0);
    const QStringList consents { QStringLiteral("person"), QStringLiteral("consents"), QStringLiteral("--ref"),
        QStringLiteral("C-1") };
    const QJsonArray given = run(consents).json.array();
    ASSERT_EQ(given.size(), 2);
    EXPECT_TRUE(given.at(0).toObject().value(QStringLiteral("withdrawnAt")).isNull());
    EXPECT_EQ(given.at(0).toObject().value(QStringLiteral("noticeHash")).toString().size(), 64);

    const QStringList withdraw { QStringLiteral("person"), QStringLiteral("withdraw"), QStringLiteral("--ref"),
        QStringLiteral("C-1") };
    const Outcome one = run(withdraw + QStringList { QStringLiteral("--purpose"), QStringLiteral("picture") });
    EXPECT_EQ(one.json.object().value(QStringLiteral("withdrawn")).toInt(), 1) << qPrintable(one.message);
    EXPECT_EQ(run(withdraw).json.object().value(QStringLiteral("withdrawn")).toInt(), 1);
    EXPECT_EQ(run(withdraw).status, 1) << "nothing is left to withdraw";
    EXPECT_EQ(
        run({ QStringLiteral("person"), QStringLiteral("list"), QStringLiteral("--search"), QStringLiteral("Bo") })
            .json.array()
            .size(),
        1);
    EXPECT_GE(run({ QStringLiteral("person"), QStringLiteral("count") })
                  .json.object()
                  .value(QStringLiteral("persons"))
                  .toInt(),
        1);
    EXPECT_EQ(run({ QStringLiteral("person"), QStringLiteral("renew-templates") }).status, 0);
}

TEST_F(PeopleCommandsTest, SealedFieldsArePrintedForAReasonAndItIsInTheTrail)
{
    write(QStringLiteral("sealed.csv"), "ref,name,id_number,birth_date\nS-1,Mo,AB1234567,1990-05-17\nS-2,Al,,\n");
    ASSERT_EQ(run({ QStringLiteral("person"), QStringLiteral("import"), path("sealed.csv") }).status, 0);
    const auto sealed = [](const char* ref, const char* reason) {
        return run({ QStringLiteral("person"), QStringLiteral("sealed"), QStringLiteral("--ref"),
            QLatin1StringView(ref), QStringLiteral("--reason"), QLatin1StringView(reason) });
    };
    const Outcome shown = sealed("S-1", "authority");
    ASSERT_EQ(shown.status, 0) << qPrintable(shown.message);
    EXPECT_EQ(shown.json.object().value(QStringLiteral("idNumber")).toString(), QStringLiteral("AB1234567"));
    EXPECT_EQ(shown.json.object().value(QStringLiteral("birthDate")).toString(), QStringLiteral("1990-05-17"));
    EXPECT_TRUE(sealed("S-2", "correction").json.object().value(QStringLiteral("idNumber")).isNull());
    const Outcome unasked = sealed("S-1", "curiosity");
    EXPECT_EQ(unasked.status, 1);
    EXPECT_TRUE(unasked.message.contains(QStringLiteral("InvalidArgument"))) << qPrintable(unasked.message);
    EXPECT_EQ(sealed("S-9", "authority").status, 1);
    const QJsonArray trail = run({ QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--action"),
                                     QStringLiteral("person.show-sealed") })
                                 .json.array();
    ASSERT_EQ(trail.size(), 2);
    EXPECT_EQ(
        trail.last().toObject().value(QStringLiteral("detail")).toObject().value(QStringLiteral("reason")).toString(),
        QStringLiteral("authority"));

    const QJsonObject site = run({ QStringLiteral("site"), QStringLiteral("info") }).json.object();
    EXPECT_EQ(site.value(QStringLiteral("name")).toString(), QStringLiteral("Test"));
    const QJsonObject count = site.value(QStringLiteral("people")).toObject();
    EXPECT_GE(count.value(QStringLiteral("persons")).toInt(), 2);
    EXPECT_EQ(count.value(QStringLiteral("level")).toString(), QStringLiteral("below"));
    EXPECT_EQ(count.value(QStringLiteral("warnsAt")).toArray(), (QJsonArray { 80'000, 95'000 }));
}

TEST_F(PeopleCommandsTest, ABadFileImportsNothingAndSaysWhere)
{
    write(
        QStringLiteral("bad.csv"), "ref,name,kind\nX-1,Good,resident\nX-2,,resident\nX-3,Odd,ghost\nX-4,Ann,visitor\n");
    const Outcome refused = run({ QStringLiteral("person"), QStringLiteral("import"), path("bad.csv") });
    EXPECT_EQ(refused.status, 1);
    const QJsonArray problems = refused.json.object().value(QStringLiteral("problems")).toArray();
    ASSERT_EQ(problems.size(), 3);
    EXPECT_TRUE(problems.at(2).toObject().value(QStringLiteral("explanation")).toString().contains(u"valid_until"));
    EXPECT_EQ(problems.at(0).toObject().value(QStringLiteral("line")).toInt(), 3);
    EXPECT_EQ(problems.at(0).toObject().value(QStringLiteral("column")).toString(), QStringLiteral("name"));
    EXPECT_TRUE(
        run({ QStringLiteral("person"), QStringLiteral("list"), QStringLiteral("--search"), QStringLiteral("Good") })
            .json.array()
            .isEmpty());
    EXPECT_EQ(run({ QStringLiteral("person"), QStringLiteral("import"), path("nowhere.csv") }).status, 1);
    EXPECT_EQ(run({ QStringLiteral("person") }).status, 2);
}

} // namespace
} // namespace gatehouse
