#include "core/people/ConsentLedger.h"

#include "core/audit/AuditTrail.h"

namespace gatehouse::people {

namespace {

#define GATEHOUSE_CONSENT_COLUMNS                                                                                      \
    "SELECT id, person_id, purpose, notice_version, notice_hash, given_how, given_at, withdrawn_at FROM consents "

constexpr int NoticeHashSize = 32; // SHA-256

Consent consentFromRow(const store::Statement& row)
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
    return consent;
}

bool isProvable(const Consent& consent, UtcTime now)
{
    return !consent.noticeVersion.isEmpty() && consent.noticeHash.size() == NoticeHashSize && consent.givenAt <= now;
}

Result<bool> personExists(store::Database& database, PersonId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM persons WHERE id = ?"));
    query.bindAll(id);
    return query.step();
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
    GATEHOUSE_TRY_ASSIGN(
        rows, m_database.prepare(GATEHOUSE_CONSENT_COLUMNS "WHERE person_id = ? ORDER BY given_at DESC, id DESC"));
    rows.bindAll(person);
    QList<Consent> consents;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return consents;
        consents.append(consentFromRow(rows));
    }
}

Result<std::optional<Consent>> ConsentLedger::inForce(PersonId person, ConsentPurpose purpose)
{
    GATEHOUSE_TRY_ASSIGN(query,
        m_database.prepare(GATEHOUSE_CONSENT_COLUMNS "WHERE person_id = ? AND purpose = ? AND withdrawn_at IS NULL"));
    query.bindAll(person, consentPurposeCode(purpose));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? std::optional(consentFromRow(query)) : std::nullopt;
}

Result<ConsentId> ConsentLedger::record(const security::ActingOperator& actor, const Consent& consent)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(id, record(transaction, actor, consent));
    GATEHOUSE_TRY(transaction.commit());
    return id;
}

Result<ConsentId> ConsentLedger::record(
    store::Transaction& transaction, const security::ActingOperator& actor, const Consent& consent)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    if (!isProvable(consent, m_clock.now()))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("consent"));
    GATEHOUSE_TRY_ASSIGN(isThere, personExists(m_database, consent.person));
    if (!isThere)
        return failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(consent.person.value()));
    GATEHOUSE_TRY_ASSIGN(existing, inForce(consent.person, consent.purpose));
    if (existing)
        return failure(ErrorCode::AlreadyExists, QStringLiteral("consent"));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare(
            "INSERT INTO consents (person_id, purpose, notice_version, notice_hash, given_how, given_at, "
            "taken_by) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(consent.person, consentPurposeCode(consent.purpose), consent.noticeVersion, consent.noticeHash,
        consentFormCode(consent.form), consent.givenAt, actor.id);
    GATEHOUSE_TRY(insert.run());
    const ConsentId id(m_database.lastInsertId());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("consent.record"), { QStringLiteral("person"), consent.person.value() },
            { { QStringLiteral("consent"), id.value() },
                { QStringLiteral("purpose"), consentPurposeCode(consent.purpose) },
                { QStringLiteral("form"), consentFormCode(consent.form) },
                { QStringLiteral("notice"), consent.noticeVersion } } }));
    return id;
}

Result<void> ConsentLedger::withdraw(const security::ActingOperator& actor, ConsentId id)
{
    if (!actor.may(security::Permission::EditPeople))
        GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    PersonId person;
    qint64 templates = 0;
    {
        GATEHOUSE_TRY_ASSIGN(query,
            m_database.prepare("SELECT person_id, (SELECT count(*) FROM face_templates WHERE consent_id = consents.id) "
                               "FROM consents WHERE id = ? AND withdrawn_at IS NULL"));
        query.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return failure(ErrorCode::NotFound, QStringLiteral("consent %1").arg(id.value()));
        person = query.id<PersonId>(0);
        templates = query.integer(1);
    }
    GATEHOUSE_TRY_ASSIGN(
        update, m_database.prepare("UPDATE consents SET withdrawn_at = ?2, withdrawn_by = ?3 WHERE id = ?1"));
    update.bindAll(id, m_clock.now(), actor.id);
    GATEHOUSE_TRY(update.run());
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("consent.withdraw"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("consent"), id.value() }, { QStringLiteral("templatesDeleted"), templates } } }));
    return transaction.commit();
}

} // namespace gatehouse::people

#undef GATEHOUSE_CONSENT_COLUMNS
