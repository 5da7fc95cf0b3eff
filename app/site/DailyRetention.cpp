#include "app/site/DailyRetention.h"

#include "core/privacy/ClockBelief.h"
#include "core/privacy/Hiding.h"
#include "core/privacy/RetentionRun.h"

#include <chrono>

namespace gatehouse::site {

namespace {

constexpr std::chrono::minutes LookEvery { 15 };
constexpr qint64 OneDay = 24LL * 60 * 60 * 1000;

void say(const Error& error)
{
    if (error.code != ErrorCode::Cancelled)
        qWarning("retention: %s", errorCodeName(error.code).data());
}

// A moment in the future is no run: the clock was wrong then.
bool isDue(const std::optional<UtcTime>& last, UtcTime now)
{
    return !last || *last > now || now - *last >= OneDay;
}

} // namespace

void removeOverdue(security::OpenSite& site, const Clock& clock)
{
    privacy::hideOverdue(site.writer(), site.reader(), clock);
    if (const auto done =
            privacy::enforceRetention(site.writer(), clock, site.signingKey(), privacy::RunOccasion::Opening);
        !done)
        say(done.error());
}

DailyRetention::DailyRetention(security::OpenSite& site, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_site(site)
    , m_clock(clock)
{
    m_thread.setMaxThreadCount(1);
    m_timer.setInterval(LookEvery);
    connect(&m_timer, &QTimer::timeout, this, &DailyRetention::look);
}

DailyRetention::~DailyRetention()
{
    beginStop();
    waitForStop();
}

void DailyRetention::start()
{
    m_isStopping = false;
    m_timer.start();
    look();
}

void DailyRetention::beginStop()
{
    m_timer.stop();
    m_isStopping = true;
}

void DailyRetention::waitForStop()
{
    m_thread.waitForDone();
}

void DailyRetention::look()
{
    if (m_thread.activeThreadCount() > 0)
        return;
    m_thread.start([this] {
        if (const auto noted = m_site.writer().call(
                [this](store::Database& database) { return privacy::noteClock(database, m_clock); });
            !noted)
            say(noted.error());
        const auto last =
            m_site.reader().call([](store::Database& database) { return privacy::lastRetentionRun(database); });
        if (!last)
            return say(last.error());
        if (m_isStopping || !isDue(*last, m_clock.now()))
            return;
        if (m_failures > 0 && m_clock.monotonicMilliseconds() - m_failedAt < privacy::retryRetentionAfter(m_failures))
            return;
        privacy::hideOverdue(m_site.writer(), m_site.reader(), m_clock);
        const auto done = privacy::enforceRetention(
            m_site.writer(), m_clock, m_site.signingKey(), privacy::RunOccasion::Daily, &m_isStopping);
        if (!done) {
            ++m_failures;
            m_failedAt = m_clock.monotonicMilliseconds();
            return say(done.error());
        }
        m_failures = 0;
        Q_EMIT finished();
    });
}

} // namespace gatehouse::site
