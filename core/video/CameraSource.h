#pragma once

#include "core/base/Result.h"
#include "core/video/Frame.h"
#include "core/video/VideoRuntime.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::video {

enum class CameraKind { Rtsp, Mjpeg, Device, File, Folder };

inline constexpr CameraKind AllCameraKinds[] = { CameraKind::Rtsp, CameraKind::Mjpeg, CameraKind::Device,
    CameraKind::File, CameraKind::Folder };

// "rtsp", "mjpeg", "device", "file", "folder": stored and typed.
QString cameraKindCode(CameraKind kind);
std::optional<CameraKind> cameraKindFromCode(QStringView code);

// What a source is made from. `address` is a URL, a device (CameraDevice::address), a file or a folder. It may hold a
// password: never log it.
struct CameraAddress
{
    CameraKind kind = CameraKind::Rtsp;
    QString address;
};

enum class CameraPhase { Stopped, Connecting, Live, Stale, Failed, Ended };

// What a guard is told about a camera.
struct CameraState
{
    CameraPhase phase = CameraPhase::Stopped;
    // Since the last frame, in milliseconds; 0 before the first.
    qint64 silentFor = 0;
    // Attempts since the last frame; 0 while live.
    int attempt = 0;
    // Why, when stale or failed.
    std::optional<ErrorCode> reason;

    friend bool operator==(const CameraState&, const CameraState&) = default;
};

// How recorded media plays: at its own pace for ever (a demo camera), at its own pace once, or once as fast as the
// consumer takes the frames (replay: nothing is dropped). Pictures of a folder follow each other at two a second.
// Live cameras know no end and play alike in all three.
enum class Playback { Loop, RealTimeOnce, FastOnce };

// One camera. It delivers frames and states from threads of its own: the sinks are called there, must be quick (hand
// the frame on) and must not call back into the source; with Playback::FastOnce the frame sink may block to slow the
// source down. start() and stop() are called by the owner's thread; stop() returns within 100 ms and after it no sink
// is called again. A source reconnects by itself (staggered start, exponential back-off with jitter, at most 30 s)
// until stopped; a camera that hangs never blocks its caller or another camera. Stale shows at most 2 s after the last
// frame, a stalled connection is rebuilt after 3 s. Media played once ends in Ended or Failed and is not tried again.
// A sink that blocks is released by its owner before stop(), which waits for the call that is under way.
class CameraSource
{
public:
    using FrameSink = std::function<void(const Frame&)>;
    using StateSink = std::function<void(const CameraState&)>;

    virtual ~CameraSource() = default;
    virtual void start(FrameSink onFrame, StateSink onState) = 0;
    virtual void stop() = 0;
};

// A source for the address: GStreamer for network streams and files, Qt Multimedia for devices, a reader for folders
// and single pictures. The objects are made idle; errors here are only of the address itself (InvalidArgument,
// FileNotReadable). The runtime outlives the source.
Result<std::unique_ptr<CameraSource>> createCameraSource(
    const CameraAddress& address, Playback playback, VideoRuntime& runtime);

} // namespace gatehouse::video
