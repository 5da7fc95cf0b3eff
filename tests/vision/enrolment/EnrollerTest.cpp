#include "core/enrolment/Enroller.h"

#include "core/base/Resources.h"
#include "core/enrolment/PersonPictures.h"

#include <QDir>
#include <QPainter>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "resources/demo/GateScene.h"

namespace gatehouse::enrolment {
namespace {

// Somebody drawn, as the demo site enrols them: nobody's likeness, found and told apart by the real models.
QImage drawnPerson(int look, double yaw = 0, int seed = 900)
{
    demo::FacePose pose;
    pose.yaw = yaw;
    return demo::drawDoorScene(QSize(640, 640), demo::FaceLook::numbered(look), pose, 1, seed);
}

class EnrollerTest : public testing::Test
{
protected:
    void SetUp() override
    {
        auto created = Enroller::create(resourcePath(u"models"));
        ASSERT_TRUE(created) << qPrintable(created.error().detail);
        m_enroller = std::move(*created);
    }
    std::unique_ptr<Enroller> m_enroller;
};

TEST_F(EnrollerTest, OneClearFaceBecomesASample)
{
    const FaceAttempt attempt = m_enroller->look(drawnPerson(2));
    ASSERT_TRUE(attempt.sample.has_value())
        << int(attempt.refusal.value_or(ErrorCode::Internal)) << " " << attempt.quality.overall;
    EXPECT_EQ(attempt.sample->faceTemplate.vector.size(), 512U);
    EXPECT_EQ(attempt.sample->faceTemplate.model, m_enroller->model());
    EXPECT_FALSE(attempt.sample->crop.isNull());
    EXPECT_LE(attempt.sample->crop.height(), 400);
    EXPECT_TRUE(attempt.sample->picture.bytes.startsWith("\xFF\xD8"));
    EXPECT_EQ(attempt.faces.size(), 1U);
    EXPECT_FALSE(attempt.refusal.has_value());
}

TEST_F(EnrollerTest, NobodyInThePictureIsSaid)
{
    const FaceAttempt attempt = m_enroller->look(demo::drawEmptyDoor(QSize(640, 480), 1));
    EXPECT_EQ(attempt.refusal, ErrorCode::NoFaceFound);
    EXPECT_FALSE(attempt.sample.has_value());
    EXPECT_EQ(m_enroller->look(QImage()).refusal, ErrorCode::NoFaceFound);
}

TEST_F(EnrollerTest, TwoPeopleSideBySideAreRefused)
{
    QImage both(1280, 640, QImage::Format_RGB888);
    QPainter painter(&both);
    painter.drawImage(0, 0, drawnPerson(2));
    painter.drawImage(640, 0, drawnPerson(21));
    painter.end();
    const FaceAttempt attempt = m_enroller->look(both);
    EXPECT_EQ(attempt.refusal, ErrorCode::SeveralFacesFound);
    EXPECT_GE(attempt.faces.size(), 2U);
}

TEST_F(EnrollerTest, ADarkFaceIsRefusedWithWhatWasMeasured)
{
    QImage dark = drawnPerson(2).convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < dark.height(); ++y) {
        for (int x = 0; x < dark.width(); ++x)
            dark.setPixelColor(x, y, dark.pixelColor(x, y).darker(900));
    }
    const FaceAttempt attempt = m_enroller->look(dark);
    ASSERT_TRUE(attempt.refusal.has_value());
    if (*attempt.refusal == ErrorCode::FaceTooPoor) {
        EXPECT_FALSE(attempt.quality.findings.isEmpty());
    } else {
        EXPECT_EQ(*attempt.refusal, ErrorCode::NoFaceFound);
    }
}

TEST_F(EnrollerTest, AnImportLooksAtEveryPictureAndTellsLookAlikes)
{
    QTemporaryDir folder;
    const auto save = [&folder](const QString& name, const QImage& image) {
        ASSERT_TRUE(image.save(folder.filePath(name), nullptr, 92));
    };
    save(QStringLiteral("A_1.jpg"), drawnPerson(2));
    save(QStringLiteral("A_2.jpg"), drawnPerson(2, 0.4));
    save(QStringLiteral("B.jpg"), drawnPerson(21));
    save(QStringLiteral("C.jpg"), drawnPerson(2, 0, 7));
    save(QStringLiteral("D.jpg"), demo::drawEmptyDoor(QSize(640, 480), 1));
    QFile broken(folder.filePath(QStringLiteral("E.jpg")));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("not a picture");
    broken.close();
    QFile csv(folder.filePath(QStringLiteral("people.csv")));
    ASSERT_TRUE(csv.open(QIODevice::WriteOnly));
    csv.write("ref,name\nA,a\nB,b\nC,the same as a\nD,nobody\nE,broken\n");
    csv.close();

    const auto file = readPersonFile(csv.fileName(), folder.path(), QTimeZone::utc()).value();
    int last = 0;
    const auto pictures = lookAtPictures(file, *m_enroller, {}, [&last](int done, int total) {
        EXPECT_EQ(done, last + 1);
        EXPECT_EQ(total, 6);
        last = done;
        return true;
    }).value();
    EXPECT_EQ(last, 6);
    EXPECT_EQ(pictures.samples.value(QStringLiteral("A")).size(), 2);
    EXPECT_EQ(pictures.samples.value(QStringLiteral("B")).size(), 1);
    QHash<QString, ErrorCode> told;
    for (const ImportProblem& problem : pictures.problems)
        told.insert(problem.file, problem.code);
    EXPECT_EQ(told.value(QStringLiteral("C.jpg")), ErrorCode::FaceLooksLikeAnother);
    EXPECT_EQ(told.value(QStringLiteral("D.jpg")), ErrorCode::NoFaceFound);
    EXPECT_EQ(told.value(QStringLiteral("E.jpg")), ErrorCode::PictureUnreadable);
    EXPECT_FALSE(told.contains(QStringLiteral("B.jpg")));

    const auto cancelled = lookAtPictures(file, *m_enroller, {}, [](int, int) { return false; });
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
}

TEST_F(EnrollerTest, RealPicturesOfOnePersonAreAlikeAndOfTwoAreNot)
{
    const QDir faces(QStringLiteral(GATEHOUSE_SHARED_DATA "/faces/colour"));
    if (!faces.exists())
        GTEST_SKIP() << "the folder of real pictures is not here";
    const auto face = [&](const QString& name) {
        const auto picture = evidence::readPictureFile(faces.filePath(name));
        EXPECT_TRUE(picture);
        const FaceAttempt attempt = m_enroller->look(*picture);
        EXPECT_TRUE(attempt.sample.has_value()) << qPrintable(name);
        return attempt.sample ? attempt.sample->faceTemplate.vector : vision::FaceVector();
    };
    const auto first = face(QStringLiteral("c00_0.jpg"));
    EXPECT_GT(vision::similarity(first, face(QStringLiteral("c00_1.jpg"))), 0.5F);
    EXPECT_LT(vision::similarity(first, face(QStringLiteral("c01_0.jpg"))), 0.4F);
}

TEST(EnrollerModels, AFolderWithoutModelsIsSaid)
{
    EXPECT_EQ(Enroller::create(QStringLiteral("/nowhere")).error().code, ErrorCode::ModelMissing);
}

} // namespace
} // namespace gatehouse::enrolment
