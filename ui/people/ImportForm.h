#pragma once

#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"
#include "ui/people/ImportJob.h"

#include <QElapsedTimer>
#include <QTimer>

#include <atomic>

class QComboBox;
class QProgressBar;
class QTreeWidget;

namespace gatehouse::ui {

enum class ImportKind { People, Vehicles };

// Imports a CSV file in the side panel: choose the file (and the folder of pictures), look at what would happen and
// what is wrong, line by line, then import all of it or nothing. Reading and looking at pictures goes on beside the
// work of the page and can be cancelled, and so can the import itself: then nothing of it is kept. A
// lane that has something to record meanwhile goes first: the import is rolled back and begun again behind it.
class ImportForm : public PanelForm
{
    Q_OBJECT

public:
    // Whether an event of a lane waits for the store; asked again and again while an import is written.
    using LanesWait = std::function<bool()>;

    ImportForm(const SiteContext& context, ImportKind kind, QWidget* parent = nullptr);
    ImportForm(const SiteContext& context, ImportKind kind, LanesWait lanesWait, QWidget* parent = nullptr);
    ~ImportForm() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override;
    [[nodiscard]] bool isDirty() const override { return m_stage != Stage::Choosing; }
    void save() override;

private:
    enum class Stage { Choosing, Reading, Tried, Importing };
    struct Counts
    {
        std::atomic<int> done { 0 };
        std::atomic<int> total { 0 };
        std::atomic<bool> isCancelled { false };
        std::atomic<bool> givesWay { false }; // a lane goes first
        QString words; // of the progress bar; GUI thread
        QElapsedTimer since; // GUI thread
        void startOver(const QString& what)
        {
            done = 0;
            words = what;
            since.start();
        }
    };

    void chooseCsv();
    void choosePictures();
    void read();
    [[nodiscard]] static ImportJob::Progress toldTo(const std::shared_ptr<Counts>& counts);
    void tick();
    void commit();
    void committed(const Result<enrolment::ImportReport>& report);
    void tryNext(const std::shared_ptr<ImportJob>& job, const std::optional<enrolment::ImportReport>& soFar);
    void tried(const std::shared_ptr<ImportJob>& job, const enrolment::ImportReport& report);
    void showReport();
    void setStage(Stage stage);
    void fail(const Error& error);

    const SiteContext& m_context;
    const ImportKind m_kind;
    const LanesWait m_lanesWait;
    ImportChoice m_choice;
    Button* m_csv;
    Button* m_pictures;
    QComboBox* m_notice;
    QProgressBar* m_progress;
    Button* m_cancelReading;
    Label* m_summary;
    QTreeWidget* m_problems;
    Label* m_failure;
    QTimer m_tick;
    Stage m_stage = Stage::Choosing;
    std::shared_ptr<Counts> m_counts;
    std::shared_ptr<ImportJob> m_job;
    enrolment::ImportReport m_report;
};

} // namespace gatehouse::ui
