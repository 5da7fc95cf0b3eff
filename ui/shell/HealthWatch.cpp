#include "ui/shell/HealthWatch.h"

#include "core/backup/Backups.h"
#include "core/backup/RingCopies.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/RetentionRecord.h"
#include "ui/common/Background.h"

#include <chrono>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::seconds LookAtHealthEvery { 10 };
constexpr int LooksBetweenRings = 6; // it is compared with every picture's key

void measureRing(security::OpenSite& site, const Clock& clock, StoreHealth& health)
{
    const auto ring = backup::RingCopies(site, clock).health();
    if (!ring)
        return;
    health.ring = *ring;
    health.ringCopyAge = ring->copiedAt ? std::optional(clock.now() - *ring->copiedAt) : std::nullopt;
}

// `health` holds what was known before.
StoreHealth measure(
    security::OpenSite& site, const Clock& clock, const security::ActingOperator& actor, StoreHealth health)
{
    health.disk = readDiskSpace(site.paths().folder);
    health.history = site.history();
    const auto backups = backup::Backups(site, clock).health();
    if (backups) {
        health.isBackupTooOld = backups->isTooOld;
        health.backupAge = backups->lastGood ? std::optional(clock.now() - *backups->lastGood) : std::nullopt;
    }
    const auto question = site.reader().call(
        [&clock](store::Database& database) { return privacy::clockQuestion(database, clock, clock.now()); });
    health.isClockDoubted = question && question->has_value();
    const auto unaccounted =
        site.reader().call([](store::Database& database) { return privacy::isRetentionUnaccounted(database); });
    health.isRetentionUnaccounted = unaccounted && *unaccounted;
    const auto recovered =
        site.reader().call([](store::Database& database) { return security::unconfirmedOperators(database); });
    health.recovered = recovered ? *recovered : QList<security::RecoveredOperator>();
    const auto count =
        site.reader().call([&](store::Database& database) { return people::countPeople(actor, database); });
    health.people = count ? std::optional(*count) : std::nullopt;
    return health;
}

} // namespace

HealthWatch::HealthWatch(const SiteContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setInterval(LookAtHealthEvery);
    connect(&m_timer, &QTimer::timeout, this, &HealthWatch::look);
    m_timer.start();
    look();
}

void HealthWatch::look()
{
    if (m_isLooking)
        return; // the disk takes its time
    m_isLooking = true;
    runInBackground(
        this,
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor(), known = m_known,
            isRingsTurn = m_looks++ % LooksBetweenRings == 0]() mutable {
            if (isRingsTurn)
                measureRing(site, clock, known);
            return measure(site, clock, actor, known);
        },
        [this](const StoreHealth& health) {
            m_isLooking = false;
            m_known = health;
            Q_EMIT measured(health);
        });
}

} // namespace gatehouse::ui
