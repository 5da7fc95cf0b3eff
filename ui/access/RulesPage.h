#pragma once

#include "ui/access/AccessBook.h"
#include "ui/common/PagedTableModel.h"
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

private:
    enum List : int { Rules, Schedules, Zones, Groups };

    void addRules();
    void addSchedules();
    void addZones();
    void addGroups();
    void addAddButton(List list, const QString& text);
    void load(List list = Rules, qint64 select = 0);
    void showRow(List list, qint64 id);
    void startRow(List list, qint64 id);
    void askToRemove(List list, qint64 id);
    void remove(List list, qint64 id);
    [[nodiscard]] Confirmation removalQuestion(List list, qint64 id) const;
    [[nodiscard]] QList<QWidget*> footFor(List list, qint64 id);

    const bool m_mayEdit;
    AccessBook m_book;
    QList<PagedTableBase*> m_models;
};

} // namespace gatehouse::ui
