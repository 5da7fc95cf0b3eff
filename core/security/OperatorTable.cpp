#include "core/security/OperatorTable.h"

namespace gatehouse::security {

namespace {

constexpr char OperatorColumns[] = "SELECT id, name, role, is_enabled, created_at, slot_id FROM operators ";

Result<StoredOperator> storedOperator(const store::Statement& row)
{
    const auto role = roleFromCode(row.text(2));
    if (!role)
        return failure(ErrorCode::Internal, QStringLiteral("operator %1 has no known role").arg(row.integer(0)));
    return StoredOperator { { row.id<OperatorId>(0), row.text(1), *role, row.boolean(3), row.time(4) }, row.blob(5) };
}

template <typename Value>
Result<std::optional<StoredOperator>> oneOperator(
    store::Database& database, QByteArrayView condition, const Value& value)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(OperatorColumns + condition.toByteArray()));
    query.bind(1, value);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return std::optional<StoredOperator>();
    GATEHOUSE_TRY_ASSIGN(stored, storedOperator(query));
    return std::optional(stored);
}

} // namespace

Result<std::optional<StoredOperator>> operatorById(store::Database& database, OperatorId id)
{
    return oneOperator(database, "WHERE id = ?", id);
}

Result<std::optional<StoredOperator>> operatorBySlot(store::Database& database, const QByteArray& slotId)
{
    return oneOperator(database, "WHERE slot_id = ?", slotId);
}

Result<QList<StoredOperator>> storedOperators(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(OperatorColumns + QByteArray("ORDER BY name COLLATE NOCASE, id")));
    QList<StoredOperator> rows;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return rows;
        GATEHOUSE_TRY_ASSIGN(stored, storedOperator(query));
        rows.append(stored);
    }
}

Result<qint64> enabledAdministrators(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(
        query, database.prepare("SELECT count(*) FROM operators WHERE role = 'administrator' AND is_enabled = 1"));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<OperatorId> insertOperator(
    store::Transaction& transaction, const QString& name, Role role, const QByteArray& slotId, UtcTime now)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(
        insert, database.prepare("INSERT INTO operators (name, role, slot_id, created_at) VALUES (?, ?, ?, ?)"));
    insert.bindAll(name, roleCode(role), slotId, now);
    if (const auto done = insert.run(); !done) {
        return done.error().code == ErrorCode::StoreConstraint ? failure(ErrorCode::AlreadyExists, done.error().detail)
                                                               : done.error();
    }
    return OperatorId(database.lastInsertId());
}

Result<void> setOperatorState(store::Transaction& transaction, OperatorId id, OperatorState state)
{
    GATEHOUSE_TRY_ASSIGN(update, transaction.database().prepare("UPDATE operators SET is_enabled = ? WHERE id = ?"));
    update.bindAll(state == OperatorState::Enabled, id);
    return update.run();
}

Result<void> requireStillInOffice(store::Database& database, const ActingOperator& actor)
{
    GATEHOUSE_TRY_ASSIGN(stored, operatorById(database, actor.id));
    if (!stored || !stored->row.isEnabled || stored->row.role != actor.role)
        return failure(ErrorCode::PermissionDenied, QStringLiteral("no longer enabled in this role"));
    return {};
}

} // namespace gatehouse::security
