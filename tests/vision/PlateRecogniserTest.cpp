#include "core/vision/PlateRecogniser.h"

#include "core/base/Resources.h"
#include "core/vision/PlateVotes.h"
#include "core/vision/Tracker.h"

#include <QPainter>

#include <algorithm>
#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

std::unique_ptr<PlateRecogniser> recogniser(PlateOptions options = {})
{
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    EXPECT_TRUE(catalogue);
    auto created = PlateRecogniser::create(*catalogue, std::move(options));
    EXPECT_TRUE(created);
    return std::move(*created);
}

video::Frame frameOf(const QImage& image)
{
    return video::Frame::fromImage(image, UtcTime());
}

// A plate hung on a grey wall, with what a wall has on it: nothing.
QImage wallWith(const QImage& plate, QPoint place, double degrees = 0)
{
    QImage wall(960, 540, QImage::Format_RGB888);
    wall.fill(QColor(92, 96, 101));
    QPainter painter(&wall);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(place + plate.rect().center());
    painter.rotate(degrees);
    painter.drawImage(-plate.rect().center(), plate);
    return wall;
}

QString bestText(const std::vector<PlateReading>& readings)
{
    return readings.empty() || readings.front().candidates.empty() ? QString()
                                                                   : readings.front().candidates.front().text.merged();
}

bool says(const Findings& findings, Obstacle obstacle)
{
    return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.obstacle == obstacle; });
}

struct DrawnCase
{
    demo::PlateStyle style;
    const char16_t* plate;
    Region region;
};

class DrawnPlates : public testing::TestWithParam<DrawnCase>
{
};

} // namespace

TEST_P(DrawnPlates, AreReadWithTheRegionFoundOut)
{
    const QString plate = QString::fromUtf16(GetParam().plate);
    const QImage drawn = demo::drawPlate(GetParam().style, plate, 56);
    const QPoint place(360, 240);
    const auto reader = recogniser();
    const auto readings = reader->read(frameOf(wallWith(drawn, place)));
    ASSERT_EQ(readings.size(), 1u);
    EXPECT_EQ(bestText(readings), PlateText::fromUserInput(plate)->merged());
    EXPECT_EQ(readings.front().candidates.front().region, GetParam().region);
    EXPECT_EQ(readings.front().characterConfidence.size(), static_cast<std::size_t>(plate.size()));
    EXPECT_GE(intersectionOverUnion(readings.front().plate.box, QRectF(place, drawn.size())), 0.5);
    EXPECT_GE(static_cast<double>(readings.front().candidates.front().confidence), reader->acceptThreshold());
    EXPECT_FALSE(says(readings.front().findings, Obstacle::BelowThreshold));
}

INSTANTIATE_TEST_SUITE_P(Styles, DrawnPlates,
    testing::Values(DrawnCase { demo::PlateStyle::ChinaBlue, u"粤B3RS91", Region::China },
        DrawnCase { demo::PlateStyle::ChinaBlue, u"京A12345", Region::China },
        DrawnCase { demo::PlateStyle::ChinaGreen, u"沪AD12345", Region::China },
        DrawnCase { demo::PlateStyle::ChinaGreen, u"浙BF60718", Region::China },
        DrawnCase { demo::PlateStyle::ChinaGreen, u"苏AD12345", Region::China },
        DrawnCase { demo::PlateStyle::ChinaYellow, u"鲁B83H27", Region::China },
        DrawnCase { demo::PlateStyle::ChinaWhite, u"湘A0427警", Region::China },
        DrawnCase { demo::PlateStyle::ChinaBlack, u"粤Z7K21港", Region::China },
        DrawnCase { demo::PlateStyle::Europe, u"RK755AJ", Region::Europe },
        DrawnCase { demo::PlateStyle::UnitedStates, u"6LKR481", Region::UnitedStates },
        DrawnCase { demo::PlateStyle::Brazil, u"BRA2E19", Region::Brazil }));

// Far away the province is a blot, and the rest of the plate would be one of Europe.
TEST(PlateRecogniser, APlateWhoseProvinceIsTooSmallToReadIsNoneOfElsewhere)
{
    PlateOptions options;
    options.regions = { Region::China, Region::Europe };
    options.longSide = 640;
    const auto reader = recogniser(options);
    for (const auto& [style, plate] : { std::pair(demo::PlateStyle::ChinaGreen, QStringLiteral("沪AD12345")),
             std::pair(demo::PlateStyle::ChinaBlue, QStringLiteral("浙A12345")) }) {
        for (const double progress : { 0.2, 0.3 }) {
            const QImage scene = demo::drawVehicleScene(QSize(960, 540), { style, plate }, progress, 0, 2);
            for (const PlateReading& reading : reader->read(frameOf(scene), QRect(144, 162, 672, 351))) {
                if (reading.candidates.empty() || reading.candidates.front().text.toString() == plate)
                    continue;
                EXPECT_LT(static_cast<double>(reading.candidates.front().confidence), reader->acceptThreshold() / 2)
                    << "at " << progress;
            }
        }
    }
}

TEST(PlateRecogniser, ReadsAPlateThatHangsAskew)
{
    const QImage drawn = demo::drawPlate(demo::PlateStyle::Brazil, QStringLiteral("BRA2E19"), 60);
    EXPECT_EQ(bestText(recogniser()->read(frameOf(wallWith(drawn, { 300, 200 }, -14)))), QStringLiteral("BRA2E19"));
}

TEST(PlateRecogniser, GivesPixelsOfTheFrameForARegionOfInterest)
{
    const QImage drawn = demo::drawPlate(demo::PlateStyle::Europe, QStringLiteral("RK755AJ"), 50);
    const QImage wall = wallWith(drawn, { 500, 300 });
    const auto reader = recogniser();
    const auto readings = reader->read(frameOf(wall), QRect(430, 220, 420, 240));
    ASSERT_EQ(readings.size(), 1u);
    EXPECT_EQ(bestText(readings), QStringLiteral("RK755AJ"));
    EXPECT_TRUE(QRectF(QPointF(490, 290), QSizeF(drawn.size()) * 1.2).contains(readings.front().plate.box.center()));
    EXPECT_TRUE(reader->read(frameOf(wall), QRect(0, 0, 400, 200)).empty());
}

TEST(PlateRecogniser, DetectThenReadIsReadingInTwoSteps)
{
    const QImage drawn = demo::drawPlate(demo::PlateStyle::Europe, QStringLiteral("RK755AJ"), 50);
    const video::Frame frame = frameOf(wallWith(drawn, { 500, 300 }));
    const auto reader = recogniser();
    const auto lines = reader->detect(frame);
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(bestText(reader->read(frame, lines)), QStringLiteral("RK755AJ"));
    EXPECT_TRUE(reader->read(frame, std::vector<DetectedPlate>()).empty());
}

TEST(PlateRecogniser, SaysWhatStoodInTheWay)
{
    PlateOptions demanding;
    demanding.minimumHeight = 100;
    demanding.minimumSharpness = 1e6;
    demanding.accept = 0.999;
    const QImage drawn = demo::drawPlate(demo::PlateStyle::Europe, QStringLiteral("RK755AJ"), 60);
    QImage night = wallWith(drawn, { 300, 200 });
    QPainter(&night).fillRect(night.rect(), QColor(0, 0, 0, 225));
    const auto readings = recogniser(demanding)->read(frameOf(night));
    ASSERT_EQ(readings.size(), 1u);
    const Findings& findings = readings.front().findings;
    for (const Obstacle obstacle :
        { Obstacle::TooSmall, Obstacle::Blurred, Obstacle::TooDark, Obstacle::BelowThreshold })
        EXPECT_TRUE(says(findings, obstacle)) << static_cast<int>(obstacle);
    EXPECT_FALSE(says(findings, Obstacle::Turned));
    EXPECT_NEAR(findings.front().measured, 60, 8) << "px of plate height";

    const QImage level = wallWith(drawn, { 300, 200 });
    const auto good = recogniser()->read(frameOf(level));
    ASSERT_EQ(good.size(), 1u);
    EXPECT_TRUE(good.front().findings.isEmpty());
    const auto askew = recogniser()->read(frameOf(wallWith(drawn, { 300, 200 }, 36)));
    for (const PlateReading& reading : askew)
        EXPECT_TRUE(says(reading.findings, Obstacle::Turned));
}

TEST(PlateRecogniser, LetteringIsNoPlate)
{
    QImage wall(960, 540, QImage::Format_RGB888);
    wall.fill(QColor(150, 30, 30));
    QPainter painter(&wall);
    painter.setFont(QFont(QStringLiteral("DejaVu Sans"), 40, QFont::Bold));
    painter.setPen(Qt::white);
    painter.drawText(QPoint(180, 200), QStringLiteral("DELIVERY"));
    painter.drawText(QPoint(180, 320), QStringLiteral("FLOWERS"));
    painter.end();
    const auto reader = recogniser();
    for (const PlateReading& reading : reader->read(frameOf(wall))) {
        for (const PlateCandidate& candidate : reading.candidates)
            EXPECT_LT(static_cast<double>(candidate.confidence), reader->acceptThreshold());
    }
}

// A car that drives on below the picture: the band with the country's name is the last that is seen of its plate.
TEST(PlateRecogniser, TheNameOfTheCountryIsNoPlate)
{
    const QImage plate = demo::drawPlate(demo::PlateStyle::Brazil, QStringLiteral("GAT3H05"), 120);
    const QImage band = plate.copy(0, 0, plate.width(), plate.height() * 2 / 5);
    PlateOptions options;
    options.regions = { Region::UnitedStates, Region::Brazil };
    for (const PlateReading& reading : recogniser(options)->read(frameOf(wallWith(band, { 300, 490 }))))
        EXPECT_TRUE(reading.candidates.empty()) << bestText({ reading }).toStdString();
}

TEST(PlateRecogniser, AnEmptyLaneShowsNothing)
{
    EXPECT_TRUE(recogniser()->read(frameOf(demo::drawEmptyLane(QSize(960, 540), 0, 3))).empty());
    EXPECT_TRUE(recogniser()->read(video::Frame()).empty());
}

TEST(PlateRecogniser, NeedsARegion)
{
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    ASSERT_TRUE(catalogue);
    PlateOptions options;
    options.regions.clear();
    EXPECT_EQ(PlateRecogniser::create(*catalogue, options).error().code, ErrorCode::InvalidArgument);
}

TEST(PlateRecogniser, ACarDrivingUpIsSettledByItsVotes)
{
    const demo::VehicleLook car { demo::PlateStyle::ChinaBlue, QStringLiteral("粤B3RS91") };
    const auto reader = recogniser();
    PlateVoteOptions options;
    options.accept = reader->acceptThreshold();
    PlateVotes votes(options);
    for (int step = 0; step < 6 && votes.wantsMore(); ++step) {
        const QImage scene = demo::drawVehicleScene(QSize(960, 540), car, 0.5 + step * 0.1, 0, step);
        for (const PlateReading& reading : reader->read(frameOf(scene)))
            votes.add(reading);
    }
    const PlateVerdict verdict = votes.verdict();
    EXPECT_EQ(verdict.certainty, Certainty::Known);
    ASSERT_TRUE(verdict.best);
    EXPECT_EQ(verdict.best->text.toString(), car.plate);
}
