#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

class QMediaDevices;

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

class PluggedDevices;

// Lists them and says when one comes or goes, for the cameras page. Lives on the program's main thread, where Qt
// Multimedia watches the devices.
class CameraDevices final : public QObject
{
    Q_OBJECT

public:
    explicit CameraDevices(QObject* parent = nullptr);
    ~CameraDevices() override;

    [[nodiscard]] QList<CameraDevice> list() const;
    // For the sources of core/video.
    [[nodiscard]] std::shared_ptr<const PluggedDevices> plugged() const { return m_plugged; }

Q_SIGNALS:
    void changed();

private:
    const std::shared_ptr<PluggedDevices> m_plugged;
    const std::unique_ptr<QMediaDevices> m_media;
};

} // namespace gatehouse::video
