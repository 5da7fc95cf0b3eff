#include "core/people/Membership.h"

#include <algorithm>

namespace gatehouse::people {

Result<void> replaceGroups(store::Transaction& transaction, Member member, qint64 id, const QList<GroupId>& groups)
{
    const bool isPerson = member == Member::Person;
    GATEHOUSE_TRY_ASSIGN(remove,
        transaction.database().prepare(isPerson ? "DELETE FROM person_groups WHERE person_id = ?"
                                                : "DELETE FROM vehicle_groups WHERE vehicle_id = ?"));
    remove.bindAll(id);
    GATEHOUSE_TRY(remove.run());
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(isPerson
                ? "INSERT INTO person_groups (person_id, group_id) SELECT ?, id FROM groups WHERE id = ?"
                : "INSERT INTO vehicle_groups (vehicle_id, group_id) SELECT ?, id FROM groups WHERE id = ?"));
    for (const GroupId group : groups) {
        insert.bindAll(id, group);
        GATEHOUSE_TRY(insert.run());
        if (transaction.database().changedRows() != 1)
            return failure(ErrorCode::NotFound, QStringLiteral("group %1").arg(group.value()));
    }
    return {};
}

QList<GroupId> groupsFromList(const QString& concatenated)
{
    QList<GroupId> groups;
    for (const QStringView number : QStringView(concatenated).split(QLatin1Char(','), Qt::SkipEmptyParts))
        groups.append(GroupId(number.toLongLong()));
    std::sort(groups.begin(), groups.end());
    return groups;
}

QJsonArray groupNumbers(const QList<GroupId>& groups)
{
    QJsonArray numbers;
    for (const GroupId group : groups)
        numbers.append(group.value());
    return numbers;
}

} // namespace gatehouse::people
