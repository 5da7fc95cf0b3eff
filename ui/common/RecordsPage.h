#pragma once

#include "ui/common/DataTable.h"
#include "ui/common/Page.h"
#include "ui/common/RecordForm.h"
#include "ui/common/SidePanel.h"
#include "ui/common/SiteContext.h"

#include <QPointer>

#include <vector>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace gatehouse::ui {

// A page of one or several lists, told apart by tabs, with a side panel for the detail of a row or a form. A form with
// unsaved input is never replaced: choosing another row only says so. GUI thread; subclasses ask the store off it.
class RecordsPage : public Page
{
    Q_OBJECT

public:
    RecordsPage(const SiteContext& context, const QString& title, int panelWidth, QWidget* parent = nullptr);

    [[nodiscard]] bool hasUnsavedInput() const override;

protected:
    // A row was chosen: fill the panel with showDetail().
    virtual void rowChosen(int list, qint64 key) = 0;
    // A form is in the store; load anew what it changed.
    virtual void formSaved(int list, qint64 id) = 0;
    // The panel no longer shows a detail.
    virtual void detailClosed() { }

    [[nodiscard]] const SiteContext& context() const { return m_context; }

    // The page owns table and model from then on; the tab is shown when there are several lists. The list's number.
    int addList(const QString& tab, DataTable* table, PagedTableBase* model);
    [[nodiscard]] DataTable& table(int list) const { return *m_lists[std::size_t(list)].table; }
    [[nodiscard]] int currentList() const;
    void showList(int list);
    // A button at the top right, there while its list is shown (-1: always).
    Button* addAction(int list, ButtonLook look, Icon icon, const QString& text, const QString& name);

    void showDetail(const QString& title, QWidget* body, const QList<QWidget*>& foot);
    void startForm(RecordForm* form);
    [[nodiscard]] RecordForm* form() const { return m_form; }
    // Of the row whose detail is in the panel, 0 when there is none.
    [[nodiscard]] qint64 shownKey() const { return m_shownKey; }
    void closePanel();
    void showProblem(const Error& error);
    void showNotice(Role tone, const QString& text);

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
    QPointer<RecordForm> m_form;
    int m_formList = 0;
    qint64 m_shownKey = 0;
};

} // namespace gatehouse::ui
