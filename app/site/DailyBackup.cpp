#include "app/site/DailyBackup.h"

#include "core/backup/RingCopies.h"

#include <chrono>

namespace gatehouse::site {

namespace {

constexpr std::chrono::minutes LookForBackupEvery { 5 };

void sayBackup(const Error& error)
{
    if (error.code != ErrorCode::Cancelled && error.code != ErrorCode::BackupUnderWay)
        qWarning("backup: %s", errorCodeName(error.code).data());
}

} // namespace

DailyBackup::DailyBackup(security::OpenSite& site, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_site(site)
    , m_clock(clock)
{
    m_thread.setMaxThreadCount(1);
    m_timer.setInterval(LookForBackupEvery);
    connect(&m_timer, &QTimer::timeout, this, &DailyBackup::look);
}

DailyBackup::~DailyBackup()
{
    beginStop();
    waitForStop();
}

void DailyBackup::start()
{
    m_isStopping = false;
    m_timer.start();
    look();
}

void DailyBackup::beginStop()
{
    m_timer.stop();
    m_isStopping = true;
}

void DailyBackup::waitForStop()
{
    m_thread.waitForDone();
}

void DailyBackup::look()
{
    if (m_thread.activeThreadCount() == 0)
        m_thread.start([this] { work(); });
}

void DailyBackup::work()
{
    backup::Backups backups(m_site, m_clock);
    if (const auto settled = backups.settle(); !settled)
        sayBackup(settled.error());
    if (m_isStopping)
        return;
    compareShelf();
    const auto taken = backups.takeWhenDue(
        [this](const backup::Progress&) { return m_isStopping ? store::CopyGoesOn::No : store::CopyGoesOn::Yes; });
    if (!taken)
        sayBackup(taken.error());
    if (m_isStopping)
        return;
    if (const auto copied = backup::RingCopies(m_site, m_clock).copyWhenDue(); !copied)
        sayBackup(copied.error());
}

void DailyBackup::compareShelf()
{
    if (m_isShelfCompared)
        return;
    const auto shelved = backup::Backups(m_site, m_clock).signedHeads();
    if (!shelved || shelved->heads.isEmpty())
        return;
    const auto compared = m_site.compareHistory(shelved->heads);
    m_isShelfCompared = compared.isOk();
    if (compared && compared->mismatch)
        qWarning("audit: the trail is not the one that was signed");
}

} // namespace gatehouse::site
