#include "core/security/StrippedPersons.h"

#include "core/base/SearchText.h"
#include "core/security/Forgetting.h"
#include "core/security/SealedFieldKeys.h"

namespace gatehouse::security {

namespace {

Result<std::optional<QString>> nameOf(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT name FROM persons WHERE id = ?1"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(query.text(0)) : std::nullopt;
}

} // namespace

Result<void> stripPerson(store::Transaction& transaction, const Clock& clock, const StrippedPerson& leaving)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(name, nameOf(database, leaving.person));
    if (!name)
        return {};
    for (const QByteArrayView sql : { "DELETE FROM person_groups WHERE person_id = ?1",
             "UPDATE vehicles SET owner_id = NULL, version = version + 1 WHERE owner_id = ?1" }) {
        GATEHOUSE_TRY_ASSIGN(statement, database.prepare(sql));
        statement.bindAll(leaving.person);
        GATEHOUSE_TRY(statement.run());
    }
    GATEHOUSE_TRY_ASSIGN(withdraw,
        database.prepare("UPDATE consents SET withdrawn_at = ?2, withdrawn_by = ?3, guardian = NULL, proof = NULL, "
                         "proof_type = NULL WHERE person_id = ?1 AND withdrawn_at IS NULL"));
    withdraw.bindAll(leaving.person, leaving.since, leaving.by);
    GATEHOUSE_TRY(withdraw.run());
    GATEHOUSE_TRY(dropSealedFields(transaction, clock, leaving.person));
    GATEHOUSE_TRY(blankRequestsAbout(transaction, leaving.person));
    GATEHOUSE_TRY_ASSIGN(update,
        database.prepare("UPDATE persons SET external_ref = NULL, search_text = ?2, note = '', valid_from = NULL, "
                         "valid_until = NULL, is_active = 0, guardian_until = NULL, restricted_at = ?3, removed_at = "
                         "?3, updated_at = ?3, version = version + 1 WHERE id = ?1"));
    update.bindAll(leaving.person, searchFolded(*name), leaving.since);
    return update.run();
}

} // namespace gatehouse::security
