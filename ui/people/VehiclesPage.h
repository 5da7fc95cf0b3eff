#pragma once

#include "core/people/VehicleRegistry.h"
#include "ui/common/FinderSource.h"
#include "ui/common/PagedTableModel.h"
#include "ui/people/RegisterPage.h"

#include <QHash>

class QComboBox;

namespace gatehouse::ui {

// Every vehicle that is registered: find, look, add, change, remove, import.
class VehiclesPage : public RegisterPage
{
    Q_OBJECT

public:
    explicit VehiclesPage(const SiteContext& context, QWidget* parent = nullptr);

    static PageEntry entry();
    static FinderSource finder();

    void activated() override;

protected:
    void loadDetail(qint64 id) override;
    void applyFilters() override;

private:
    using Model = PagedTableModel<people::Vehicle>;

    [[nodiscard]] Model::Columns columns() const;
    [[nodiscard]] Model::Loader loader();
    void loadGroups();
    void showVehicle(const people::Vehicle& vehicle);
    void add();
    void removeVehicle(const people::Vehicle& vehicle);

    Model* m_model;
    QComboBox* m_group;
    Button* m_onlyActive;
    QList<people::Group> m_groups;
    std::shared_ptr<QHash<GroupId, QString>> m_groupNames; // shared with the table's columns
};

} // namespace gatehouse::ui
