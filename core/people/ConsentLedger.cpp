#include "core/people/ConsentLedger.h"

#include "core/audit/AuditTrail.h"
#include "core/people/Drafts.h"
#include "core/people/Restricted.h"
#include "core/security/ErasureMarks.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"
#include "core/store/Column.h"

namespace gatehouse::people {

namespace {

#define GATEHOUSE_CONSENT_COLUMNS                                                                                      \
    "SELECT id, person_id, purpose, notice_version, notice_hash, given_how, given_at, withdrawn_at, key_id, "          \
    "guardian, "                                                                                                       \
    "proof IS NOT NULL FROM consents "

constexpr int NoticeHashSize = 32; // SHA-256

using security::SubjectKeys;

Result<Consent> consentFromRow(store::Database& database, const store::Statement& row)
{
    Consent consent;
    consent.id = row.id<ConsentId>(0);
    consent.person = row.id<PersonId>(1);
    consent.purpose = consentPurposeFromCode(row.text(2)).value_or(ConsentPurpose::Picture);
    consent.noticeVersion = row.text(3);
    consent.noticeHash = row.blob(4);
    consent.form = consentFormFromCode(row.text(5)).value_or(ConsentForm::SignedForm);
    consent.givenAt = row.time(6);
    consent.withdrawnAt = row.optionalTime(7);
    consent.hasProof = row.boolean(10);
    if (!row.isNull(9)) {
        const auto name = SubjectKeys::unseal(database, row.blob(8), row.blob(9), security::GuardianContext);
        if (!name && name.error().code != ErrorCode::KeyShredded)
            return name.error();
        if (name)
            consent.guardian = QString::fromUtf8(*name);
    }
    return consent;
}

// A file is what its first bytes say, not what it is called.
bool isProofOf(const ConsentProof& proof)
{
    if (proof.bytes.size() > MaximumProofBytes)
        return false;
    if (proof.mediaType == QStringLiteral("image/png"))
        return proof.bytes.startsWith("\x89PNG\r\n");
    if (proof.mediaType == QStringLiteral("image/jpeg"))
        return proof.bytes.startsWith("\xff\xd8\xff");
    return proof.mediaType == QStringLiteral("application/pdf") && proof.bytes.startsWith("%PDF-");
}

QString tidyGuardian(const Consent& consent)
{
    return consent.form == ConsentForm::Guardian ? consent.guardian.simplified() : QString();
}

Result<void> checkConsent(const Consent& consent, UtcTime now)
{
    if (consent.noticeVersion.isEmpty() || consent.noticeHash.size() != NoticeHashSize || consent.givenAt > now)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("consent"));
    if (consent.form == ConsentForm::Guardian
        && (tidyGuardian(consent).isEmpty() || tidyGuardian(consent).size() > MaximumNameLength))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("guardian"));
    if (!consent.proof.bytes.isEmpty() && !isProofOf(consent.proof))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("proof"));
    return {};
}

Result<std::optional<QByteArray>> sealedUnless(
    store::Database& database, const QByteArray& key, const QByteArray& plain, QByteArrayView context)
{
    if (plain.isEmpty())
        return std::optional<QByteArray>();
    GATEHOUSE_TRY_ASSIGN(sealed, SubjectKeys::seal(database, key, plain, context));
    return std::optional(sealed);
}

Result<void> checkPerson(store::Database& database, const Consent& consent)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT guardian_until IS NOT NULL AND guardian_until > ?2 FROM persons WHERE id = ?1 "
                         "AND removed_at IS NULL"));
    query.bindAll(consent.person, consent.givenAt);
    GATEHOUSE_TRY_ASSIGN(isThere, query.step());
    if (!isThere)
        return failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(consent.person.value()));
    if (query.boolean(0) && consent.form != ConsentForm::Guardian)
        return failure(ErrorCode::GuardianNeeded);
    return {};
}

Result<PersonId> personOfConsent(store::Database& database, ConsentId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT person_id FROM consents WHERE id = ?"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? Result<PersonId>(query.id<PersonId>(0))
                 : failure(ErrorCode::NotFound, QStringLiteral("consent %1").arg(id.value()));
}

enum class Because { Asked, Child };

Result<void> withdrawOne(store::Transaction& transaction, const Clock& clock, const security::ActingOperator& actor,
    ConsentId id, Because why = Because::Asked)
{
    PersonId person;
    qint64 templates = 0;
    qint64 pictures = 0;
    QByteArray key;
    {
        GATEHOUSE_TRY_ASSIGN(query,
            transaction.database().prepare(
                "SELECT person_id, key_id, (SELECT count(*) FROM face_templates WHERE consent_id = consents.id), "
                "(SELECT count(*) FROM face_templates WHERE picture IS NOT NULL "
                "AND (consent_id = consents.id OR picture_consent_id = consents.id)) "
                "FROM consents WHERE id = ? AND withdrawn_at IS NULL"));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return failure(ErrorCode::NotFound, QStringLiteral("consent %1").arg(id.value()));
        person = query.id<PersonId>(0);
        key = query.blob(1);
        templates = query.integer(2);
        pictures = query.integer(3);
    }
    GATEHOUSE_TRY_ASSIGN(update,
        transaction.database().prepare(
            "UPDATE consents SET withdrawn_at = ?2, withdrawn_by = ?3, guardian = NULL, proof = NULL, "
            "proof_type = NULL WHERE id = ?1"));
    update.bindAll(id, clock.now(), actor.id);
    GATEHOUSE_TRY(update.run());
    GATEHOUSE_TRY(SubjectKeys(transaction.database(), clock).shred(transaction, key, security::ShredReason::Withdrawn));
    GATEHOUSE_TRY(security::markErased(transaction, clock, id));
    QJsonObject detail { { QStringLiteral("consent"), id.value() }, { QStringLiteral("templatesDeleted"), templates },
        { QStringLiteral("picturesDeleted"), pictures } };
    if (why == Because::Child)
        detail.insert(QStringLiteral("because"), QStringLiteral("child"));
    return audit::append(transaction, clock,
        { actor.id, QStringLiteral("consent.withdraw"), { QStringLiteral("person"), person.value() }, detail });
}

} // namespace

ConsentLedger::ConsentLedger(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<QList<Consent>> ConsentLedger::list(const security::ActingOperator& actor, PersonId person)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, person.value()));
    GATEHOUSE_TRY_ASSIGN(
        rows, m_database.prepare(GATEHOUSE_CONSENT_COLUMNS "WHERE person_id = ? ORDER BY given_at DESC, id DESC"));
    rows.bindAll(person);
    QList<Consent> consents;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return consents;
        GATEHOUSE_TRY_ASSIGN(consent, consentFromRow(m_database, rows));
        consents.append(consent);
    }
}

Result<std::optional<Consent>> ConsentLedger::inForce(PersonId person, ConsentPurpose purpose)
{
    GATEHOUSE_TRY_ASSIGN(query,
        m_database.prepare(GATEHOUSE_CONSENT_COLUMNS "WHERE person_id = ? AND purpose = ? AND withdrawn_at IS NULL"));
    query.bindAll(person, consentPurposeCode(purpose));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return std::optional<Consent>();
    GATEHOUSE_TRY_ASSIGN(consent, consentFromRow(m_database, query));
    return std::optional(consent);
}

Result<ConsentId> ConsentLedger::record(const security::ActingOperator& actor, const Consent& consent)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY(SubjectKeys(m_database, m_clock).stock());
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(id, record(transaction, actor, consent));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<ConsentId> ConsentLedger::record(
    store::Transaction& transaction, const security::ActingOperator& actor, const Consent& consent)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY(checkConsent(consent, m_clock.now()));
    GATEHOUSE_TRY(checkPerson(m_database, consent));
    GATEHOUSE_TRY_ASSIGN(existing, inForce(consent.person, consent.purpose));
    if (existing)
        return failure(ErrorCode::AlreadyExists, QStringLiteral("consent"));
    GATEHOUSE_TRY_ASSIGN(key, SubjectKeys(m_database, m_clock).create(transaction, security::SubjectKind::Consent));
    GATEHOUSE_TRY_ASSIGN(
        guardian, sealedUnless(m_database, key, tidyGuardian(consent).toUtf8(), security::GuardianContext));
    GATEHOUSE_TRY_ASSIGN(proof, sealedUnless(m_database, key, consent.proof.bytes, security::ProofContext));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare(
            "INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at, "
            "taken_by, key_id, guardian, proof, proof_type) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(consent.person, consentPurposeCode(consent.purpose), consent.noticeVersion, consent.noticeHash,
        consentFormCode(consent.form), consent.givenAt, actor.id, key, guardian, proof,
        proof ? std::optional(consent.proof.mediaType) : std::nullopt);
    GATEHOUSE_TRY(insert.run());
    const ConsentId id(m_database.lastInsertId());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("consent.record"), { QStringLiteral("person"), consent.person.value() },
            { { QStringLiteral("consent"), id.value() },
                { QStringLiteral("purpose"), consentPurposeCode(consent.purpose) },
                { QStringLiteral("form"), consentFormCode(consent.form) },
                { QStringLiteral("proof"), proof.has_value() },
                { QStringLiteral("notice"), consent.noticeVersion } } }));
    return id;
}

Result<void> ConsentLedger::withdraw(const security::ActingOperator& actor, ConsentId id)
{
    if (!actor.require(security::Permission::EditPeople))
        GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(withdrawOne(transaction, m_clock, actor, id));
    GATEHOUSE_TRY(transaction.commit());
    SubjectKeys::forgetForGood(m_database, m_clock);
    return {};
}

Result<int> ConsentLedger::withdrawAll(const security::ActingOperator& actor, PersonId person)
{
    if (!actor.require(security::Permission::EditPeople))
        GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    QList<ConsentId> given;
    {
        GATEHOUSE_TRY_ASSIGN(
            rows, m_database.prepare("SELECT id FROM consents WHERE person_id = ? AND withdrawn_at IS NULL"));
        rows.bindAll(person);
        GATEHOUSE_TRY_ASSIGN(found, store::idsOf<ConsentId>(rows));
        given = found;
    }
    if (given.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("consent"));
    for (const ConsentId id : std::as_const(given))
        GATEHOUSE_TRY(withdrawOne(transaction, m_clock, actor, id));
    GATEHOUSE_TRY(transaction.commit());
    SubjectKeys::forgetForGood(m_database, m_clock);
    return static_cast<int>(given.size());
}

Result<int> ConsentLedger::withdrawChilds(
    store::Transaction& transaction, const security::ActingOperator& actor, PersonId person, UtcTime guardianUntil)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    QList<ConsentId> given;
    {
        GATEHOUSE_TRY_ASSIGN(rows,
            m_database.prepare("SELECT id FROM consents WHERE person_id = ?1 AND withdrawn_at IS NULL "
                               "AND given_how <> 'guardian' AND given_at < ?2"));
        rows.bindAll(person, guardianUntil);
        GATEHOUSE_TRY_ASSIGN(found, store::idsOf<ConsentId>(rows));
        given = found;
    }
    for (const ConsentId id : std::as_const(given))
        GATEHOUSE_TRY(withdrawOne(transaction, m_clock, actor, id, Because::Child));
    return static_cast<int>(given.size());
}

Result<ConsentProof> ConsentLedger::proof(const security::ActingOperator& actor, ConsentId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewPeople));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(proof, proofOfConsent(id));
    GATEHOUSE_TRY_ASSIGN(person, personOfConsent(m_database, id));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, person.value()));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("consent.look"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("consent"), id.value() } } }));
    GATEHOUSE_TRY(transaction.commit());
    return proof;
}

security::Proposal exportProofProposal(ConsentId id)
{
    return { security::ProtectedAct::ExportPersonalData, QStringLiteral("proof/%1").arg(id.value()) };
}

Result<ConsentProof> ConsentLedger::exportProof(
    const security::ActingOperator& actor, ConsentId id, security::Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ExportPersonalData));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(proof, proofOfConsent(id));
    GATEHOUSE_TRY_ASSIGN(person, personOfConsent(m_database, id));
    GATEHOUSE_TRY(approval.require(actor, exportProofProposal(id), m_database));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("consent.export"), { QStringLiteral("person"), person.value() },
            approval.noted({ { QStringLiteral("consent"), id.value() } }) }));
    GATEHOUSE_TRY(transaction.commit());
    return proof;
}

Result<ConsentProof> ConsentLedger::proofOfConsent(ConsentId id)
{
    GATEHOUSE_TRY_ASSIGN(
        query, m_database.prepare("SELECT key_id, proof, proof_type FROM consents WHERE id = ? AND proof IS NOT NULL"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("proof of consent %1").arg(id.value()));
    GATEHOUSE_TRY_ASSIGN(bytes, SubjectKeys::unseal(m_database, query.blob(0), query.blob(1), security::ProofContext));
    return ConsentProof { bytes, query.text(2) };
}

} // namespace gatehouse::people

#undef GATEHOUSE_CONSENT_COLUMNS
