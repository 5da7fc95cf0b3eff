#pragma once

#include "core/video/CameraSource.h"
#include "ui/common/SiteContext.h"

#include <QImage>
#include <QObject>
#include <QTimer>

#include <memory>

namespace gatehouse::ui {

// Pictures of one camera for a form: of a camera that runs, or of an address that is only being tried out, through the
// same sources the lanes use. Ten pictures a second at most; a camera that hangs never holds up the GUI thread, on
// which this lives.
class PreviewFeed : public QObject
{
    Q_OBJECT

public:
    explicit PreviewFeed(const SiteContext& context, QObject* parent = nullptr);
    ~PreviewFeed() override;

    // Opens the address anew. InvalidArgument, FileNotReadable.
    Result<void> watch(const video::CameraAddress& address);
    // Shows what the lanes get.
    void watchRunning(CameraId camera);
    void stop();
    [[nodiscard]] const video::CameraState& state() const { return m_state; }

Q_SIGNALS:
    void pictureArrived(const QImage& picture);
    void stateChanged();

private:
    struct Source;
    void look();
    void take(const video::Frame& frame, const video::CameraState& state);

    const SiteContext& m_context;
    std::shared_ptr<Source> m_source;
    CameraId m_running;
    video::CameraState m_state;
    quint64 m_shownSequence = 0;
    QTimer m_tick;
};

} // namespace gatehouse::ui
