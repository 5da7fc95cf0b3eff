#include "core/reports/QrCode.h"

#include <ZXing/ReadBarcode.h>
#include <gtest/gtest.h>

using namespace gatehouse;

namespace {

// What a phone's camera sees: the code enlarged.
QString read(const QImage& code)
{
    const QImage large = code.scaled(code.size() * 4, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    const ZXing::ImageView view(large.constBits(), large.width(), large.height(), ZXing::ImageFormat::Lum,
        static_cast<int>(large.bytesPerLine()));
    return QString::fromStdWString(ZXing::ReadBarcode(view).text());
}

} // namespace

TEST(QrCode, isReadBackByAScanner)
{
    for (const QString& text :
        { QStringLiteral("otpauth://totp/Lotus%20Yard:Ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                         "&issuer=Lotus%20Yard"),
            QStringLiteral("沪A·D12345 Größe"), QStringLiteral("1") }) {
        const auto code = reports::qrCode(text);
        ASSERT_TRUE(code);
        EXPECT_EQ(read(*code), text);
    }
}

TEST(QrCode, hasItsQuietZoneAndNothingElse)
{
    const auto code = reports::qrCode(QStringLiteral("Gatehouse"));
    ASSERT_TRUE(code);
    EXPECT_EQ(code->width(), code->height());
    for (int i = 0; i < code->width(); ++i) {
        for (int edge = 0; edge < 4; ++edge) {
            EXPECT_EQ(qGray(code->pixel(i, edge)), 255);
            EXPECT_EQ(qGray(code->pixel(edge, i)), 255);
        }
    }
    EXPECT_EQ(qGray(code->pixel(4, 4)), 0) << "the finder pattern begins there";
}

TEST(QrCode, aTextThatFitsIntoNoneIsRefused)
{
    EXPECT_EQ(reports::qrCode(QString(5000, QLatin1Char('x'))).error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(reports::qrCode(QString()));
}
