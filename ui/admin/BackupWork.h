#pragma once

#include "core/backup/Backups.h"
#include "ui/common/SiteContext.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace gatehouse::ui {

// One long job on the backups at a time, in the background: says how far it is and can be stopped. GUI thread; what is
// under way when it is destroyed is stopped and leaves nothing behind.
class BackupWork : public QObject
{
    Q_OBJECT

public:
    explicit BackupWork(const SiteContext& context, QObject* parent = nullptr);
    ~BackupWork() override;

    // `job` runs in the background, `done` here; nothing happens while another job runs.
    template <typename Value>
    void run(std::function<Result<Value>(backup::Backups&, const backup::Watcher&)> job,
        std::function<void(const Result<Value>&)> done);
    [[nodiscard]] bool isBusy() const { return m_shared != nullptr; }
    void stop();

Q_SIGNALS:
    void busyChanged(bool isBusy);
    // What it does now, and how far: "Copying the store 40 %".
    void progressed(const QString& words);

private:
    struct Shared
    {
        std::atomic<bool> isStopped = false;
        std::atomic<int> stage = 0;
        std::atomic<int> percent = 0;
    };
    static backup::Watcher watcherOf(const std::shared_ptr<Shared>& shared);
    std::shared_ptr<Shared> begin();
    void end();
    void showProgress();

    const SiteContext& m_context;
    std::shared_ptr<Shared> m_shared;
    QTimer m_timer;
};

} // namespace gatehouse::ui

#include "ui/common/Background.h"

template <typename Value>
void gatehouse::ui::BackupWork::run(std::function<Result<Value>(backup::Backups&, const backup::Watcher&)> job,
    std::function<void(const Result<Value>&)> done)
{
    const std::shared_ptr<Shared> shared = begin();
    if (!shared)
        return;
    runInBackground(
        this,
        [&site = m_context.site, &clock = m_context.clock, shared, job = std::move(job)] {
            backup::Backups backups(site, clock);
            return job(backups, watcherOf(shared));
        },
        [this, done = std::move(done)](const Result<Value>& outcome) {
            end();
            done(outcome);
        });
}
