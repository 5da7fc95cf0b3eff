#include "core/video/SupervisedSource.h"

#include <QRandomGenerator>

#include <atomic>
#include <mutex>
#include <utility>

namespace gatehouse::video {

namespace {

constexpr std::chrono::milliseconds Tick(100);

template <typename... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
// Clang deduces an aggregate's arguments only from version 17 on.
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

// What is worth telling again: a silence that grew by a second is, by a millisecond it is not.
bool tellsNews(const CameraState& known, const CameraState& now)
{
    return known.phase != now.phase || known.attempt != now.attempt || known.reason != now.reason
        || known.silentFor / 1000 != now.silentFor / 1000;
}

} // namespace

class SupervisedSource::Worker
{
public:
    Worker(const ConnectionFactory& factory, const SourceRules& rules, VideoRuntime& runtime, FrameSink onFrame,
        StateSink onState)
        : m_factory(factory)
        , m_rules(rules)
        , m_runtime(runtime)
        , m_onFrame(std::move(onFrame))
        , m_onState(std::move(onState))
        , m_mailbox(std::make_shared<Mailbox>(rules.overflow))
        , m_health(rules.limits, rules.afterLoss, [] { return QRandomGenerator::global()->generateDouble(); })
    {
    }

    void run()
    {
        const qint64 delay = m_rules.startOrder == StartOrder::Staggered ? m_runtime.bookStart() : 0;
        m_health.start(now(), delay);
        while (!m_isStopping) {
            act();
            tellState();
            if (auto event = m_mailbox->wait(Tick))
                take(std::move(*event));
        }
        m_connection.reset(); // nobody waits for this thread: it takes its connection down itself
    }

    // When it returns no sink runs, and none will.
    void requestStop()
    {
        m_isStopping = true;
        m_mailbox->close();
        std::lock_guard lock(m_sinkMutex);
    }

private:
    [[nodiscard]] qint64 now() const { return m_runtime.clock().monotonicMilliseconds(); }

    void act()
    {
        if (m_departing && !*m_departing)
            return;
        switch (m_health.next(now())) {
        case CameraHealth::Action::Connect:
            connect();
            break;
        case CameraHealth::Action::Disconnect:
            disconnect();
            break;
        case CameraHealth::Action::Wait:
            break;
        }
    }

    void connect()
    {
        m_mediaStart = m_runtime.clock().now();
        auto connection = m_factory(MailboxPort(m_mailbox, m_mailbox->openGeneration()));
        if (connection)
            m_connection = std::move(*connection);
        else
            lose(connection.error().code);
    }

    // The old connection is not heard from here on; its threads may hang while others of the program go on.
    void disconnect()
    {
        m_mailbox->openGeneration();
        if (!m_connection)
            return;
        m_departing = std::make_shared<std::atomic<bool>>(false);
        m_runtime.launch(
            [connection = std::shared_ptr<Connection>(std::move(m_connection)), isGone = m_departing]() mutable {
                connection.reset();
                *isGone = true;
            });
    }

    void lose(ErrorCode reason)
    {
        disconnect();
        m_health.connectionLost(reason, now());
    }

    void take(ConnectionEvent event)
    {
        std::visit(Overloaded {
                       [this](Picture& picture) { deliver(picture); },
                       [this](const Loss& loss) { lose(loss.reason); },
                       [this](const MediaEnd&) { finishMedia(); },
                   },
            event);
    }

    void deliver(Picture& picture)
    {
        const qint64 arrived = now();
        m_health.frameArrived(arrived);
        tellState(); // live is said before the first picture is there to be seen
        const UtcTime captured =
            picture.mediaTime ? m_mediaStart.plusMilliseconds(*picture.mediaTime) : m_runtime.clock().now();
        const Frame frame(
            picture.format, picture.size, picture.planes, std::move(picture.owner), captured, arrived, ++m_sequence);
        std::lock_guard lock(m_sinkMutex);
        if (!m_isStopping)
            m_onFrame(frame);
    }

    void finishMedia()
    {
        if (m_rules.atMediaEnd == AtMediaEnd::Rewind) {
            if (!m_connection || !m_connection->rewind())
                lose(ErrorCode::CameraFormatUnsupported);
        } else if (m_sequence == 0) {
            lose(ErrorCode::CameraFormatUnsupported);
        } else {
            disconnect();
            m_health.mediaEnded();
        }
    }

    void tellState()
    {
        const CameraState state = m_health.state(now());
        if (m_told && !tellsNews(*m_told, state))
            return;
        m_told = state;
        std::lock_guard lock(m_sinkMutex);
        if (!m_isStopping)
            m_onState(state);
    }

    const ConnectionFactory m_factory;
    const SourceRules m_rules;
    VideoRuntime& m_runtime;
    const FrameSink m_onFrame;
    const StateSink m_onState;
    const std::shared_ptr<Mailbox> m_mailbox;
    std::mutex m_sinkMutex;
    std::atomic<bool> m_isStopping = false;

    // Of the worker's thread alone.
    CameraHealth m_health;
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<std::atomic<bool>> m_departing;
    std::optional<CameraState> m_told;
    UtcTime m_mediaStart;
    quint64 m_sequence = 0;
};

SupervisedSource::SupervisedSource(ConnectionFactory factory, const SourceRules& rules, VideoRuntime& runtime)
    : m_factory(std::move(factory))
    , m_rules(rules)
    , m_runtime(runtime)
{
}

SupervisedSource::~SupervisedSource()
{
    stop();
}

void SupervisedSource::start(FrameSink onFrame, StateSink onState)
{
    stop();
    m_worker = std::make_shared<Worker>(m_factory, m_rules, m_runtime, std::move(onFrame), std::move(onState));
    m_runtime.launch([worker = m_worker] { worker->run(); });
}

void SupervisedSource::stop()
{
    if (const auto worker = std::exchange(m_worker, nullptr))
        worker->requestStop();
}

} // namespace gatehouse::video
