#include "ui/people/RegisterPage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int SearchPause = 150; // ms after the last letter, before the store is asked
constexpr int PanelWidth = 440; // px at 100 %

} // namespace

RegisterPage::RegisterPage(
    const SiteContext& context, const QString& tableId, const QString& title, EmptyState* empty, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_table(new DataTable(context.appearance, context.settings, tableId, empty))
    , m_panel(new SidePanel(context.appearance))
    , m_banner(new Banner(context.appearance))
    , m_actions(new QHBoxLayout)
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Medium));
    m_actions->setSpacing(theme.px(Gap::Small));
    m_actions->addWidget(new Label(context.appearance, title, TextSize::Headline), 1);
    column->addLayout(m_actions);
    column->addWidget(m_banner);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(Gap::Medium));
    row->addWidget(m_table, 1);
    m_panel->setFixedWidth(theme.px(PanelWidth));
    m_panel->setObjectName(QStringLiteral("sidePanel"));
    row->addWidget(m_panel);
    column->addLayout(row, 1);

    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(&m_searchPause, &QTimer::timeout, this, [this] { applyFilters(); });
    connect(m_table, &DataTable::currentRowChanged, this, &RegisterPage::selectRow);
    connect(m_table, &DataTable::rowOpened, this, &RegisterPage::selectRow);
    connect(m_panel, &SidePanel::closed, this, &RegisterPage::panelClosed);
}

bool RegisterPage::hasUnsavedInput() const
{
    return m_editor && m_editor->isDirty();
}

void RegisterPage::showItem(qint64 id)
{
    m_table->selectKey(id);
    openDetail(id);
}

QString RegisterPage::searchText() const
{
    return m_search ? m_search->text() : QString();
}

Button* RegisterPage::addAction(ButtonLook look, Icon icon, const QString& text, const QString& name)
{
    auto* button = new Button(m_context.appearance, look, icon, text);
    button->setObjectName(name);
    m_actions->addWidget(button);
    return button;
}

void RegisterPage::setModel(PagedTableBase* model)
{
    m_model = model;
    m_table->setModel(model);
}

void RegisterPage::fillGroupFilter(
    QComboBox* filter, const QList<people::Group>& groups, QHash<GroupId, QString>& names)
{
    const QVariant chosen = filter->currentData();
    const QSignalBlocker quiet(filter);
    while (filter->count() > 1)
        filter->removeItem(1);
    names.clear();
    for (const people::Group& group : groups) {
        filter->addItem(group.name, group.id.value());
        names.insert(group.id, group.name);
    }
    filter->setCurrentIndex(qMax(0, filter->findData(chosen)));
}

void RegisterPage::addSearch(const QString& placeholder)
{
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(placeholder);
    m_search->setAccessibleName(placeholder);
    m_search->setClearButtonEnabled(true);
    m_table->addFilter(m_search, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchPause.start(); });
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void RegisterPage::addFilter(QWidget* filter)
{
    m_table->addFilter(filter);
}

void RegisterPage::showDetail(qint64 id, const QString& title, QWidget* body, const QList<QWidget*>& foot)
{
    if (id != m_shownId || m_editor) {
        delete body;
        qDeleteAll(foot);
        return;
    }
    m_panel->setTitle(title);
    m_panel->setBody(body);
    m_panel->setFoot(foot);
    m_panel->show();
}

void RegisterPage::showProblem(const Error& error)
{
    m_banner->showError(error);
}

void RegisterPage::startEditor(PanelEditor* editor)
{
    if (hasUnsavedInput()) {
        delete editor;
        m_panel->open();
        m_banner->showText(Role::Ask, tr("What you entered is not saved yet. Save it or cancel first."));
        return;
    }
    m_banner->clear();
    m_editor = editor;
    auto* cancel = new Button(m_context.appearance, ButtonLook::Plain, tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancel"));
    auto* save = new Button(m_context.appearance, ButtonLook::Primary, editor->saveWord());
    save->setObjectName(QStringLiteral("save"));
    save->setEnabled(editor->canSave());
    connect(cancel, &QPushButton::clicked, this, &RegisterPage::cancelEditor);
    connect(save, &QPushButton::clicked, editor, &PanelEditor::save);
    connect(editor, &PanelEditor::saved, this, &RegisterPage::editorSaved);
    connect(editor, &PanelEditor::stateChanged, save, [editor, save] {
        save->setText(editor->saveWord());
        save->setEnabled(editor->canSave());
    });
    m_panel->setTitle(editor->title());
    m_panel->setBody(editor);
    m_panel->setFoot({ cancel, save });
    m_panel->open();
}

void RegisterPage::changed(qint64 id)
{
    m_context.refreshKnowledge();
    m_model->reload();
    if (id != 0)
        openDetail(id);
    else
        closeDetail();
}

void RegisterPage::closeDetail()
{
    m_shownId = 0;
    if (!m_editor)
        m_panel->close();
}

void RegisterPage::selectRow(int row)
{
    if (row >= 0)
        openDetail(m_model->index(row, 0).data(PagedTableBase::KeyRole).toLongLong());
}

void RegisterPage::openDetail(qint64 id)
{
    if (hasUnsavedInput()) {
        m_panel->show();
        m_banner->showText(Role::Ask, tr("What you entered is not saved yet. Save it or cancel first."));
        return;
    }
    m_editor.clear();
    m_shownId = id;
    loadDetail(id);
}

void RegisterPage::cancelEditor()
{
    const auto leave = [this] {
        m_editor.clear();
        m_banner->clear();
        if (m_shownId != 0)
            loadDetail(m_shownId);
        else
            m_panel->close();
    };
    if (!hasUnsavedInput()) {
        leave();
        return;
    }
    m_context.prompts.confirm(this,
        { tr("Throw away what you entered?"), tr("What you entered in this form is lost."), tr("Throw away"), true,
            {} },
        [this, leave](bool isSure) {
            if (isSure)
                leave();
            else
                m_panel->open();
        });
}

void RegisterPage::editorSaved(qint64 id)
{
    m_editor.clear();
    m_banner->clear();
    changed(id != 0 ? id : m_shownId);
    m_context.prompts.tell(tr("Saved."));
}

void RegisterPage::panelClosed()
{
    if (hasUnsavedInput()) {
        m_panel->show();
        cancelEditor();
        return;
    }
    m_editor.clear();
    m_shownId = 0;
    m_table->view()->setFocus(Qt::OtherFocusReason);
}

} // namespace gatehouse::ui
