#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

namespace gatehouse::video {

// The cameras plugged into this machine, for whoever adds one: their addresses as CameraAddress holds them for
// CameraKind::Device. Lives on the program's main thread.
class AttachedCameras final : public QObject
{
    Q_OBJECT

public:
    explicit AttachedCameras(QObject* parent = nullptr);
    ~AttachedCameras() override;

    [[nodiscard]] QStringList addresses() const;

Q_SIGNALS:
    // One came or went.
    void changed();

private:
    struct Private;
    const std::unique_ptr<Private> d;
};

} // namespace gatehouse::video
