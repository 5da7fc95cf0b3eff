#pragma once

#include "ui/admin/DeviceBook.h"
#include "ui/common/PagedTableModel.h"
#include "ui/common/RecordsPage.h"

#include <QTimer>

namespace gatehouse::ui {

// Cameras, lanes and gates of the site with their state now. After a change the lanes are started anew by what the
// store says then.
class DevicesPage : public RecordsPage
{
    Q_OBJECT

public:
    explicit DevicesPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    void deactivated() override;

protected:
    void rowChosen(int list, qint64 key) override;
    void formSaved(int list, qint64 id) override;

private:
    enum List : int { Cameras, Lanes, Gates };

    void addCameras();
    void addLanes();
    void addGates();
    void addAddButton(List list, const QString& text);
    [[nodiscard]] EmptyState* emptyList(
        List list, Icon icon, const QString& title, const QString& text, const QString& action);
    void load(List list = Cameras, qint64 select = 0);
    void startRow(List list, qint64 id);
    void askToRemove(List list, qint64 id);
    void remove(List list, qint64 id);
    [[nodiscard]] QList<QWidget*> footFor(List list, qint64 id);
    void refreshStates();

    const bool m_mayEdit;
    DeviceBook m_book;
    QList<PagedTableBase*> m_models;
    QTimer m_refresh;
};

} // namespace gatehouse::ui
