#pragma once

#include "core/base/Id.h"
#include "core/base/PlateText.h"
#include "core/base/Region.h"
#include "core/base/RowVersion.h"
#include "core/base/UtcTime.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::people {

enum class PersonKind { Employee, Contractor, Resident, Visitor };

inline constexpr PersonKind AllPersonKinds[] = { PersonKind::Employee, PersonKind::Contractor, PersonKind::Resident,
    PersonKind::Visitor };

// "employee", "contractor", "resident", "visitor".
QString personKindCode(PersonKind kind);
std::optional<PersonKind> personKindFromCode(QStringView code);

// From (inclusive) until (exclusive); an absent end is open.
struct Validity
{
    std::optional<UtcTime> from;
    std::optional<UtcTime> until;

    [[nodiscard]] bool contains(UtcTime moment) const
    {
        return (!from || *from <= moment) && (!until || moment < *until);
    }
    friend bool operator==(const Validity&, const Validity&) = default;
};

// A visit ends: whoever comes for longer than a quarter of a year is a contractor or a resident. How far ahead, from
// the day it is entered, the last day of a visitor may lie.
inline constexpr int LongestVisitDays = 92;

struct Person
{
    PersonId id; // invalid in a draft
    PersonKind kind = PersonKind::Employee;
    QString name;
    QString externalRef; // payroll number or the like; unique when not empty
    QString note;
    Validity validity;
    bool isActive = true;
    QList<GroupId> groups;
    int templateCount = 0; // read only
    bool hasFaceConsent = false; // read only
    // A child: until then a guardian consents for them. Read only, follows from the date of birth: the start of the
    // year after the one they turn GuardianAge in.
    std::optional<UtcTime> guardianUntil;
    bool hasIdNumber = false; // read only; sealed, see SealedFields
    bool hasBirthDate = false; // read only
    RowVersion version {}; // read only
};

struct Vehicle
{
    VehicleId id; // invalid in a draft
    PlateText plate;
    Region region = Region::Europe;
    PersonId owner; // may be invalid
    QString ownerName; // read only
    QString description;
    Validity validity;
    bool isActive = true;
    QList<GroupId> groups;
    RowVersion version {}; // read only
};

struct Group
{
    GroupId id;
    QString name;
    int persons = 0; // read only
    int vehicles = 0; // read only
    RowVersion version {}; // read only
};

enum class ConsentPurpose { AccessFace, AttendanceFace, Picture };
enum class ConsentForm { SignedForm, Signature, Guardian, Electronic };

inline constexpr ConsentPurpose AllConsentPurposes[] = { ConsentPurpose::AccessFace, ConsentPurpose::AttendanceFace,
    ConsentPurpose::Picture };
inline constexpr ConsentForm AllConsentForms[] = { ConsentForm::SignedForm, ConsentForm::Signature,
    ConsentForm::Guardian, ConsentForm::Electronic };

QString consentPurposeCode(ConsentPurpose purpose);
QString consentFormCode(ConsentForm form);
std::optional<ConsentPurpose> consentPurposeFromCode(QStringView code);
std::optional<ConsentForm> consentFormFromCode(QStringView code);

// What shows that a consent was given: the signature drawn on the screen (PNG), or the signed form as a picture or PDF.
struct ConsentProof
{
    QByteArray bytes; // empty: none; at most MaximumProofBytes
    QString mediaType; // "image/png", "image/jpeg", "application/pdf"
};
inline constexpr qsizetype MaximumProofBytes = 8 * 1024 * 1024;
// Where a guardian decides: PIPL art. 31.
inline constexpr int GuardianAge = 14; // years

struct Consent
{
    ConsentId id;
    PersonId person;
    ConsentPurpose purpose = ConsentPurpose::AccessFace;
    QString noticeVersion;
    QByteArray noticeHash; // SHA-256 of the notice text the person was shown
    ConsentForm form = ConsentForm::SignedForm;
    UtcTime givenAt;
    std::optional<UtcTime> withdrawnAt;
    // Whom a child's consent was given by. Sealed with the proof under the consent's key: gone once it is withdrawn.
    QString guardian;
    ConsentProof proof; // only written; ConsentLedger::proof() reads it
    bool hasProof = false; // read only
};

} // namespace gatehouse::people
