#include "ui/shell/HealthWatch.h"

#include "core/backup/Backups.h"
#include "core/backup/RingCopies.h"
#include "core/privacy/ClockDoubt.h"
#include "ui/common/Background.h"

#include <chrono>

namespace gatehouse::ui {

namespace {

constexpr std::chrono::seconds LookAtHealthEvery { 10 };

StoreHealth measure(security::OpenSite& site, const Clock& clock, const security::ActingOperator& actor)
{
    StoreHealth health;
    health.disk = readDiskSpace(site.paths().folder);
    health.history = site.history();
    const auto backups = backup::Backups(site, clock).health();
    if (backups) {
        health.isBackupTooOld = backups->isTooOld;
        if (backups->lastGood)
            health.backupAge = clock.now() - *backups->lastGood;
    }
    if (const auto ring = backup::RingCopies(site, clock).health()) {
        health.ring = *ring;
        if (ring->copiedAt)
            health.ringCopyAge = clock.now() - *ring->copiedAt;
    }
    const auto question = site.reader().call(
        [&clock](store::Database& database) { return privacy::clockQuestion(database, clock.now()); });
    health.isClockDoubted = question && question->has_value();
    const auto count =
        site.reader().call([&](store::Database& database) { return people::countPeople(actor, database); });
    if (count)
        health.people = *count;
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
        [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor()] {
            return measure(site, clock, actor);
        },
        [this](const StoreHealth& health) {
            m_isLooking = false;
            Q_EMIT measured(health);
        });
}

} // namespace gatehouse::ui
