#pragma once

#include "core/people/VehicleRegistry.h"
#include "ui/people/RegisterPage.h"

namespace gatehouse::ui {

// Every vehicle that is registered: find, look, add, change, remove, import.
class VehiclesPage : public RegisterPage
{
    Q_OBJECT

public:
    explicit VehiclesPage(const SiteContext& context, QWidget* parent = nullptr);

    static PageEntry entry();
    static FinderSource finder();

protected:
    void rowChosen(int list, qint64 key) override;
    void startRow(int list, qint64 key) override;
    void askToRemoveRow(int list, qint64 key) override;
    void applyFilters() override;

private:
    using Model = PagedTableModel<people::Vehicle>;

    [[nodiscard]] Model::Columns columns() const;
    void showVehicle(const people::Vehicle& vehicle);

    Model* m_model;
    people::Vehicle m_shown; // whose detail is in the panel
};

} // namespace gatehouse::ui
