#pragma once

#include "core/people/Person.h"
#include "ui/common/DataTable.h"
#include "ui/common/Page.h"
#include "ui/common/SidePanel.h"
#include "ui/common/SiteContext.h"
#include "ui/people/PanelEditor.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QHBoxLayout;
class QLineEdit;

namespace gatehouse::ui {

// What the registers of people and of vehicles have in common: title and actions, a filtered table, and the side panel
// with the detail of a row or an editor. An editor with unsaved input is never replaced: selecting another row only
// says so. GUI thread; the store is asked off it.
class RegisterPage : public Page
{
    Q_OBJECT

public:
    RegisterPage(const SiteContext& context, const QString& tableId, const QString& title, EmptyState* empty,
        QWidget* parent = nullptr);

    [[nodiscard]] bool hasUnsavedInput() const override;
    void showItem(qint64 id) override;

protected:
    // Fills the panel with the detail of a row; asks the store and then calls showDetail().
    virtual void loadDetail(qint64 id) = 0;
    // The search or a filter changed.
    virtual void applyFilters() = 0;

    [[nodiscard]] const SiteContext& context() const { return m_context; }
    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] QString searchText() const;
    // The row whose detail is, or is about to be, in the panel.
    [[nodiscard]] qint64 shownId() const { return m_shownId; }

    Button* addAction(ButtonLook look, Icon icon, const QString& text, const QString& name);
    void setModel(PagedTableBase* model);
    // Fills a filter with the groups of the site, keeping what is chosen, and the names the table shows.
    static void fillGroupFilter(QComboBox* filter, const QList<people::Group>& groups, QHash<GroupId, QString>& names);
    // Puts the search line before the other filters.
    void addSearch(const QString& placeholder);
    void addFilter(QWidget* filter);

    // Ignored when the person chose another row meanwhile or is entering something.
    void showDetail(qint64 id, const QString& title, QWidget* body, const QList<QWidget*>& foot);
    void showProblem(const Error& error);
    // Opens an editor, unless another one holds unsaved input: then `editor` is deleted and that is said.
    void startEditor(PanelEditor* editor);
    // After a change: the lanes decide by it, the table shows it, and the row's detail is loaded anew (0: panel
    // closes).
    void changed(qint64 id);
    // The row is gone.
    void closeDetail();

private:
    void selectRow(int row);
    void openDetail(qint64 id);
    void cancelEditor();
    void editorSaved(qint64 id);
    void panelClosed();

    const SiteContext& m_context;
    DataTable* m_table;
    SidePanel* m_panel;
    Banner* m_banner;
    QHBoxLayout* m_actions;
    QLineEdit* m_search = nullptr;
    QTimer m_searchPause;
    PagedTableBase* m_model = nullptr;
    QPointer<PanelEditor> m_editor;
    qint64 m_shownId = 0;
};

} // namespace gatehouse::ui
