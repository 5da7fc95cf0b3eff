#include "core/video/CameraDevices.h"

#include "core/video/PluggedDevices.h"

#include <QHash>
#include <QMediaDevices>

namespace gatehouse::video {

namespace {

// The addresses of devices in the order they are listed in.
QList<CameraDevice> addressed(const QList<QCameraDevice>& devices)
{
    QList<CameraDevice> result;
    QHash<QString, int> seen;
    for (const QCameraDevice& device : devices) {
        const QString description = device.description();
        const int number = ++seen[description];
        result.append(
            { number == 1 ? description : description + QLatin1Char('#') + QString::number(number), description });
    }
    return result;
}

} // namespace

void PluggedDevices::set(const QList<QCameraDevice>& devices)
{
    std::lock_guard lock(m_mutex);
    m_devices = devices;
}

QList<CameraDevice> PluggedDevices::list() const
{
    std::lock_guard lock(m_mutex);
    return addressed(m_devices);
}

std::optional<QCameraDevice> PluggedDevices::find(const QString& address) const
{
    std::lock_guard lock(m_mutex);
    const QList<CameraDevice> known = addressed(m_devices);
    for (qsizetype index = 0; index < known.size(); ++index)
        if (known[index].address == address)
            return m_devices[index];
    return std::nullopt;
}

CameraDevices::CameraDevices(QObject* parent)
    : QObject(parent)
    , m_plugged(std::make_shared<PluggedDevices>())
    , m_media(std::make_unique<QMediaDevices>())
{
    m_plugged->set(QMediaDevices::videoInputs());
    connect(m_media.get(), &QMediaDevices::videoInputsChanged, this, [this] {
        m_plugged->set(QMediaDevices::videoInputs());
        Q_EMIT changed();
    });
}

CameraDevices::~CameraDevices() = default;

QList<CameraDevice> CameraDevices::list() const
{
    return m_plugged->list();
}

} // namespace gatehouse::video
