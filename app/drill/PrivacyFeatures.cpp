#include "app/drill/Features.h"
#include "core/base/PrivateFile.h"
#include "core/people/PersonRegistry.h"
#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectErasure.h"
#include "core/privacy/SubjectPackage.h"
#include "core/privacy/SubjectRequests.h"
#include "core/security/RecoveryCode.h"

namespace gatehouse::drill {

using Who = DrillSite::Who;

Result<void> runRetention(DrillSite& drill)
{
    GATEHOUSE_TRY(
        privacy::runRetention(drill.administrator(), drill.site().writer(), drill.clock(), drill.site().signingKey()));
    return {};
}

// Somebody asks what is held about them and gets it as an encrypted package: two people, a passphrase told apart.
Result<void> answerRequest(DrillSite& drill)
{
    const security::ActingOperator actor = drill.administrator();
    const CanaryPerson& canary = drill.persons().first();
    GATEHOUSE_TRY_ASSIGN(subject, drill.write([&](store::Database& database) -> Result<privacy::Subject> {
        GATEHOUSE_TRY_ASSIGN(
            person, people::PersonRegistry(database, drill.clock()).findByRef(actor, canary.reference));
        if (!person)
            return failure(ErrorCode::NotFound, QStringLiteral("a person of the drill"));
        privacy::SubjectRequest request;
        request.subject = privacy::Subject::of(person->id);
        request.receivedAt = drill.clock().now();
        request.note = canary.name();
        GATEHOUSE_TRY(privacy::SubjectRequests(database, drill.clock()).add(actor, request));
        return request.subject;
    }));
    GATEHOUSE_TRY_ASSIGN(approval,
        drill.site().approve(actor, privacy::exportProposal(subject), DrillSite::nameOf(Who::PrivacyOfficer),
            drill.passphraseOf(Who::PrivacyOfficer)));
    GATEHOUSE_TRY_ASSIGN(material, drill.write([&](store::Database& database) {
        return privacy::gatherSubject(actor, database, drill.clock(), subject, std::move(approval),
            [&](const QByteArray& sealed, const QByteArray& about) {
                return drill.site().openField(actor, sealed, about);
            });
    }));
    const security::Passphrase passphrase = security::makeRecoveryCode();
    drill.learn(CanaryKind::Secret, QByteArray(passphrase.data(), static_cast<qsizetype>(passphrase.size())));
    GATEHOUSE_TRY(makePrivateFolder(drill.written(QStringLiteral("handed-over"))));
    GATEHOUSE_TRY_ASSIGN(
        zip, privacy::EncryptedZip::create(drill.written(QStringLiteral("handed-over/package.zip")), passphrase));
    GATEHOUSE_TRY_ASSIGN(proofs, privacy::packProofs(zip, material, [&](ConsentId consent) {
        return drill.write(
            [&](store::Database& database) { return privacy::heldProof(database, drill.clock(), consent); });
    }));
    return privacy::packSubject(
        zip, material, { {}, proofs }, canary.name().toUtf8(), QStringLiteral("What a package of the drill is"));
}

// The second person of the drill is forgotten: two people's yes, and nobody finds them afterwards.
Result<void> erasePerson(DrillSite& drill)
{
    const security::ActingOperator actor = drill.administrator();
    const CanaryPerson& canary = drill.persons().at(1);
    GATEHOUSE_TRY_ASSIGN(subject, drill.write([&](store::Database& database) -> Result<privacy::Subject> {
        GATEHOUSE_TRY_ASSIGN(
            person, people::PersonRegistry(database, drill.clock()).findByRef(actor, canary.reference));
        if (!person)
            return failure(ErrorCode::NotFound, QStringLiteral("a person of the drill"));
        return privacy::Subject::of(person->id);
    }));
    GATEHOUSE_TRY_ASSIGN(approval,
        drill.site().approve(actor, privacy::eraseProposal(subject), DrillSite::nameOf(Who::PrivacyOfficer),
            drill.passphraseOf(Who::PrivacyOfficer)));
    return drill.write([&](store::Database& database) -> Result<void> {
        people::PersonRegistry persons(database, drill.clock());
        GATEHOUSE_TRY(privacy::eraseSubject(
            actor, database, drill.clock(), drill.site().signingKey(), subject, std::move(approval)));
        GATEHOUSE_TRY_ASSIGN(remains, persons.findByRef(actor, canary.reference));
        return remains ? failure(ErrorCode::Internal, QStringLiteral("somebody erased is still there"))
                       : Result<void>();
    });
}

} // namespace gatehouse::drill
