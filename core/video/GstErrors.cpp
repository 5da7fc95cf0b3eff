#include "core/video/GstErrors.h"

#include <gst/gst.h>

namespace gatehouse::video {

namespace {

ErrorCode codeOfResource(int code)
{
    switch (code) {
    case GST_RESOURCE_ERROR_NOT_AUTHORIZED: // 401, 403
    case GST_RESOURCE_ERROR_NOT_FOUND: // 404: the camera answers, but not with this picture
        return ErrorCode::CameraRefused;
    case GST_RESOURCE_ERROR_SETTINGS: // the camera and we find no transport both can
        return ErrorCode::CameraFormatUnsupported;
    default:
        return ErrorCode::CameraUnreachable;
    }
}

} // namespace

ErrorCode errorCodeOf(const GError& error, StreamKind kind)
{
    const bool isLive = kind == StreamKind::Live;
    if (error.domain == GST_RESOURCE_ERROR)
        return isLive ? codeOfResource(error.code) : ErrorCode::FileNotReadable;
    // "Failed" is what follows when a live connection breaks in the middle of its data.
    if (error.domain == GST_STREAM_ERROR)
        return isLive && error.code == GST_STREAM_ERROR_FAILED ? ErrorCode::CameraUnreachable
                                                               : ErrorCode::CameraFormatUnsupported;
    if (error.domain == GST_CORE_ERROR
        && (error.code == GST_CORE_ERROR_MISSING_PLUGIN || error.code == GST_CORE_ERROR_NEGOTIATION))
        return ErrorCode::CameraFormatUnsupported;
    return ErrorCode::Internal;
}

} // namespace gatehouse::video
