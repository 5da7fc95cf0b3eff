#pragma once

#include "core/video/CameraDevices.h"
#include "core/video/SupervisedSource.h"

namespace gatehouse::video {

// The camera of this machine with that address (CameraDevice::address), whether or not it is plugged in: it is there as
// soon as it is. Made on the program's main thread; may be destroyed on any.
class DeviceSource final : public CameraSource
{
public:
    DeviceSource(const QString& address, VideoRuntime& runtime);

    void start(FrameSink onFrame, StateSink onState) override;
    void stop() override;

private:
    struct DeleteLater
    {
        void operator()(CameraDevices* devices) const { devices->deleteLater(); }
    };

    const std::unique_ptr<CameraDevices, DeleteLater> m_devices;
    SupervisedSource m_source;
};

} // namespace gatehouse::video
