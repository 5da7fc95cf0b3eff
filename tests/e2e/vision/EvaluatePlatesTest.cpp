#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "resources/demo/DrawnPlate.h"

namespace gatehouse {
namespace {

using demo::PlateStyle;

struct Outcome
{
    int status = -1;
    QString message;
    QByteArray output;
};

struct HungPlate
{
    PlateStyle style;
    QString text;
    QPoint place;
};

// gatehousectl evaluate plates as a script runs it: no store, no sign-in; on drawn plates.
class EvaluatePlatesTest : public testing::Test
{
protected:
    static constexpr const char* Header = "file,x,y,w,h,plate,region\n";

    static void SetUpTestSuite()
    {
        s_folder = std::make_unique<QTemporaryDir>();
        hang("wall.png", {});
        hang("eu.png", { { PlateStyle::Europe, QStringLiteral("RK755AJ"), { 200, 150 } } });
        hang("br.png", { { PlateStyle::Brazil, QStringLiteral("BRA2E19"), { 180, 120 } } });
        hang("two.png",
            { { PlateStyle::ChinaBlue, QStringLiteral("粤B3RS91"), { 40, 60 } },
                { PlateStyle::UnitedStates, QStringLiteral("6LKR481"), { 380, 220 } } });
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static QString folder() { return s_folder->path(); }
    static QString path(const char* name) { return s_folder->filePath(QLatin1StringView(name)); }
    static void hang(const char* name, const QList<HungPlate>& plates)
    {
        QImage wall(640, 360, QImage::Format_RGB888);
        wall.fill(QColor(92, 96, 101));
        QPainter painter(&wall);
        QByteArray rows;
        for (const HungPlate& plate : plates) {
            const QImage drawn = demo::drawPlate(plate.style, plate.text, 52);
            painter.drawImage(plate.place, drawn);
            s_rows[plate.text] = QStringLiteral("%1,%2,%3,%4,%5,%6,")
                                     .arg(QLatin1StringView(name))
                                     .arg(plate.place.x())
                                     .arg(plate.place.y())
                                     .arg(drawn.width())
                                     .arg(drawn.height())
                                     .arg(plate.text)
                                     .toUtf8();
        }
        painter.end();
        ASSERT_TRUE(wall.save(path(name)));
    }
    // The table's row of a plate that hangs somewhere.
    static QByteArray row(const char16_t* plate, const char* region)
    {
        return s_rows.value(QString::fromUtf16(plate)) + region + '\n';
    }
    static QByteArray goodRows()
    {
        return row(u"RK755AJ", "eu") + row(u"BRA2E19", "br") + row(u"粤B3RS91", "cn") + row(u"6LKR481", "us");
    }

    static Outcome run(const QStringList& arguments)
    {
        QProcess program;
        program.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehousectl"),
            QStringList { QStringLiteral("evaluate"), QStringLiteral("plates") } + arguments);
        program.waitForFinished(120'000);
        return { program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardError()), program.readAllStandardOutput() };
    }
    static Outcome evaluate(
        const QByteArray& rows, const QStringList& more = {}, const QString& json = path("out.json"))
    {
        return evaluateTable(Header + rows, more, json);
    }
    static Outcome evaluateTable(
        const QByteArray& table, const QStringList& more = {}, const QString& json = path("out.json"))
    {
        QFile file(path("labels.csv"));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(table);
        file.close();
        QFile::remove(path("out.json"));
        return run(QStringList { QStringLiteral("--images"), folder(), QStringLiteral("--labels"), path("labels.csv"),
                       QStringLiteral("--json"), json }
            + more);
    }
    static QJsonObject measures()
    {
        QFile file(path("out.json"));
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return QJsonDocument::fromJson(file.readAll()).object();
    }
    static QJsonObject all() { return measures().value(QStringLiteral("all")).toObject(); }
    static QJsonObject region(const char* code)
    {
        return measures().value(QStringLiteral("regions")).toObject().value(QLatin1StringView(code)).toObject();
    }

private:
    static inline std::unique_ptr<QTemporaryDir> s_folder;
    static inline QHash<QString, QByteArray> s_rows;
};

TEST_F(EvaluatePlatesTest, EveryMeasureOfTheContractIsThere)
{
    const Outcome outcome = evaluate(goodRows() + "wall.png,10,10,200,50,AB123CD,eu\n");
    ASSERT_EQ(outcome.status, 0) << qPrintable(outcome.message);
    EXPECT_TRUE(outcome.output.isEmpty());
    EXPECT_EQ(measures().keys(), QStringList({ QStringLiteral("all"), QStringLiteral("regions") }));
    EXPECT_EQ(measures().value(QStringLiteral("regions")).toObject().keys(),
        QStringList({ QStringLiteral("br"), QStringLiteral("cn"), QStringLiteral("eu"), QStringLiteral("us") }));
    for (const QJsonObject& part : { all(), region("br"), region("cn"), region("eu"), region("us") }) {
        for (const char* key : { "recall", "precision", "exact", "exactMerged", "topExactMerged", "characterAccuracy",
                 "accepted", "acceptedWrong" }) {
            const double value = part.value(QLatin1StringView(key)).toDouble(-1);
            EXPECT_GE(value, 0) << key;
            EXPECT_LE(value, 1) << key;
        }
        EXPECT_GT(part.value(QStringLiteral("msMedian")).toDouble(), 0);
        EXPECT_GE(part.value(QStringLiteral("msP95")).toDouble(), part.value(QStringLiteral("msMedian")).toDouble());
        EXPECT_EQ(part.size(), 11);
    }
    EXPECT_EQ(all().value(QStringLiteral("plates")).toInt(), 5);
    EXPECT_DOUBLE_EQ(all().value(QStringLiteral("recall")).toDouble(), 0.8);
    EXPECT_DOUBLE_EQ(all().value(QStringLiteral("exactMerged")).toDouble(), 0.8);
    EXPECT_EQ(region("eu").value(QStringLiteral("plates")).toInt(), 2);
    EXPECT_DOUBLE_EQ(region("eu").value(QStringLiteral("exact")).toDouble(), 0.5);
    EXPECT_DOUBLE_EQ(region("cn").value(QStringLiteral("exact")).toDouble(), 1);
    EXPECT_DOUBLE_EQ(region("cn").value(QStringLiteral("accepted")).toDouble(), 1);
    EXPECT_DOUBLE_EQ(region("cn").value(QStringLiteral("acceptedWrong")).toDouble(), 0);
}

TEST_F(EvaluatePlatesTest, WithSingleRegionTheReaderIsToldAndFindsNothingElse)
{
    // The table says that the European plate is Chinese: whoever believes it cannot read the plate.
    const QByteArray rows = row(u"RK755AJ", "cn") + row(u"粤B3RS91", "cn");
    ASSERT_EQ(evaluate(rows).status, 0);
    EXPECT_DOUBLE_EQ(region("cn").value(QStringLiteral("exact")).toDouble(), 1);
    const Outcome told = evaluate(rows, { QStringLiteral("--single-region") });
    ASSERT_EQ(told.status, 0) << qPrintable(told.message);
    EXPECT_DOUBLE_EQ(region("cn").value(QStringLiteral("exact")).toDouble(), 0.5);
}

TEST_F(EvaluatePlatesTest, RegionsAreWhatTheReaderChoosesFrom)
{
    const Outcome some = evaluate(goodRows(), { QStringLiteral("--regions"), QStringLiteral("eu,br") });
    ASSERT_EQ(some.status, 0) << qPrintable(some.message);
    EXPECT_EQ(measures().value(QStringLiteral("regions")).toObject().keys(),
        QStringList({ QStringLiteral("br"), QStringLiteral("eu") }));
    EXPECT_EQ(all().value(QStringLiteral("plates")).toInt(), 2);
    EXPECT_TRUE(some.message.contains(QStringLiteral("2 rows"))) << "what is left out is said";

    const Outcome unknown = evaluate(goodRows(), { QStringLiteral("--regions"), QStringLiteral("eu,xx") });
    EXPECT_EQ(unknown.status, 1);
    EXPECT_FALSE(QFile::exists(path("out.json")));
}

TEST_F(EvaluatePlatesTest, ADashWritesToStandardOutput)
{
    const Outcome outcome = evaluate(row(u"RK755AJ", "eu"), {}, QStringLiteral("-"));
    ASSERT_EQ(outcome.status, 0) << qPrintable(outcome.message);
    const QJsonObject result = QJsonDocument::fromJson(outcome.output).object();
    EXPECT_EQ(result.value(QStringLiteral("all")).toObject().value(QStringLiteral("plates")).toInt(), 1);
    EXPECT_FALSE(QFile::exists(path("out.json")));
}

TEST_F(EvaluatePlatesTest, RowsItCannotReadAreRefusedWithFileAndLine)
{
    for (const char* bad :
        { "eu.png,1,2,0,4,AB12,eu", "eu.png,a,2,3,4,AB12,eu", "eu.png,1,2,3,4,,eu", "eu.png,1,2,3,4,AB12,xx",
            ",1,2,3,4,AB12,eu", "eu.png,1,2,3,4,AB12", "missing.png,1,2,3,4,AB12,eu", "labels.csv,1,2,3,4,AB12,eu" }) {
        const Outcome outcome = evaluate(row(u"RK755AJ", "eu") + bad + '\n');
        EXPECT_EQ(outcome.status, 1) << bad;
        EXPECT_TRUE(outcome.message.contains(QStringLiteral("labels.csv:3: "))) << qPrintable(outcome.message);
        EXPECT_FALSE(outcome.message.contains(QStringLiteral("AB12"))) << "no plate in a message";
        EXPECT_FALSE(QFile::exists(path("out.json"))) << bad;
    }
    const Outcome otherColumns = evaluateTable("file,plate\neu.png,AB12\n");
    EXPECT_EQ(otherColumns.status, 1);
    EXPECT_TRUE(otherColumns.message.contains(QStringLiteral("labels.csv:1: "))) << qPrintable(otherColumns.message);
}

TEST_F(EvaluatePlatesTest, WrongUsageIsTwo)
{
    EXPECT_EQ(run({ QStringLiteral("--images"), folder() }).status, 2);
    EXPECT_EQ(evaluate(row(u"RK755AJ", "eu"), { QStringLiteral("--threads"), QStringLiteral("0") }).status, 2);
    EXPECT_EQ(evaluate(row(u"RK755AJ", "eu"), { QStringLiteral("--faces") }).status, 2);
    EXPECT_EQ(evaluate(row(u"RK755AJ", "eu"), {}, path("no/such/folder/out.json")).status, 1);
}

} // namespace
} // namespace gatehouse
