#pragma once

#include "ui/audit/AuditDetail.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

class AcceptForm;
class AuditFilters;
class Banner;
class ChainCheck;
class DataTable;
class SidePanel;
class TrailExport;

// Who did what: the trail newest first, narrowed by period, action, operator or one subject; one entry whole in the
// panel beside it; the check that nothing was bent, and the export that others check. Where the trail does not match
// what the site has signed, two people may accept it here.
class AuditPage : public Page
{
    Q_OBJECT

public:
    // Words for who is nobody in particular.
    struct Names
    {
        QString system; // entries of the program's own
        QString alone; // approvals where nobody else could have given one
    };

    explicit AuditPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    void deactivated() override;
    // The entry with this sequence.
    void showItem(qint64 id) override;
    [[nodiscard]] bool hasUnsavedInput() const override;

private:
    using Model = PagedTableModel<AuditLine>;
    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    void reload();
    void loadOperators();
    void showRow(int row);
    // What is wrong with the history, or was and has been accepted; with the way out for those who have one.
    void showHistory();
    void showDoubt(const Error& error);
    void startAccepting();
    void accepted(qint64 entry);
    void leaveForm();

    const SiteContext& m_context;
    DataTable* m_table;
    AuditFilters* m_filters;
    Model* m_model;
    SidePanel* m_panel;
    Banner* m_banner;
    Banner* m_history;
    AcceptForm* m_form = nullptr; // while it is in the panel
    ChainCheck* m_check;
    TrailExport* m_export;
};

} // namespace gatehouse::ui
