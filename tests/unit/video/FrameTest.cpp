#include "core/video/Frame.h"

#include <QColor>

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>
#include <vector>

namespace gatehouse::video {
namespace {

// A smooth, colourful picture in planes with strides larger than the rows, filled with rubbish behind them.
struct Planes
{
    std::vector<uchar> luma;
    std::vector<uchar> first;
    std::vector<uchar> second;
    qsizetype lumaStride = 0;
    qsizetype chromaStride = 0;
};

uchar level(double value)
{
    return static_cast<uchar>(std::lround(std::clamp(value, 16.0, 235.0)));
}

Frame testFrame(PixelFormat format, QSize size)
{
    auto planes = std::make_shared<Planes>();
    const int chromaWidth = (size.width() + 1) / 2;
    const int chromaHeight = (size.height() + 1) / 2;
    const int chromaBytes = format == PixelFormat::Nv12 ? 2 : 1;
    planes->lumaStride = size.width() + 13;
    planes->chromaStride = chromaWidth * chromaBytes + 7;
    planes->luma.assign(static_cast<std::size_t>(planes->lumaStride * size.height()), 255);
    planes->first.assign(static_cast<std::size_t>(planes->chromaStride * chromaHeight), 255);
    planes->second = planes->first;
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            planes->luma[static_cast<std::size_t>(y * planes->lumaStride + x)] =
                level(126 + 70 * std::sin(x / 23.0) + 38 * std::cos(y / 17.0));
    for (int y = 0; y < chromaHeight; ++y) {
        for (int x = 0; x < chromaWidth; ++x) {
            const uchar blue = level(128 + 60 * std::sin((x + y) / 61.0));
            const uchar red = level(128 + 60 * std::cos((x - 2 * y) / 97.0));
            const auto at = static_cast<std::size_t>(y * planes->chromaStride + x * chromaBytes);
            planes->first[at] = blue;
            (format == PixelFormat::Nv12 ? planes->first[at + 1] : planes->second[at]) = red;
        }
    }
    const Frame::Plane luma { planes->luma.data(), planes->lumaStride };
    const Frame::Plane first { planes->first.data(), planes->chromaStride };
    const Frame::Plane second { planes->second.data(), planes->chromaStride };
    return { format, size, { luma, first, second }, planes, UtcTime::fromMilliseconds(5), 7, 9 };
}

// ITU-R BT.601, video range, one pixel at a time.
QColor slowPixel(const Frame& frame, int x, int y)
{
    const auto at = [](const Frame::Plane& plane, int column, int row) {
        return static_cast<double>(plane.data[row * plane.stride + column]);
    };
    if (frame.format() == PixelFormat::Bgr24) {
        const uchar* bytes = frame.plane(0).data + y * frame.plane(0).stride + x * 3;
        return { bytes[2], bytes[1], bytes[0] };
    }
    const double luma = 1.164 * (at(frame.plane(0), x, y) - 16);
    const bool isNv12 = frame.format() == PixelFormat::Nv12;
    const double blue = (isNv12 ? at(frame.plane(1), x / 2 * 2, y / 2) : at(frame.plane(1), x / 2, y / 2)) - 128;
    const double red = (isNv12 ? at(frame.plane(1), x / 2 * 2 + 1, y / 2) : at(frame.plane(2), x / 2, y / 2)) - 128;
    const auto byte = [](double value) { return static_cast<int>(std::lround(std::clamp(value, 0.0, 255.0))); };
    return { byte(luma + 1.596 * red), byte(luma - 0.813 * red - 0.391 * blue), byte(luma + 2.018 * blue) };
}

// The mean of all source pixels that a pixel of the result covers, by their share.
std::array<double, 3> slowMean(const Frame& frame, QRect area, QSize target, int column, int row)
{
    const double left = area.x() + column * double(area.width()) / target.width();
    const double right = area.x() + (column + 1) * double(area.width()) / target.width();
    const double top = area.y() + row * double(area.height()) / target.height();
    const double bottom = area.y() + (row + 1) * double(area.height()) / target.height();
    std::array<double, 3> sum {};
    double weight = 0;
    for (int y = int(top); y < bottom && y < frame.size().height(); ++y) {
        for (int x = int(left); x < right && x < frame.size().width(); ++x) {
            const double share = (std::min(right, x + 1.0) - std::max(left, double(x)))
                * (std::min(bottom, y + 1.0) - std::max(top, double(y)));
            const QColor colour = slowPixel(frame, x, y);
            sum[0] += share * colour.red();
            sum[1] += share * colour.green();
            sum[2] += share * colour.blue();
            weight += share;
        }
    }
    return { sum[0] / weight, sum[1] / weight, sum[2] / weight };
}

// The largest and the mean difference of any channel.
std::pair<double, double> difference(const Frame& frame, QRect part, QSize bound)
{
    const QImage image = frame.toImage(part, bound);
    EXPECT_EQ(image.format(), QImage::Format_RGB888);
    const QRect area = part.isNull() ? QRect(QPoint(), frame.size()) : part & QRect(QPoint(), frame.size());
    double largest = 0;
    double sum = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto expected = slowMean(frame, area, image.size(), x, y);
            for (int channel = 0; channel < 3; ++channel) {
                const double is = image.constScanLine(y)[x * 3 + channel];
                const double apart = std::abs(is - expected[static_cast<std::size_t>(channel)]);
                largest = std::max(largest, apart);
                sum += apart;
            }
        }
    }
    return { largest, sum / (3.0 * image.width() * image.height()) };
}

class FrameOfFormat : public testing::TestWithParam<PixelFormat>
{
protected:
    static Frame frame(QSize size)
    {
        if (GetParam() != PixelFormat::Bgr24)
            return testFrame(GetParam(), size);
        return Frame::fromImage(testFrame(PixelFormat::I420, size).toImage(), UtcTime::fromMilliseconds(5), 7, 9);
    }
};

TEST_P(FrameOfFormat, WholePictureEqualsTheSlowConversion)
{
    for (const QSize size : { QSize(64, 48), QSize(65, 48), QSize(64, 47), QSize(1, 1), QSize(3, 5), QSize(131, 77) }) {
        const auto [largest, mean] = difference(frame(size), {}, {});
        EXPECT_LE(largest, 2) << size.width() << "x" << size.height();
    }
}

TEST_P(FrameOfFormat, AnyCropIsPixelExact)
{
    const Frame picture = frame({ 97, 71 });
    for (const QRect part : { QRect(0, 0, 10, 10), QRect(1, 1, 10, 10), QRect(3, 2, 7, 9), QRect(96, 70, 1, 1),
             QRect(95, 69, 2, 2), QRect(50, 0, 47, 71), QRect(13, 27, 1, 3) }) {
        EXPECT_EQ(picture.toImage(part).size(), part.size());
        EXPECT_LE(difference(picture, part, {}).first, 2) << part.x() << "," << part.y();
    }
}

TEST_P(FrameOfFormat, ShrinkingKeepsThePictureAndItsProportions)
{
    const Frame picture = frame({ 323, 181 });
    const std::pair<QSize, QSize> cases[] = { { { 160, 160 }, { 160, 90 } }, { { 81, 1000 }, { 81, 45 } },
        { { 1000, 31 }, { 55, 31 } }, { { 200, 111 }, { 198, 111 } } };
    for (const auto& [bound, expected] : cases) {
        EXPECT_EQ(picture.toImage({}, bound).size(), expected);
        EXPECT_LE(difference(picture, {}, bound).second, 2.5) << bound.width();
    }
}

TEST_P(FrameOfFormat, ShrunkCropsFollowTheSlowMean)
{
    const Frame picture = frame({ 323, 181 });
    for (const QRect part : { QRect(10, 20, 200, 100), QRect(11, 21, 199, 101), QRect(122, 80, 201, 101) })
        EXPECT_LE(difference(picture, part, { 70, 70 }).second, 2.5) << part.x();
}

TEST_P(FrameOfFormat, ThePictureForTheScreenIsTheSameOne)
{
    for (const QSize size : { QSize(64, 48), QSize(65, 47), QSize(323, 181) }) {
        for (const QSize bound : { QSize(), QSize(60, 60) }) {
            const Frame picture = frame(size);
            const QImage screen = picture.toScreenImage(bound);
            EXPECT_EQ(screen.format(), QImage::Format_RGB32);
            EXPECT_EQ(screen.convertToFormat(QImage::Format_RGB888), picture.toImage({}, bound));
        }
    }
}

TEST_P(FrameOfFormat, NeverEnlarges)
{
    EXPECT_EQ(frame({ 33, 21 }).toImage({}, { 400, 400 }).size(), QSize(33, 21));
    EXPECT_EQ(frame({ 400, 2 }).toImage({}, { 10, 10 }).size(), QSize(10, 1));
}

TEST_P(FrameOfFormat, PartsAreClippedToThePicture)
{
    const Frame picture = frame({ 40, 30 });
    EXPECT_EQ(picture.toImage({ -5, -5, 10, 10 }), picture.toImage({ 0, 0, 5, 5 }));
    EXPECT_EQ(picture.toImage({ 35, 25, 100, 100 }).size(), QSize(5, 5));
    EXPECT_TRUE(picture.toImage({ 40, 0, 10, 10 }).isNull());
}

INSTANTIATE_TEST_SUITE_P(Formats, FrameOfFormat,
    testing::Values(PixelFormat::I420, PixelFormat::Nv12, PixelFormat::Bgr24), [](const auto& parameter) {
        return parameter.param == PixelFormat::I420 ? "I420" : parameter.param == PixelFormat::Nv12 ? "Nv12" : "Bgr24";
    });

TEST(Frame, KeepsItsPlanesAliveAndGivesThemBackWithTheLastCopy)
{
    std::weak_ptr<const void> watched;
    {
        Frame kept;
        {
            auto bytes = std::make_shared<std::vector<uchar>>(30 * 10, uchar { 128 });
            watched = bytes;
            const Frame::Plane plane { bytes->data(), 30 };
            const Frame frame(PixelFormat::Bgr24, { 10, 10 }, { plane, {}, {} }, std::move(bytes), {}, 0, 1);
            kept = frame;
        }
        EXPECT_EQ(kept.toImage().pixelColor(9, 9), QColor(128, 128, 128));
    }
    EXPECT_TRUE(watched.expired());
}

TEST(Frame, OfAnImageOwnsItsBytes)
{
    std::vector<uchar> foreign(8 * 4 * 3, 200);
    const QImage wrapped(foreign.data(), 8, 4, 24, QImage::Format_BGR888);
    const Frame frame = Frame::fromImage(wrapped, UtcTime::fromMilliseconds(5), 7, 9);
    std::fill(foreign.begin(), foreign.end(), uchar { 0 });
    EXPECT_EQ(frame.toImage().pixelColor(7, 3), QColor(200, 200, 200));
    EXPECT_EQ(frame.capturedAt().milliseconds(), 5);
    EXPECT_EQ(frame.arrivedAt(), 7);
    EXPECT_EQ(frame.sequence(), 9U);
}

TEST(Frame, OfAnImageOfAnyFormatKeepsTheColours)
{
    for (const QImage::Format format : { QImage::Format_RGB32, QImage::Format_ARGB32, QImage::Format_RGB888 }) {
        QImage image(5, 3, format);
        image.fill(QColor(250, 20, 90));
        EXPECT_EQ(Frame::fromImage(image, {}).toImage().pixelColor(4, 2), QColor(250, 20, 90)) << format;
    }
}

TEST(Frame, NullStaysNull)
{
    EXPECT_TRUE(Frame().isNull());
    EXPECT_TRUE(Frame().toImage().isNull());
    EXPECT_TRUE(Frame::fromImage({}, {}).isNull());
}

} // namespace
} // namespace gatehouse::video
