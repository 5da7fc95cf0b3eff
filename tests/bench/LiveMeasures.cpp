#include "tests/bench/LiveMeasures.h"

#include "tests/support/FrameNumber.h"

#include <QBackingStore>
#include <QEvent>
#include <QImage>

#include <algorithm>
#include <chrono>

namespace gatehouse::bench {

namespace {

constexpr int BeatMilliseconds = 5;

} // namespace

double machineMilliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Percentiles percentilesOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    return { values[values.size() / 2], values[values.size() * 95 / 100], values.back() };
}

std::unique_ptr<FilmCamera> FilmCamera::start(const QString& film, int framesPerSecond)
{
    auto camera = std::make_unique<FilmCamera>();
    camera->m_peer = test::PeerProcess::start(QStringLiteral("rtsp_film.py"),
        { film, QStringLiteral("--fps"), QString::number(framesPerSecond), QStringLiteral("--times") });
    return camera->m_peer ? std::move(camera) : nullptr;
}

QString FilmCamera::address() const
{
    return QStringLiteral("rtsp://127.0.0.1:%1/live").arg(m_peer->port());
}

void FilmCamera::takeTimes()
{
    m_unread += m_peer->takeOutput();
    const qsizetype end = m_unread.lastIndexOf('\n') + 1;
    for (const QByteArray& line : m_unread.left(end).split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        if (fields.size() == 2)
            m_sent[fields[0].toInt()].push_back(fields[1].toDouble());
    }
    m_unread.remove(0, end);
}

std::optional<double> FilmCamera::sentBefore(int number, double moment) const
{
    const auto known = m_sent.find(number);
    if (known == m_sent.end())
        return std::nullopt;
    const auto after = std::ranges::upper_bound(known->second, moment);
    return after == known->second.begin() ? std::nullopt : std::optional(*(after - 1));
}

std::vector<double> FilmCamera::sendings(int number) const
{
    const auto known = m_sent.find(number);
    return known == m_sent.end() ? std::vector<double>() : known->second;
}

Heartbeat::Heartbeat(QObject* parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(BeatMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_delays.push_back(std::max(0.0, static_cast<double>(m_since.nsecsElapsed()) / 1e6 - BeatMilliseconds));
        m_since.start();
    });
}

void Heartbeat::start()
{
    m_delays.clear();
    m_since.start();
    m_timer.start();
}

ScreenWatch::ScreenWatch(QWidget& tile, QSize picture)
    : QObject(&tile)
    , m_tile(tile)
    , m_picture(picture)
{
    m_tile.installEventFilter(this);
}

bool ScreenWatch::eventFilter(QObject* watched, QEvent* event)
{
    // Queued: by then it is painted and handed on.
    if (watched == &m_tile && event->type() == QEvent::Paint)
        QMetaObject::invokeMethod(this, &ScreenWatch::look, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void ScreenWatch::look()
{
    const double now = machineMilliseconds();
    QBackingStore* store = m_tile.window()->backingStore();
    const auto* screen = store ? dynamic_cast<const QImage*>(store->paintDevice()) : nullptr;
    if (!screen)
        return;
    const QSizeF shown = QSizeF(m_picture).scaled(m_tile.size(), Qt::KeepAspectRatio);
    const QPointF corner = QPointF(m_tile.mapTo(m_tile.window(), QPoint(0, 0)))
        + QPointF(m_tile.width() - shown.width(), m_tile.height() - shown.height()) / 2;
    const double scale = shown.width() / m_picture.width();
    const auto number = test::frame_number::read(m_picture, [&](QPointF place) {
        const QPoint pixel = ((corner + place * scale) * screen->devicePixelRatio()).toPoint();
        return screen->valid(pixel) ? qGray(screen->pixel(pixel)) : 128;
    });
    if (number && (m_sights.empty() || m_sights.back().number != *number))
        m_sights.push_back({ *number, now });
}

} // namespace gatehouse::bench
