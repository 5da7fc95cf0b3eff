#include "core/privacy/Leftover.h"

#include "core/people/Restricted.h"
#include "core/privacy/RetentionRecord.h"

#include <algorithm>

namespace gatehouse::privacy {

namespace {

// One class of theirs: how much there is, and when the newest is overdue.
struct Share
{
    qint64 rows = 0;
    std::optional<UtcTime> until;
};

Result<Share> shareOf(store::Database& database, QByteArrayView sql, PersonId person, int days)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(person);
    GATEHOUSE_TRY(query.step());
    const auto newest = query.optionalTime(1);
    return Share { query.integer(0), newest ? std::optional(overdueFrom(*newest, days)) : std::nullopt };
}

} // namespace

Result<std::optional<Leftover>> leftoverOfRemoval(
    const security::ActingOperator& actor, store::Database& database, PersonId person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    GATEHOUSE_TRY(people::requireUnrestricted(actor, database, people::Member::Person, person.value()));
    GATEHOUSE_TRY_ASSIGN(policy, readRetentionPolicy(database));
    GATEHOUSE_TRY_ASSIGN(passages,
        shareOf(database, "SELECT count(*), max(at) FROM events WHERE person_id = ?", person,
            policy.of(DataClass::Passages)));
    GATEHOUSE_TRY_ASSIGN(known,
        shareOf(database,
            "SELECT count(*), max(taken_at) FROM evidence WHERE class = 'known' AND key_id = (SELECT key_id FROM "
            "persons WHERE id = ?)",
            person, policy.of(DataClass::KnownPictures)));
    GATEHOUSE_TRY_ASSIGN(unknown,
        shareOf(database,
            "SELECT count(*), max(taken_at) FROM evidence WHERE class = 'unknown' AND key_id = (SELECT key_id FROM "
            "persons WHERE id = ?)",
            person, policy.of(DataClass::UnknownPictures)));
    Leftover leftover { passages.rows, known.rows + unknown.rows, std::nullopt };
    if (leftover.passages + leftover.pictures == 0)
        return std::optional<Leftover>();
    GATEHOUSE_TRY_ASSIGN(isUnaccounted, isRetentionUnaccounted(database));
    if (!isUnaccounted)
        leftover.until = std::max({ passages.until, known.until, unknown.until });
    return std::optional(leftover);
}

} // namespace gatehouse::privacy
