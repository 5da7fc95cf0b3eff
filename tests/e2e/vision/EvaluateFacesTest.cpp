#include "tests/vision/DrawnPeople.h"

#include <QFile>
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
    QString message;
};

// gatehousectl evaluate as a script runs it: no store, no sign-in; on drawn people, two pictures of each of four.
class EvaluateFacesTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        demo::FacePose turned;
        turned.yaw = 0.35;
        turned.roll = -6;
        for (int look = 1; look <= 4; ++look) {
            const QString name = s_folder->filePath(QStringLiteral("%1_%2.png"));
            ASSERT_TRUE(test::pictureOfPerson(look, { 480, 480 }, { 240, 240 }, 260).save(name.arg(look).arg(0)));
            ASSERT_TRUE(
                test::pictureOfPerson(look, { 400, 300 }, { 200, 150 }, 170, turned).save(name.arg(look).arg(1)));
        }
        QImage wall(300, 300, QImage::Format_RGB888);
        wall.fill(Qt::darkGreen);
        ASSERT_TRUE(wall.save(s_folder->filePath(QStringLiteral("wall.png"))));
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static QString path(const char* name) { return s_folder->filePath(QLatin1StringView(name)); }
    static void write(const char* name, const QByteArray& bytes)
    {
        QFile file(path(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QJsonObject measures()
    {
        QFile file(path("out.json"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return QJsonDocument::fromJson(file.readAll()).object();
    }
    static Outcome evaluate(const QStringList& arguments)
    {
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"),
            QStringList { QStringLiteral("evaluate") } + arguments
                + QStringList {
                    QStringLiteral("--images"), s_folder->path(), QStringLiteral("--json"), path("out.json") });
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardError()) };
    }
    static Outcome evaluatePairs(const QByteArray& csv)
    {
        write("pairs.csv", csv);
        QFile::remove(path("out.json"));
        return evaluate({ QStringLiteral("faces"), QStringLiteral("--pairs"), path("pairs.csv") });
    }

private:
    static inline std::unique_ptr<QTemporaryDir> s_folder;
};

TEST_F(EvaluateFacesTest, PairsAreMeasured)
{
    const Outcome outcome = evaluatePairs("file1,file2,same\n1_0.png,1_1.png,1\n2_0.png,2_1.png,1\n1_0.png,2_0.png,0\n"
                                          "3_0.png,4_1.png,0\nwall.png,1_0.png,1\n");
    EXPECT_EQ(outcome.status, 0) << qPrintable(outcome.message);
    const QJsonObject result = measures();
    EXPECT_EQ(result.value(QStringLiteral("pairs")).toInt(), 5);
    EXPECT_EQ(result.value(QStringLiteral("detected")).toInt(), 4);
    for (const char* key : { "accuracy", "eer", "tarAtFar1e2", "tarAtFar1e3", "threshold", "accuracyAtThreshold" }) {
        const double value = result.value(QLatin1StringView(key)).toDouble(-1);
        EXPECT_GE(value, 0) << key;
        EXPECT_LE(value, 1) << key;
    }
    EXPECT_GT(result.value(QStringLiteral("msMedian")).toDouble(), 0);
}

TEST_F(EvaluateFacesTest, RowsItCannotReadAreRefusedWithFileAndLine)
{
    for (const char* bad : { "1_0.png,1_1.png,maybe", "1_0.png,,1", "1_0.png,missing.png,1", "1_0.png,1_1.png" }) {
        const Outcome outcome = evaluatePairs("file1,file2,same\n1_0.png,1_1.png,1\n" + QByteArray(bad) + '\n');
        EXPECT_EQ(outcome.status, 1) << bad;
        EXPECT_TRUE(outcome.message.contains(QStringLiteral("pairs.csv:3"))) << qPrintable(outcome.message);
        EXPECT_FALSE(QFile::exists(path("out.json"))) << bad;
    }
}

TEST_F(EvaluateFacesTest, PeopleAreIdentifiedAndStrangersCounted)
{
    write("gallery.csv", "file,person\n1_0.png,ann\n2_0.png,ben\n2_1.png,ben\n");
    write("probes.csv", "file,person\n1_1.png,ann\n3_0.png,\n4_0.png,\nwall.png,ben\n");
    const Outcome outcome = evaluate({ QStringLiteral("identify"), QStringLiteral("--gallery"), path("gallery.csv"),
        QStringLiteral("--probes"), path("probes.csv") });
    EXPECT_EQ(outcome.status, 0) << qPrintable(outcome.message);
    const QJsonObject result = measures();
    EXPECT_EQ(result.value(QStringLiteral("enrolled")).toInt(), 2);
    EXPECT_EQ(result.value(QStringLiteral("probes")).toInt(), 2);
    EXPECT_EQ(result.value(QStringLiteral("strangers")).toInt(), 2);
    EXPECT_DOUBLE_EQ(result.value(QStringLiteral("rank1")).toDouble(), 0.5);
    for (const char* key : { "tpir", "fpir", "tpirAtFpir1e2", "msSearch" })
        EXPECT_GE(result.value(QLatin1StringView(key)).toDouble(-1), 0) << key;

    write("gallery.csv", "file,person\n1_0.png,ann\n2_0.png,\n");
    const Outcome refused = evaluate({ QStringLiteral("identify"), QStringLiteral("--gallery"), path("gallery.csv"),
        QStringLiteral("--probes"), path("probes.csv") });
    EXPECT_EQ(refused.status, 1);
    EXPECT_TRUE(refused.message.contains(QStringLiteral("gallery.csv:3"))) << qPrintable(refused.message);
}

} // namespace
} // namespace gatehouse
