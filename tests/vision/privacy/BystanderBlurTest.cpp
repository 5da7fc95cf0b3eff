#include "core/privacy/BystanderBlur.h"

#include "core/base/Resources.h"
#include "tests/vision/DrawnPeople.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

using namespace gatehouse;
using namespace gatehouse::privacy;

namespace {

const QRect Left(60, 40, 380, 440);
const QRect Right(840, 40, 380, 440);

// Two people before one camera, the one on the left is numbered `left`.
QImage twoPeople(int left, int right)
{
    QImage picture = test::pictureOfPerson(left, { 1280, 720 }, { 250, 260 }, 240);
    const QImage other = test::pictureOfPerson(right, { 1280, 720 }, { 1030, 260 }, 240);
    QPainter painter(&picture);
    painter.drawImage(QPoint(640, 0), other.copy(640, 0, 640, 720));
    return picture;
}

class BystanderBlurTest : public testing::Test
{
protected:
    static void SetUpTestSuite()
    {
        const auto catalogue = vision::ModelCatalogue::create(resourcePath(u"models"));
        ASSERT_TRUE(catalogue) << qPrintable(catalogue.error().detail);
        auto blur = BystanderBlur::create(*catalogue);
        ASSERT_TRUE(blur) << qPrintable(blur.error().detail);
        s_blur = std::move(*blur);
        auto faces = vision::FaceAnalyser::create(*catalogue);
        ASSERT_TRUE(faces);
        s_faces = std::move(*faces);
    }
    static void TearDownTestSuite()
    {
        s_blur.reset();
        s_faces.reset();
    }
    static std::vector<vision::DetectedFace> facesIn(const QImage& picture)
    {
        return s_faces->detect(video::Frame::fromImage(picture, {}), {}, vision::FaceSearch::Thorough);
    }

    static inline std::unique_ptr<BystanderBlur> s_blur;
    static inline std::unique_ptr<vision::FaceAnalyser> s_faces;
};

} // namespace

TEST_F(BystanderBlurTest, inAFrameOnlyTheSubjectsFaceStays)
{
    const QImage frame = twoPeople(1, 4);
    ASSERT_EQ(facesIn(frame).size(), 2U);
    const QImage crop = frame.copy(Left);
    const BlurredPicture done = s_blur->frame(frame, crop, { true, {} });
    EXPECT_GE(done.blurred, 1);
    const auto left = facesIn(done.image);
    ASSERT_EQ(left.size(), 1U);
    EXPECT_LT(left.front().box.center().x(), 640);
    EXPECT_EQ(done.image.copy(Left), frame.convertToFormat(QImage::Format_RGB32).copy(Left));
}

TEST_F(BystanderBlurTest, whereNobodyIsTheSubjectEveryFaceGoes)
{
    const QImage frame = twoPeople(1, 4);
    EXPECT_TRUE(facesIn(s_blur->frame(frame, {}, { true, {} }).image).empty());
    EXPECT_TRUE(facesIn(s_blur->crop(frame.copy(Right), { false, {} }).image).empty());
}

TEST_F(BystanderBlurTest, aForeignPlateCannotBeReadAnyMore)
{
    demo::VehicleLook car;
    car.plate = QStringLiteral("MGH 3141");
    const QImage picture = demo::drawVehicleScene({ 1280, 720 }, car, 0.9, 0, 7);
    const auto catalogue = vision::ModelCatalogue::create(resourcePath(u"models"));
    auto reader = vision::PlateRecogniser::create(*catalogue, {});
    ASSERT_TRUE(reader);
    const PlateText own = PlateText::fromUserInput(car.plate).value();
    const auto isRead = [&](const QImage& image) {
        const auto readings = (*reader)->read(video::Frame::fromImage(image, {}));
        return std::ranges::any_of(readings, [&](const vision::PlateReading& reading) {
            return std::ranges::any_of(
                reading.candidates, [&](const vision::PlateCandidate& one) { return one.text == own; });
        });
    };
    ASSERT_TRUE(isRead(picture));
    EXPECT_TRUE(isRead(s_blur->crop(picture, { false, { own } }).image)) << "the subject's own plate stays";
    EXPECT_FALSE(isRead(s_blur->crop(picture, { false, {} }).image));
}
