#pragma once

#include "ui/common/Page.h"
#include "ui/common/SiteContext.h"

class QGridLayout;

namespace gatehouse::ui {

// What each role may do, and what takes two people and whom: core's own tables in plain words. Nothing can be changed
// here.
class RolesPage : public Page
{
    Q_OBJECT

public:
    explicit RolesPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

private:
    [[nodiscard]] QWidget* makeRights() const;
    [[nodiscard]] QWidget* makeProtectedActs() const;
    void addHeading(QGridLayout& grid, int column, const QString& text) const;

    const SiteContext& m_context;
};

} // namespace gatehouse::ui
