#include "ui/people/GroupPicker.h"

#include "core/people/GroupRegistry.h"
#include "ui/words/ErrorText.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int MostRowsSeen = 5;

} // namespace

GroupPicker::GroupPicker(
    const SiteContext& context, const QList<people::Group>& groups, const QList<GroupId>& chosen, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_scroll(new QScrollArea)
    , m_column(nullptr)
    , m_name(new QLineEdit)
    , m_add(new Button(context.appearance, ButtonLook::Plain, Icon::Add, tr("Add group")))
    , m_problem((new Label(context.appearance, {}, TextSize::Caption, Role::Deny))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Tight));
    auto* boxes = new QWidget;
    m_column = new QVBoxLayout(boxes);
    m_column->setContentsMargins(theme.px(Gap::Small), 0, 0, 0);
    m_column->setSpacing(0);
    m_scroll->setWidget(boxes);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    for (const people::Group& group : groups)
        addBox(group.id, group.name, chosen.contains(group.id));
    column->addWidget(m_scroll);
    auto* row = new QHBoxLayout;
    m_name->setObjectName(QStringLiteral("newGroup"));
    m_name->setPlaceholderText(tr("New group"));
    m_name->setAccessibleName(tr("Name of a new group"));
    m_add->setObjectName(QStringLiteral("addGroup"));
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    column->addLayout(row);
    column->addWidget(m_problem);
    const bool mayAdd = context.session.may(security::Permission::EditAccessRules);
    m_name->setVisible(mayAdd);
    m_add->setVisible(mayAdd);
    m_problem->hide();
    fit();
    connect(m_add, &QPushButton::clicked, this, &GroupPicker::addGroup);
    connect(m_name, &QLineEdit::returnPressed, this, &GroupPicker::addGroup);
    connect(m_name, &QLineEdit::textChanged, this, [this] { say({}); });
}

QString GroupPicker::text() const
{
    QStringList names;
    for (const Box& each : m_boxes) {
        if (each.box->isChecked())
            names.append(each.box->text().replace(QStringLiteral("&&"), QStringLiteral("&")));
    }
    return names.join(QStringLiteral(", "));
}

QList<GroupId> GroupPicker::chosen() const
{
    QList<GroupId> groups;
    for (const Box& each : m_boxes) {
        if (each.box->isChecked())
            groups.append(each.group);
    }
    std::sort(groups.begin(), groups.end());
    return groups;
}

void GroupPicker::addBox(GroupId id, const QString& name, bool isTicked)
{
    auto* box = new QCheckBox(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
    box->setObjectName(QStringLiteral("group-") + name);
    box->setChecked(isTicked);
    box->setMinimumHeight(m_context.appearance.theme().px(TargetHeight));
    m_column->addWidget(box);
    m_boxes.push_back({ id, box });
}

void GroupPicker::addGroup()
{
    const QString name = m_name->text().simplified();
    if (name.isEmpty() || !m_add->isEnabled())
        return;
    m_add->setEnabled(false);
    m_context.site.writer().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, name](
            store::Database& database) { return people::GroupRegistry(database, clock).add(actor, name); },
        this,
        [this, name](const Result<GroupId>& added) {
            m_add->setEnabled(true);
            if (!added) {
                say(added.error().code == ErrorCode::AlreadyExists ? tr("There is a group of that name.")
                                                                   : errorText(added.error()));
                return;
            }
            m_name->clear();
            addBox(*added, name, true);
            fit();
        });
}

void GroupPicker::fit()
{
    const int rows = std::min(int(m_boxes.size()), MostRowsSeen);
    m_scroll->setFixedHeight(rows * m_context.appearance.theme().px(TargetHeight) + 2 * m_scroll->frameWidth());
    m_scroll->setVisible(rows > 0);
}

void GroupPicker::say(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace gatehouse::ui
