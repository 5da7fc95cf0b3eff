#pragma once

#include "ui/common/DataTable.h"
#include "ui/common/Page.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SidePanel.h"
#include "ui/common/SiteContext.h"

#include <QPointer>
#include <QTimer>

#include <vector>

class QHBoxLayout;
class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace gatehouse::ui {

// The frame of every page of records: title and actions, one or several lists told apart by tabs, and a side panel for
// the detail of a row or a form. A form with unsaved input is never replaced: choosing another row only says so. GUI
// thread; subclasses ask the store off it.
class RecordsPage : public Page
{
    Q_OBJECT

public:
    RecordsPage(const SiteContext& context, const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] bool hasUnsavedInput() const override;
    // The row of the first list, also when it is further down than what is loaded.
    void showItem(qint64 id) override { openRow(0, id); }

protected:
    // A row was chosen: fill the panel with showDetail().
    virtual void rowChosen(int list, qint64 key) = 0;
    // A form is in the store: load anew what it changed, and show the row of `id` with openRow() unless it is 0.
    virtual void formSaved(int list, qint64 id) = 0;
    // A text was typed in the search line.
    virtual void searchChanged() { }
    // One of the buttons that addRowButtons() makes was pressed; startRow() also by addAddAction(), with key 0.
    virtual void startRow(int, qint64) { }
    virtual void askToRemoveRow(int, qint64) { }

    [[nodiscard]] const SiteContext& context() const { return m_context; }

    // The page owns table and model from then on; the tab is shown when there are several lists. The list's number.
    int addList(const QString& tab, DataTable* table, PagedTableBase* model);
    [[nodiscard]] DataTable& table(int list) const { return *m_lists[std::size_t(list)].table; }
    [[nodiscard]] PagedTableBase& model(int list) const { return *m_lists[std::size_t(list)].model; }
    [[nodiscard]] int currentList() const;
    // A list of rows that are all there already: `rows` outlives the page's models. The tab's name, the button that
    // adds a row (none where `action` is empty) and what stands there while there is no row.
    struct FirstStep
    {
        Icon icon;
        QString title;
        QString text;
        QString action;
        QString actionName;
    };
    template <typename Row>
    void addWholeList(const QString& tableId, const QString& tab, const typename PagedTableModel<Row>::Columns& columns,
        const QList<Row>& rows, const FirstStep& step)
    {
        const int list = int(m_lists.size());
        addList(tab,
            new DataTable(m_context.appearance, m_context.settings, tableId,
                emptyList(list, step.icon, step.title, step.text, step.action)),
            new PagedTableModel<Row>(columns, idOf<Row>, wholeListLoader(rows)));
        if (!step.action.isEmpty())
            addAddAction(list, step.action, step.actionName);
    }
    void reloadLists();
    // An empty state whose button starts a new row, where `action` is not empty.
    [[nodiscard]] EmptyState* emptyList(
        int list, Icon icon, const QString& title, const QString& text, const QString& action);

    // A button at the top right, there while its list is shown (-1: always).
    Button* addAction(int list, ButtonLook look, Icon icon, const QString& text, const QString& name);
    // The primary one, which starts a new row.
    void addAddAction(int list, const QString& text, const QString& name);
    // Puts a search line before the other filters of the list; Ctrl+F goes there.
    void addSearch(int list, const QString& placeholder);
    [[nodiscard]] QString searchText() const;
    // "Remove" and `changeWord`, for the foot of a detail.
    [[nodiscard]] QList<QWidget*> rowButtons(int list, qint64 key, const QString& changeWord);

    // Selects the row where it is loaded and shows its detail.
    void openRow(int list, qint64 key);
    // Ignored when another row was chosen meanwhile or something is being entered.
    void showDetail(qint64 key, const QString& title, QWidget* body, const QList<QWidget*>& foot);
    // Opens a form, unless another one holds unsaved input: then `form` is deleted and that is said.
    void startForm(PanelForm* form);
    [[nodiscard]] PanelForm* form() const { return m_form; }
    // Of the row whose detail is, or is about to be, in the panel; 0 when there is none.
    [[nodiscard]] qint64 shownKey() const { return m_shownKey; }
    // The row is gone. What is being entered stays.
    void closePanel();
    void showProblem(const Error& error);
    void showNotice(Role tone, const QString& text);
    // Runs `command(Database&, ActingOperator, Clock) -> Result<void>` on the writer, then `done()`; problems are
    // shown, StoreConstraint as `inUse` where that is not empty.
    template <typename Command, typename Done>
    void change(Command command, const QString& inUse, Done done)
    {
        m_context.site.writer().request(
            [command = std::move(command), actor = m_context.session.actor(), &clock = m_context.clock](
                store::Database& database) -> Result<void> { return command(database, actor, clock); },
            this,
            [this, inUse, done = std::move(done)](const Result<void>& outcome) {
                if (outcome)
                    done();
                else if (outcome.error().code == ErrorCode::StoreConstraint && !inUse.isEmpty())
                    showNotice(Role::Deny, inUse);
                else
                    showProblem(outcome.error());
            });
    }

private:
    struct List
    {
        DataTable* table = nullptr;
        PagedTableBase* model = nullptr;
    };
    struct Action
    {
        int list = -1;
        Button* button = nullptr;
    };
    void chooseRow(int list, int row);
    void listShown(int list);
    void formDone(qint64 id);
    void cancelForm();
    void panelClosed();
    bool keepsForm();
    void leaveForm();

    const SiteContext& m_context;
    std::vector<List> m_lists;
    QList<Action> m_actions;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    SidePanel* m_panel;
    Banner* m_banner;
    QHBoxLayout* m_actionRow;
    QLineEdit* m_search = nullptr;
    QTimer m_searchPause;
    QPointer<PanelForm> m_form;
    int m_formList = 0;
    qint64 m_shownKey = 0;
};

} // namespace gatehouse::ui
