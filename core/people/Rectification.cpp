#include "core/people/Rectification.h"

namespace gatehouse::people {

namespace {

// The oldest open request to rectify this row; 0 when there is none.
Result<qint64> openRequest(store::Database& database, Member member, qint64 id)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(member == Member::Person
                ? "SELECT id FROM subject_requests WHERE kind = 'rectify' AND state = 'open' AND person_id = ? "
                  "ORDER BY due_at, id LIMIT 1"
                : "SELECT id FROM subject_requests WHERE kind = 'rectify' AND state = 'open' AND (vehicle_id = ?1 OR "
                  "person_id = (SELECT owner_id FROM vehicles WHERE id = ?1)) ORDER BY due_at, id LIMIT 1"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.integer(0) : 0;
}

} // namespace

Result<void> noteChange(store::Transaction& transaction, const Clock& clock, Member member, const audit::Entry& entry)
{
    GATEHOUSE_TRY_ASSIGN(request, openRequest(transaction.database(), member, entry.subject.id));
    if (request == 0)
        return audit::append(transaction, clock, entry);
    audit::Entry answering = entry;
    answering.detail.insert(QStringLiteral("request"), request);
    GATEHOUSE_TRY(audit::append(transaction, clock, answering));
    return audit::append(transaction, clock,
        { entry.actor, QStringLiteral("request.rectify"), { QStringLiteral("request"), request },
            { { QStringLiteral("about"), entry.subject.kind }, { QStringLiteral("number"), entry.subject.id } } });
}

} // namespace gatehouse::people
