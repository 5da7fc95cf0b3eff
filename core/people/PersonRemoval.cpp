#include "core/people/PersonRemoval.h"

#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/Records.h"
#include "core/security/SealedFieldKeys.h"
#include "core/security/StrippedPersons.h"
#include "core/security/SubjectKeys.h"

#include <QByteArray>
#include <QList>

namespace gatehouse::people {

namespace {

struct ConsentKey
{
    ConsentId consent;
    QByteArray key;
};

Result<QList<ConsentKey>> consentKeys(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare(
            "SELECT id, key_id FROM consents WHERE person_id = ? AND withdrawn_at IS NULL AND key_id IS NOT NULL"));
    rows.bindAll(person);
    QList<ConsentKey> keys;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return keys;
        keys.append({ rows.id<ConsentId>(0), rows.blob(1) });
    }
}

Result<void> shredConsents(store::Transaction& transaction, const Clock& clock, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(consents, consentKeys(transaction.database(), person));
    security::SubjectKeys keys(transaction.database(), clock);
    for (const ConsentKey& one : std::as_const(consents)) {
        GATEHOUSE_TRY(security::markErased(transaction, clock, one.consent));
        GATEHOUSE_TRY(keys.shred(transaction, one.key, security::ShredReason::Withdrawn));
    }
    return {};
}

// Passages, or pictures of them.
Result<bool> isAnythingHeld(store::Database& database, PersonId id)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT 1 FROM events WHERE person_id = ?1 UNION ALL SELECT 1 FROM evidence WHERE key_id = "
                         "(SELECT key_id FROM persons WHERE id = ?1) LIMIT 1"));
    query.bindAll(id);
    return query.step();
}

// Nothing is sealed under it any more, and an older store that has the person forgets them by it.
Result<void> shredOwnKey(store::Transaction& transaction, const Clock& clock, PersonId person)
{
    QByteArray key;
    {
        GATEHOUSE_TRY_ASSIGN(query, transaction.database().prepare("SELECT key_id FROM persons WHERE id = ?1"));
        query.bindAll(person);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (found && !query.isNull(0))
            key = query.blob(0);
    }
    return security::SubjectKeys(transaction.database(), clock).shred(transaction, key, security::ShredReason::Erased);
}

} // namespace

Result<Remains> takeAway(store::Transaction& transaction, const Clock& clock, const Leaving& leaving)
{
    GATEHOUSE_TRY(shredConsents(transaction, clock, leaving.person));
    GATEHOUSE_TRY(security::dropSealedFields(transaction, clock, leaving.person));
    GATEHOUSE_TRY(security::blankRequestsAbout(transaction, leaving.person));
    GATEHOUSE_TRY_ASSIGN(isHeld, isAnythingHeld(transaction.database(), leaving.person));
    if (!isHeld) {
        GATEHOUSE_TRY(security::markErased(transaction, clock, leaving.person));
        GATEHOUSE_TRY(shredOwnKey(transaction, clock, leaving.person));
        GATEHOUSE_TRY(security::deleteRecord(transaction, security::RecordKind::Person, leaving.person.value()));
        return Remains::Nothing;
    }
    GATEHOUSE_TRY(security::markRemoved(transaction, clock, leaving.person));
    GATEHOUSE_TRY(security::stripPerson(transaction, clock, { leaving.person, clock.now(), leaving.removedBy }));
    return Remains::NameOfWhatIsHeld;
}

} // namespace gatehouse::people
