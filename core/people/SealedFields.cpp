#include "core/people/SealedFields.h"

#include "core/audit/AuditTrail.h"
#include "core/people/ConsentLedger.h"
#include "core/people/Rectification.h"
#include "core/people/Restricted.h"
#include "core/security/SealedFieldKeys.h"
#include "core/security/Vault.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::people {

namespace {

const QDate EarliestBirth(1880, 1, 1);

QByteArray contextOf(PersonId person, QByteArrayView field)
{
    return "person/" + QByteArray::number(person.value()) + '/' + field.toByteArray();
}

bool isIdNumber(const QString& text)
{
    return text.size() <= MaximumIdNumberLength
        && std::all_of(text.cbegin(), text.cend(), [](QChar character) { return character.isPrint(); });
}

// The start of the year after the one they turn 14 in.
UtcTime guardianUntil(const QDate& birth)
{
    return UtcTime::fromDateTime(QDateTime(QDate(birth.year() + GuardianAge + 1, 1, 1), QTime(0, 0), Qt::UTC));
}

Result<void> requireHeld(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM persons WHERE id = ?"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? Result<void>()
                 : Result<void>(failure(ErrorCode::NotFound, QStringLiteral("person %1").arg(person.value())));
}

Result<std::optional<QByteArray>> sealedOrNone(
    store::Database& database, const QByteArray& plain, const QByteArray& context)
{
    if (plain.isEmpty())
        return std::optional<QByteArray>();
    GATEHOUSE_TRY_ASSIGN(sealed, security::sealField(database, plain, context));
    return std::optional(sealed);
}

} // namespace

QString disclosureReasonCode(DisclosureReason reason)
{
    switch (reason) {
    case DisclosureReason::Identification:
        return QStringLiteral("identification");
    case DisclosureReason::SubjectRequest:
        return QStringLiteral("subject-request");
    case DisclosureReason::Correction:
        return QStringLiteral("correction");
    case DisclosureReason::Authority:
        return QStringLiteral("authority");
    }
    Q_UNREACHABLE();
}

std::optional<DisclosureReason> disclosureReasonFromCode(QStringView code)
{
    for (const DisclosureReason reason : AllDisclosureReasons) {
        if (code == disclosureReasonCode(reason))
            return reason;
    }
    return std::nullopt;
}

SealedFields::SealedFields(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

QString SealedFields::firstInvalidField(const SealedEntry& entry, const QDate& today)
{
    if (entry.idNumber && !isIdNumber(entry.idNumber->simplified()))
        return QStringLiteral("id-number");
    if (entry.birthDate && entry.birthDate->isValid() && (*entry.birthDate > today || *entry.birthDate < EarliestBirth))
        return QStringLiteral("birth-date");
    return {};
}

Result<void> SealedFields::write(const security::ActingOperator& actor, PersonId person, const SealedEntry& entry)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    GATEHOUSE_TRY(security::SubjectKeys(m_database, m_clock).stock(KeysAPerson));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(write(transaction, actor, person, entry));
    GATEHOUSE_TRY(transaction.commit());
    security::SubjectKeys::forgetForGood(m_database, m_clock);
    return {};
}

Result<void> SealedFields::write(
    store::Transaction& transaction, const security::ActingOperator& actor, PersonId person, const SealedEntry& entry)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EditPeople));
    // A day ahead: the person's day may have begun before that of UTC.
    const QString invalid = firstInvalidField(entry, m_clock.now().toUtc().date().addDays(1));
    if (!invalid.isEmpty())
        return failure(ErrorCode::InvalidArgument, invalid);
    GATEHOUSE_TRY(requireHeld(m_database, person));
    GATEHOUSE_TRY(requireUnrestricted(actor, m_database, Member::Person, person.value()));
    QJsonArray fields;
    if (entry.idNumber) {
        GATEHOUSE_TRY_ASSIGN(
            sealed, sealedOrNone(m_database, entry.idNumber->simplified().toUtf8(), contextOf(person, "id-number")));
        GATEHOUSE_TRY(security::putSealedField(transaction, m_clock, person, security::SealedField::IdNumber, sealed));
        fields.append(QStringLiteral("id-number"));
    }
    if (entry.birthDate) {
        GATEHOUSE_TRY_ASSIGN(sealed,
            sealedOrNone(m_database, entry.birthDate->toString(Qt::ISODate).toUtf8(), contextOf(person, "birth-date")));
        // Nobody is a child of whom no date of birth is known.
        const UtcTime until = entry.birthDate->isValid() ? guardianUntil(*entry.birthDate) : m_clock.now();
        if (entry.birthDate->isValid())
            GATEHOUSE_TRY(ConsentLedger(m_database, m_clock).withdrawChilds(transaction, actor, person, until));
        GATEHOUSE_TRY(security::putSealedField(transaction, m_clock, person, security::SealedField::BirthDate, sealed));
        GATEHOUSE_TRY_ASSIGN(update, m_database.prepare("UPDATE persons SET guardian_until = ?2 WHERE id = ?1"));
        update.bindAll(person, m_clock.now() < until ? std::optional(until) : std::nullopt);
        GATEHOUSE_TRY(update.run());
        fields.append(QStringLiteral("birth-date"));
    }
    if (fields.isEmpty())
        return {};
    return noteChange(transaction, m_clock, Member::Person,
        { actor.id, QStringLiteral("person.seal"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("fields"), fields } } });
}

Result<ShownFields> SealedFields::show(
    const security::ActingOperator& actor, PersonId person, DisclosureReason reason, const Open& open)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ReadSealedFields));
    GATEHOUSE_TRY_ASSIGN(idNumber, security::takenSealedField(m_database, person, security::SealedField::IdNumber));
    GATEHOUSE_TRY_ASSIGN(birthDate, security::takenSealedField(m_database, person, security::SealedField::BirthDate));
    ShownFields shown;
    if (idNumber) {
        GATEHOUSE_TRY_ASSIGN(plain, open(*idNumber, contextOf(person, "id-number")));
        shown.idNumber = QString::fromUtf8(plain);
    }
    if (birthDate) {
        GATEHOUSE_TRY_ASSIGN(plain, open(*birthDate, contextOf(person, "birth-date")));
        shown.birthDate = QDate::fromString(QString::fromUtf8(plain), Qt::ISODate);
    }
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("person.show-sealed"), { QStringLiteral("person"), person.value() },
            { { QStringLiteral("reason"), disclosureReasonCode(reason) } } }));
    GATEHOUSE_TRY(transaction.commit());
    return shown;
}

} // namespace gatehouse::people
