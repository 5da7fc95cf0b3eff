#include "core/security/Records.h"

namespace gatehouse::security {

namespace {

struct KnownRecord
{
    RecordKind kind;
    QLatin1StringView code;
    const char* table;
    Permission edit;
};

constexpr KnownRecord KnownRecords[] = {
    { RecordKind::Person, QLatin1StringView("person"), "persons", Permission::EditPeople },
    { RecordKind::Vehicle, QLatin1StringView("vehicle"), "vehicles", Permission::EditVehicles },
    { RecordKind::Group, QLatin1StringView("group"), "groups", Permission::EditAccessRules },
    { RecordKind::Zone, QLatin1StringView("zone"), "zones", Permission::EditAccessRules },
    { RecordKind::Schedule, QLatin1StringView("schedule"), "schedules", Permission::EditAccessRules },
    { RecordKind::Rule, QLatin1StringView("rule"), "access_rules", Permission::EditAccessRules },
    { RecordKind::Camera, QLatin1StringView("camera"), "cameras", Permission::EditDevices },
    { RecordKind::Lane, QLatin1StringView("lane"), "lanes", Permission::EditDevices },
    { RecordKind::Gate, QLatin1StringView("gate"), "gates", Permission::EditDevices },
};

const KnownRecord& known(RecordKind kind)
{
    for (const KnownRecord& record : KnownRecords) {
        if (record.kind == kind)
            return record;
    }
    Q_UNREACHABLE();
}

} // namespace

QString recordKindCode(RecordKind kind)
{
    return known(kind).code;
}

Permission editPermission(RecordKind kind)
{
    return known(kind).edit;
}

Result<void> claimRecord(store::Transaction& transaction, RecordKind kind, qint64 id, RowVersion read)
{
    store::Database& database = transaction.database();
    const QByteArray table(known(kind).table);
    GATEHOUSE_TRY_ASSIGN(
        claim, database.prepare("UPDATE " + table + " SET version = version + 1 WHERE id = ?1 AND version = ?2"));
    claim.bindAll(id, read.number());
    GATEHOUSE_TRY(claim.run());
    if (database.changedRows() == 1)
        return {};
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM " + table + " WHERE id = ?1"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(isThere, query.step());
    return failure(isThere ? ErrorCode::ChangedMeanwhile : ErrorCode::NotFound, known(kind).code);
}

Result<void> deleteRecord(store::Transaction& transaction, RecordKind kind, qint64 id)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(removal, database.prepare("DELETE FROM " + QByteArray(known(kind).table) + " WHERE id = ?1"));
    removal.bindAll(id);
    GATEHOUSE_TRY(removal.run());
    if (database.changedRows() != 1)
        return failure(ErrorCode::NotFound, known(kind).code);
    return {};
}

Result<std::optional<RecordChange>> lastChange(
    const ActingOperator& actor, store::Database& database, RecordKind kind, qint64 id)
{
    GATEHOUSE_TRY(actor.require(editPermission(kind)));
    // Consents, pictures and test openings are about the row, too, but change nothing that a form shows.
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT o.name, a.at FROM audit a JOIN operators o ON o.id = a.operator_id "
                         "WHERE a.subject_kind = ?1 AND a.subject_id = ?2 "
                         "AND a.action IN (?1 || '.add', ?1 || '.update', ?1 || '.rename') "
                         "ORDER BY a.sequence DESC LIMIT 1"));
    query.bindAll(recordKindCode(kind), id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(RecordChange { query.text(0), query.time(1) }) : std::nullopt;
}

} // namespace gatehouse::security
