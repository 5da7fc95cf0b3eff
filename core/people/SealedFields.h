#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <functional>
#include <optional>

namespace gatehouse::people {

// What is entered of a person's sealed fields. Absent: stays as it is; empty: is taken away.
struct SealedEntry
{
    std::optional<QString> idNumber; // resident ID or passport number; up to MaximumIdNumberLength printable letters
    std::optional<QDate> birthDate; // an invalid date: taken away
};
inline constexpr int MaximumIdNumberLength = 40;
// How many keys writing both takes at most (security::SubjectKeys::stock()).
inline constexpr int KeysAPerson = 2;

// The fields in clear, for the eyes of whom showing was allowed to.
struct ShownFields
{
    QString idNumber;
    QDate birthDate;
};

// Why sealed fields are shown: kept in the trail, in these words only.
enum class DisclosureReason { Identification, SubjectRequest, Correction, Authority };
inline constexpr DisclosureReason AllDisclosureReasons[] = { DisclosureReason::Identification,
    DisclosureReason::SubjectRequest, DisclosureReason::Correction, DisclosureReason::Authority };
QString disclosureReasonCode(DisclosureReason reason); // "identification", "subject-request", "correction", "authority"
std::optional<DisclosureReason> disclosureReasonFromCode(QStringView code);

// Resident ID number and date of birth, sealed to the site's vault (security::sealField) and once more under keys of
// their own that go with them (security/SealedFieldKeys.h): whoever may edit people writes them and never reads them
// back, and what was taken away, rectified or erased opens in no older copy of the store, with the vault neither. Of
// the date of birth only one thing stays readable: until when a child needs a guardian, and only to the year. On the
// thread that owns the writing connection.
class SealedFields
{
public:
    // OpenSite::openField() for the acting operator: what only a role that holds the vault can do.
    using Open = std::function<Result<QByteArray>(const QByteArray& sealed, const QByteArray& context)>;

    SealedFields(store::Database& database, const Clock& clock);

    // The first field that cannot be stored: "id-number" or "birth-date"; empty when both can. Pure.
    [[nodiscard]] static QString firstInvalidField(const SealedEntry& entry, const QDate& today);

    // A date of birth that shows a child withdraws what they consented to alone (PIPL art. 31: under 14 it is the
    // guardian's): templates and pictures on file are deleted at once, and the guardian may consent anew.
    // Needs EditPeople; audited, without what was written. InvalidArgument with the field, NotFound, VaultMissing.
    Result<void> write(store::Transaction& transaction, const security::ActingOperator& actor, PersonId person,
        const SealedEntry& entry);
    Result<void> write(const security::ActingOperator& actor, PersonId person, const SealedEntry& entry);

    // Opens them for ReadSealedFields; who looked and why is in the trail before anything is handed out. KeyShredded
    // where the ring no longer has their keys.
    Result<ShownFields> show(
        const security::ActingOperator& actor, PersonId person, DisclosureReason reason, const Open& open);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
