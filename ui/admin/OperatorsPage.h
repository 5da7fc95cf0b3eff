#pragma once

#include "core/security/Operator.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/SiteContext.h"

#include <QPointer>

namespace gatehouse::ui {

class DataTable;
class OperatorForm;
class SidePanel;

// Who may sign in: the list, a new operator, a disabled one, a new key for a disabled one. Operators are never deleted,
// their names stand in the audit trail.
class OperatorsPage : public Page
{
    Q_OBJECT

public:
    explicit OperatorsPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    void showItem(qint64 id) override;
    [[nodiscard]] bool hasUnsavedInput() const override;

private:
    using Model = PagedTableModel<security::OperatorRow>;
    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    void addOperator();
    void enableOperator(const security::OperatorRow& row);
    void openForm(const QString& title, const QString& saveWord, OperatorForm* form);
    void showRow(int row);
    void askToDisable(const security::OperatorRow& row);
    void disable(const security::OperatorRow& row);

    const SiteContext& m_context;
    Model* m_model;
    DataTable* m_table;
    SidePanel* m_panel;
    QPointer<OperatorForm> m_form;
    qint64 m_shown = 0; // the row the panel tells about
};

} // namespace gatehouse::ui
