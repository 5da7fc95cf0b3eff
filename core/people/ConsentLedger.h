#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::people {

// Who consented to what, and to which text. Reading needs ViewPeople. Recording needs EnrolFaces; withdrawing
// EnrolFaces or EditPeople, for it must never be harder than giving; both are audited. Withdrawing deletes the
// templates that stood on the consent in the same transaction: the schema does it. Errors: InvalidArgument for a
// consent that proves nothing (no notice, a time to come), AlreadyExists while one is in force, NotFound.
class ConsentLedger
{
public:
    ConsentLedger(store::Database& database, const Clock& clock);

    Result<QList<Consent>> list(const security::ActingOperator& actor, PersonId person);
    Result<ConsentId> record(
        store::Transaction& transaction, const security::ActingOperator& actor, const Consent& consent);
    Result<ConsentId> record(const security::ActingOperator& actor, const Consent& consent);
    Result<void> withdraw(const security::ActingOperator& actor, ConsentId id);
    Result<std::optional<Consent>> inForce(PersonId person, ConsentPurpose purpose);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
