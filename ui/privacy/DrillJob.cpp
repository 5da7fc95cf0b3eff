#include "ui/privacy/DrillJob.h"

#include "ui/common/Background.h"

namespace gatehouse::ui {

DrillJob::~DrillJob()
{
    cancel();
}

void DrillJob::start(const drill::SiteView& view, const security::ActingOperator& actor, const drill::DrillPlan& plan)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const auto tell = [guard = QPointer<DrillJob>(this)](const QString& step, int done, int total) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, step, done, total] {
                if (guard)
                    Q_EMIT guard->progressed(step, done, total);
            },
            Qt::QueuedConnection);
    };
    runInBackground(
        this,
        [view, actor, plan, tell, cancelled = m_cancelled] {
            QString said;
            int saidDone = -1;
            return drill::runBreachDrill(view, actor, plan, [&](const QString& step, int done, int total) {
                if (!step.isEmpty() && (step != said || done != saidDone))
                    tell(step, done, total);
                said = step;
                saidDone = done;
                return !cancelled->load();
            });
        },
        [this, own = m_cancelled](const Result<drill::DrillReport>& report) {
            if (m_cancelled == own)
                m_cancelled.reset();
            Q_EMIT finished(report);
        });
}

void DrillJob::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

} // namespace gatehouse::ui
