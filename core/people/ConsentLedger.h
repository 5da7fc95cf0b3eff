#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/DualControl.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::people {

// One consent's proof as a file outside of the site.
[[nodiscard]] security::Proposal exportProofProposal(ConsentId id);

// Who consented to what, and to which text. Reading needs ViewPeople. Recording needs EnrolFaces; withdrawing
// EnrolFaces or EditPeople, for it must never be harder than giving; both are audited. Every consent has a key of its
// own (security::SubjectKeys), which seals what stands on it: templates, pictures on file, its proof. Withdrawing
// destroys the key and deletes all of that in the same transaction; copies of the store made before then give none of
// it back. Errors: InvalidArgument for a consent that proves nothing (detail "consent": no notice, a time to come;
// "guardian": a guardian's without their name; "proof": not a picture or PDF, or too large), GuardianNeeded for a child
// who consents alone, AlreadyExists while one is in force, NotFound.
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
    // Needs ViewPeople; looking is audited first, so it runs on the writer. NotFound where there is none (any more).
    Result<ConsentProof> proof(const security::ActingOperator& actor, ConsentId id);
    // As a file outside of the site: an export of personal data. Needs ExportPersonalData and a second person's yes to
    // exportProofProposal().
    Result<ConsentProof> exportProof(
        const security::ActingOperator& actor, ConsentId id, security::Approval&& approval);
    // The same for core, which has asked for permission and audits what it is read for.
    Result<ConsentProof> proofOfConsent(ConsentId id);
    // Every consent of the person that is in force, at once, in one transaction. How many. Same permission as one.
    Result<int> withdrawAll(const security::ActingOperator& actor, PersonId person);
    // What a child consented to alone before this moment is void: withdrawn, with all that stands on it. How many.
    // Needs EditPeople; the caller ends with SubjectKeys::forgetForGood().
    Result<int> withdrawChilds(
        store::Transaction& transaction, const security::ActingOperator& actor, PersonId person, UtcTime guardianUntil);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
