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
    QByteArray output;
    QString message;

    [[nodiscard]] QJsonArray rows() const { return QJsonDocument::fromJson(output).array(); }
};

// A site made by gatehousectl itself, and the program run against it like a script would.
class AccessCommandsTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        QFile passphrase(s_folder->filePath(QStringLiteral("passphrase")));
        ASSERT_TRUE(passphrase.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
        passphrase.write("violet tractor sings at noon\n");
        passphrase.close();
        const Answer made = run("init --site Test --admin Ada --time-zone Asia/Shanghai --recovery-file "
            + s_folder->filePath(QStringLiteral("recovery")).toUtf8());
        ASSERT_EQ(made.status, 0) << qPrintable(made.message);
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    // Words are split at blanks, quotes keep them together.
    static Answer run(const QByteArray& line)
    {
        QProcess program;
        QStringList arguments = QProcess::splitCommand(QString::fromUtf8(line));
        arguments += { QStringLiteral("--store"), s_folder->filePath(QStringLiteral("site")),
            QStringLiteral("--operator"), QStringLiteral("Ada"), QStringLiteral("--passphrase-file"),
            s_folder->filePath(QStringLiteral("passphrase")) };
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"), arguments);
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            program.readAllStandardOutput(), QString::fromUtf8(program.readAllStandardError()) };
    }

    static std::unique_ptr<QTemporaryDir> s_folder;
};

std::unique_ptr<QTemporaryDir> AccessCommandsTest::s_folder;

TEST_F(AccessCommandsTest, ASiteIsSetUpFromTheCommandLine)
{
    Answer answer = run("camera add --name Entrance --kind rtsp --address rtsp://guard:s3cret@10.0.0.7/stream");
    ASSERT_EQ(answer.status, 0) << qPrintable(answer.message);
    answer = run("camera list --json");
    ASSERT_EQ(answer.rows().size(), 1);
    EXPECT_EQ(answer.rows()[0].toObject().value(QStringLiteral("address")).toString(),
        QStringLiteral("rtsp://***@10.0.0.7/stream"));
    EXPECT_FALSE(answer.output.contains("s3cret"));

    answer =
        run("gate add --name Barrier --kind modbus-tcp --host 10.0.0.8 --unit 7 --coil 3 --pulse 700 --feedback 5");
    ASSERT_EQ(answer.status, 0) << qPrintable(answer.message);
    const QJsonObject gate = run("gates list --json").rows()[0].toObject();
    EXPECT_EQ(gate.value(QStringLiteral("feedback")).toInt(), 5);
    EXPECT_EQ(gate.value(QStringLiteral("timeout")).toInt(), 1000);

    answer = run("lane add --name \"Entry 1\" --camera entrance --purpose plates --direction in --zone Yard "
                 "--gate Barrier --regions cn,eu --roi 0.25,0.5,0.5,0.5");
    ASSERT_EQ(answer.status, 0) << qPrintable(answer.message);
    EXPECT_TRUE(answer.message.contains(QStringLiteral("zone is new")));
    const QJsonObject lane = run("lane list").rows()[0].toObject();
    EXPECT_EQ(lane.value(QStringLiteral("zone")).toString(), QStringLiteral("Yard"));
    EXPECT_EQ(lane.value(QStringLiteral("gate")).toString(), QStringLiteral("Barrier"));
    EXPECT_EQ(lane.value(QStringLiteral("regions")).toString(), QStringLiteral("cn,eu"));
    EXPECT_EQ(lane.value(QStringLiteral("roi")).toArray(), (QJsonArray { 0.25, 0.5, 0.5, 0.5 }));

    answer = run("schedule add --name Day --window \"mon-tue 08:00-18:00\" --window \"sun 22:00-06:00\"");
    ASSERT_EQ(answer.status, 0) << qPrintable(answer.message);
    EXPECT_EQ(run("schedules list").rows()[0].toObject().value(QStringLiteral("windows")).toArray(),
        (QJsonArray { QStringLiteral("mon 00:00-06:00"), QStringLiteral("mon 08:00-18:00"),
            QStringLiteral("tue 08:00-18:00"), QStringLiteral("sun 22:00-24:00") }));

    answer = run("rule add --name Staff --group Staff --zone yard --schedule day --from 2025-03-04 "
                 "--until 2025-03-05T00:00+01:00");
    ASSERT_EQ(answer.status, 0) << qPrintable(answer.message);
    EXPECT_TRUE(answer.message.contains(QStringLiteral("group is new")));
    const QJsonObject rule = run("rule list").rows()[0].toObject();
    EXPECT_EQ(rule.value(QStringLiteral("effect")).toString(), QStringLiteral("allow"));
    EXPECT_EQ(rule.value(QStringLiteral("group")).toString(), QStringLiteral("Staff"));
    EXPECT_EQ(rule.value(QStringLiteral("from")).toString(), QStringLiteral("2025-03-03T16:00:00.000Z"));
    EXPECT_EQ(rule.value(QStringLiteral("until")).toString(), QStringLiteral("2025-03-04T23:00:00.000Z"));
}

TEST_F(AccessCommandsTest, WhatCannotBeIsSaidWithTheWayOut)
{
    const auto said = [](const QByteArray& line) {
        const Answer answer = run(line);
        EXPECT_EQ(answer.status, 1) << line.constData();
        EXPECT_TRUE(answer.output.isEmpty());
        return answer.message.toStdString();
    };
    EXPECT_NE(said("camera add --name C --kind webcam --address x").find("rtsp, mjpeg"), std::string::npos);
    EXPECT_NE(said("camera add --name C --kind rtsp --address http://x/").find("address"), std::string::npos);
    EXPECT_NE(said("zone add --name \" \"").find("InvalidArgument: name"), std::string::npos);
    EXPECT_NE(said("schedule add --name S --window whenever").find("mon-fri 08:00-18:00"), std::string::npos);
    EXPECT_NE(said("rule add --name R --group G --zone Nowhere").find("--zone"), std::string::npos);
    EXPECT_NE(said("rule add --name R --group G --zone Nowhere --from tomorrow").find("2025-03-04"), std::string::npos);
    EXPECT_NE(said("gate add --name G --kind modbus-tcp").find("host"), std::string::npos);
    EXPECT_NE(said("lane add --name L --camera None --purpose plates --direction in --zone Z").find("--camera"),
        std::string::npos);
    EXPECT_EQ(run("lane add --name L").status, 2);
    EXPECT_EQ(run("camera").status, 2);
}

TEST_F(AccessCommandsTest, ANewSiteHasNoEventsAndSaysSo)
{
    const Answer answer = run("events list --json --limit 5 --text B --from 2025-01-01 --decision ask");
    EXPECT_EQ(answer.status, 0) << qPrintable(answer.message);
    EXPECT_EQ(answer.output, "[]\n");
    EXPECT_EQ(run("events list --lane Nowhere").status, 1);
}

} // namespace
} // namespace gatehouse
