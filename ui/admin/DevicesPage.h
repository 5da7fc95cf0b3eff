#pragma once

#include "ui/admin/DeviceBook.h"
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
    void startRow(int list, qint64 id) override;
    void askToRemoveRow(int list, qint64 id) override;

private:
    enum List : int { Cameras, Lanes, Gates };

    void load(int list = Cameras, qint64 select = 0);
    void remove(int list, qint64 id);
    void refreshStates();

    const bool m_mayEdit;
    DeviceBook m_book;
    QTimer m_refresh;
};

} // namespace gatehouse::ui
