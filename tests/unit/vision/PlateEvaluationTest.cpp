#include "core/vision/evaluation/PlateEvaluation.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

PlateLabel label(QStringView plate, QRectF box, Region region = Region::Europe)
{
    return { QStringLiteral("a.jpg"), box, *PlateText::fromUserInput(plate), region, 2 };
}

PlateReading reading(QStringView plate, QRectF box, float confidence)
{
    PlateReading result;
    result.plate.box = box;
    if (!plate.isEmpty())
        result.candidates.push_back({ *PlateText::fromUserInput(plate), Region::Europe, confidence });
    return result;
}

const QRectF Here(100, 100, 100, 20);
const QRectF Elsewhere(400, 300, 100, 20);

Result<std::vector<PlateLabel>> readTable(const QByteArray& rows)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("labels.csv")));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("file,x,y,w,h,plate,region\n" + rows);
    file.close();
    return readPlateLabels(file.fileName());
}

} // namespace

TEST(PlateEvaluation, CountsWhatWasFoundReadAndAccepted)
{
    const std::vector<PlateFrame> frames {
        // read rightly, and a second reading that is no plate
        { { label(u"RK755AJ", Here) }, { reading(u"RK755AJ", Here, 0.9F), reading(u"TAXI12", Elsewhere, 0.3F) }, 10 },
        // right but for O and 0
        { { label(u"4BO4979", Here) }, { reading(u"4B04979", Here.translated(20, 0), 0.8F) }, 20 },
        // wrong by one character of seven, and accepted
        { { label(u"RK346AL", Here) }, { reading(u"RK346AI", Here, 0.7F) }, 30 },
        // not found; what is most confident lies elsewhere
        { { label(u"BA738DE", Here) }, { reading(u"SK12345", Elsewhere, 0.95F) }, 40 },
    };
    const PlateMeasures measures = measurePlates(frames, 0.75);
    EXPECT_EQ(measures.plates, 4);
    EXPECT_DOUBLE_EQ(measures.recall, 0.75);
    EXPECT_DOUBLE_EQ(measures.precision, 3.0 / 5);
    EXPECT_DOUBLE_EQ(measures.exact, 0.25);
    EXPECT_DOUBLE_EQ(measures.exactMerged, 0.5);
    EXPECT_DOUBLE_EQ(measures.topExactMerged, 0.5);
    EXPECT_DOUBLE_EQ(measures.characterAccuracy, 1 - (1 + 1 + 7) / 28.0);
    EXPECT_DOUBLE_EQ(measures.accepted, 0.5);
    EXPECT_DOUBLE_EQ(measures.acceptedWrong, 0.0);
    EXPECT_DOUBLE_EQ(measurePlates(frames, 0.65).acceptedWrong, 1.0 / 3);
    EXPECT_DOUBLE_EQ(measures.msMedian, 25);
    EXPECT_DOUBLE_EQ(measures.msP95, 38.5) << "between the two slowest of four";
}

TEST(PlateEvaluation, TheAnswerIsTheReadingThatOverlapsMost)
{
    const std::vector<PlateFrame> frames { { { label(u"RK755AJ", Here) },
        { reading(u"SK111AA", Here.translated(0, 10), 0.99F), reading(u"RK755AJ", Here.translated(5, 0), 0.5F) }, 1 } };
    const PlateMeasures measures = measurePlates(frames, 0.4);
    EXPECT_DOUBLE_EQ(measures.exact, 1.0);
    EXPECT_DOUBLE_EQ(measures.topExactMerged, 0.0);
    EXPECT_DOUBLE_EQ(measures.precision, 1.0) << "a third of overlap is one to a label";
}

TEST(PlateEvaluation, AReadingWithoutTextIsADetectionAndNoAnswer)
{
    const std::vector<PlateFrame> frames { { { label(u"RK755AJ", Here) }, { reading(u"", Here, 0) }, 1 } };
    const PlateMeasures measures = measurePlates(frames, 0.4);
    EXPECT_DOUBLE_EQ(measures.recall, 1.0);
    EXPECT_DOUBLE_EQ(measures.exactMerged, 0.0);
    EXPECT_DOUBLE_EQ(measures.accepted, 0.0);
    EXPECT_DOUBLE_EQ(measures.characterAccuracy, 0.0);
}

TEST(PlateEvaluation, OverlapsAreCountedFromTheirLimits)
{
    // 100×20 moved by 1/3 of its width overlaps by exactly a half; by 7/13 by exactly 0.3.
    const auto shifted = [](double by) {
        return std::vector<PlateFrame> { { { label(u"RK755AJ", QRectF(0, 0, 390, 10)) },
            { reading(u"RK755AJ", QRectF(by, 0, 390, 10), 1) }, 1 } };
    };
    EXPECT_EQ(measurePlates(shifted(130), 0).recall, 1.0);
    EXPECT_EQ(measurePlates(shifted(131), 0).recall, 0.0);
    EXPECT_EQ(measurePlates(shifted(209), 0).exact, 1.0);
    EXPECT_EQ(measurePlates(shifted(211), 0).exact, 0.0);
}

TEST(PlateEvaluation, NothingAtAllIsZeroNotANumberThatIsNone)
{
    const PlateMeasures measures = measurePlates({}, 0.4);
    EXPECT_EQ(measures.plates, 0);
    EXPECT_EQ(measures.recall, 0.0);
    EXPECT_EQ(measures.acceptedWrong, 0.0);
    EXPECT_EQ(measures.msP95, 0.0);
}

TEST(PlateEvaluation, JsonHasAllAndTheRegionsThatHaveLabels)
{
    const std::vector<PlateFrame> frames { { { label(u"RK755AJ", Here), label(u"沪A12345", Elsewhere, Region::China) },
        { reading(u"RK755AJ", Here, 0.9F) }, 12 } };
    const QJsonObject json = plateMeasuresJson(frames, 0.4);
    EXPECT_EQ(json.keys(), (QStringList { QStringLiteral("all"), QStringLiteral("regions") }));
    const QJsonObject regions = json.value(u"regions").toObject();
    EXPECT_EQ(regions.keys(), (QStringList { QStringLiteral("cn"), QStringLiteral("eu") }));
    EXPECT_EQ(json.value(u"all").toObject().keys(),
        QStringLiteral(
            "accepted acceptedWrong characterAccuracy exact exactMerged msMedian msP95 plates precision recall "
            "topExactMerged")
            .split(QLatin1Char(' ')));
    EXPECT_EQ(regions.value(u"eu").toObject().value(u"exact").toDouble(), 1.0);
    EXPECT_EQ(regions.value(u"cn").toObject().value(u"exact").toDouble(), 0.0);
    EXPECT_EQ(json.value(u"all").toObject().value(u"plates").toInt(), 2);
}

TEST(PlateEvaluation, EditDistanceCountsWhatAPersonWouldChange)
{
    EXPECT_EQ(editDistance(u"", u"ABC"), 3);
    EXPECT_EQ(editDistance(u"ABC", u"ABC"), 0);
    EXPECT_EQ(editDistance(u"ABC1", u"AXC12"), 2);
    EXPECT_EQ(editDistance(u"沪A1", u"A1"), 1);
}

TEST(PlateLabels, ReadsATableAndKnowsItsLines)
{
    const auto labels = readTable("cn/a.jpg,-9,810,170.5,60,\xE7\xB2\xA4"
                                  "B450LJ,cn\n\nb.jpg,1,2,3,4,ab-12,EU\n");
    ASSERT_TRUE(labels) << labels.error().detail.toStdString();
    ASSERT_EQ(labels->size(), 2u);
    EXPECT_EQ(labels->front().box, QRectF(-9, 810, 170.5, 60));
    EXPECT_EQ(labels->front().region, Region::China);
    EXPECT_EQ(labels->back().plate.toString(), QStringLiteral("AB12"));
    EXPECT_EQ(labels->back().line, 4);
}

TEST(PlateLabels, RefusesWhatMeansNothingByFileAndLine)
{
    const auto refusal = [](const QByteArray& row) {
        return readTable("a.jpg,1,2,3,4,AB12,eu\n" + row + "\n").error().detail;
    };
    EXPECT_EQ(refusal("a.jpg,x,2,3,4,AB12,eu"), QStringLiteral("labels.csv:3: column x is not a number of pixels"));
    EXPECT_EQ(refusal("a.jpg,1,2,nan,4,AB12,eu"), QStringLiteral("labels.csv:3: column w is not a number of pixels"));
    EXPECT_EQ(refusal("a.jpg,1,2,0,4,AB12,eu"), QStringLiteral("labels.csv:3: the box is empty"));
    EXPECT_EQ(refusal(",1,2,3,4,AB12,eu"), QStringLiteral("labels.csv:3: column file names no picture"));
    EXPECT_EQ(refusal("a.jpg,1,2,3,4,,eu"), QStringLiteral("labels.csv:3: column plate holds no plate"));
    EXPECT_EQ(
        refusal("a.jpg,1,2,3,4,AB12,xx"), QStringLiteral("labels.csv:3: column region is none of cn, eu, us, br"));
    EXPECT_EQ(refusal("a.jpg,1,2,3,4,AB12"), QStringLiteral("labels.csv:3: 6 values where the header names 7"));
}
