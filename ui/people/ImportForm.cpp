#include "ui/people/ImportForm.h"

#include "core/people/ConsentNotice.h"
#include "ui/common/Background.h"
#include "ui/common/FormField.h"
#include "ui/people/ConsentStep.h"
#include "ui/people/ImportWords.h"
#include "ui/words/ErrorText.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QProgressBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int TickInterval = 150; // ms
constexpr int WatchInterval = 25; // ms; how long a lane waits before an import gives way
constexpr int MostProblemsShown = 500;

} // namespace

ImportForm::ImportForm(const SiteContext& context, ImportKind kind, QWidget* parent)
    : ImportForm(
        context, kind, [&lanes = context.lanes] { return lanes.eventsWaiting() > 0; }, parent)
{
}

ImportForm::ImportForm(const SiteContext& context, ImportKind kind, LanesWait lanesWait, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_kind(kind)
    , m_lanesWait(std::move(lanesWait))
    , m_csv(new Button(context.appearance, ButtonLook::Plain, Icon::File, tr("Choose CSV file…")))
    , m_pictures(new Button(context.appearance, ButtonLook::Plain, Icon::Folder, tr("Choose folder of pictures…")))
    , m_notice(new QComboBox)
    , m_progress(new QProgressBar)
    , m_cancelReading(new Button(context.appearance, ButtonLook::Plain, tr("Stop")))
    , m_summary((new Label(context.appearance, {}))->wrapped())
    , m_problems(new QTreeWidget)
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    const bool isPeople = kind == ImportKind::People;
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    column->setSpacing(theme.px(Gap::Medium));
    auto* columns = new Label(context.appearance,
        isPeople ? QStringLiteral("ref, name, kind, groups, valid_from, valid_until, id_number, birth_date, consent, "
                                  "purposes, guardian, pictures")
                 : QStringLiteral("plate, region, owner_ref, groups, description, valid_from, valid_until"),
        TextSize::Caption);
    columns->setFace(Face::Code);
    column->addWidget((
        new Label(context.appearance,
            isPeople
                ? tr("A spreadsheet saved as CSV with these columns; ref and name must be there. Who is registered "
                     "under the same ref is changed. Several groups or pictures are separated by semicolons.")
                : tr(
                    "A spreadsheet saved as CSV with these columns; plate and region (cn, eu, us, br) must be there. A "
                    "plate that is registered is changed. Several groups are separated by semicolons."),
            TextSize::Body, Role::Muted))
                          ->wrapped());
    column->addWidget(columns->wrapped());
    column->addWidget(m_csv);
    m_csv->setObjectName(QStringLiteral("chooseCsv"));
    if (isPeople) {
        m_pictures->setObjectName(QStringLiteral("choosePictures"));
        column->addWidget(new FormField(context.appearance, tr("Pictures"), m_pictures,
            tr("Files named REF.jpg, REF_1.jpg … or folders named REF. Only who consented is enrolled.")));
        for (const QString& language : people::consentNoticeLanguages())
            m_notice->addItem(noticeLanguageText(language), language);
        m_notice->setObjectName(QStringLiteral("noticeLanguage"));
        column->addWidget(new FormField(context.appearance, tr("Language of the notice they signed"), m_notice));
    } else {
        delete std::exchange(m_pictures, nullptr);
        delete std::exchange(m_notice, nullptr);
    }
    m_cancelReading->setObjectName(QStringLiteral("stopReading"));
    column->addWidget(m_progress);
    column->addWidget(m_cancelReading, 0, Qt::AlignLeft);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    column->addWidget(m_summary);
    column->addWidget(m_failure);
    m_problems->setObjectName(QStringLiteral("importProblems"));
    m_problems->setHeaderLabels({ tr("Line"), tr("What is wrong") });
    m_problems->setRootIsDecorated(false);
    m_problems->setWordWrap(true);
    m_problems->setMinimumHeight(theme.px(180));
    m_problems->header()->resizeSection(0, theme.px(56));
    column->addWidget(m_problems, 1);
    column->addStretch(0);

    connect(&m_tick, &QTimer::timeout, this, &ImportForm::tick);
    connect(m_csv, &QPushButton::clicked, this, &ImportForm::chooseCsv);
    connect(m_cancelReading, &QPushButton::clicked, this, [this] { m_counts->isCancelled = true; });
    if (m_pictures) {
        connect(m_pictures, &QPushButton::clicked, this, &ImportForm::choosePictures);
        connect(m_notice, &QComboBox::currentIndexChanged, this, &ImportForm::read);
    }
    setStage(Stage::Choosing);
}

ImportJob::Progress ImportForm::toldTo(const std::shared_ptr<Counts>& counts)
{
    return [counts](int done, int total) {
        counts->done = done;
        counts->total = total;
        return !counts->isCancelled && !counts->givesWay;
    };
}

void ImportForm::tick()
{
    if (m_stage == Stage::Importing && m_lanesWait())
        m_counts->givesWay = true;
    const int done = m_counts->done;
    const int total = m_counts->total;
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    QString words = m_counts->words;
    if (done > 0 && total > done) {
        //: How much of an import is done, and how long the rest takes
        words = tr("%1, about %2 left").arg(words, SiteTime::age(m_counts->since.elapsed() * (total - done) / done));
    }
    m_progress->setFormat(words);
}

ImportForm::~ImportForm()
{
    if (m_counts)
        m_counts->isCancelled = true;
}

QString ImportForm::title() const
{
    return m_kind == ImportKind::People ? tr("Import people") : tr("Import vehicles");
}

QString ImportForm::saveWord() const
{
    const int count = m_stage == Stage::Tried ? m_report.added + m_report.updated : 0;
    return canSave() ? tr("Import %1").arg(count) : tr("Import");
}

bool ImportForm::canSave() const
{
    return m_stage == Stage::Tried && m_report.problems.isEmpty() && m_report.added + m_report.updated > 0;
}

void ImportForm::chooseCsv()
{
    m_context.prompts.openFile(this, { title(), tr("CSV files (*.csv *.txt)"), {} }, [this](const QString& file) {
        if (file.isEmpty())
            return;
        m_choice.csv = file;
        m_csv->setText(QFileInfo(file).fileName());
        read();
    });
}

void ImportForm::choosePictures()
{
    m_context.prompts.openFolder(this, { tr("Folder of pictures"), {}, {} }, [this](const QString& folder) {
        if (folder.isEmpty())
            return;
        m_choice.pictures = folder;
        m_pictures->setText(QFileInfo(folder).fileName());
        read();
    });
}

void ImportForm::read()
{
    if (m_choice.csv.isEmpty() || m_stage == Stage::Importing)
        return;
    if (m_counts)
        m_counts->isCancelled = true; // an earlier reading, of another choice
    m_counts = std::make_shared<Counts>();
    m_counts->startOver(tr("%v of %m pictures"));
    m_choice.zone = m_context.time.zone();
    m_choice.noticeLanguage = m_notice ? m_notice->currentData().toString() : QString();
    const std::shared_ptr<ImportJob> job = m_kind == ImportKind::People
        ? makePersonImport(m_choice, m_context.site.reader(), m_context.clock)
        : makeVehicleImport(m_choice);
    setStage(Stage::Reading);
    runInBackground(
        this, [job, counts = m_counts] { return job->read(toldTo(counts)); },
        [this, job, counts = m_counts](const Result<void>& outcome) {
            if (counts != m_counts)
                return;
            if (!outcome) {
                fail(outcome.error());
                return;
            }
            m_counts->startOver(tr("%v of %m lines checked"));
            tryNext(job, std::nullopt);
        });
}

// By parts, so that a lane's event never waits for the whole file.
void ImportForm::tryNext(const std::shared_ptr<ImportJob>& job, const std::optional<enrolment::ImportReport>& soFar)
{
    m_context.site.writer().request(
        [job, soFar, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) { return job->tryNext(database, clock, actor, soFar); },
        this,
        [this, job, counts = m_counts](const Result<enrolment::ImportReport>& report) {
            if (counts != m_counts)
                return;
            if (!report) {
                fail(report.error());
            } else if (counts->isCancelled) {
                fail({ ErrorCode::Cancelled, {} });
            } else if (report->tried < report->rows) {
                counts->done = report->tried;
                counts->total = report->rows;
                tryNext(job, *report);
            } else {
                tried(job, *report);
            }
        });
}

void ImportForm::tried(const std::shared_ptr<ImportJob>& job, const enrolment::ImportReport& report)
{
    m_job = job;
    m_report = report;
    setStage(Stage::Tried);
    showReport();
}

void ImportForm::save()
{
    if (!canSave())
        return;
    m_counts = std::make_shared<Counts>();
    m_counts->startOver(tr("%v of %m lines imported"));
    setStage(Stage::Importing);
    commit();
}

void ImportForm::commit()
{
    m_context.site.writer().request(
        [job = m_job, counts = m_counts, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) { return job->commit(database, clock, actor, toldTo(counts)); },
        this, [this](const Result<enrolment::ImportReport>& report) { committed(report); });
}

void ImportForm::committed(const Result<enrolment::ImportReport>& report)
{
    const bool isStopped = !report && report.error().code == ErrorCode::Cancelled;
    if (isStopped && m_counts->givesWay && !m_counts->isCancelled) {
        // Behind the lane's event, which waits in the writer's queue already.
        m_counts->givesWay = false;
        m_counts->startOver(tr("A lane went first. %v of %m lines imported"));
        commit();
        return;
    }
    if (!report) {
        fail(report.error());
        return;
    }
    m_report = *report;
    if (m_report.isCommitted) {
        setStage(Stage::Choosing);
        Q_EMIT saved(0);
        return;
    }
    setStage(Stage::Tried); // the store changed meanwhile: what is wrong now is shown
    showReport();
}

void ImportForm::showReport()
{
    QStringList lines;
    lines.append(
        tr("%1 new, %2 changed, %3 as they are").arg(m_report.added).arg(m_report.updated).arg(m_report.unchanged));
    if (m_kind == ImportKind::People)
        lines.append(tr("%n picture(s) to enrol", nullptr, m_report.templates));
    if (!m_report.problems.isEmpty())
        lines.append(
            tr("Nothing can be imported before the lines below are put right. Correct the file and choose it again."));
    else if (!m_report.pictureProblems.isEmpty())
        lines.append(tr("The people below are imported, but look at their pictures."));
    m_summary->setText(lines.join(QLatin1Char('\n')));
    m_problems->clear();
    const auto all = m_report.problems + m_report.pictureProblems;
    for (const enrolment::ImportProblem& problem : all.first(qMin<qsizetype>(all.size(), MostProblemsShown))) {
        auto* item = new QTreeWidgetItem(m_problems, { QString::number(problem.line), importProblemText(problem) });
        item->setToolTip(1, importProblemText(problem));
        item->setSizeHint(0, { 0, m_context.appearance.theme().px(32) });
    }
    m_problems->setVisible(!all.isEmpty());
}

void ImportForm::setStage(Stage stage)
{
    m_stage = stage;
    const bool isWorking = stage == Stage::Reading || stage == Stage::Importing;
    m_progress->setVisible(isWorking);
    m_progress->setRange(0, 0);
    m_progress->setFormat({});
    m_cancelReading->setVisible(isWorking);
    m_csv->setEnabled(stage != Stage::Importing);
    if (m_pictures)
        m_pictures->setEnabled(stage != Stage::Importing);
    m_summary->setVisible(stage == Stage::Tried);
    m_problems->setVisible(false);
    m_failure->hide();
    if (isWorking)
        m_tick.start(stage == Stage::Importing ? WatchInterval : TickInterval);
    else
        m_tick.stop();
    Q_EMIT stateChanged();
}

void ImportForm::fail(const Error& error)
{
    setStage(Stage::Choosing);
    m_failure->setText(error.code == ErrorCode::Cancelled ? tr("Stopped. Nothing was imported.")
            : error.code == ErrorCode::FormatInvalid ? tr("This is not the CSV file that is wanted: its header lacks a "
                                                          "column, or it is not text in UTF-8 or GB18030.")
                                                     : errorText(error));
    m_failure->show();
}

} // namespace gatehouse::ui
