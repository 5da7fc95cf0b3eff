#pragma once

#include "core/video/Connection.h"
#include "core/video/PluggedDevices.h"

#include <QThread>

namespace gatehouse::video {

// A camera of this machine as a connection, through Qt Multimedia (QCamera into QVideoSink) on a thread of its own. A
// device that is not plugged in, or is pulled out, is a loss: CameraGone. Internal to core/video.
class DeviceConnection final : public Connection
{
public:
    // CameraGone when it is not there.
    static Result<std::unique_ptr<Connection>> open(
        const QString& address, std::shared_ptr<const PluggedDevices> plugged, const MailboxPort& port);
    ~DeviceConnection() override;
    DeviceConnection(const DeviceConnection&) = delete;
    DeviceConnection& operator=(const DeviceConnection&) = delete;

private:
    explicit DeviceConnection(std::unique_ptr<QThread> thread);

    const std::unique_ptr<QThread> m_thread;
};

} // namespace gatehouse::video
