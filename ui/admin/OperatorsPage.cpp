#include "ui/admin/OperatorsPage.h"

#include "ui/admin/OperatorForm.h"
#include "ui/admin/RoleWords.h"
#include "ui/common/Background.h"
#include "ui/common/DataTable.h"
#include "ui/common/ErrorText.h"
#include "ui/common/ReasonText.h"
#include "ui/common/SidePanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

OperatorsPage::OperatorsPage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new Model(
          columns(), [](const security::OperatorRow& row) { return row.id.value(); }, loader(), this))
    , m_table(nullptr)
    , m_panel(new SidePanel(context.appearance))
{
    const Theme& theme = context.appearance.theme();
    auto* empty = new EmptyState(context.appearance, Icon::Operators, tr("Nobody yet"),
        tr("Whoever works at this console needs a name and a passphrase of their own."), tr("Add an operator"));
    m_table = new DataTable(context.appearance, context.settings, QStringLiteral("operators"), empty);
    m_table->addFilter(
        (new Label(context.appearance,
             tr("Everyone signs in with a key of their own. Nobody is ever deleted: the audit trail names them."),
             TextSize::Caption, Role::Muted))
            ->wrapped(),
        1);
    m_table->setModel(m_model);
    auto* add = new Button(context.appearance, ButtonLook::Primary, Icon::Add, tr("Add an operator"));
    add->setObjectName(QStringLiteral("addOperator"));
    auto* own = new Button(context.appearance, ButtonLook::Plain, Icon::Key, tr("My passphrase"));
    own->setObjectName(QStringLiteral("myPassphrase"));

    auto* head = new QHBoxLayout;
    head->setSpacing(theme.px(Gap::Medium));
    head->addWidget(new Label(context.appearance, tr("Operators"), TextSize::Headline));
    head->addStretch(1);
    head->addWidget(own);
    head->addWidget(add);
    auto* left = new QVBoxLayout;
    left->setSpacing(theme.px(Gap::Medium));
    left->addLayout(head);
    left->addWidget(m_table, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.margins(Gap::Large));
    row->setSpacing(theme.px(Gap::Medium));
    row->addLayout(left, 1);
    row->addWidget(m_panel);

    connect(add, &QPushButton::clicked, this, &OperatorsPage::addOperator);
    connect(empty, &EmptyState::actionTriggered, this, &OperatorsPage::addOperator);
    connect(own, &QPushButton::clicked, this, [this] { m_context.openPage({ QStringLiteral("account"), 0 }); });
    connect(m_table, &DataTable::rowOpened, this, &OperatorsPage::showRow);
    connect(m_table, &DataTable::currentRowChanged, this, [this](int current) {
        if (m_panel->isVisible() && !m_form && current >= 0)
            showRow(current);
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        // The panel tells of a row that has changed.
        if (m_panel->isVisible() && !m_form && m_table->currentRow() >= 0)
            showRow(m_table->currentRow());
    });
}

PageEntry OperatorsPage::entry()
{
    return { QStringLiteral("operators"), [] { return tr("Operators"); }, Icon::Operators,
        security::Permission::ManageOperators,
        [](const SiteContext& context) -> Page* { return new OperatorsPage(context); }, PageLifetime::Operator };
}

OperatorsPage::Model::Columns OperatorsPage::columns() const
{
    using security::OperatorRow;
    const auto tone = [](const OperatorRow& row) { return row.isEnabled ? Role::Text : Role::Muted; };
    return {
        { QStringLiteral("name"), tr("Name"), [](const OperatorRow& row) { return row.name; }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 280 } },
        { QStringLiteral("role"), tr("Role"), [](const OperatorRow& row) { return roleText(row.role); }, {}, tone, {},
            {}, { Qt::AlignLeft, Face::System, 180 } },
        { QStringLiteral("state"), tr("May sign in"),
            [](const OperatorRow& row) { return row.isEnabled ? tr("yes") : tr("disabled"); }, {}, tone,
            [](const OperatorRow& row) { return std::optional(row.isEnabled ? Icon::Check : Icon::StateDeny); }, {},
            { Qt::AlignLeft, Face::System, 140 } },
        { QStringLiteral("since"), tr("Since"),
            [time = m_context.time](const OperatorRow& row) { return time.date(row.createdAt); },
            [](const OperatorRow& row) { return QVariant(row.createdAt.milliseconds()); }, tone, {}, {},
            { Qt::AlignLeft, Face::System, 140 } },
    };
}

OperatorsPage::Model::Loader OperatorsPage::loader()
{
    // Operators are few: one slice is all of them.
    return [this](const SliceRequest<security::OperatorRow>&, Model::Done done) {
        runInBackground(
            this, [&site = m_context.site, actor = m_context.session.actor()] { return site.operators(actor); },
            [done = std::move(done)](const Result<QList<security::OperatorRow>>& rows) {
                if (!rows) {
                    done(rows.error());
                    return;
                }
                done(Slice<security::OperatorRow> { *rows, int(rows->size()) });
            });
    };
}

void OperatorsPage::activated()
{
    m_model->reload();
}

void OperatorsPage::showItem(qint64 id)
{
    m_table->selectKey(id);
}

bool OperatorsPage::hasUnsavedInput() const
{
    return m_form && m_panel->isVisible() && m_form->hasInput();
}

void OperatorsPage::addOperator()
{
    openForm(tr("A new operator"), tr("Add"), new OperatorForm(m_context));
}

void OperatorsPage::enableOperator(const security::OperatorRow& row)
{
    openForm(tr("A new key for %1").arg(row.name), tr("Enable"), new OperatorForm(m_context, row));
}

void OperatorsPage::openForm(const QString& title, const QString& saveWord, OperatorForm* form)
{
    m_form = form;
    auto* leave = new Button(m_context.appearance, ButtonLook::Plain, tr("Cancel"));
    auto* save = new Button(m_context.appearance, ButtonLook::Primary, saveWord);
    save->setObjectName(QStringLiteral("saveOperator"));
    m_panel->setTitle(title);
    m_panel->setBody(form);
    m_panel->setFoot({ leave, save });
    m_panel->open();
    connect(leave, &QPushButton::clicked, m_panel, &SidePanel::close);
    connect(save, &QPushButton::clicked, form, &OperatorForm::submit);
    connect(form, &OperatorForm::busyChanged, save, [save, saveWord](bool isBusy) {
        save->setEnabled(!isBusy);
        save->setText(isBusy ? tr("Making the key…") : saveWord);
    });
    connect(form, &OperatorForm::saved, this, [this](OperatorId id) {
        m_form.clear();
        m_panel->close();
        m_context.prompts.tell(tr("Saved."));
        m_table->selectKey(id.value());
        m_model->reload();
    });
}

void OperatorsPage::showRow(int index)
{
    const security::OperatorRow row = m_model->row(index);
    m_form.clear();
    m_shown = row.id.value();
    const Appearance& look = m_context.appearance;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget(new Label(look, roleText(row.role)));
    column->addWidget((new Label(look, roleHelp(row.role), TextSize::Body, Role::Muted))->wrapped());
    const QString state = row.isEnabled
        ? tr("May sign in since %1.").arg(m_context.time.date(row.createdAt))
        : tr("Disabled: the key is gone. The name stays in the audit trail; a new key brings them back.");
    column->addWidget((new Label(look, state))->wrapped());
    column->addStretch(1);

    Button* act = nullptr;
    if (row.isEnabled) {
        act = new Button(look, ButtonLook::Deny, tr("Disable…"));
        act->setObjectName(QStringLiteral("disableOperator"));
        connect(act, &QPushButton::clicked, this, [this, row] { askToDisable(row); });
    } else {
        act = new Button(look, ButtonLook::Plain, Icon::Key, tr("Enable with a new key"));
        act->setObjectName(QStringLiteral("enableOperator"));
        connect(act, &QPushButton::clicked, this, [this, row] { enableOperator(row); });
    }
    m_panel->setTitle(row.name);
    m_panel->setBody(body);
    m_panel->setFoot({ act });
    m_panel->show();
}

void OperatorsPage::askToDisable(const security::OperatorRow& row)
{
    const bool isOneself = row.id == m_context.session.actor().id;
    Confirmation question;
    question.title = tr("Disable %1?").arg(row.name);
    question.text = isOneself
        ? tr("This is you. Your key is destroyed: after signing out you cannot come back by yourself.")
        : tr("Their key is destroyed at once. What they did stays in the audit trail.");
    question.confirmWord = tr("Disable");
    question.typeToConfirm = row.name;
    m_context.prompts.confirm(this, question, [this, row](bool isYes) {
        if (isYes)
            disable(row);
    });
}

void OperatorsPage::disable(const security::OperatorRow& row)
{
    runInBackground(
        this,
        [&site = m_context.site, actor = m_context.session.actor(), id = row.id] {
            return site.disableOperator(actor, id);
        },
        [this](const Result<void>& outcome) {
            m_context.prompts.tell(outcome ? tr("Disabled.") : errorText(outcome.error()));
            m_model->reload();
        });
}

} // namespace gatehouse::ui
