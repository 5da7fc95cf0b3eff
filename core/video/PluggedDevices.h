#pragma once

#include "core/video/CameraDevices.h"

#include <QCameraDevice>

#include <mutex>
#include <optional>

namespace gatehouse::video {

// The cameras plugged in now, as sources see them from their threads. Thread-safe. Internal to core/video.
class PluggedDevices
{
public:
    void set(const QList<QCameraDevice>& devices);
    [[nodiscard]] QList<CameraDevice> list() const;
    [[nodiscard]] std::optional<QCameraDevice> find(const QString& address) const;

private:
    mutable std::mutex m_mutex;
    QList<QCameraDevice> m_devices;
};

} // namespace gatehouse::video
