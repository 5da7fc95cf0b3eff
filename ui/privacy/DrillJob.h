#pragma once

#include "core/drill/BreachDrill.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace gatehouse::ui {

// One breach drill at a time, on a thread of the pool. Lives on the GUI thread; destroyed while a drill runs, it ends
// it without waiting. The site outlives the pool's work (Background.h).
class DrillJob : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~DrillJob() override;

    void start(const drill::SiteView& view, const security::ActingOperator& actor, const drill::DrillPlan& plan);
    // finished() still follows, with Cancelled.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_cancelled != nullptr; }

Q_SIGNALS:
    void progressed(const QString& step, int done, int total);
    void finished(const gatehouse::Result<gatehouse::drill::DrillReport>& report);

private:
    std::shared_ptr<std::atomic<bool>> m_cancelled; // of the drill that runs
};

} // namespace gatehouse::ui
