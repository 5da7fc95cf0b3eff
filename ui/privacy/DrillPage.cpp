#include "ui/privacy/DrillPage.h"

#include "ui/privacy/DrillJob.h"
#include "ui/words/DrillWords.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QMap>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// Canaries a drill plants, as one chooses; the first is the usual one.
constexpr int Extents[] = { 500, 5'000, 20'000 };

} // namespace

DrillPage::DrillPage(const SiteContext& context, Means means, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_means(std::move(means))
    , m_job(new DrillJob(this))
    , m_banner(new Banner(context.appearance))
    , m_extent(new QComboBox)
    , m_run(new Button(context.appearance, ButtonLook::Primary, Icon::Search, tr("Run the drill")))
    , m_cancel(new Button(context.appearance, ButtonLook::Plain, tr("Cancel")))
    , m_bar(new QProgressBar)
    , m_step(new Label(context.appearance, {}, TextSize::Body, Role::Muted))
    , m_report(new QVBoxLayout)
{
    const Theme& theme = context.appearance.theme();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Large));
    column->addWidget(m_banner);
    column->addWidget(new Label(context.appearance, tr("What would a thief hold?"), TextSize::Headline));
    column->addWidget((new Label(context.appearance,
                           tr("The drill makes a site that exists only for this, plants people who do not exist, works "
                              "through everything "
                              "the program can do, and looks through all it has written. Then it checks the files, "
                              "keys, audit trail and "
                              "copies of this site. Lanes go on meanwhile."),
                           TextSize::Body, Role::Muted))
                          ->wrapped());
    column->addWidget(makeStart());
    m_report->setSpacing(theme.px(Gap::Large));
    column->addLayout(m_report);
    column->addStretch(1);

    auto* scroll = makeScrollArea(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    connect(m_run, &QPushButton::clicked, this, &DrillPage::run);
    connect(m_cancel, &QPushButton::clicked, m_job, &DrillJob::cancel);
    connect(m_job, &DrillJob::progressed, this, &DrillPage::showProgress);
    connect(m_job, &DrillJob::finished, this, &DrillPage::take);
    showRunning(false);
}

PageEntry DrillPage::entry(const Means& means)
{
    return { QStringLiteral("drill"), [] { return tr("Drill"); }, Icon::Eye, security::Permission::RunBreachDrill,
        [means](const SiteContext& context) -> Page* { return new DrillPage(context, means); },
        PageLifetime::Operator };
}

QWidget* DrillPage::makeStart()
{
    const Theme& theme = m_context.appearance.theme();
    m_run->setObjectName(QStringLiteral("runDrill"));
    m_cancel->setObjectName(QStringLiteral("cancelDrill"));
    m_step->setObjectName(QStringLiteral("drillStep"));
    m_extent->setObjectName(QStringLiteral("drillExtent"));
    m_extent->setAccessibleName(tr("How much is planted"));
    m_extent->setMinimumHeight(theme.px(40));
    for (const int canaries : Extents)
        m_extent->addItem(tr("%L1 planted").arg(canaries), canaries);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(theme.px(160));
    m_bar->setAccessibleName(tr("Progress of the drill"));
    auto* start = new QWidget;
    auto* row = new QHBoxLayout(start);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(Gap::Medium));
    row->addWidget(m_run);
    row->addWidget(m_extent);
    row->addWidget(m_cancel);
    row->addWidget(m_bar);
    row->addWidget(m_step, 1);
    row->addStretch(0);
    return start;
}

void DrillPage::showRunning(bool isRunning)
{
    const bool hasFocus = (isRunning ? m_run : m_cancel)->hasFocus();
    m_run->setVisible(!isRunning);
    m_extent->setVisible(!isRunning);
    m_cancel->setVisible(isRunning);
    m_bar->setVisible(isRunning);
    m_step->setVisible(isRunning);
    // Whoever works by keys stays where they were.
    if (hasFocus)
        (isRunning ? m_cancel : m_run)->setFocus();
}

void DrillPage::run()
{
    clearReport();
    m_banner->clear();
    m_step->setText({});
    m_bar->setRange(0, 0);
    showRunning(true);
    drill::DrillPlan plan = m_means.plan();
    plan.scratch.canaries = m_extent->currentData().toInt();
    m_job->start({ m_context.site, m_context.clock, m_means.ownFolders }, m_context.session.actor(), plan);
}

void DrillPage::showProgress(const QString& step, int done, int total)
{
    m_bar->setRange(0, std::max(1, total));
    m_bar->setValue(done);
    m_step->setText(drillStepText(step));
}

void DrillPage::take(const Result<drill::DrillReport>& report)
{
    showRunning(false);
    if (report)
        showReport(*report);
    else if (report.error().code == ErrorCode::Cancelled)
        m_banner->showText(Role::Text, tr("The drill was not finished: it says nothing."));
    else
        m_banner->showError(report.error());
}

void DrillPage::clearReport()
{
    while (QLayoutItem* item = m_report->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QWidget* DrillPage::makeCard(const QString& title, const QList<QWidget*>& rows)
{
    const Theme& theme = m_context.appearance.theme();
    auto* card = new Panel(Ground::Card);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Small));
    column->addWidget(new Label(m_context.appearance, title, TextSize::Title));
    for (QWidget* row : rows)
        column->addWidget(row);
    return card;
}

void DrillPage::showReport(const drill::DrillReport& report)
{
    const Appearance& look = m_context.appearance;
    const auto line = [&look](const QString& text, Role tone = Role::Text) {
        return (new Label(look, text, TextSize::Body, tone))->wrapped();
    };
    const Role passed = report.closedPlaces() > 0 ? Role::Ask : Role::Allow;
    m_banner->showText(report.isPassed() ? passed : Role::Alarm, drillVerdict(report));
    auto* extent = line(drillExtent(report), Role::Muted);
    extent->setObjectName(QStringLiteral("drillExtentText"));
    m_report->addWidget(extent);
    QList<QWidget*> faults;
    QList<QWidget*> notes;
    for (const drill::Finding& finding : report.findings) {
        const FindingWords words = findingWords(finding);
        QList<QWidget*>& among = finding.isOnlyToRead() ? notes : faults;
        among.append(line(words.what, finding.isOnlyToRead() ? Role::Ask : Role::Deny));
        among.append(line(words.wayOut, Role::Muted));
    }
    if (!faults.isEmpty())
        m_report->addWidget(makeCard(tr("To put right"), faults));
    if (!notes.isEmpty())
        m_report->addWidget(makeCard(tr("To know"), notes));
    // Files of one kind tell the same.
    QMap<QString, qint64> bytesByText;
    for (const drill::Loot& file : report.loot)
        bytesByText[lootText(file.kind)] += file.bytes;
    QList<QWidget*> rows;
    for (auto it = bytesByText.cbegin(); it != bytesByText.cend(); ++it)
        rows.append(line(tr("%1 (%2)").arg(it.key(), QLocale().formattedDataSize(it.value()))));
    m_report->addWidget(makeCard(tr("What a thief of this machine would carry away"), rows));
}

bool DrillPage::takeEscape()
{
    if (!m_job->isRunning())
        return false;
    m_job->cancel();
    return true;
}

} // namespace gatehouse::ui
