#pragma once

#include "core/security/Operator.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/RecordsPage.h"

#include <optional>

namespace gatehouse::ui {

// An operator, and since when nobody has confirmed them who came back with the recovery code (security/Recoveries.h).
struct ListedOperator : security::OperatorRow
{
    std::optional<UtcTime> recoveredAt;
};

// Who may sign in: the list, a new operator, a disabled one, a new key for a disabled one. Operators are never deleted,
// their names stand in the audit trail.
class OperatorsPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit OperatorsPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void startRow(int list, qint64 key) override;
    void formSaved(int list, qint64 id) override;

private:
    using Model = PagedTableModel<ListedOperator>;
    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    [[nodiscard]] std::optional<ListedOperator> operatorOf(qint64 id) const;
    void askToDisable(const security::OperatorRow& row);
    void disable(const security::OperatorRow& row);
    void confirmRecovered(OperatorId id);

    Model* m_model;
};

} // namespace gatehouse::ui
