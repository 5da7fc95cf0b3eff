#include "ui/audit/AuditPage.h"

#include "core/security/AuditAccess.h"
#include "ui/audit/AcceptForm.h"
#include "ui/audit/AuditFilters.h"
#include "ui/audit/ChainCheck.h"
#include "ui/audit/TrailExport.h"
#include "ui/common/Banner.h"
#include "ui/common/DataTable.h"
#include "ui/common/FilterLayout.h"
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
    , m_history(new Banner(context.appearance))
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
    m_history->setObjectName(QStringLiteral("historyBanner"));

    // Beside an open panel the buttons may have to stand below the title.
    auto* head = new FilterLayout(theme.px(Gap::Medium), theme.px(200));
    head->add(new Label(context.appearance, tr("Audit trail"), TextSize::Headline), 1);
    head->add(m_check, 0);
    head->add(m_export, 0);
    auto* left = new QVBoxLayout;
    left->setSpacing(theme.px(Gap::Medium));
    left->addLayout(head);
    left->addWidget(m_history);
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
    connect(m_check, &ChainCheck::foundBroken, this, &AuditPage::showDoubt);
    connect(m_history, &Banner::actionTriggered, this, &AuditPage::startAccepting);
    connect(m_panel, &SidePanel::closed, this, [this] { m_history->setVisible(!m_history->text().isEmpty()); });
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
    showHistory();
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

void AuditPage::showHistory()
{
    if (m_form && !m_panel->isHidden())
        return; // which says it
    if (const auto mismatch = m_context.site.history().mismatch) {
        showDoubt(mismatch->error());
        return;
    }
    m_context.site.reader().request([](store::Database& database) { return audit::listAcceptances(database); }, this,
        [this](const Result<QList<audit::Acceptance>>& acceptances) {
            QStringList told;
            for (const audit::Acceptance& one : acceptances ? *acceptances : QList<audit::Acceptance>())
                told.append(acceptedHistoryText(one));
            m_history->setAction({});
            if (told.isEmpty())
                m_history->clear();
            else
                m_history->showText(Role::Ask, told.join(QLatin1Char('\n')));
        });
}

void AuditPage::showDoubt(const Error& error)
{
    m_history->showText(Role::Alarm, errorText(error));
    m_history->setAction(m_context.session.may(security::Permission::AcceptHistory) ? tr("Accept…") : QString());
}

void AuditPage::startAccepting()
{
    if (!m_form) {
        m_form = new AcceptForm(m_context, m_history->text());
        auto* cancel = new Button(m_context.appearance, ButtonLook::Plain, tr("Cancel"));
        auto* accept = new Button(m_context.appearance, ButtonLook::Deny, m_form->saveWord());
        cancel->setObjectName(QStringLiteral("cancelAccepting"));
        accept->setObjectName(QStringLiteral("acceptHistory"));
        connect(cancel, &QPushButton::clicked, this, &AuditPage::leaveForm);
        connect(accept, &QPushButton::clicked, m_form, &PanelForm::save);
        connect(
            m_form, &PanelForm::stateChanged, accept, [form = m_form, accept] { accept->setEnabled(form->canSave()); });
        connect(m_form, &PanelForm::saved, this, &AuditPage::accepted);
        m_panel->setTitle(m_form->title());
        m_panel->setBody(m_form);
        m_panel->setFoot({ cancel, accept });
    }
    m_history->hide(); // the form says it, and beside the form there is little room
    m_panel->open();
}

void AuditPage::accepted(qint64 entry)
{
    leaveForm();
    m_context.prompts.tell(tr("Accepted, at entry %L1.").arg(entry));
    showHistory();
    reload();
}

void AuditPage::leaveForm()
{
    m_form = nullptr;
    m_panel->close();
    m_panel->setFoot({});
    m_panel->setBody(new QWidget);
}

bool AuditPage::hasUnsavedInput() const
{
    return m_form && m_form->isDirty();
}

void AuditPage::showRow(int row)
{
    if (m_form) { // what was typed is not thrown away by a look at a row
        m_panel->open();
        return;
    }
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
