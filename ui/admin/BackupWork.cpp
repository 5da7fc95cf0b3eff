#include "ui/admin/BackupWork.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int LookForProgressEvery = 200; // ms

} // namespace

BackupWork::BackupWork(const SiteContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setInterval(LookForProgressEvery);
    connect(&m_timer, &QTimer::timeout, this, &BackupWork::showProgress);
}

BackupWork::~BackupWork()
{
    stop();
}

backup::Watcher BackupWork::watcherOf(const std::shared_ptr<Shared>& shared)
{
    return [shared](const backup::Progress& at) {
        shared->stage = static_cast<int>(at.stage);
        shared->percent = static_cast<int>(at.done * 100 / std::max<qint64>(1, at.total));
        return shared->isStopped ? store::CopyGoesOn::No : store::CopyGoesOn::Yes;
    };
}

std::shared_ptr<BackupWork::Shared> BackupWork::begin()
{
    if (m_shared)
        return nullptr;
    m_shared = std::make_shared<Shared>();
    m_timer.start();
    showProgress();
    Q_EMIT busyChanged(true);
    return m_shared;
}

void BackupWork::end()
{
    m_shared.reset();
    m_timer.stop();
    Q_EMIT busyChanged(false);
}

void BackupWork::stop()
{
    if (m_shared)
        m_shared->isStopped = true;
}

void BackupWork::showProgress()
{
    if (!m_shared)
        return;
    const int percent = m_shared->percent;
    switch (static_cast<backup::Stage>(m_shared->stage.load())) {
    case backup::Stage::Copying:
        Q_EMIT progressed(tr("Copying the store: %1 %").arg(percent));
        return;
    case backup::Stage::Checking:
        Q_EMIT progressed(tr("Checking every page and the trail"));
        return;
    case backup::Stage::Writing:
        Q_EMIT progressed(tr("Writing the file: %1 %").arg(percent));
        return;
    case backup::Stage::ReadingBack:
        Q_EMIT progressed(tr("Reading it back: %1 %").arg(percent));
        return;
    case backup::Stage::Extracting:
        Q_EMIT progressed(tr("Unpacking in a scratch place: %1 %").arg(percent));
        return;
    }
}

} // namespace gatehouse::ui
