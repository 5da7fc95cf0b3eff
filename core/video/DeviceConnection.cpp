#include "core/video/DeviceConnection.h"

#include "core/video/VideoRange.h"

#include <QCamera>
#include <QEventLoop>
#include <QMediaCaptureSession>
#include <QTimer>
#include <QVideoFrame>
#include <QVideoSink>

#include <cstdlib>
#include <utility>

namespace gatehouse::video {

namespace {

constexpr int PresenceCheckMilliseconds = 500;
// What recognition and a tile can use; more only costs.
constexpr QSize WantedSize(1280, 720);
constexpr float WantedRate = 15;

// The format nearest to the wanted size among those fast enough, or among all.
QCameraFormat preferredFormat(const QList<QCameraFormat>& formats)
{
    const auto distance = [](const QCameraFormat& format) {
        const auto area = [](QSize size) { return qint64(size.width()) * size.height(); };
        const qint64 apart = std::abs(area(format.resolution()) - area(WantedSize));
        const qint64 tooSlow = format.maxFrameRate() < WantedRate ? qint64(1) << 40 : 0;
        return apart + tooSlow;
    };
    QCameraFormat best;
    for (const QCameraFormat& format : formats)
        if (best.isNull() || distance(format) < distance(best))
            best = format;
    return best;
}

// Keeps a frame of Qt's mapped.
class MappedVideoFrame
{
public:
    explicit MappedVideoFrame(const QVideoFrame& frame)
        : m_frame(frame)
    {
        m_frame.map(QVideoFrame::ReadOnly);
    }
    ~MappedVideoFrame() { m_frame.unmap(); }
    MappedVideoFrame(const MappedVideoFrame&) = delete;
    MappedVideoFrame& operator=(const MappedVideoFrame&) = delete;

    [[nodiscard]] bool isMapped() const { return m_frame.isMapped(); }
    [[nodiscard]] Frame::Plane plane(int index) const
    {
        return index < m_frame.planeCount() ? Frame::Plane { m_frame.bits(index), m_frame.bytesPerLine(index) }
                                            : Frame::Plane {};
    }

private:
    QVideoFrame m_frame;
};

std::optional<Picture> imagePicture(const QVideoFrame& frame)
{
    QImage image = frame.toImage();
    image.convertTo(QImage::Format_BGR888);
    if (image.isNull())
        return std::nullopt;
    const auto owner = std::make_shared<const QImage>(std::move(image));
    Picture picture;
    picture.format = PixelFormat::Bgr24;
    picture.size = owner->size();
    picture.planes[0] = { owner->constBits(), owner->bytesPerLine() };
    picture.owner = owner;
    return picture;
}

std::optional<Picture> devicePicture(const QVideoFrame& frame)
{
    const bool isNv12 = frame.pixelFormat() == QVideoFrameFormat::Format_NV12;
    if (!isNv12 && frame.pixelFormat() != QVideoFrameFormat::Format_YUV420P)
        return imagePicture(frame);
    const auto mapped = std::make_shared<MappedVideoFrame>(frame);
    if (!mapped->isMapped())
        return std::nullopt;
    Picture picture;
    picture.format = isNv12 ? PixelFormat::Nv12 : PixelFormat::I420;
    picture.size = frame.size();
    picture.planes = { mapped->plane(0), mapped->plane(1), mapped->plane(2) };
    picture.owner = mapped;
    if (frame.surfaceFormat().colorRange() == QVideoFrameFormat::ColorRange_Full && !bringToVideoRange(picture))
        return std::nullopt;
    return picture;
}

// A video sink on a thread whose event loop always turns: Qt's pipeline waits for it, at most a second, while camera
// and session are started and taken down, and gives up the picture where they share a thread.
class SinkThread
{
public:
    explicit SinkThread(const MailboxPort& port)
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            &m_context,
            [this, port] {
                m_sink = std::make_unique<QVideoSink>();
                QObject::connect(
                    m_sink.get(), &QVideoSink::videoFrameChanged, m_sink.get(), [port](const QVideoFrame& frame) {
                        if (auto picture = devicePicture(frame))
                            port.post(std::move(*picture));
                    });
            },
            Qt::BlockingQueuedConnection);
    }
    ~SinkThread()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_sink.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    SinkThread(const SinkThread&) = delete;
    SinkThread& operator=(const SinkThread&) = delete;

    [[nodiscard]] QVideoSink* sink() const { return m_sink.get(); }

private:
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QVideoSink> m_sink; // made and destroyed on the thread
};

// The Qt objects of one connection, made and destroyed on its thread.
class DeviceSession
{
public:
    DeviceSession(const QCameraDevice& device, const QString& address,
        const std::shared_ptr<const PluggedDevices>& plugged, const MailboxPort& port)
        : m_sink(port)
        , m_camera(device)
    {
        QObject::connect(&m_camera, &QCamera::errorOccurred, &m_presence,
            [port](QCamera::Error, const QString&) { port.post(Loss { ErrorCode::CameraGone }); });
        // A device pulled out may simply fall silent. Plugged in again at once, it is another one by its id.
        QObject::connect(&m_presence, &QTimer::timeout, &m_presence, [port, address, plugged, id = device.id()] {
            const auto present = plugged->find(address);
            if (!present || present->id() != id)
                port.post(Loss { ErrorCode::CameraGone });
        });
        m_presence.start(PresenceCheckMilliseconds);
        // The sink before the camera: the other way round Qt 6.4 leaves the sink paused one time in five, for good.
        m_session.setVideoSink(m_sink.sink());
        m_session.setCamera(&m_camera);
        const QCameraFormat format = preferredFormat(device.videoFormats());
        if (!format.isNull())
            m_camera.setCameraFormat(format);
        m_camera.start();
    }

private:
    SinkThread m_sink;
    QCamera m_camera;
    QMediaCaptureSession m_session;
    QTimer m_presence;
};

} // namespace

Result<std::unique_ptr<Connection>> DeviceConnection::open(
    const QString& address, std::shared_ptr<const PluggedDevices> plugged, const MailboxPort& port)
{
    const auto device = plugged->find(address);
    if (!device)
        return failure(ErrorCode::CameraGone, QStringLiteral("the device is not plugged in"));
    std::unique_ptr<QThread> thread(QThread::create([=] {
        const DeviceSession session(*device, address, plugged, port);
        QEventLoop().exec();
    }));
    thread->start();
    return std::unique_ptr<Connection>(new DeviceConnection(std::move(thread)));
}

DeviceConnection::DeviceConnection(std::unique_ptr<QThread> thread)
    : m_thread(std::move(thread))
{
}

DeviceConnection::~DeviceConnection()
{
    m_thread->quit();
    m_thread->wait();
}

} // namespace gatehouse::video
