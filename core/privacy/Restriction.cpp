#include "core/privacy/Restriction.h"

#include "core/audit/AuditTrail.h"
#include "core/people/Restricted.h"
#include "core/store/Transaction.h"

namespace gatehouse::privacy {

namespace {

Result<int> mark(store::Database& database, QByteArrayView sql, std::optional<UtcTime> since, qint64 id)
{
    GATEHOUSE_TRY_ASSIGN(update, database.prepare(sql));
    update.bindAll(since, id);
    GATEHOUSE_TRY(update.run());
    return database.changedRows();
}

} // namespace

Result<void> setProcessing(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    const Subject& subject, Processing processing)
{
    GATEHOUSE_TRY(actor.require(security::Permission::HandleRequests));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(requireSubject(database, subject));
    if (subject.plate)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("subject"));
    if (subject.person.isValid())
        GATEHOUSE_TRY(people::requireNotRemoved(database, subject.person));
    const bool isRestricted = processing == Processing::Restricted;
    const auto since = isRestricted ? std::optional(clock.now()) : std::nullopt;
    int changed = 0;
    if (subject.person.isValid()) {
        GATEHOUSE_TRY_ASSIGN(persons,
            mark(database,
                "UPDATE persons SET restricted_at = ?1, version = version + 1 "
                "WHERE id = ?2 AND (restricted_at IS NULL) <> (?1 IS NULL)",
                since, subject.number()));
        changed += persons;
    }
    GATEHOUSE_TRY_ASSIGN(vehicles,
        mark(database,
            subject.person.isValid() ? "UPDATE vehicles SET restricted_at = ?1, version = version + 1 "
                                       "WHERE owner_id = ?2 AND (restricted_at IS NULL) <> (?1 IS NULL)"
                                     : "UPDATE vehicles SET restricted_at = ?1, version = version + 1 "
                                       "WHERE id = ?2 AND (restricted_at IS NULL) <> (?1 IS NULL)",
            since, subject.number()));
    changed += vehicles;
    if (changed == 0)
        return {};
    GATEHOUSE_TRY(audit::append(transaction, clock,
        { actor.id, isRestricted ? QStringLiteral("subject.restrict") : QStringLiteral("subject.lift"),
            { subject.kind(), subject.number() }, { { QStringLiteral("vehicles"), vehicles } } }));
    return transaction.commit();
}

} // namespace gatehouse::privacy
