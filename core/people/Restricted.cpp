#include "core/people/Restricted.h"

namespace gatehouse::people {

bool seesRestricted(const security::ActingOperator& actor)
{
    return actor.may(security::Permission::HandleRequests);
}

Result<void> requireUnrestricted(
    const security::ActingOperator& actor, store::Database& database, Member member, qint64 id)
{
    if (seesRestricted(actor))
        return {};
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(member == Member::Person
                ? "SELECT 1 FROM persons WHERE id = ? AND restricted_at IS NOT NULL"
                : "SELECT 1 FROM vehicles v LEFT JOIN persons p ON p.id = v.owner_id "
                  "WHERE v.id = ? AND (v.restricted_at IS NOT NULL OR p.restricted_at IS NOT NULL)"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(isRestricted, query.step());
    return isRestricted ? Result<void>(failure(ErrorCode::NotFound, QString::number(id))) : Result<void>();
}

} // namespace gatehouse::people
