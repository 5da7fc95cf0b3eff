#include "ui/people/PersonRecord.h"

#include "core/evidence/PictureCodec.h"
#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"

#include <algorithm>

namespace gatehouse::ui {

bool PersonRecord::hasFaceConsent() const
{
    const QList<people::ConsentPurpose> open = openPurposes();
    return !open.contains(people::ConsentPurpose::AccessFace) || !open.contains(people::ConsentPurpose::AttendanceFace);
}

QList<people::Consent> PersonRecord::consentsInForce() const
{
    QList<people::Consent> inForce;
    for (const people::ConsentPurpose purpose : people::AllConsentPurposes) {
        for (const people::Consent& consent : consents) {
            if (consent.purpose == purpose && !consent.withdrawnAt)
                inForce.append(consent);
        }
    }
    return inForce;
}

QList<people::ConsentPurpose> PersonRecord::openPurposes() const
{
    QList<people::ConsentPurpose> open;
    for (const people::ConsentPurpose purpose : people::AllConsentPurposes) {
        const bool isInForce = std::any_of(consents.cbegin(), consents.cend(),
            [purpose](const people::Consent& consent) { return consent.purpose == purpose && !consent.withdrawnAt; });
        if (!isInForce)
            open.append(purpose);
    }
    return open;
}

QStringList PersonRecord::groupNames() const
{
    QStringList names;
    for (const people::Group& group : groups) {
        if (person.groups.contains(group.id))
            names.append(group.name);
    }
    return names;
}

Result<PersonRecord> readPersonRecord(
    store::Database& database, const Clock& clock, const security::ActingOperator& actor, PersonId id)
{
    PersonRecord record;
    GATEHOUSE_TRY_ASSIGN(person, people::PersonRegistry(database, clock).get(actor, id));
    GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, clock).list(actor));
    GATEHOUSE_TRY_ASSIGN(consents, people::ConsentLedger(database, clock).list(actor, id));
    people::FaceTemplates templates(database, clock);
    GATEHOUSE_TRY_ASSIGN(enrolled, templates.ofPerson(actor, id));
    record.person = person;
    record.groups = groups;
    record.consents = consents;
    if (actor.may(security::Permission::EditPeople)) {
        GATEHOUSE_TRY_ASSIGN(leftover, privacy::leftoverOfRemoval(actor, database, id));
        record.leftover = leftover;
    }
    for (const people::FaceTemplate& each : std::as_const(enrolled)) {
        EnrolledPicture picture { each.id, each.quality, {} };
        if (const auto bytes = templates.pictureOf(actor, each.id)) {
            if (const auto image = evidence::decodePicture(*bytes))
                picture.picture = *image;
        }
        record.pictures.append(picture);
    }
    return record;
}

} // namespace gatehouse::ui
