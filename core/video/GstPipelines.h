#pragma once

#include "core/base/Result.h"
#include "core/video/CameraSource.h"
#include "core/video/GstTypes.h"

#include <QUrl>

#include <gst/app/gstappsink.h>

namespace gatehouse::video {

// A pipeline that is ready to play, and the sink inside it where its pictures come out. Internal to core/video.
struct PicturePipeline
{
    GstElementPtr pipeline;
    GstAppSink* sink = nullptr; // owned by the pipeline
};

// RTSP over TCP, H.264, H.265 and whatever else can be decoded; only the picture is asked for, no sound. User and
// password are taken out of the address and given apart: GStreamer's own messages repeat the address.
Result<PicturePipeline> rtspPipeline(const QUrl& address);

// HTTP multipart JPEG ("motion JPEG"), never through a proxy.
Result<PicturePipeline> mjpegPipeline(const QUrl& address);

// A video file; upright as its own tag says. With Playback::FastOnce frames come as fast as they are taken.
Result<PicturePipeline> filePipeline(const QString& path, Playback playback);

} // namespace gatehouse::video
