#include "core/video/VideoRange.h"

#include <opencv2/core.hpp>

namespace gatehouse::video {

namespace {

// ITU-R BT.601 / JFIF: 0..255 becomes 16..235 for luma and 16..240, about 128, for colour differences.
cv::Mat fullToVideoRange(bool isLuma)
{
    cv::Mat table(1, 256, CV_8UC1);
    for (int value = 0; value < 256; ++value) {
        const double mapped = isLuma ? 16 + value * 219.0 / 255.0 : 128 + (value - 128) * 224.0 / 255.0;
        table.at<uchar>(value) = cv::saturate_cast<uchar>(mapped);
    }
    return table;
}

void replacePlanes(Picture& picture)
{
    auto planes = std::make_shared<std::array<cv::Mat, 3>>();
    const QSize chroma((picture.size.width() + 1) / 2, (picture.size.height() + 1) / 2);
    const int count = picture.format == PixelFormat::I420 ? 3 : 2;
    for (int index = 0; index < count; ++index) {
        auto& plane = picture.planes[static_cast<std::size_t>(index)];
        const QSize size = index == 0 ? picture.size : chroma;
        const int columns = size.width() * (index > 0 && picture.format == PixelFormat::Nv12 ? 2 : 1);
        const cv::Mat source(
            size.height(), columns, CV_8UC1, const_cast<uchar*>(plane.data), static_cast<std::size_t>(plane.stride));
        cv::Mat& result = (*planes)[static_cast<std::size_t>(index)];
        cv::LUT(source, fullToVideoRange(index == 0), result);
        plane = { result.data, static_cast<qsizetype>(result.step[0]) };
    }
    picture.owner = std::move(planes);
}

} // namespace

bool bringToVideoRange(Picture& picture)
{
    try {
        replacePlanes(picture);
        return true;
    } catch (const cv::Exception&) {
        return false;
    }
}

} // namespace gatehouse::video
