#pragma once

#include "core/drill/BreachDrill.h"
#include "ui/common/Banner.h"
#include "ui/common/SiteContext.h"

#include <QStringList>

#include <functional>

class QComboBox;
class QProgressBar;
class QVBoxLayout;

namespace gatehouse::ui {

class DrillJob;

// What would a thief of this machine hold? One key runs the breach drill; its outcome stands here in plain words: what
// came out, what is to be put right and how, and what each file would tell without a key. For whoever may run it.
class DrillPage : public Page
{
    Q_OBJECT

public:
    // How the drill is run on this machine, and where the programs keep log and settings: app/ knows.
    struct Means
    {
        std::function<drill::DrillPlan()> plan;
        QStringList ownFolders;
    };

    DrillPage(const SiteContext& context, Means means, QWidget* parent = nullptr);
    static PageEntry entry(const Means& means);

    [[nodiscard]] bool takeEscape() override;

private:
    [[nodiscard]] QWidget* makeStart();
    void run();
    void showProgress(const QString& step, int done, int total);
    void take(const Result<drill::DrillReport>& report);
    void showReport(const drill::DrillReport& report);
    [[nodiscard]] QWidget* makeCard(const QString& title, const QList<QWidget*>& rows);
    void showRunning(bool isRunning);
    void clearReport();

    const SiteContext& m_context;
    const Means m_means;
    DrillJob* m_job;
    Banner* m_banner;
    QComboBox* m_extent;
    Button* m_run;
    Button* m_cancel;
    QProgressBar* m_bar;
    Label* m_step;
    QVBoxLayout* m_report;
};

} // namespace gatehouse::ui
