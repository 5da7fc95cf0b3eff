#include "ui/people/RegisterPage.h"

#include "core/people/GroupRegistry.h"

#include <QComboBox>

namespace gatehouse::ui {

RegisterPage::RegisterPage(const SiteContext& context, const Words& words, QWidget* parent)
    : RecordsPage(context, words.title, parent)
    , m_words(words)
    , m_group(new QComboBox)
    , m_onlyActive(new Button(context.appearance, ButtonLook::Chip, tr("Only active")))
    , m_groupNames(std::make_shared<QHash<GroupId, QString>>())
{
    m_group->setObjectName(QStringLiteral("groupFilter"));
    m_group->setAccessibleName(tr("Group"));
    m_group->addItem(tr("Every group"), 0);
    m_onlyActive->setCheckable(true);
    m_onlyActive->setObjectName(QStringLiteral("onlyActive"));
}

void RegisterPage::build(
    PagedTableBase* model, ImportKind import, security::Permission edit, const QList<QWidget*>& filters)
{
    const bool mayEdit = context().session.may(edit);
    auto* empty = emptyList(0, m_words.icon, m_words.emptyTitle, m_words.emptyText, mayEdit ? m_words.add : QString());
    addList(m_words.title, new DataTable(context().appearance, context().settings, m_words.tableId, empty), model);
    addSearch(0, m_words.search);
    for (QWidget* filter : filters)
        table(0).addFilter(filter);
    table(0).addFilter(m_group);
    table(0).addFilter(m_onlyActive);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] { applyFilters(); });
    connect(m_onlyActive, &QPushButton::toggled, this, [this] { applyFilters(); });
    if (!mayEdit)
        return;
    auto* importButton = addAction(0, ButtonLook::Plain, Icon::Upload, tr("Import…"), QStringLiteral("import"));
    connect(
        importButton, &QPushButton::clicked, this, [this, import] { startForm(new ImportForm(context(), import)); });
    addAddAction(0, m_words.add, QStringLiteral("add"));
}

void RegisterPage::activated()
{
    loadGroups();
    reloadLists();
}

void RegisterPage::formSaved(int, qint64 id)
{
    changed(id);
}

std::optional<GroupId> RegisterPage::chosenGroup() const
{
    const GroupId group(m_group->currentData().toLongLong());
    return group.isValid() ? std::optional(group) : std::nullopt;
}

void RegisterPage::changed(qint64 id)
{
    context().refreshKnowledge();
    loadGroups();
    reloadLists();
    if (id != 0)
        openRow(0, id);
    else
        closePanel();
}

void RegisterPage::loadGroups()
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock](
            store::Database& database) { return people::GroupRegistry(database, clock).list(actor); },
        this,
        [this](const Result<QList<people::Group>>& groups) {
            if (!groups) {
                showProblem(groups.error());
                return;
            }
            m_groups = *groups;
            fillGroups();
        });
}

// Keeps what is chosen.
void RegisterPage::fillGroups()
{
    const QVariant chosen = m_group->currentData();
    const QSignalBlocker quiet(m_group);
    while (m_group->count() > 1)
        m_group->removeItem(1);
    m_groupNames->clear();
    for (const people::Group& group : std::as_const(m_groups)) {
        m_group->addItem(group.name, group.id.value());
        m_groupNames->insert(group.id, group.name);
    }
    m_group->setCurrentIndex(qMax(0, m_group->findData(chosen)));
    table(0).view()->viewport()->update();
}

} // namespace gatehouse::ui
