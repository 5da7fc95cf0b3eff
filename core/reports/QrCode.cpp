#include "core/reports/QrCode.h"

#include <QScopeGuard>

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <algorithm>
#include <exception>
#include <string>

namespace gatehouse::reports {

namespace {

constexpr int QuietZone = 4;
constexpr int LevelM =
    3; // of zxing's 0 to 8, for each two the four levels of QR: 15 % of the modules may be unreadable

} // namespace

Result<QImage> qrCode(const QString& text)
{
    std::wstring letters = text.toStdWString();
    const auto overwriteLetters = qScopeGuard([&letters] { std::ranges::fill(letters, L'\0'); });
    try {
        const ZXing::BitMatrix modules = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                             .setEncoding(ZXing::CharacterSet::UTF8)
                                             .setEccLevel(LevelM)
                                             .setMargin(QuietZone)
                                             .encode(letters, 0, 0);
        QImage image(modules.width(), modules.height(), QImage::Format_Grayscale8);
        for (int y = 0; y < modules.height(); ++y) {
            uchar* line = image.scanLine(y);
            for (int x = 0; x < modules.width(); ++x)
                line[x] = modules.get(x, y) ? 0 : 255;
        }
        return image;
    } catch (const std::exception&) {
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the text does not fit into a QR code"));
    }
}

} // namespace gatehouse::reports
