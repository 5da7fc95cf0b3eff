#pragma once

#include <QCameraDevice>
#include <QList>
#include <QMediaDevices>
#include <QObject>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>

namespace gatehouse::video {

// A camera plugged into this machine.
struct CameraDevice
{
    // What a CameraAddress of CameraKind::Device holds: the description, and "#2", "#3" … behind it for further devices
    // of the same description. Qt's own ids only count up: a device that is plugged in again gets another one.
    QString address;
    QString description; // as the device calls itself

    friend bool operator==(const CameraDevice&, const CameraDevice&) = default;
};

// The cameras plugged in now, as sources see them from their threads. Thread-safe.
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

// Lists them and says when one comes or goes, for the cameras page. Lives on the program's main thread, where Qt
// Multimedia watches the devices.
class CameraDevices final : public QObject
{
    Q_OBJECT

public:
    explicit CameraDevices(QObject* parent = nullptr);

    [[nodiscard]] QList<CameraDevice> list() const { return m_plugged->list(); }
    [[nodiscard]] std::shared_ptr<const PluggedDevices> plugged() const { return m_plugged; }

Q_SIGNALS:
    void changed();

private:
    const std::shared_ptr<PluggedDevices> m_plugged = std::make_shared<PluggedDevices>();
    QMediaDevices m_media;
};

} // namespace gatehouse::video
