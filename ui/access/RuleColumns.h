#pragma once

#include "core/base/Clock.h"
#include "ui/access/AccessBook.h"
#include "ui/common/PagedTableModel.h"
#include "ui/words/SiteTime.h"

namespace gatehouse::ui {

// The columns of the rules page's lists. `book` and `clock` outlive the models; the book's rows may change.
[[nodiscard]] PagedTableModel<access::AccessRule>::Columns ruleColumns(
    const AccessBook* book, const SiteTime& time, const Clock* clock);
[[nodiscard]] PagedTableModel<access::Schedule>::Columns scheduleColumns();
[[nodiscard]] PagedTableModel<access::Zone>::Columns zoneColumns(const AccessBook* book);
[[nodiscard]] PagedTableModel<people::Group>::Columns groupColumns(const AccessBook* book);

// How many rules speak of the group.
[[nodiscard]] int ruleCount(const AccessBook& book, GroupId group);

} // namespace gatehouse::ui
