#pragma once

#include "ui/access/AccessBook.h"
#include "ui/common/RecordsPage.h"

namespace gatehouse::ui {

// Who may pass where and when: rules, the hours they name, the zones lanes lead to and the groups people and vehicles
// are in. Lanes decide by a change as soon as it is saved.
class RulesPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit RulesPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void formSaved(int list, qint64 id) override;
    void startRow(int list, qint64 id) override;
    void askToRemoveRow(int list, qint64 id) override;

private:
    enum List : int { Rules, Schedules, Zones, Groups };

    void load(int list = Rules, qint64 select = 0);
    void remove(int list, qint64 id);
    [[nodiscard]] Confirmation removalQuestion(int list, qint64 id) const;

    const bool m_mayEdit;
    AccessBook m_book;
};

} // namespace gatehouse::ui
