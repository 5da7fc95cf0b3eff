#include "core/lane/PlateLaneAnalyser.h"

#include "core/base/Resources.h"

#include <QPainter>

#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

namespace {

using namespace gatehouse;
using lane::Conclusion;
using lane::PlateLaneAnalyser;
using vision::Certainty;

constexpr QSize Picture(1280, 720);
constexpr qint64 FrameTime = 200; // ms

const demo::VehicleLook RedCar { demo::PlateStyle::ChinaBlue, QString::fromUtf16(u"沪A12345"), QColor(150, 40, 44) };
const demo::VehicleLook BlueCar { demo::PlateStyle::Europe, QStringLiteral("MGH3141"), QColor(40, 70, 120) };

// The entry's camera at five frames a second, with drawn cars before it.
class PlateLaneAnalyserTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto catalogue = vision::ModelCatalogue::create(resourcePath(u"models"));
        ASSERT_TRUE(catalogue) << qPrintable(catalogue.error().detail);
        lane::Lane entry;
        entry.purpose = lane::Purpose::Plates;
        entry.regions = { Region::China, Region::Europe };
        entry.regionOfInterest = QRectF(0.15, 0.3, 0.7, 0.65);
        auto analyser = PlateLaneAnalyser::create(*catalogue, entry);
        ASSERT_TRUE(analyser) << qPrintable(analyser.error().detail);
        m_analyser = std::move(*analyser);
    }

    lane::Analysis watch(const QImage& picture)
    {
        ++m_sequence;
        m_now += FrameTime;
        const auto analysis =
            m_analyser->analyse(video::Frame::fromImage(picture, UtcTime::fromMilliseconds(m_now), m_now, m_sequence));
        if (analysis.lastScene)
            conclusions += *analysis.lastScene;
        conclusions += analysis.conclusions;
        if (!analysis.isSkipped)
            views = analysis.views;
        return analysis;
    }

    void watchEmptyLane(int frames)
    {
        for (int index = 0; index < frames; ++index)
            watch(demo::drawEmptyLane(Picture, 0, static_cast<int>(m_sequence)));
    }

    // From far away to the barrier in so many frames, then standing there.
    void watchArrival(const demo::VehicleLook& car, int comes, int stands)
    {
        for (int index = 0; index < comes; ++index) {
            const double rest = 1 - static_cast<double>(index) / comes;
            watch(demo::drawVehicleScene(Picture, car, 1 - rest * rest, 0, static_cast<int>(m_sequence)));
        }
        for (int index = 0; index < stands; ++index)
            watch(demo::drawVehicleScene(Picture, car, 1, 0, static_cast<int>(m_sequence)));
    }

    [[nodiscard]] static QString plateOf(const Conclusion& conclusion)
    {
        return conclusion.plate ? conclusion.plate->text.toString() : QString();
    }

    QList<Conclusion> conclusions;
    QList<lane::TrackView> views;
    std::unique_ptr<PlateLaneAnalyser> m_analyser;

private:
    quint64 m_sequence = 0;
    qint64 m_now = 1'741'057'964'000;
};

} // namespace

TEST_F(PlateLaneAnalyserTest, ACarThatDrivesUpIsReadOnceWithAPicture)
{
    watchEmptyLane(3);
    watchArrival(RedCar, 15, 10);
    ASSERT_EQ(conclusions.size(), 1);
    EXPECT_EQ(conclusions[0].certainty, Certainty::Known);
    EXPECT_EQ(plateOf(conclusions[0]), RedCar.plate);
    EXPECT_EQ(conclusions[0].plate->region, Region::China);
    EXPECT_GE(conclusions[0].confidence, conclusions[0].threshold);
    EXPECT_FALSE(conclusions[0].crop.isNull());
    EXPECT_EQ(conclusions[0].frame.size(), Picture);
    ASSERT_EQ(views.size(), 1);
    EXPECT_EQ(views[0].certainty, Certainty::Known);
    EXPECT_TRUE(QRectF(0, 0, 1, 1).contains(views[0].box));
}

TEST_F(PlateLaneAnalyserTest, ACarThatComesSlowlyFromFarAwayIsReadAsSoonAsItCanBe)
{
    watchEmptyLane(2);
    // Its plate is detected long before it can be read; that must not be held against it.
    constexpr int Comes = 40;
    int decidedAt = -1;
    for (int index = 0; index < Comes; ++index) {
        watch(demo::drawVehicleScene(Picture, BlueCar, static_cast<double>(index) / Comes, 0, index));
        if (decidedAt < 0 && !conclusions.isEmpty() && conclusions.last().certainty == Certainty::Known)
            decidedAt = index;
    }
    ASSERT_GE(decidedAt, 0);
    EXPECT_EQ(plateOf(conclusions.last()), BlueCar.plate);
    int readableAt = 0;
    while (demo::plateInVehicleScene(Picture, BlueCar, static_cast<double>(readableAt) / Comes).height() < 16)
        ++readableAt;
    EXPECT_LE((decidedAt - readableAt) * FrameTime, 1'500);
}

TEST_F(PlateLaneAnalyserTest, ACarThatStandsThereFromTheBeginningIsRead)
{
    watchArrival(BlueCar, 0, 6);
    ASSERT_EQ(conclusions.size(), 1);
    EXPECT_EQ(conclusions[0].certainty, Certainty::Known);
    EXPECT_EQ(plateOf(conclusions[0]), BlueCar.plate);
}

TEST_F(PlateLaneAnalyserTest, TwoCarsOneAfterTheOtherAreTwo)
{
    watchArrival(RedCar, 8, 4);
    watchEmptyLane(12);
    watchArrival(BlueCar, 8, 4);
    ASSERT_EQ(conclusions.size(), 2);
    EXPECT_EQ(plateOf(conclusions[0]), RedCar.plate);
    EXPECT_EQ(plateOf(conclusions[1]), BlueCar.plate);
    EXPECT_NE(conclusions[0].track, conclusions[1].track);
}

TEST_F(PlateLaneAnalyserTest, ACarInOnePictureOnlyIsConcludedAtTheEnd)
{
    watchArrival(BlueCar, 0, 1);
    conclusions += m_analyser->finish();
    ASSERT_EQ(conclusions.size(), 1);
    EXPECT_EQ(plateOf(conclusions[0]), BlueCar.plate);
    EXPECT_TRUE(m_analyser->finish().isEmpty());
}

TEST_F(PlateLaneAnalyserTest, AnEmptyLaneIsSearchedNowAndThenOnly)
{
    int looked = 0;
    const QImage lane = demo::drawEmptyLane(Picture, 0, 1);
    for (int index = 0; index < 50; ++index)
        looked += watch(lane).isSkipped ? 0 : 1;
    EXPECT_TRUE(conclusions.isEmpty());
    EXPECT_TRUE(views.isEmpty());
    EXPECT_LE(looked, 16); // ten seconds: the first motion's, then every 1.5 s
}

TEST_F(PlateLaneAnalyserTest, APlateOutsideTheRegionIsNotTheLanesBusiness)
{
    QImage picture = demo::drawEmptyLane(Picture, 0, 1);
    QPainter(&picture).drawImage(
        QPoint(20, 60), demo::drawPlate(BlueCar.plateStyle, BlueCar.plate, 40)); // on the building's wall
    for (int index = 0; index < 5; ++index)
        watch(picture);
    conclusions += m_analyser->finish();
    EXPECT_TRUE(conclusions.isEmpty());
}
