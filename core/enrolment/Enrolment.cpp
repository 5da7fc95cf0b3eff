#include "core/enrolment/Enrolment.h"

#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/security/SubjectKeys.h"

namespace gatehouse::enrolment {

Result<QList<TemplateId>> enrolFaces(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, PersonId person, const QList<people::Consent>& consents,
    const QList<FaceSample>& samples)
{
    GATEHOUSE_TRY(actor.require(security::Permission::EnrolFaces));
    GATEHOUSE_TRY(security::SubjectKeys(database, clock).stock(static_cast<int>(consents.size())));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    for (const people::Consent& consent : consents) {
        people::Consent given = consent;
        given.person = person;
        GATEHOUSE_TRY(people::ConsentLedger(database, clock).record(transaction, actor, given));
    }
    people::FaceTemplates templates(database, clock);
    GATEHOUSE_TRY_ASSIGN(present, templates.ofPerson(actor, person));
    if (present.size() + samples.size() > MaximumTemplatesAPerson)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("too many templates"));
    QList<TemplateId> ids;
    for (const FaceSample& sample : samples) {
        people::FaceTemplate faceTemplate = sample.faceTemplate;
        faceTemplate.person = person;
        GATEHOUSE_TRY_ASSIGN(id, templates.add(transaction, actor, faceTemplate, sample.picture.bytes));
        ids.append(id);
    }
    GATEHOUSE_TRY(transaction.commit());
    return ids;
}

} // namespace gatehouse::enrolment
