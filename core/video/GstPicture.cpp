#include "core/video/GstPicture.h"

#include "core/video/VideoRange.h"

#include <cmath>
#include <gst/video/video.h>
#include <opencv2/core.hpp>
#include <vector>

namespace gatehouse::video {

namespace {

// Keeps a decoded buffer mapped.
class MappedPicture
{
public:
    MappedPicture() = default;
    ~MappedPicture()
    {
        if (m_isMapped)
            gst_video_frame_unmap(&m_frame);
    }
    MappedPicture(const MappedPicture&) = delete;
    MappedPicture& operator=(const MappedPicture&) = delete;

    bool map(const GstVideoInfo& info, GstBuffer* buffer)
    {
        m_isMapped = gst_video_frame_map(&m_frame, &info, buffer, GST_MAP_READ) != FALSE;
        return m_isMapped;
    }
    const GstVideoFrame& frame() const { return m_frame; }

private:
    GstVideoFrame m_frame {};
    bool m_isMapped = false;
};

std::optional<PixelFormat> pixelFormatOf(GstVideoFormat format)
{
    switch (format) {
    case GST_VIDEO_FORMAT_I420:
        return PixelFormat::I420;
    case GST_VIDEO_FORMAT_NV12:
        return PixelFormat::Nv12;
    case GST_VIDEO_FORMAT_BGR:
        return PixelFormat::Bgr24;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Picture> pictureOf(GstSample& sample)
{
    GstVideoInfo info;
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    const GstCaps* caps = gst_sample_get_caps(&sample);
    if (!buffer || !caps || !gst_video_info_from_caps(&info, caps))
        return std::nullopt;
    const auto format = pixelFormatOf(GST_VIDEO_INFO_FORMAT(&info));
    auto mapped = std::make_shared<MappedPicture>();
    if (!format || !mapped->map(info, buffer))
        return std::nullopt;

    Picture picture;
    picture.format = *format;
    picture.size = { GST_VIDEO_INFO_WIDTH(&info), GST_VIDEO_INFO_HEIGHT(&info) };
    const GstVideoFrame& frame = mapped->frame();
    for (guint index = 0; index < GST_VIDEO_FRAME_N_PLANES(&frame) && index < 3; ++index)
        picture.planes[index] = { static_cast<const uchar*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, index)),
            GST_VIDEO_FRAME_PLANE_STRIDE(&frame, index) };
    picture.owner = mapped;

    const GstSegment* segment = gst_sample_get_segment(&sample);
    if (segment && GST_BUFFER_PTS_IS_VALID(buffer)) {
        const guint64 place = gst_segment_to_stream_time(segment, GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
        if (GST_CLOCK_TIME_IS_VALID(place))
            picture.mediaTime = static_cast<qint64>(GST_TIME_AS_MSECONDS(place));
    }
    if (*format != PixelFormat::Bgr24 && info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255) {
        if (!bringToVideoRange(picture))
            return std::nullopt;
    }
    return picture;
}

} // namespace gatehouse::video
