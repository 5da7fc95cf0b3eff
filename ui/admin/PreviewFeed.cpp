#include "ui/admin/PreviewFeed.h"

#include <QThreadPool>

#include <mutex>

namespace gatehouse::ui {

namespace {

constexpr int PictureInterval = 100; // ms
constexpr QSize LargestPicture(960, 540);

} // namespace

// Destroyed on a pool thread, because a runtime waits there for threads of cameras that hang.
struct PreviewFeed::Source
{
    explicit Source(const Clock& clock)
        : runtime(clock)
    {
    }

    std::mutex mutex;
    video::Frame newest;
    video::CameraState state;
    video::VideoRuntime runtime;
    std::unique_ptr<video::CameraSource> camera; // goes before the runtime
};

PreviewFeed::PreviewFeed(const SiteContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
    m_tick.setInterval(PictureInterval);
    connect(&m_tick, &QTimer::timeout, this, &PreviewFeed::look);
}

PreviewFeed::~PreviewFeed()
{
    stop();
}

Result<void> PreviewFeed::watch(const video::CameraAddress& address)
{
    stop();
    auto source = std::make_shared<Source>(m_context.clock);
    GATEHOUSE_TRY_ASSIGN(camera, video::createCameraSource(address, video::Playback::Loop, source->runtime));
    source->camera = std::move(camera);
    m_source = source;
    source->camera->start(
        [raw = source.get()](const video::Frame& frame) {
            const std::lock_guard lock(raw->mutex);
            raw->newest = frame;
        },
        [raw = source.get()](const video::CameraState& state) {
            const std::lock_guard lock(raw->mutex);
            raw->state = state;
        });
    m_tick.start();
    return {};
}

void PreviewFeed::watchRunning(CameraId camera)
{
    stop();
    m_running = camera;
    m_tick.start();
    look();
}

void PreviewFeed::stop()
{
    m_tick.stop();
    m_running = {};
    m_shownSequence = 0;
    m_state = {};
    if (!m_source)
        return;
    m_source->camera->stop();
    QThreadPool::globalInstance()->start([source = std::move(m_source)]() mutable { source.reset(); });
    m_source.reset();
}

void PreviewFeed::look()
{
    if (m_source) {
        video::Frame frame;
        video::CameraState state;
        {
            const std::lock_guard lock(m_source->mutex);
            frame = m_source->newest;
            state = m_source->state;
        }
        take(frame, state);
    } else if (m_running.isValid()) {
        take(m_context.lanes.latestFrame(m_running), m_context.lanes.cameraState(m_running));
    }
}

void PreviewFeed::take(const video::Frame& frame, const video::CameraState& state)
{
    if (!(state == m_state)) {
        m_state = state;
        Q_EMIT stateChanged();
    }
    // Sequences count from 0 and a new connection may count anew: another number is another picture.
    if (frame.isNull() || frame.sequence() + 1 == m_shownSequence)
        return;
    m_shownSequence = frame.sequence() + 1;
    Q_EMIT pictureArrived(frame.toImage({}, LargestPicture));
}

} // namespace gatehouse::ui
