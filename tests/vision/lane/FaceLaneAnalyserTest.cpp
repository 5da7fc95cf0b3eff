#include "core/lane/FaceLaneAnalyser.h"

#include "core/base/Resources.h"

#include <QPainter>

#include <cmath>
#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

namespace {

using namespace gatehouse;
using lane::Conclusion;
using lane::FaceLaneAnalyser;
using vision::Certainty;

constexpr QSize Picture(1280, 720);
constexpr PersonId LinMei(1);
constexpr PersonId Jonas(2);
constexpr int LookOfLinMei = 2;
constexpr int LookOfJonas = 21;
constexpr int LookOfAStranger = 19;
constexpr qint64 FrameTime = 100; // ms

// The door's camera at ten frames a second, with drawn people before it.
class FaceLaneAnalyserTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto catalogue = vision::ModelCatalogue::create(resourcePath(u"models"));
        ASSERT_TRUE(catalogue) << qPrintable(catalogue.error().detail);
        lane::Lane door;
        door.purpose = lane::Purpose::Faces;
        auto analyser = FaceLaneAnalyser::create(*catalogue, door);
        ASSERT_TRUE(analyser) << qPrintable(analyser.error().detail);
        m_analyser = std::move(*analyser);
        auto faces = vision::FaceAnalyser::create(*catalogue);
        ASSERT_TRUE(faces);
        m_analyser->setGallery(galleryOf(**faces));
    }

    static std::shared_ptr<const vision::FaceGallery> galleryOf(vision::FaceAnalyser& faces)
    {
        std::vector<vision::FaceGalleryEntry> entries;
        for (const auto& [person, look] : { std::pair { LinMei, LookOfLinMei }, std::pair { Jonas, LookOfJonas } }) {
            for (const double yaw : { 0.0, -0.4, 0.4 }) {
                demo::FacePose pose;
                pose.yaw = yaw;
                const auto frame = video::Frame::fromImage(
                    demo::drawDoorScene(QSize(640, 640), demo::FaceLook::numbered(look), pose, 1, 7), UtcTime());
                const auto found = faces.detect(frame, {}, vision::FaceSearch::Thorough);
                EXPECT_FALSE(found.empty());
                if (!found.empty())
                    entries.push_back({ person, faces.embed(frame, found.front()).vector });
            }
        }
        auto gallery = vision::FaceGallery::create(entries);
        EXPECT_TRUE(gallery);
        return std::make_shared<const vision::FaceGallery>(std::move(*gallery));
    }

    void watch(const QImage& picture)
    {
        ++m_sequence;
        m_now += FrameTime;
        const auto analysis =
            m_analyser->analyse(video::Frame::fromImage(picture, UtcTime::fromMilliseconds(m_now), m_now, m_sequence));
        conclusions += analysis.conclusions;
        if (!analysis.isSkipped)
            views = analysis.views;
    }

    void watchEmptyDoor(int frames)
    {
        for (int index = 0; index < frames; ++index)
            watch(demo::drawEmptyDoor(Picture, static_cast<int>(m_sequence)));
    }

    void watchPerson(int look, int frames)
    {
        for (int index = 0; index < frames; ++index) {
            demo::FacePose pose;
            pose.yaw = 0.2 * std::sin(index * 0.3);
            watch(demo::drawDoorScene(Picture, demo::FaceLook::numbered(look), pose, std::min(1.0, (index + 1) / 8.0),
                static_cast<int>(m_sequence)));
        }
    }

    QList<Conclusion> conclusions;
    QList<lane::TrackView> views;
    std::unique_ptr<FaceLaneAnalyser> m_analyser;

private:
    quint64 m_sequence = 0;
    qint64 m_now = 1'741'057'964'000;
};

} // namespace

TEST_F(FaceLaneAnalyserTest, AKnownPersonIsNamedOnceWithAPicture)
{
    watchEmptyDoor(5);
    watchPerson(LookOfLinMei, 25);
    ASSERT_EQ(conclusions.size(), 1);
    EXPECT_EQ(conclusions[0].certainty, Certainty::Known);
    EXPECT_EQ(conclusions[0].person, LinMei);
    EXPECT_GT(conclusions[0].confidence, conclusions[0].threshold);
    EXPECT_FALSE(conclusions[0].crop.isNull());
    ASSERT_EQ(views.size(), 1);
    EXPECT_EQ(views[0].person, LinMei);
    EXPECT_TRUE(QRectF(0, 0, 1, 1).contains(views[0].box));
}

TEST_F(FaceLaneAnalyserTest, AStrangerIsAStranger)
{
    watchPerson(LookOfAStranger, 50);
    ASSERT_GE(conclusions.size(), 1);
    EXPECT_NE(conclusions[0].certainty, Certainty::Known);
}

TEST_F(FaceLaneAnalyserTest, TwoPeopleOneAfterTheOtherAreTwo)
{
    watchPerson(LookOfLinMei, 20);
    watchEmptyDoor(15);
    watchPerson(LookOfJonas, 20);
    ASSERT_EQ(conclusions.size(), 2);
    EXPECT_EQ(conclusions[0].person, LinMei);
    EXPECT_EQ(conclusions[1].person, Jonas);
}

TEST_F(FaceLaneAnalyserTest, APersonInOnePictureOnlyIsConcludedAtTheEnd)
{
    watch(demo::drawDoorScene(Picture, demo::FaceLook::numbered(LookOfJonas), {}, 1, 3));
    conclusions += m_analyser->finish();
    ASSERT_EQ(conclusions.size(), 1);
    EXPECT_EQ(conclusions[0].certainty, Certainty::Known);
    EXPECT_EQ(conclusions[0].person, Jonas);
}

TEST_F(FaceLaneAnalyserTest, HalfAFaceIsNobodysUntilTheOtherHalfIsThere)
{
    const QImage whole = demo::drawDoorScene(Picture, demo::FaceLook::numbered(LookOfLinMei), {}, 1, 3);
    QImage half(whole.size(), whole.format());
    half.fill(QColor(150, 150, 150));
    QPainter(&half).drawImage(Picture.width() / 2, 0, whole);
    watchEmptyDoor(5);
    for (int index = 0; index < 8; ++index)
        watch(half);
    EXPECT_TRUE(conclusions.isEmpty());
    for (int index = 0; index < 8; ++index)
        watch(whole);
    ASSERT_FALSE(conclusions.isEmpty());
    EXPECT_EQ(conclusions.last().certainty, Certainty::Known);
    EXPECT_EQ(conclusions.last().person, LinMei);
}

TEST_F(FaceLaneAnalyserTest, AnEmptyDoorIsLookedAtNowAndThenOnly)
{
    int looked = 0;
    const QImage door = demo::drawEmptyDoor(Picture, 1);
    for (int index = 0; index < 50; ++index) {
        const auto analysis = m_analyser->analyse(
            video::Frame::fromImage(door, UtcTime::fromMilliseconds(1'741'057'964'000 + index * FrameTime)));
        looked += analysis.isSkipped ? 0 : 1;
        EXPECT_TRUE(analysis.conclusions.isEmpty());
    }
    EXPECT_LT(looked, 30);
}
