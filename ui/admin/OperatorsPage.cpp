#include "ui/admin/OperatorsPage.h"

#include "ui/admin/OperatorForm.h"
#include "ui/common/ApprovedActForm.h"
#include "ui/common/Background.h"
#include "ui/common/WholeList.h"
#include "ui/words/ReasonText.h"
#include "ui/words/RoleWords.h"

#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

Result<QList<ListedOperator>> listed(security::OpenSite& site, const security::ActingOperator& actor)
{
    GATEHOUSE_TRY_ASSIGN(rows, site.operators(actor));
    GATEHOUSE_TRY_ASSIGN(recovered, site.recoveredOperators(actor));
    QList<ListedOperator> operators;
    for (const security::OperatorRow& row : std::as_const(rows)) {
        const auto found = std::ranges::find(recovered, row.id, &security::RecoveredOperator::id);
        operators.append({ row, found != recovered.end() ? std::optional(found->at) : std::nullopt });
    }
    return operators;
}

} // namespace

OperatorsPage::OperatorsPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Operators"), parent)
    , m_model(new Model(columns(), idOf<ListedOperator>, loader()))
{
    addList(tr("Operators"),
        new DataTable(context.appearance, context.settings, QStringLiteral("operators"),
            emptyList(0, Icon::Operators, tr("Nobody yet"),
                tr("Whoever works at this console needs a name and a passphrase of their own."),
                tr("Add an operator"))),
        m_model);
    table(0).addFilter(
        (new Label(context.appearance,
             tr("Everyone signs in with a key of their own. Nobody is ever deleted: the audit trail names them."),
             TextSize::Caption, Role::Muted))
            ->wrapped(),
        1);
    auto* own = addAction(0, ButtonLook::Plain, Icon::Key, tr("My passphrase"), QStringLiteral("myPassphrase"));
    connect(own, &QPushButton::clicked, this, [this] { this->context().openPage({ QStringLiteral("account"), 0 }); });
    addAddAction(0, tr("Add an operator"), QStringLiteral("addOperator"));
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        // The panel tells of a row that has changed.
        if (shownKey() != 0 && !form())
            rowChosen(0, shownKey());
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
    using Row = ListedOperator;
    const auto tone = [](const Row& row) { return row.isEnabled ? Role::Text : Role::Muted; };
    return {
        { QStringLiteral("name"), tr("Name"), [](const Row& row) { return row.name; }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 280 } },
        { QStringLiteral("role"), tr("Role"), [](const Row& row) { return roleText(row.role); }, {}, tone, {}, {},
            { Qt::AlignLeft, Face::System, 180 } },
        { QStringLiteral("state"), tr("May sign in"),
            [](const Row& row) { return row.isEnabled ? tr("yes") : tr("disabled"); }, {}, tone,
            [](const Row& row) { return std::optional(row.isEnabled ? Icon::Check : Icon::StateDeny); }, {},
            { Qt::AlignLeft, Face::System, 140 } },
        { QStringLiteral("since"), tr("Since"),
            [time = context().time](const Row& row) { return time.date(row.createdAt); },
            [](const Row& row) { return QVariant(row.createdAt.milliseconds()); }, tone, {}, {},
            { Qt::AlignLeft, Face::System, 140 } },
    };
}

OperatorsPage::Model::Loader OperatorsPage::loader()
{
    return wholeListLoader<ListedOperator>(
        this, [&site = context().site, actor = context().session.actor()] { return listed(site, actor); });
}

void OperatorsPage::activated()
{
    m_model->reload();
}

void OperatorsPage::startRow(int, qint64 id)
{
    const std::optional<ListedOperator> disabled = operatorOf(id);
    startForm(disabled ? new OperatorForm(context(), *disabled) : new OperatorForm(context()));
}

void OperatorsPage::formSaved(int, qint64 id)
{
    reloadLists();
    openRow(0, id);
}

std::optional<ListedOperator> OperatorsPage::operatorOf(qint64 id) const
{
    for (int index = 0; index < m_model->rowCount(); ++index) {
        if (m_model->row(index).id.value() == id)
            return m_model->row(index);
    }
    return std::nullopt;
}

void OperatorsPage::rowChosen(int, qint64 key)
{
    const std::optional<ListedOperator> shown = operatorOf(key);
    if (!shown)
        return; // it is shown once the list holds it
    const ListedOperator& row = *shown;
    const Appearance& look = context().appearance;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget(new Label(look, roleText(row.role)));
    column->addWidget((new Label(look, roleHelp(row.role), TextSize::Body, Role::Muted))->wrapped());
    const QString state = row.isEnabled
        ? tr("May sign in since %1.").arg(context().time.date(row.createdAt))
        : tr("Disabled: the key is gone. The name stays in the audit trail; a new key brings them back.");
    column->addWidget((new Label(look, state))->wrapped());
    QList<QWidget*> foot;
    if (row.isEnabled && row.recoveredAt) {
        column->addWidget(
            (new Label(look,
                 tr("Brought back by the recovery code on %1. Whoever used it chose a new passphrase. For 72 hours "
                    "nothing "
                    "that takes two people is done with them; once you confirm them, with everybody but you.")
                     .arg(context().time.date(*row.recoveredAt)),
                 TextSize::Body, Role::Alarm))
                ->wrapped());
        auto* confirm = new Button(look, ButtonLook::Plain, Icon::Check, tr("Confirm"));
        confirm->setObjectName(QStringLiteral("confirmRecovered"));
        connect(confirm, &QPushButton::clicked, this, [this, id = row.id] { confirmRecovered(id); });
        foot.append(confirm);
    }
    column->addStretch(1);

    Button* act = nullptr;
    if (row.isEnabled) {
        act = new Button(look, ButtonLook::Deny, tr("Disable…"));
        act->setObjectName(QStringLiteral("disableOperator"));
        connect(act, &QPushButton::clicked, this, [this, row] { askToDisable(row); });
    } else {
        act = new Button(look, ButtonLook::Plain, Icon::Key, tr("Enable with a new key"));
        act->setObjectName(QStringLiteral("enableOperator"));
        connect(act, &QPushButton::clicked, this, [this, key] { startRow(0, key); });
    }
    foot.append(act);
    showDetail(key, row.name, body, foot);
}

void OperatorsPage::confirmRecovered(OperatorId id)
{
    runInBackground(
        this,
        [&site = context().site, actor = context().session.actor(), id] { return site.confirmRecovered(actor, id); },
        [this](const Result<void>& confirmed) {
            if (!confirmed)
                showProblem(confirmed.error());
            m_model->reload();
        });
}

void OperatorsPage::askToDisable(const security::OperatorRow& row)
{
    const bool isOneself = row.id == context().session.actor().id;
    Confirmation question;
    question.title = tr("Disable %1?").arg(row.name);
    question.text = isOneself
        ? tr("This is you. Your key is destroyed: after signing out you cannot come back by yourself.")
        : tr("Their key is destroyed at once. What they did stays in the audit trail.");
    question.confirmWord = tr("Disable");
    question.typeToConfirm = row.name;
    context().prompts.confirm(this, question, [this, row](bool isYes) {
        if (isYes)
            disable(row);
    });
}

void OperatorsPage::disable(const security::OperatorRow& row)
{
    startForm(new ApprovedActForm(context(),
        { security::Proposal::disableOperator(row.id), tr("Disable %1").arg(row.name),
            tr("Their key is destroyed at once. What they did stays in the audit trail."), tr("Disable"),
            row.id.value(),
            [&site = context().site, actor = context().session.actor(), id = row.id](
                security::Approval&& approval) { return site.disableOperator(actor, std::move(approval), id); } }));
}

} // namespace gatehouse::ui
