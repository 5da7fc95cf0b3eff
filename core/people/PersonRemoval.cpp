#include "core/people/PersonRemoval.h"

#include "core/security/ErasureMarks.h"
#include "core/security/Forgetting.h"
#include "core/security/Records.h"
#include "core/security/SealedFieldKeys.h"
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

// What is left of who is removed while something is held of them: the name a request finds it by.
Result<void> strip(store::Database& database, const Leaving& leaving, UtcTime now)
{
    for (const QByteArrayView sql : { "DELETE FROM person_groups WHERE person_id = ?1",
             "UPDATE vehicles SET owner_id = NULL, version = version + 1 WHERE owner_id = ?1" }) {
        GATEHOUSE_TRY_ASSIGN(statement, database.prepare(sql));
        statement.bindAll(leaving.person);
        GATEHOUSE_TRY(statement.run());
    }
    GATEHOUSE_TRY_ASSIGN(withdraw,
        database.prepare("UPDATE consents SET withdrawn_at = ?2, withdrawn_by = ?3, guardian = NULL, proof = NULL, "
                         "proof_type = NULL WHERE person_id = ?1 AND withdrawn_at IS NULL"));
    withdraw.bindAll(leaving.person, now, leaving.removedBy);
    GATEHOUSE_TRY(withdraw.run());
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE persons SET external_ref = NULL, search_text = ?2, note = '', valid_from = NULL, "
                         "valid_until = NULL, is_active = 0, guardian_until = NULL, sealed_id_number = NULL, "
                         "sealed_birth_date = NULL, restricted_at = ?3, removed_at = ?3, updated_at = ?3, "
                         "version = version + 1 WHERE id = ?1"));
    update.bindAll(leaving.person, leaving.searchName, now);
    return update.run();
}

} // namespace

Result<Remains> takeAway(store::Transaction& transaction, const Clock& clock, const Leaving& leaving)
{
    GATEHOUSE_TRY(shredConsents(transaction, clock, leaving.person));
    GATEHOUSE_TRY(security::dropSealedFields(transaction, clock, leaving.person));
    GATEHOUSE_TRY(security::blankRequestsAbout(transaction, leaving.person));
    GATEHOUSE_TRY_ASSIGN(isHeld, isAnythingHeld(transaction.database(), leaving.person));
    if (!isHeld) {
        GATEHOUSE_TRY(security::deleteRecord(transaction, security::RecordKind::Person, leaving.person.value()));
        return Remains::Nothing;
    }
    GATEHOUSE_TRY(strip(transaction.database(), leaving, clock.now()));
    return Remains::NameOfWhatIsHeld;
}

} // namespace gatehouse::people
