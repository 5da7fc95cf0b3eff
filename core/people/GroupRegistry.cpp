#include "core/people/GroupRegistry.h"

#include "core/audit/AuditTrail.h"
#include "core/people/Drafts.h"
#include "core/security/RegistryChange.h"

namespace gatehouse::people {

using security::RecordKind;
using security::RegistryChange;

namespace {

Result<GroupId> findGroup(store::Database& database, const QString& name)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT id FROM groups WHERE name = ?"));
    query.bindAll(name);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.id<GroupId>(0) : GroupId();
}

Result<QString> checkedGroupName(store::Database& database, const QString& typed, GroupId self)
{
    const QString name = typed.simplified();
    if (!isValidGroupName(name))
        return failure(ErrorCode::InvalidArgument, draftFieldCode(DraftField::GroupName));
    GATEHOUSE_TRY_ASSIGN(holder, findGroup(database, name));
    if (holder.isValid() && holder != self)
        return failure(ErrorCode::AlreadyExists, draftFieldCode(DraftField::GroupName));
    return name;
}

Result<GroupId> insertGroup(store::Transaction& transaction, const Clock& clock, const QString& name)
{
    GATEHOUSE_TRY_ASSIGN(insert, transaction.database().prepare("INSERT INTO groups (name, created_at) VALUES (?, ?)"));
    insert.bindAll(name, clock.now());
    GATEHOUSE_TRY(insert.run());
    return GroupId(transaction.database().lastInsertId());
}

} // namespace

GroupRegistry::GroupRegistry(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<Group>> GroupRegistry::list(const security::ActingOperator& actor)
{
    if (!actor.require(security::Permission::ViewVehicles) && !actor.require(security::Permission::ViewAccessRules))
        GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare("SELECT g.id, g.name, (SELECT count(*) FROM person_groups p WHERE p.group_id = g.id), "
                           "(SELECT count(*) FROM vehicle_groups v WHERE v.group_id = g.id), "
                           "g.version FROM groups g ORDER BY g.name"));
    QList<Group> groups;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return groups;
        groups.append({ rows.id<GroupId>(0), rows.text(1), static_cast<int>(rows.integer(2)),
            static_cast<int>(rows.integer(3)), RowVersion(rows.integer(4)) });
    }
}

Result<GroupId> GroupRegistry::add(const security::ActingOperator& actor, const QString& name)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Group));
    GATEHOUSE_TRY_ASSIGN(checked, checkedGroupName(m_database, name, {}));
    GATEHOUSE_TRY_ASSIGN(id, insertGroup(change.transaction(), m_clock, checked));
    GATEHOUSE_TRY(change.commit(QLatin1StringView("add"), id.value()));
    return id;
}

Result<void> GroupRegistry::rename(const security::ActingOperator& actor, const Group& group)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Group));
    GATEHOUSE_TRY(change.claim(group.id.value(), group.version));
    GATEHOUSE_TRY_ASSIGN(checked, checkedGroupName(m_database, group.name, group.id));
    GATEHOUSE_TRY_ASSIGN(update, m_database.prepare("UPDATE groups SET name = ? WHERE id = ?"));
    update.bindAll(checked, group.id);
    GATEHOUSE_TRY(update.run());
    return change.commit(QLatin1StringView("rename"), group.id.value());
}

Result<void> GroupRegistry::remove(const security::ActingOperator& actor, GroupId id)
{
    GATEHOUSE_TRY_ASSIGN(change, RegistryChange::begin(m_database, m_clock, actor, RecordKind::Group));
    GATEHOUSE_TRY(change.deleteRow(id.value()));
    return change.commit(QLatin1StringView("remove"), id.value());
}

Result<GroupId> GroupRegistry::findOrAdd(
    store::Transaction& transaction, const security::ActingOperator& actor, const QString& name)
{
    const QString wanted = name.simplified();
    if (!isValidGroupName(wanted))
        return failure(ErrorCode::InvalidArgument, draftFieldCode(DraftField::GroupName));
    GATEHOUSE_TRY_ASSIGN(known, findGroup(m_database, wanted));
    if (known.isValid())
        return known;
    GATEHOUSE_TRY(actor.require(security::Permission::EditAccessRules));
    GATEHOUSE_TRY_ASSIGN(id, insertGroup(transaction, m_clock, wanted));
    GATEHOUSE_TRY(audit::append(
        transaction, m_clock, { actor.id, QStringLiteral("group.add"), { QStringLiteral("group"), id.value() }, {} }));
    return id;
}

} // namespace gatehouse::people
