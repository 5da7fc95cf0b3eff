#include "core/video/Frame.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gatehouse::video {

namespace {

int evenUp(int value)
{
    return value + (value & 1);
}

// OpenCV has no read-only header over foreign bytes; nothing below writes to these.
cv::Mat planeView(const Frame::Plane& plane, QRect area, int type)
{
    const auto bytesPerPixel = static_cast<qsizetype>(CV_ELEM_SIZE(type));
    const uchar* first = plane.data + area.y() * plane.stride + area.x() * bytesPerPixel;
    return { area.height(), area.width(), type, const_cast<uchar*>(first), static_cast<std::size_t>(plane.stride) };
}

bool isForScreen(const QImage& image)
{
    return image.format() == QImage::Format_RGB32; // in memory B, G, R, 255
}

cv::Mat imageView(QImage& image)
{
    const int type = isForScreen(image) ? CV_8UC4 : CV_8UC3;
    return { image.height(), image.width(), type, image.bits(), static_cast<std::size_t>(image.bytesPerLine()) };
}

QSize fitted(QSize size, QSize bound)
{
    if (bound.isEmpty() || (size.width() <= bound.width() && size.height() <= bound.height()))
        return size;
    const double scale = std::min(double(bound.width()) / size.width(), double(bound.height()) / size.height());
    const auto side = [scale](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
    return { side(size.width()), side(size.height()) };
}

// Averaging is needed only where a pixel of the result covers several of the source; below that linear is as good.
// Halving is the averaging OpenCV does by vectors, fifty times as fast as by any other factor.
cv::Mat shrunk(const cv::Mat& source, cv::Size size)
{
    const auto coversTwo = [size](const cv::Mat& mat) {
        return mat.cols >= 2 * size.width && mat.rows >= 2 * size.height;
    };
    cv::Mat current = source;
    while (coversTwo(current) && current.cols % 2 == 0 && current.rows % 2 == 0) {
        cv::Mat half;
        cv::resize(current, half, { current.cols / 2, current.rows / 2 }, 0, 0, cv::INTER_AREA);
        current = half;
    }
    if (current.size() == size)
        return current;
    cv::Mat result;
    cv::resize(current, result, size, 0, 0, coversTwo(current) ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

// The conversion wants even sides: the last row and column are repeated where they are odd.
cv::Mat paddedToEven(const cv::Mat& luma)
{
    const int right = luma.cols & 1;
    const int bottom = luma.rows & 1;
    if (right == 0 && bottom == 0)
        return luma;
    cv::Mat result;
    cv::copyMakeBorder(luma, result, 0, bottom, 0, right, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    return result;
}

// The colour samples of `area` (in samples, half the luma's grid), interleaved and at `size`.
cv::Mat chromaOf(const Frame& frame, QRect area, cv::Size size)
{
    if (frame.format() == PixelFormat::Nv12)
        return shrunk(planeView(frame.plane(1), area, CV_8UC2), size);
    const cv::Mat planes[] = { shrunk(planeView(frame.plane(1), area, CV_8UC1), size),
        shrunk(planeView(frame.plane(2), area, CV_8UC1), size) };
    cv::Mat result;
    cv::merge(planes, 2, result);
    return result;
}

// `luma` may be one column or row wider than `target` on each side; `offset` is where the target begins in it.
void convert(const cv::Mat& luma, const cv::Mat& chroma, QPoint offset, QImage& target)
{
    const int code = isForScreen(target) ? cv::COLOR_YUV2BGRA_NV12 : cv::COLOR_YUV2RGB_NV12;
    cv::Mat out = imageView(target);
    if (luma.size() == out.size()) {
        cv::cvtColorTwoPlane(luma, chroma, out, code);
        return;
    }
    cv::Mat whole;
    cv::cvtColorTwoPlane(luma, chroma, whole, code);
    whole(cv::Rect(offset.x(), offset.y(), out.cols, out.rows)).copyTo(out);
}

// Colour samples cover two pixels: the part is taken one pixel larger where it begins or ends inside such a pair.
void convertUnscaled(const Frame& frame, QRect area, QImage& target)
{
    const QPoint first(area.x() & ~1, area.y() & ~1);
    const QPoint past(evenUp(area.x() + area.width()), evenUp(area.y() + area.height()));
    const QRect pairs(first / 2, QSize((past.x() - first.x()) / 2, (past.y() - first.y()) / 2));
    const QSize inside(
        std::min(past.x(), frame.size().width()) - first.x(), std::min(past.y(), frame.size().height()) - first.y());
    const cv::Mat luma = paddedToEven(planeView(frame.plane(0), QRect(first, inside), CV_8UC1));
    convert(luma, chromaOf(frame, pairs, { pairs.width(), pairs.height() }), area.topLeft() - first, target);
}

// The planes are shrunk before they are converted: a tile costs what its own size costs. The colours of a part that
// begins at an odd pixel lie at most half a source pixel aside.
void convertScaled(const Frame& frame, QRect area, QImage& target)
{
    const cv::Mat luma =
        paddedToEven(shrunk(planeView(frame.plane(0), area, CV_8UC1), { target.width(), target.height() }));
    const QPoint first = QPoint(area.x() / 2, area.y() / 2);
    const QPoint past(evenUp(area.x() + area.width()) / 2, evenUp(area.y() + area.height()) / 2);
    const QRect pairs(first, QSize(past.x() - first.x(), past.y() - first.y()));
    convert(luma, chromaOf(frame, pairs, { luma.cols / 2, luma.rows / 2 }), { 0, 0 }, target);
}

} // namespace

Frame::Frame(PixelFormat format, QSize size, std::array<Plane, 3> planes, std::shared_ptr<const void> owner,
    UtcTime capturedAt, qint64 monotonicMilliseconds, quint64 sequence)
    : m_format(format)
    , m_size(size)
    , m_planes(planes)
    , m_owner(std::move(owner))
    , m_capturedAt(capturedAt)
    , m_arrivedAt(monotonicMilliseconds)
    , m_sequence(sequence)
{
}

Frame Frame::fromImage(const QImage& image, UtcTime capturedAt, qint64 monotonicMilliseconds, quint64 sequence)
{
    if (image.isNull())
        return {};
    // Converting to the format it has already would only share bytes that may not be the image's own.
    auto copy = std::make_shared<const QImage>(
        image.format() == QImage::Format_BGR888 ? image.copy() : image.convertToFormat(QImage::Format_BGR888));
    const Plane plane { copy->constBits(), copy->bytesPerLine() };
    const QSize size = copy->size();
    return { PixelFormat::Bgr24, size, { plane, {}, {} }, std::move(copy), capturedAt, monotonicMilliseconds,
        sequence };
}

QImage Frame::toImage(QRect part, QSize bound) const
{
    return converted(part, bound, QImage::Format_RGB888);
}

QImage Frame::toScreenImage(QSize bound) const
{
    return converted({}, bound, QImage::Format_RGB32);
}

QImage Frame::converted(QRect part, QSize bound, QImage::Format format) const
{
    const QRect whole(QPoint(0, 0), m_size);
    const QRect area = part.isNull() ? whole : part.intersected(whole);
    if (isNull() || area.isEmpty())
        return {};
    QImage result(fitted(area.size(), bound), format);
    if (result.isNull())
        return {};
    try {
        if (m_format == PixelFormat::Bgr24) {
            cv::Mat out = imageView(result);
            const cv::Mat source = planeView(m_planes[0], area, CV_8UC3);
            cv::cvtColor(shrunk(source, out.size()), out, isForScreen(result) ? cv::COLOR_BGR2BGRA : cv::COLOR_BGR2RGB);
        } else if (result.size() == area.size()) {
            convertUnscaled(*this, area, result);
        } else {
            convertScaled(*this, area, result);
        }
    } catch (const cv::Exception&) {
        return {}; // out of memory is all that is left to go wrong here
    }
    return result;
}

} // namespace gatehouse::video
