#include "core/video/DeviceSource.h"

#include "core/video/DeviceConnection.h"

#include <utility>

namespace gatehouse::video {

namespace {

SourceRules deviceRules()
{
    SourceRules rules;
    rules.limits = DeviceLimits;
    return rules;
}

} // namespace

DeviceSource::DeviceSource(const QString& address, VideoRuntime& runtime)
    : m_devices(new CameraDevices)
    , m_source([address, plugged = m_devices->plugged()](
                   const MailboxPort& port) { return DeviceConnection::open(address, plugged, port); },
          deviceRules(), runtime)
{
}

void DeviceSource::start(FrameSink onFrame, StateSink onState)
{
    m_source.start(std::move(onFrame), std::move(onState));
}

void DeviceSource::stop()
{
    m_source.stop();
}

} // namespace gatehouse::video
