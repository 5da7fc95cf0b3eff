#include "core/evidence/EvidenceStore.h"

#include "core/people/PersonRegistry.h"
#include "core/security/Forgetting.h"
#include "core/security/SubjectKeys.h"
#include "tests/support/TestStore.h"

#include <QBuffer>
#include <QDir>
#include <QImageWriter>

#include <gtest/gtest.h>

namespace gatehouse::evidence {
namespace {

QImage gradient(QSize size)
{
    QImage image(size, QImage::Format_RGB888);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(x % 256, y % 256, 128));
    }
    return image;
}

QByteArray encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter(&buffer, format).write(image);
    return bytes;
}

class EvidenceTest : public testing::Test
{
protected:
    enum class Whom { Known, Unknown };
    EvidenceId saved(Whom whom, UtcTime takenAt)
    {
        const Shown shown { whom == Whom::Known ? m_person : PersonId(), {} };
        auto transaction = store::Transaction::begin(m_store.database());
        const auto id =
            save(*transaction, m_store.clock(), encodePicture(gradient({ 64, 48 })).value(), shown, takenAt);
        EXPECT_TRUE(transaction->commit());
        return id.value();
    }
    // As the retention does it.
    int removedBefore(UtcTime before)
    {
        auto transaction = store::Transaction::begin(m_store.database());
        auto remove = m_store.database().prepare("DELETE FROM evidence WHERE class = 'unknown' AND taken_at < ?");
        remove->bindAll(before);
        EXPECT_TRUE(remove->run());
        const int count = m_store.database().changedRows();
        EXPECT_TRUE(security::shredSpentKeys(*transaction, m_store.clock(), before.plusMilliseconds(7 * Day)));
        EXPECT_TRUE(transaction->commit());
        return count;
    }
    static constexpr qint64 Day = 24LL * 60 * 60 * 1000;

    static people::Person employee()
    {
        people::Person person;
        person.name = QStringLiteral("Li Na");
        return person;
    }

    test::TestStore m_store;
    PersonId m_person =
        people::PersonRegistry(m_store.database(), m_store.clock()).add(m_store.administrator(), employee()).value();
    UtcTime m_start = m_store.clock().now();
};

TEST_F(EvidenceTest, APictureComesBackLikeItWentIn)
{
    const EvidenceId id = saved(Whom::Known, m_start);
    const QImage image = load(m_store.database(), id).value();
    EXPECT_EQ(image.size(), QSize(64, 48));
    EXPECT_NEAR(qRed(image.pixel(40, 20)), 40, 12);
    EXPECT_TRUE(loadEncoded(m_store.database(), id).value().startsWith("\xFF\xD8"));
    EXPECT_EQ(load(m_store.database(), EvidenceId(99)).error().code, ErrorCode::NotFound);
}

TEST_F(EvidenceTest, WhatIsHiddenOpensNoMore)
{
    const EvidenceId stranger = saved(Whom::Unknown, m_start);
    const EvidenceId known = saved(Whom::Known, m_start);
    m_store.database().setShownFrom("unknown-pictures", m_start.plusMilliseconds(1).milliseconds());
    EXPECT_EQ(load(m_store.database(), stranger).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(load(m_store.database(), known));
    m_store.database().setShownFrom("unknown-pictures", m_start.milliseconds());
    EXPECT_TRUE(load(m_store.database(), stranger));
}

TEST_F(EvidenceTest, ADaysKeyIsDestroyedWithItsLastPictureOfStrangers)
{
    const auto keys = [this](const char* kind) {
        return m_store.number(QByteArray("SELECT count(*) FROM ring.subject_keys WHERE kind = '") + kind + "'");
    };
    saved(Whom::Unknown, m_start);
    saved(Whom::Unknown, m_start.plusMilliseconds(Day));
    saved(Whom::Known, m_start);
    EXPECT_EQ(keys("day"), 2);
    EXPECT_EQ(removedBefore(m_start.plusMilliseconds(1)), 1);
    EXPECT_EQ(keys("day"), 1);
    EXPECT_EQ(removedBefore(m_start.plusMilliseconds(Day + 1)), 1);
    EXPECT_EQ(keys("day"), 0);
    EXPECT_EQ(keys("person"), 1) << "the person is still there";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM shredded_keys WHERE reason = 'retention'"), 2);
}

TEST_F(EvidenceTest, WhatShowsAForgottenPersonOpensNoMore)
{
    const EvidenceId picture = saved(Whom::Known, m_start);
    auto transaction = store::Transaction::begin(m_store.database());
    auto key = m_store.database().prepare("SELECT key_id FROM persons");
    ASSERT_TRUE(*key->step());
    ASSERT_TRUE(security::SubjectKeys(m_store.database(), m_store.clock())
                    .shred(*transaction, key->blob(0), security::ShredReason::Erased));
    key->reset();
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(load(m_store.database(), picture).error().code, ErrorCode::KeyShredded);
}

TEST_F(EvidenceTest, NothingOfAPictureIsReadableInTheFolder)
{
    saved(Whom::Known, m_start);
    for (const QFileInfo& info : QDir(m_store.folder()).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_FALSE(file.readAll().contains(QByteArray("\xFF\xD8\xFF\xE0\x00\x10JFIF", 10)))
            << qPrintable(info.fileName());
    }
}

TEST(PictureCodec, RefusesWhatIsNoPicture)
{
    EXPECT_EQ(encodePicture(QImage()).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(decodePicture({}).error().code, ErrorCode::PictureUnreadable);
    EXPECT_EQ(decodePicture(QByteArrayLiteral("GIF89a but not really")).error().code, ErrorCode::PictureUnreadable);
    const QByteArray whole = encoded(gradient({ 200, 200 }), "png");
    EXPECT_EQ(decodePicture(whole.left(whole.size() / 2)).error().code, ErrorCode::PictureUnreadable);
    EXPECT_EQ(readPictureFile(QStringLiteral("/nowhere/at.all")).error().code, ErrorCode::FileNotReadable);
}

TEST(PictureCodec, RefusesAPictureThatAnnouncesMorePixelsThanItMayHave)
{
    // A PNG of 40,000 by 40,000 pixels, all of one colour, is a file of a few kilobytes; its header alone is enough.
    QByteArray bomb = encoded(gradient({ 8, 8 }), "png");
    const qsizetype header = bomb.indexOf("IHDR") + 4;
    bomb.replace(header, 8, QByteArray::fromHex("00009C4000009C40"));
    EXPECT_EQ(decodePicture(bomb).error().code, ErrorCode::PictureUnreadable);
}

// Found by fuzz_picture: rows from the top down are announced by a negative height.
TEST(PictureCodec, RefusesTooManyRowsFromTheTopDown)
{
    QByteArray bomb = encoded(gradient({ 8, 8 }), "bmp");
    constexpr qsizetype HeightInHeader = 22;
    bomb.replace(HeightInHeader, 4, QByteArray::fromHex("F8FFFFFF")); // -8
    EXPECT_EQ(decodePicture(bomb)->size(), QSize(8, 8));
    bomb.replace(HeightInHeader, 4, QByteArray::fromHex("0000FFFF")); // -65,536
    EXPECT_EQ(decodePicture(bomb).error().code, ErrorCode::PictureUnreadable);
}

// What else Qt has plug-ins for is not read: a drawing can name other files of this machine and take for ever.
TEST(PictureCodec, RefusesFormatsNoCameraAndNoPhotographHas)
{
    const QByteArray drawing(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>");
    const QByteArray icon("/* XPM */\nstatic char *x[] = {\n\"2 2 1 1\",\n\"a c #ff0000\",\n\"aa\",\n\"aa\"\n};\n");
    const QByteArray pixels = "P6\n2 2\n255\n" + QByteArray(12, 'x');
    for (const QByteArray& bytes : { drawing, icon, pixels })
        EXPECT_EQ(decodePicture(bytes).error().code, ErrorCode::PictureUnreadable) << bytes.left(9).constData();
    for (const char* format : { "png", "jpeg", "bmp" })
        EXPECT_TRUE(decodePicture(encoded(gradient({ 8, 8 }), format))) << format;
}

TEST(PictureCodec, TransparencyBecomesWhite)
{
    QImage clear(16, 16, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    const auto picture = encodePicture(clear).value();
    EXPECT_EQ(picture.size, QSize(16, 16));
    EXPECT_GT(qRed(decodePicture(picture.bytes)->pixel(8, 8)), 250);
}

} // namespace
} // namespace gatehouse::evidence
