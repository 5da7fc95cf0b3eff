#include "ui/audit/AuditPage.h"

#include "core/security/AuditAccess.h"
#include "ui/audit/AuditFilters.h"
#include "ui/audit/ChainCheck.h"
#include "ui/audit/TrailExport.h"
#include "ui/common/Banner.h"
#include "ui/common/DataTable.h"
#include "ui/common/SidePanel.h"
#include "ui/words/AuditWords.h"
#include "ui/words/ErrorText.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

Result<Slice<AuditLine>> readLines(const security::ActingOperator& actor, store::Database& database,
    const audit::Filter& filter, const SliceRequest<AuditLine>& request, const AuditPage::Names& names)
{
    const auto before = request.last ? std::optional(request.last->record.sequence) : std::nullopt;
    GATEHOUSE_TRY_ASSIGN(records, security::readAudit(actor, database, filter, request.limit, before));
    GATEHOUSE_TRY_ASSIGN(operators, security::operatorNames(actor, database));
    Slice<AuditLine> slice;
    for (const audit::Record& record : records) {
        const QString who = record.entry.actor.isValid() ? operators.value(record.entry.actor) : names.system;
        const QJsonValue approver = record.entry.detail.value(QStringLiteral("approver"));
        QString second;
        if (approver.isDouble())
            second = operators.value(OperatorId(approver.toInteger()));
        else if (approver.isString())
            second = names.alone;
        const audit::Subject& subject = record.entry.subject;
        const QString name =
            subject.kind == QStringLiteral("operator") ? operators.value(OperatorId(subject.id)) : QString();
        slice.rows.append({ record, who, second, name });
    }
    return slice;
}

} // namespace

AuditPage::AuditPage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_table(nullptr)
    , m_filters(nullptr)
    , m_model(new Model(
          columns(), [](const AuditLine& line) { return line.record.sequence; }, loader(), this))
    , m_panel(new SidePanel(context.appearance))
    , m_banner(new Banner(context.appearance))
    , m_check(new ChainCheck(context))
    , m_export(new TrailExport(context, *m_banner))
{
    const Theme& theme = context.appearance.theme();
    auto* empty = new EmptyState(context.appearance, Icon::Audit, tr("Nothing of that kind"),
        tr("No entry fits these filters."), tr("Show everything"));
    m_table = new DataTable(context.appearance, context.settings, QStringLiteral("audit"), empty);
    m_filters = new AuditFilters(context, *m_table, this);
    m_table->setModel(m_model);
    m_panel->hide();

    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(Gap::Medium));
    head->addWidget(new Label(context.appearance, tr("Audit trail"), TextSize::Headline));
    head->addStretch(1);
    head->addWidget(m_check);
    head->addWidget(m_export);
    auto* left = new QVBoxLayout;
    left->setSpacing(theme.px(Gap::Medium));
    left->addLayout(head);
    left->addWidget(m_banner);
    left->addWidget(m_table, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.margins(Gap::Large));
    row->setSpacing(theme.px(Gap::Medium));
    row->addLayout(left, 1);
    row->addWidget(m_panel);

    connect(m_filters, &AuditFilters::changed, this, &AuditPage::reload);
    connect(empty, &EmptyState::actionTriggered, m_filters, &AuditFilters::clear);
    connect(m_table, &DataTable::rowOpened, this, &AuditPage::showRow);
    connect(m_table, &DataTable::currentRowChanged, this, [this](int current) {
        if (m_panel->isVisible() && current >= 0)
            showRow(current);
    });
    connect(m_check, &ChainCheck::finished, this, &AuditPage::reload);
    connect(m_export, &TrailExport::finished, this, &AuditPage::reload);
}

PageEntry AuditPage::entry()
{
    return { QStringLiteral("audit"), [] { return tr("Audit"); }, Icon::Audit, security::Permission::ViewAudit,
        [](const SiteContext& context) -> Page* { return new AuditPage(context); }, PageLifetime::Operator };
}

AuditPage::Model::Columns AuditPage::columns() const
{
    const SiteTime& time = m_context.time;
    return {
        { QStringLiteral("sequence"), tr("Entry"),
            [](const AuditLine& line) { return QString::number(line.record.sequence); },
            [](const AuditLine& line) { return QVariant(line.record.sequence); },
            [](const AuditLine&) { return Role::Muted; }, {}, {}, { Qt::AlignRight, Face::Code, 80 } },
        { QStringLiteral("at"), tr("Time"), [&time](const AuditLine& line) { return time.dateTime(line.record.at); },
            [](const AuditLine& line) { return QVariant(line.record.at.milliseconds()); }, {}, {}, {},
            { Qt::AlignRight, Face::Code, 190 } },
        { QStringLiteral("who"), tr("Operator"), [](const AuditLine& line) { return line.who; }, {},
            [](const AuditLine& line) { return line.record.entry.actor.isValid() ? Role::Text : Role::Muted; }, {}, {},
            { Qt::AlignLeft, Face::System, 190 } },
        { QStringLiteral("action"), tr("What"),
            [](const AuditLine& line) { return auditActionText(line.record.entry.action); }, {},
            [](const AuditLine& line) { return isNotable(line.record.entry.action) ? Role::Ask : Role::Text; },
            [](const AuditLine& line) -> std::optional<Icon> {
                return isNotable(line.record.entry.action) ? std::optional(Icon::Warning) : std::nullopt;
            },
            {}, { Qt::AlignLeft, Face::System, 340 } },
        { QStringLiteral("subject"), tr("To"), [](const AuditLine& line) { return subjectText(line); }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 160 } },
        { QStringLiteral("hash"), tr("Hash"),
            [](const AuditLine& line) { return QString::fromLatin1(line.record.hash.first(8).toHex()); }, {},
            [](const AuditLine&) { return Role::Muted; }, {}, {},
            { Qt::AlignLeft, Face::Code, 180, Shown::OnRequest } },
    };
}

AuditPage::Model::Loader AuditPage::loader()
{
    const audit::Filter filter = m_filters ? m_filters->filter() : audit::Filter();
    const QString sought = m_filters ? m_filters->sought() : QString();
    return storeLoader<AuditLine>(m_context.site.reader(), this,
        [actor = m_context.session.actor(), filter, names = Names { tr("The system"), tr("nobody: nobody else could") },
            sought, &site = m_context.site](
            store::Database& database, const SliceRequest<AuditLine>& request) -> Result<Slice<AuditLine>> {
            GATEHOUSE_TRY_ASSIGN(lines, readLines(actor, database, filter, request, names));
            const QString action = sought.isEmpty() ? QStringLiteral("audit.list") : QStringLiteral("audit.search");
            GATEHOUSE_TRY(
                site.noteReading(actor, { action, { QStringLiteral("audit"), 0 }, lines.rows.size(), sought }));
            return lines;
        });
}

void AuditPage::activated()
{
    loadOperators();
    reload();
    if (const auto mismatch = m_context.site.history().mismatch)
        m_banner->showText(Role::Alarm, errorText(mismatch->error()));
}

void AuditPage::deactivated()
{
    m_check->cancel();
}

void AuditPage::reload()
{
    m_model->setLoader(loader());
}

void AuditPage::loadOperators()
{
    m_context.site.reader().request([actor = m_context.session.actor()](
                                        store::Database& database) { return security::operatorNames(actor, database); },
        this,
        [this](const Result<QHash<OperatorId, QString>>& names) {
            if (names)
                m_filters->setOperators(*names);
        });
}

void AuditPage::showItem(qint64 id)
{
    m_filters->clear();
    m_table->selectKey(id);
}

void AuditPage::showRow(int row)
{
    const AuditLine line = m_model->row(row);
    m_panel->setTitle(auditActionText(line.record.entry.action));
    m_panel->setBody(new AuditDetail(m_context, line));
    QList<QWidget*> foot;
    if (line.record.entry.subject.id != 0) {
        auto* history = new Button(m_context.appearance, ButtonLook::Plain, Icon::History,
            tr("All about %1").arg(auditSubjectText(line.record.entry.subject)));
        history->setObjectName(QStringLiteral("subjectHistory"));
        connect(history, &QPushButton::clicked, this,
            [this, subject = line.record.entry.subject] { m_filters->setSubject(subject); });
        foot.append(history);
    }
    m_panel->setFoot(foot);
    m_panel->show();
}

} // namespace gatehouse::ui
