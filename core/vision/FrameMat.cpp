#include "core/vision/FrameMat.h"

#include <opencv2/imgproc.hpp>

namespace gatehouse::vision {

namespace {

QRect clipped(const video::Frame& frame, QRect region)
{
    const QRect whole(QPoint(0, 0), frame.size());
    return region.isNull() ? whole : region.intersected(whole);
}

// A plane's bytes as a matrix; OpenCV has no const matrices, and nobody writes through this one.
cv::Mat planeMatrix(const video::Frame& frame, int index, QRect part, int type)
{
    const video::Frame::Plane& plane = frame.plane(index);
    const uchar* first = plane.data + part.y() * plane.stride + part.x() * static_cast<qsizetype>(CV_ELEM_SIZE(type));
    return { part.height(), part.width(), type, const_cast<uchar*>(first), static_cast<std::size_t>(plane.stride) };
}

// Chroma of the region as interleaved U and V, which OpenCV converts without a copy of the luma.
cv::Mat chromaMatrix(const video::Frame& frame, QRect chromaPart)
{
    if (frame.format() == video::PixelFormat::Nv12)
        return planeMatrix(frame, 1, chromaPart, CV_8UC2);
    const cv::Mat planes[] = { planeMatrix(frame, 1, chromaPart, CV_8UC1), planeMatrix(frame, 2, chromaPart, CV_8UC1) };
    cv::Mat chroma;
    cv::merge(planes, 2, chroma);
    return chroma;
}

} // namespace

cv::Mat bgrPicture(const video::Frame& frame, QRect region)
{
    if (frame.isNull())
        return {};
    const QRect part = clipped(frame, region);
    if (part.isEmpty())
        return {};
    if (frame.format() == video::PixelFormat::Bgr24)
        return planeMatrix(frame, 0, part, CV_8UC3).clone();

    // Chroma has half the resolution: convert whole chroma samples, then cut what was asked for.
    const QRect chromaPart(
        QPoint(part.left() / 2, part.top() / 2), QPoint((part.right() | 1) / 2, (part.bottom() | 1) / 2));
    const QRect even(chromaPart.topLeft() * 2, chromaPart.size() * 2);
    const QRect stored = even.intersected(QRect(QPoint(0, 0), frame.size()));
    cv::Mat luma = planeMatrix(frame, 0, stored, CV_8UC1);
    if (stored != even) { // the frame itself ends with half a chroma sample
        cv::copyMakeBorder(luma, luma, 0, even.height() - stored.height(), 0, even.width() - stored.width(),
            cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
    }
    cv::Mat bgr;
    cv::cvtColorTwoPlane(luma, chromaMatrix(frame, chromaPart), bgr, cv::COLOR_YUV2BGR_NV12);
    if (even == part)
        return bgr;
    return bgr(cv::Rect(part.x() - even.x(), part.y() - even.y(), part.width(), part.height())).clone();
}

cv::Mat bgrPictureRepeatingEdges(const video::Frame& frame, QRect region)
{
    if (frame.isNull())
        return {};
    const QRect inside = clipped(frame, region);
    cv::Mat picture = bgrPicture(frame, inside);
    if (picture.empty() || inside == region)
        return picture;
    cv::Mat result;
    cv::copyMakeBorder(picture, result, inside.top() - region.top(), region.bottom() - inside.bottom(),
        inside.left() - region.left(), region.right() - inside.right(), cv::BORDER_REPLICATE);
    return result;
}

cv::Mat lumaPicture(const video::Frame& frame, QRect region)
{
    if (frame.isNull())
        return {};
    const QRect part = clipped(frame, region);
    if (part.isEmpty())
        return {};
    if (frame.format() != video::PixelFormat::Bgr24)
        return planeMatrix(frame, 0, part, CV_8UC1);
    cv::Mat luma;
    cv::cvtColor(planeMatrix(frame, 0, part, CV_8UC3), luma, cv::COLOR_BGR2GRAY);
    return luma;
}

} // namespace gatehouse::vision
