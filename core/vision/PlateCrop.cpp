#include "core/vision/PlateCrop.h"

#include "core/vision/PlateGeometry.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace gatehouse::vision {

namespace {

cv::Mat warped(const cv::Mat& picture, const PlateCorners& corners, cv::Size size)
{
    std::array<cv::Point2f, 4> from;
    for (std::size_t index = 0; index < from.size(); ++index)
        from[index] = cv::Point2f(static_cast<float>(corners[index].x()), static_cast<float>(corners[index].y()));
    const auto width = static_cast<float>(size.width);
    const auto height = static_cast<float>(size.height);
    const std::array<cv::Point2f, 4> to { cv::Point2f(0, 0), { width, 0 }, { width, height }, { 0, height } };
    cv::Mat result;
    cv::warpPerspective(
        picture, result, cv::getPerspectiveTransform(from, to), size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
}

double shareWithin(const cv::Mat& hsv, const cv::Scalar& low, const cv::Scalar& high)
{
    cv::Mat mask;
    cv::inRange(hsv, low, high, mask);
    return static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
}

// The share of pixels on the bright side of the best split: characters cover the lesser part of a plate.
double brightShare(const cv::Mat& grey)
{
    cv::Mat bright;
    cv::threshold(grey, bright, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    return static_cast<double>(cv::countNonZero(bright)) / static_cast<double>(bright.total());
}

PlateGround groundOf(const cv::Mat& crop, const cv::Mat& grey)
{
    cv::Mat hsv;
    cv::cvtColor(crop, hsv, cv::COLOR_BGR2HSV);
    if (brightShare(grey) < 0.5) {
        const bool isBlue = shareWithin(hsv, { 95, 50, 30 }, { 135, 255, 255 }) > 0.25;
        return isBlue ? PlateGround::LightOnBlue : PlateGround::LightOnDark;
    }
    const bool isYellow = shareWithin(hsv, { 8, 80, 40 }, { 33, 255, 255 }) > 0.4;
    // The green of new-energy plates fades to white towards the top (GA 36-2018).
    const cv::Mat lower = hsv.rowRange(hsv.rows / 2, hsv.rows);
    const bool isGreen = shareWithin(lower, { 36, 50, 40 }, { 90, 255, 255 }) > 0.4;
    return isYellow || isGreen ? PlateGround::DarkOnColour : PlateGround::DarkOnLight;
}

} // namespace

cv::Mat plateCrop(const cv::Mat& picture, const PlateCorners& corners, QSize size)
{
    const cv::Size wanted(size.width(), size.height());
    const double shrink = lineHeight(corners) / size.height();
    if (shrink <= 2)
        return warped(picture, corners, wanted);
    const int factor = static_cast<int>(std::ceil(shrink));
    cv::Mat crop;
    cv::resize(warped(picture, corners, wanted * factor), crop, wanted, 0, 0, cv::INTER_AREA);
    return crop;
}

PlateLook lookOf(const cv::Mat& picture, const PlateCorners& corners)
{
    // Inside the line's box, so that the car around it does not count.
    const cv::Mat crop = plateCrop(picture, stretched(corners, 0.95, 0.8), QSize(160, 48));
    cv::Mat grey;
    cv::cvtColor(crop, grey, cv::COLOR_BGR2GRAY);
    cv::Mat edges;
    cv::Laplacian(grey, edges, CV_32F);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    return { groundOf(crop, grey), deviation[0] * deviation[0], cv::mean(grey)[0] };
}

} // namespace gatehouse::vision
