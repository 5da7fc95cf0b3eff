#include "ui/audit/TrailExport.h"

#include "core/security/AuditAccess.h"
#include "ui/common/Background.h"
#include "ui/common/Banner.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QProgressBar>

namespace gatehouse::ui {

namespace {

constexpr int BarStepsOfExport = 1000;

} // namespace

TrailExport::TrailExport(const SiteContext& context, Banner& banner, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(banner)
    , m_start(new Button(context.appearance, ButtonLook::Plain, Icon::Download, tr("Export…")))
    , m_cancel(new Button(context.appearance, ButtonLook::Plain, tr("Stop")))
    , m_bar(new QProgressBar)
{
    m_start->setObjectName(QStringLiteral("exportTrail"));
    m_start->setToolTip(tr("The whole trail in codes and numbers, without names, signed by the site."));
    m_cancel->setObjectName(QStringLiteral("cancelExport"));
    m_bar->setRange(0, BarStepsOfExport);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(context.appearance.theme().px(120));
    m_bar->setAccessibleName(tr("Progress of the export"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(context.appearance.theme().px(Gap::Small));
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    row->addWidget(m_start);
    connect(m_start, &QPushButton::clicked, this, &TrailExport::chooseFile);
    connect(m_cancel, &QPushButton::clicked, this, &TrailExport::cancel);
    setVisible(context.session.may(security::Permission::ExportAudit));
    showRunning(false);
}

TrailExport::~TrailExport()
{
    cancel();
}

void TrailExport::cancel()
{
    if (m_isStopped)
        *m_isStopped = true;
}

void TrailExport::chooseFile()
{
    FileRequest request;
    request.title = tr("Export the audit trail");
    request.filter = tr("Audit export (*.jsonl)");
    request.suggestedName =
        QStringLiteral("audit-%1.jsonl").arg(m_context.time.local(m_context.clock.now()).date().toString(Qt::ISODate));
    m_context.prompts.saveFile(this, request, [this](const QString& file) {
        if (!file.isEmpty())
            start(file);
    });
}

void TrailExport::start(const QString& file)
{
    m_banner.clear();
    m_bar->setValue(0);
    m_isStopped = std::make_shared<std::atomic_bool>(false);
    showRunning(true);
    const auto showProgress = [bar = QPointer<QProgressBar>(m_bar)](qint64 written, qint64 total) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [bar, value = total == 0 ? 0 : int(written * BarStepsOfExport / total)] {
                if (bar)
                    bar->setValue(value);
            },
            Qt::QueuedConnection);
    };
    const auto work = [&site = m_context.site, &clock = m_context.clock, actor = m_context.session.actor(), file,
                          isStopped = m_isStopped, showProgress] {
        return security::exportAudit(actor, site, clock, file, [&](qint64 written, qint64 total) {
            showProgress(written, total);
            return !*isStopped;
        });
    };
    runInBackground(this, work, [this](const Result<audit::Checkpoint>& outcome) { take(outcome); });
}

void TrailExport::take(const Result<audit::Checkpoint>& outcome)
{
    showRunning(false);
    if (outcome) {
        m_banner.showText(Role::Allow,
            tr("Exported %L1 entries. Anyone can check the file with verify_audit.py, which comes with this program. "
               "Head: %2. Key of the site: %3")
                .arg(outcome->state.entries)
                .arg(audit::shortHead(outcome->state),
                    QString::fromLatin1(m_context.site.signingKey().publicKey().toHex())));
    } else if (outcome.error().code == ErrorCode::Cancelled) {
        m_banner.showText(Role::Text, tr("Stopped. No file was written."));
    } else {
        m_banner.showError(outcome.error());
    }
    Q_EMIT finished();
}

void TrailExport::showRunning(bool isRunning)
{
    m_bar->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    m_start->setVisible(!isRunning);
}

} // namespace gatehouse::ui
