#include "ui/access/AccessBook.h"

#include "core/people/GroupRegistry.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

template <typename Row, typename IdType>
const Row* rowWithId(const QList<Row>& rows, IdType id)
{
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [id](const Row& row) { return row.id == id; });
    return found == rows.cend() ? nullptr : &*found;
}

template <typename Row, typename IdType>
QString nameWithId(const QList<Row>& rows, IdType id)
{
    const Row* row = rowWithId(rows, id);
    return row ? row->name : QString();
}

} // namespace

QString AccessBook::groupName(GroupId id) const
{
    return nameWithId(groups, id);
}

QString AccessBook::zoneName(ZoneId id) const
{
    return nameWithId(zones, id);
}

QString AccessBook::scheduleName(ScheduleId id) const
{
    return nameWithId(schedules, id);
}

const access::Schedule* AccessBook::schedule(ScheduleId id) const
{
    return rowWithId(schedules, id);
}

Result<AccessBook> readAccessBook(store::Database& database, const Clock& clock, const security::ActingOperator& actor)
{
    access::RuleBook rules(database, clock);
    AccessBook book;
    GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, clock).list(actor));
    book.groups = std::move(groups);
    GATEHOUSE_TRY_ASSIGN(zones, rules.zones(actor));
    book.zones = std::move(zones);
    GATEHOUSE_TRY_ASSIGN(schedules, rules.schedules(actor));
    book.schedules = std::move(schedules);
    GATEHOUSE_TRY_ASSIGN(list, rules.rules(actor));
    book.rules = std::move(list);
    return book;
}

} // namespace gatehouse::ui
