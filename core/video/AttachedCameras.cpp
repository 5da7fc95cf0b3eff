#include "core/video/AttachedCameras.h"

#include "core/video/CameraDevices.h"

namespace gatehouse::video {

struct AttachedCameras::Private
{
    CameraDevices devices;
};

AttachedCameras::AttachedCameras(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    connect(&d->devices, &CameraDevices::changed, this, &AttachedCameras::changed);
}

AttachedCameras::~AttachedCameras() = default;

QStringList AttachedCameras::addresses() const
{
    QStringList addresses;
    for (const CameraDevice& device : d->devices.list())
        addresses.append(device.address);
    return addresses;
}

} // namespace gatehouse::video
