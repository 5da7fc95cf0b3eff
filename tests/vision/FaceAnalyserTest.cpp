#include "core/vision/FaceAnalyser.h"

#include "core/base/Resources.h"
#include "core/vision/FaceGallery.h"
#include "tests/vision/DrawnPeople.h"

#include <QTemporaryDir>

#include <algorithm>
#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;
using test::pictureOfPerson;

namespace {

video::Frame frameOf(const QImage& image)
{
    return video::Frame::fromImage(image, UtcTime());
}

class FaceAnalyserTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
        ASSERT_TRUE(catalogue.isOk()) << qPrintable(catalogue.error().detail);
        auto analyser = FaceAnalyser::create(*catalogue);
        ASSERT_TRUE(analyser.isOk()) << qPrintable(analyser.error().detail);
        s_analyser = std::move(*analyser);
    }
    static void TearDownTestSuite() { s_analyser.reset(); }

    static FaceAnalyser& analyser() { return *s_analyser; }

    static std::optional<DetectedFace> only(const video::Frame& frame, FaceSearch search = FaceSearch::Live)
    {
        const auto faces = analyser().detect(frame, {}, search);
        EXPECT_EQ(faces.size(), 1u);
        return faces.size() == 1 ? std::optional(faces.front()) : std::nullopt;
    }

    static bool hasFinding(const FaceQuality& quality, Obstacle obstacle)
    {
        return std::any_of(quality.findings.begin(), quality.findings.end(),
            [&](const Finding& finding) { return finding.obstacle == obstacle; });
    }

private:
    static inline std::unique_ptr<FaceAnalyser> s_analyser;
};

} // namespace

TEST_F(FaceAnalyserTest, FindsADrawnFaceWhereItIs)
{
    const auto face = only(frameOf(pictureOfPerson(1, { 1280, 720 }, { 500, 300 }, 240)));
    ASSERT_TRUE(face);
    EXPECT_TRUE(face->box.contains(QPointF(500, 310)));
    EXPECT_GT(face->box.height(), 100);
    EXPECT_LT(face->box.height(), 300);
    // Eyes left and right of the middle, the mouth below the nose below the eyes.
    EXPECT_LT(face->points[0].x(), 500);
    EXPECT_GT(face->points[1].x(), 500);
    EXPECT_GT(face->points[2].y(), face->points[0].y());
    EXPECT_GT(face->points[3].y(), face->points[2].y());
}

TEST_F(FaceAnalyserTest, ACamerasYuvFrameGivesTheSameFace)
{
    const QImage picture = pictureOfPerson(2, { 1280, 720 }, { 640, 330 }, 260);
    const auto plain = only(frameOf(picture));
    const video::Frame planar = test::asI420(picture);
    const auto converted = only(planar);
    ASSERT_TRUE(plain && converted);
    EXPECT_LT((plain->box.center() - converted->box.center()).manhattanLength(), 8);
    EXPECT_GT(
        similarity(analyser().embed(frameOf(picture), *plain).vector, analyser().embed(planar, *converted).vector),
        0.9F);
}

TEST_F(FaceAnalyserTest, OddSizesAndRegionsShiftNothing)
{
    // The face sits at the lower right edge, where an odd frame ends with half a colour sample.
    const QImage picture = pictureOfPerson(2, { 853, 481 }, { 700, 290 }, 230);
    const auto plain = only(frameOf(picture));
    const auto faces = analyser().detect(test::asI420(picture), QRect(431, 33, 422, 448));
    ASSERT_TRUE(plain && faces.size() == 1);
    EXPECT_LT((plain->points[2] - faces.front().points[2]).manhattanLength(), 8);
    const float alike = similarity(
        analyser().embed(frameOf(picture), *plain).vector, analyser().embed(test::asI420(picture), *plain).vector);
    EXPECT_GT(alike, 0.95F);
}

TEST_F(FaceAnalyserTest, LooksOnlyIntoTheRegion)
{
    const video::Frame frame = frameOf(pictureOfPerson(3, { 1280, 720 }, { 300, 300 }, 220));
    EXPECT_TRUE(analyser().detect(frame, QRect(640, 0, 640, 720)).empty());
    const auto inside = analyser().detect(frame, QRect(100, 80, 500, 560));
    ASSERT_EQ(inside.size(), 1u);
    EXPECT_TRUE(inside.front().box.contains(QPointF(300, 310)));
    EXPECT_TRUE(analyser().detect(frame, QRect(2000, 0, 100, 100)).empty());
    EXPECT_TRUE(analyser().detect(video::Frame()).empty());
}

TEST_F(FaceAnalyserTest, ARegionOrAThoroughSearchFindsSmallFaces)
{
    const video::Frame frame = frameOf(pictureOfPerson(4, { 1920, 1080 }, { 1500, 800 }, 64));
    EXPECT_EQ(analyser().detect(frame, QRect(1340, 680, 320, 240)).size(), 1u);
    EXPECT_EQ(analyser().detect(frame, {}, FaceSearch::Thorough).size(), 1u);
}

TEST_F(FaceAnalyserTest, AFaceThatFillsThePictureIsFoundForEnrolment)
{
    const QImage whole = pictureOfPerson(5, { 600, 600 }, { 300, 300 }, 420);
    const auto face = only(frameOf(whole), FaceSearch::Thorough);
    ASSERT_TRUE(face);
    // Cut to the very edge of the detected box.
    const video::Frame tight = frameOf(whole.copy(face->box.toAlignedRect()));
    const auto again = mainFace(analyser().detect(tight, {}, FaceSearch::Thorough), tight.size());
    ASSERT_TRUE(again);
    EXPECT_GT(similarity(analyser().embed(frameOf(whole), *face).vector, analyser().embed(tight, *again).vector), 0.5F);
}

TEST_F(FaceAnalyserTest, TheSamePersonIsAlikeInAnotherPoseAndSize)
{
    demo::FacePose turned;
    turned.yaw = 0.4;
    turned.roll = 8;
    for (const int look : { 1, 2, 3 }) {
        const video::Frame first = frameOf(pictureOfPerson(look, { 640, 480 }, { 320, 240 }, 240));
        const video::Frame second = frameOf(pictureOfPerson(look, { 640, 480 }, { 260, 220 }, 180, turned));
        const auto one = only(first);
        const auto other = only(second);
        ASSERT_TRUE(one && other);
        const FaceEmbedding left = analyser().embed(first, *one);
        EXPECT_NEAR(similarity(left.vector, left.vector), 1, 1e-4);
        EXPECT_GT(left.clarity, 0);
        EXPECT_GT(similarity(left.vector, analyser().embed(second, *other).vector), 0.5F) << "look " << look;
    }
}

TEST_F(FaceAnalyserTest, SaysWhatIsWrongWithALook)
{
    const QImage good = pictureOfPerson(1, { 640, 480 }, { 320, 240 }, 240);
    const video::Frame frame = frameOf(good);
    const auto face = only(frame);
    ASSERT_TRUE(face);
    const FaceQuality quality = analyser().assess(frame, *face);
    EXPECT_GT(quality.eyeDistance, 40);
    EXPECT_GT(quality.overall, LeastEnrolmentQuality);
    EXPECT_TRUE(quality.findings.isEmpty());

    const QImage soft = good.scaled(20, 15, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                            .scaled(640, 480, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const FaceQuality blurred = analyser().assess(frameOf(soft), *face);
    EXPECT_TRUE(hasFinding(blurred, Obstacle::Blurred));
    EXPECT_LT(blurred.overall, quality.overall);

    QImage dark = good;
    for (int y = 0; y < dark.height(); ++y) {
        std::transform(dark.scanLine(y), dark.scanLine(y) + dark.bytesPerLine(), dark.scanLine(y),
            [](uchar value) { return static_cast<uchar>(value / 8); });
    }
    EXPECT_TRUE(hasFinding(analyser().assess(frameOf(dark), *face), Obstacle::TooDark));

    const video::Frame far = frameOf(pictureOfPerson(1, { 320, 240 }, { 160, 120 }, 36));
    const auto small = analyser().detect(far, QRect(80, 60, 160, 120), FaceSearch::Thorough);
    ASSERT_EQ(small.size(), 1u);
    EXPECT_TRUE(hasFinding(analyser().assess(far, small.front()), Obstacle::TooSmall));
}

TEST_F(FaceAnalyserTest, LivenessIsAShareAndTheCropShowsTheFace)
{
    const video::Frame frame = frameOf(pictureOfPerson(6, { 640, 480 }, { 320, 240 }, 200));
    const auto face = only(frame);
    ASSERT_TRUE(face);
    const auto live = analyser().liveness(frame, *face);
    ASSERT_TRUE(live);
    EXPECT_GE(*live, 0);
    EXPECT_LE(*live, 1);
    const QImage crop = faceCrop(frame, *face, { 160, 160 });
    EXPECT_LE(std::max(crop.width(), crop.height()), 160);
    EXPECT_GT(std::min(crop.width(), crop.height()), 60);
}

TEST_F(FaceAnalyserTest, APictureWithoutAFaceShowsNone)
{
    QImage wall(800, 600, QImage::Format_RGB888);
    wall.fill(QColor(120, 130, 120));
    EXPECT_TRUE(analyser().detect(frameOf(wall), {}, FaceSearch::Thorough).empty());
    QImage dot(1, 1, QImage::Format_RGB888);
    dot.fill(Qt::white);
    EXPECT_TRUE(analyser().detect(frameOf(dot), {}, FaceSearch::Thorough).empty());
}

TEST(FaceAnalyser, WithoutItsModelsItIsRefused)
{
    const QTemporaryDir empty;
    EXPECT_EQ(ModelCatalogue::create(empty.path()).error().code, ErrorCode::ModelMissing);
}
