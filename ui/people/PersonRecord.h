#pragma once

#include "core/base/Clock.h"
#include "core/people/Person.h"
#include "core/privacy/Leftover.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QImage>
#include <QList>

namespace gatehouse::ui {

struct EnrolledPicture
{
    TemplateId id;
    double quality = 0; // 0..1
    QImage picture; // null where none was kept
};

// Everything the side panel shows of one person.
struct PersonRecord
{
    people::Person person;
    QList<people::Group> groups; // of the site
    QList<people::Consent> consents; // newest first
    QList<EnrolledPicture> pictures; // best first
    std::optional<privacy::Leftover> leftover; // of removing them; read for those who may

    // One to recognition, for access or attendance, is in force.
    [[nodiscard]] bool hasFaceConsent() const;
    // In force, one a purpose at most, in the order of the purposes.
    [[nodiscard]] QList<people::Consent> consentsInForce() const;
    // Without a consent in force.
    [[nodiscard]] QList<people::ConsentPurpose> openPurposes() const;
    [[nodiscard]] QStringList groupNames() const;
};

// Runs on the thread that owns the connection; needs ViewPeople.
Result<PersonRecord> readPersonRecord(
    store::Database& database, const Clock& clock, const security::ActingOperator& actor, PersonId id);

} // namespace gatehouse::ui
