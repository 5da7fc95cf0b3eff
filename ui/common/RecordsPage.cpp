#include "ui/common/RecordsPage.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int SearchPause = 150; // ms after the last letter, before the store is asked
constexpr int PanelWidth = 440; // px at 100 %

} // namespace

RecordsPage::RecordsPage(const SiteContext& context, const QString& title, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget)
    , m_panel(new SidePanel(context.appearance))
    , m_banner(new Banner(context.appearance))
    , m_actionRow(new QHBoxLayout)
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Large));
    column->setSpacing(theme.px(Gap::Medium));
    m_actionRow->setSpacing(theme.px(Gap::Small));
    m_actionRow->addWidget(new Label(context.appearance, title, TextSize::Headline), 1);
    column->addLayout(m_actionRow);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->hide();
    column->addWidget(m_tabs);
    column->addWidget(m_banner);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(Gap::Medium));
    row->addWidget(m_stack, 1);
    m_panel->setObjectName(QStringLiteral("sidePanel"));
    m_panel->setFixedWidth(theme.px(PanelWidth));
    row->addWidget(m_panel);
    column->addLayout(row, 1);

    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(&m_searchPause, &QTimer::timeout, this, [this] { searchChanged(); });
    connect(m_tabs, &QTabBar::currentChanged, this, &RecordsPage::listShown);
    connect(m_panel, &SidePanel::closed, this, &RecordsPage::panelClosed);
}

bool RecordsPage::hasUnsavedInput() const
{
    return m_form && m_form->isDirty();
}

int RecordsPage::addList(const QString& tab, DataTable* table, PagedTableBase* model)
{
    const int list = int(m_lists.size());
    m_lists.push_back({ table, model });
    model->setParent(this);
    table->setModel(model);
    m_stack->addWidget(table);
    m_tabs->addTab(tab);
    m_tabs->setVisible(m_lists.size() > 1);
    connect(table, &DataTable::currentRowChanged, this, [this, list](int row) { chooseRow(list, row); });
    connect(table, &DataTable::rowOpened, this, [this, list](int row) {
        chooseRow(list, row);
        if (m_shownKey != 0)
            m_panel->open();
    });
    return list;
}

int RecordsPage::currentList() const
{
    return m_stack->currentIndex();
}

void RecordsPage::reloadLists()
{
    for (const List& list : m_lists)
        list.model->reload();
}

EmptyState* RecordsPage::emptyList(
    int list, Icon icon, const QString& title, const QString& text, const QString& action)
{
    auto* empty = new EmptyState(m_context.appearance, icon, title, text, action);
    connect(empty, &EmptyState::actionTriggered, this, [this, list] { startRow(list, 0); });
    return empty;
}

Button* RecordsPage::addAction(int list, ButtonLook look, Icon icon, const QString& text, const QString& name)
{
    auto* button = new Button(m_context.appearance, look, icon, text);
    button->setObjectName(name);
    button->setVisible(list < 0 || list == currentList());
    m_actionRow->addWidget(button);
    m_actions.append({ list, button });
    return button;
}

void RecordsPage::addAddAction(int list, const QString& text, const QString& name)
{
    auto* button = addAction(list, ButtonLook::Primary, Icon::Add, text, name);
    connect(button, &QPushButton::clicked, this, [this, list] { startRow(list, 0); });
}

void RecordsPage::addSearch(int list, const QString& placeholder)
{
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(placeholder);
    m_search->setAccessibleName(placeholder);
    m_search->setClearButtonEnabled(true);
    table(list).addFilter(m_search, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchPause.start(); });
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

QString RecordsPage::searchText() const
{
    return m_search ? m_search->text() : QString();
}

QList<QWidget*> RecordsPage::rowButtons(int list, qint64 key, const QString& changeWord)
{
    auto* removal = new Button(m_context.appearance, ButtonLook::Deny, tr("Remove"));
    removal->setObjectName(QStringLiteral("remove"));
    connect(removal, &QPushButton::clicked, this, [this, list, key] { askToRemoveRow(list, key); });
    auto* change = new Button(m_context.appearance, ButtonLook::Plain, Icon::Edit, changeWord);
    change->setObjectName(QStringLiteral("change"));
    connect(change, &QPushButton::clicked, this, [this, list, key] { startRow(list, key); });
    return { removal, change };
}

void RecordsPage::openRow(int list, qint64 key)
{
    if (keepsForm())
        return;
    leaveForm();
    m_shownKey = key;
    table(list).selectKey(key);
    rowChosen(list, key);
}

void RecordsPage::showDetail(qint64 key, const QString& title, QWidget* body, const QList<QWidget*>& foot)
{
    if (m_form || key != m_shownKey) {
        delete body;
        qDeleteAll(foot);
        return;
    }
    m_panel->setTitle(title);
    m_panel->setBody(body);
    m_panel->setFoot(foot);
    m_panel->show();
}

void RecordsPage::startForm(PanelForm* form)
{
    if (keepsForm()) {
        delete form;
        return;
    }
    m_banner->clear();
    m_form = form;
    m_formList = currentList();
    auto* cancel = new Button(m_context.appearance, ButtonLook::Plain, tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancel"));
    auto* save = new Button(m_context.appearance, ButtonLook::Primary, form->saveWord());
    save->setObjectName(QStringLiteral("save"));
    save->setEnabled(form->canSave());
    connect(cancel, &QPushButton::clicked, this, &RecordsPage::cancelForm);
    connect(save, &QPushButton::clicked, form, &PanelForm::save);
    connect(form, &PanelForm::stateChanged, save, [this, form, cancel, save] {
        if (save->hasFocus() && !form->canSave())
            m_panel->setFocus(Qt::OtherFocusReason); // a disabled button would hand it to whatever comes next
        save->setText(form->saveWord());
        save->setEnabled(form->canSave());
        cancel->setVisible(!form->isDone());
    });
    connect(form, &PanelForm::saved, this, &RecordsPage::formDone);
    m_panel->setTitle(form->title());
    m_panel->setBody(form);
    m_panel->setFoot({ cancel, save });
    m_panel->open();
}

void RecordsPage::formDone(qint64 id)
{
    if (m_form)
        m_form->setEnabled(false); // nothing is saved twice while its row is loaded
    leaveForm();
    m_panel->setFoot({});
    if (id != 0)
        m_shownKey = id;
    if (m_shownKey == 0)
        m_panel->close();
    formSaved(m_formList, m_shownKey);
    // Not to whatever stands first in the window; a list without a current row would make its first one current.
    if (!m_form && currentList() >= 0 && table(currentList()).view()->currentIndex().isValid())
        table(currentList()).view()->setFocus(Qt::OtherFocusReason);
    else if (!m_form)
        setFocus(Qt::OtherFocusReason);
    m_context.prompts.tell(tr("Saved."));
}

void RecordsPage::closePanel()
{
    if (!m_form)
        m_panel->close();
}

void RecordsPage::showProblem(const Error& error)
{
    m_banner->showError(error);
}

void RecordsPage::showNotice(Role tone, const QString& text)
{
    m_banner->showText(tone, text);
}

void RecordsPage::chooseRow(int list, int row)
{
    if (row < 0)
        return;
    const qint64 key = model(list).index(row, 0).data(PagedTableBase::KeyRole).toLongLong();
    if ((key == m_shownKey && !m_form) || keepsForm())
        return;
    leaveForm();
    m_shownKey = key;
    rowChosen(list, key);
}

void RecordsPage::listShown(int list)
{
    if (list < 0 || list >= int(m_lists.size()) || list == currentList())
        return;
    if (keepsForm()) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(currentList());
        return;
    }
    leaveForm();
    m_panel->close();
    m_stack->setCurrentIndex(list);
    for (const Action& action : std::as_const(m_actions))
        action.button->setVisible(action.list < 0 || action.list == list);
}

// What was typed stays until it is saved or given up.
bool RecordsPage::keepsForm()
{
    if (!hasUnsavedInput())
        return false;
    m_panel->show();
    m_banner->showText(Role::Ask, tr("What you entered is not saved yet. Save it or cancel first."));
    return true;
}

void RecordsPage::leaveForm()
{
    m_form.clear();
    m_banner->clear();
}

void RecordsPage::cancelForm()
{
    const auto leave = [this] {
        leaveForm();
        if (m_shownKey != 0)
            rowChosen(m_formList, m_shownKey);
        else
            m_panel->close();
    };
    if (!hasUnsavedInput()) {
        leave();
        return;
    }
    const QString loss = m_form->lossText();
    m_context.prompts.confirm(this,
        { loss.isEmpty() ? tr("Throw away what you entered?") : tr("Throw it away?"),
            loss.isEmpty() ? tr("What you entered in this form is lost.") : loss, tr("Throw away"), true, {} },
        [this, leave](bool isSure) {
            if (isSure)
                leave();
            else
                m_panel->open();
        });
}

void RecordsPage::panelClosed()
{
    if (hasUnsavedInput()) {
        m_panel->show();
        cancelForm();
        return;
    }
    m_form.clear();
    m_shownKey = 0;
    if (currentList() >= 0) {
        table(currentList()).selectKey(0); // a reload must not open it again
        table(currentList()).view()->clearSelection();
        table(currentList()).view()->setCurrentIndex({});
        table(currentList()).view()->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace gatehouse::ui
