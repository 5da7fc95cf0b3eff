#include "tests/vision/DrawnPeople.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace gatehouse::test {

QImage pictureOfPerson(int look, QSize size, QPointF centre, double height, const demo::FacePose& pose)
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(QColor(150, 155, 160));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    demo::drawFace(painter, demo::FaceLook::numbered(look), pose, centre, height);
    return image;
}

video::Frame asI420(const QImage& image)
{
    const int width = image.width();
    const int height = image.height();
    const int chromaWidth = (width + 1) / 2;
    const int chromaHeight = (height + 1) / 2;
    const qsizetype lumaBytes = qsizetype(width) * height;
    const qsizetype chromaBytes = qsizetype(chromaWidth) * chromaHeight;
    auto bytes = std::make_shared<std::vector<uchar>>(static_cast<std::size_t>(lumaBytes + 2 * chromaBytes));
    uchar* luma = bytes->data();
    uchar* blue = luma + lumaBytes;
    uchar* red = blue + chromaBytes;
    // BT.601, limited range.
    const auto byte = [](double value) { return static_cast<uchar>(std::clamp(value, 0.0, 255.0) + 0.5); };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QColor colour = image.pixelColor(x, y);
            const double r = colour.red();
            const double g = colour.green();
            const double b = colour.blue();
            luma[y * width + x] = byte(16 + 0.257 * r + 0.504 * g + 0.098 * b);
            if (x % 2 == 0 && y % 2 == 0) {
                const int sample = y / 2 * chromaWidth + x / 2;
                blue[sample] = byte(128 - 0.148 * r - 0.291 * g + 0.439 * b);
                red[sample] = byte(128 + 0.439 * r - 0.368 * g - 0.071 * b);
            }
        }
    }
    return { video::PixelFormat::I420, image.size(),
        { video::Frame::Plane { luma, width }, video::Frame::Plane { blue, chromaWidth },
            video::Frame::Plane { red, chromaWidth } },
        bytes, UtcTime(), 0, 1 };
}

} // namespace gatehouse::test
