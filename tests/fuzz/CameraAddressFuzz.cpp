#include "core/base/Clock.h"
#include "core/lane/LaneRegistry.h"
#include "core/video/CameraSource.h"
#include "tests/fuzz/FuzzTarget.h"

#include <QUrl>

using namespace gatehouse;

// An address of a network camera as somebody types it; the password in it is never in what is shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const SystemClock clock;
    static video::VideoRuntime runtime(clock);
    const QString typed = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    for (const auto kind : { video::CameraKind::Rtsp, video::CameraKind::Mjpeg }) {
        const video::CameraAddress address { kind, typed };
        const auto source = video::createCameraSource(address, video::Playback::Loop, runtime);
        fuzz::mustHold(source || source.error().code == ErrorCode::InvalidArgument, "a source, or no address");
        const QString shown = lane::shownAddress(address);
        const QString password = QUrl(typed).password(QUrl::FullyEncoded);
        // Shorter ones stand by chance in a host's name.
        if (source && password.size() >= 6 && !QUrl(typed).path(QUrl::FullyEncoded).contains(password)
            && !QUrl(typed).host(QUrl::FullyEncoded).contains(password))
            fuzz::mustHold(!shown.contains(password), "no password is shown");
    }
    return 0;
}
