#include "core/people/Restricted.h"

namespace gatehouse::people {

bool seesRestricted(const security::ActingOperator& actor)
{
    return actor.may(security::Permission::HandleRequests);
}

namespace {

Result<bool> isThere(store::Database& database, QByteArrayView sql, qint64 id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(id);
    return query.step();
}

constexpr char RestrictedPerson[] = "SELECT 1 FROM persons WHERE id = ?1 AND restricted_at IS NOT NULL";
constexpr char RestrictedVehicle[] = "SELECT 1 FROM vehicles v LEFT JOIN persons p ON p.id = v.owner_id "
                                     "WHERE v.id = ?1 AND (v.restricted_at IS NOT NULL OR p.restricted_at IS NOT NULL)";

} // namespace

Result<void> requireUnrestricted(
    const security::ActingOperator& actor, store::Database& database, Member member, qint64 id)
{
    if (seesRestricted(actor))
        return {};
    GATEHOUSE_TRY_ASSIGN(
        isRestricted, isThere(database, member == Member::Person ? RestrictedPerson : RestrictedVehicle, id));
    return isRestricted ? Result<void>(failure(ErrorCode::NotFound, QString::number(id))) : Result<void>();
}

Result<void> requireRemovable(
    const security::ActingOperator& actor, store::Database& database, Member member, qint64 id)
{
    const bool isPerson = member == Member::Person;
    GATEHOUSE_TRY_ASSIGN(isRow,
        isThere(database,
            isPerson ? "SELECT 1 FROM persons WHERE id = ?1 AND removed_at IS NULL"
                     : "SELECT 1 FROM vehicles WHERE id = ?1",
            id));
    if (!isRow)
        return failure(ErrorCode::NotFound, QString::number(id));
    GATEHOUSE_TRY(requireUnrestricted(actor, database, member, id));
    GATEHOUSE_TRY_ASSIGN(isRestricted, isThere(database, isPerson ? RestrictedPerson : RestrictedVehicle, id));
    if (isRestricted)
        return failure(ErrorCode::SubjectRestricted);
    GATEHOUSE_TRY_ASSIGN(isAskedAbout,
        isThere(database,
            isPerson ? "SELECT 1 FROM subject_requests WHERE state = 'open' AND person_id = ?1"
                     : "SELECT 1 FROM subject_requests r JOIN vehicles v ON v.id = ?1 WHERE r.state = 'open' "
                       "AND (r.vehicle_id = v.id OR r.plate = v.plate OR r.person_id = v.owner_id)",
            id));
    return isAskedAbout ? Result<void>(failure(ErrorCode::SubjectRequestOpen)) : Result<void>();
}

Result<void> requireNotRemoved(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(
        isRemoved, isThere(database, "SELECT 1 FROM persons WHERE id = ?1 AND removed_at IS NOT NULL", person.value()));
    return isRemoved ? Result<void>(failure(ErrorCode::NotFound, QString::number(person.value()))) : Result<void>();
}

} // namespace gatehouse::people
