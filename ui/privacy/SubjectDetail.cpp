#include "ui/privacy/SubjectDetail.h"

#include "ui/documents/PrivacyWords.h"
#include "ui/words/AuditWords.h"
#include "ui/words/ReasonText.h"

namespace gatehouse::ui {

namespace {

constexpr qsizetype PassagesShown = 20; // the newest; all of them are in the package
constexpr qsizetype EntriesShown = 20;

} // namespace

SubjectDetail::SubjectDetail(const SiteContext& context, const privacy::SubjectFile& file, QWidget* parent)
    : FactColumn(context, parent)
{
    if (file.removedAt) {
        addText(tr("Removed on %1. What is still held goes with its time, and the name with the last of it.")
                    .arg(context.time.dateTime(*file.removedAt)),
            Role::Ask);
    } else if (file.restrictedAt) {
        addText(tr("Restricted since %1: no lane recognises them, and nothing of theirs goes by its age.")
                    .arg(context.time.dateTime(*file.restrictedAt)),
            Role::Ask);
    }
    if (file.person)
        addPerson(file);
    if (file.subject.plate)
        addFact(tr("Plate nobody registered"), file.subject.plate->display(), Face::Code);
    for (const privacy::VehicleFacts& one : file.vehicles) {
        addHeading(tr("Vehicle %1").arg(one.vehicle.plate.display()));
        addFact(tr("Region"), regionText(one.vehicle.region));
        addFact(tr("Description"), one.vehicle.description);
    }
    addPassages(file);
    addTrail(file);
    close();
}

void SubjectDetail::addPerson(const privacy::SubjectFile& file)
{
    const people::Person& person = *file.person;
    addFact(tr("Kind"), personKindText(person.kind));
    addFact(tr("Reference"), person.externalRef);
    addFact(tr("Note"), person.note);
    addFact(tr("Groups"), file.groups.join(QStringLiteral(", ")));
    if (person.hasIdNumber || person.hasBirthDate)
        addFact(tr("Sealed"),
            person.hasIdNumber && person.hasBirthDate ? tr("resident ID number, date of birth")
                : person.hasIdNumber                  ? tr("resident ID number")
                                                      : tr("date of birth"));
    if (person.guardianUntil)
        addFact(tr("A guardian decides until"), context().time.date(*person.guardianUntil));
    addHeading(tr("Consents"));
    if (file.consents.isEmpty())
        addText(tr("None was given."), Role::Muted);
    for (const people::Consent& consent : file.consents) {
        addFact(consentPurposeText(consent.purpose),
            consent.withdrawnAt
                ? tr("given %1, withdrawn %2")
                      .arg(context().time.date(consent.givenAt), context().time.date(*consent.withdrawnAt))
                : tr("given %1").arg(context().time.date(consent.givenAt)));
    }
    addHeading(tr("Face templates: %1").arg(file.templates.size()));
    for (const privacy::TemplateFacts& one : file.templates) {
        addFact(one.model,
            tr("quality %1 %, made %2").arg(qRound(one.quality * 100)).arg(context().time.date(one.createdAt)));
    }
}

void SubjectDetail::addPassages(const privacy::SubjectFile& file)
{
    addHeading(tr("Passages: %1, with %2 pictures").arg(file.events.size()).arg(file.pictureCount()));
    for (qsizetype index = file.events.size() - 1; index >= qMax<qsizetype>(0, file.events.size() - PassagesShown);
         --index) {
        const lane::LaneEvent& event = file.events.at(index);
        addFact(QStringLiteral("%1 · %2").arg(context().time.dateTime(event.at), event.laneName),
            QStringLiteral("%1: %2").arg(
                verdictText(event.decision.verdict), reasonText(event.decision.reason, event.ruleName)));
    }
    if (file.events.size() > PassagesShown)
        addText(tr("The package holds the older ones too."), Role::Muted);
}

void SubjectDetail::addTrail(const privacy::SubjectFile& file)
{
    addHeading(tr("Audit entries: %1").arg(file.auditTotal));
    for (qsizetype index = 0; index < qMin(EntriesShown, file.audit.size()); ++index) {
        const audit::Record& record = file.audit.at(index);
        const QString who = file.operatorNames.value(record.entry.actor);
        addFact(context().time.dateTime(record.at),
            who.isEmpty() ? auditActionText(record.entry.action)
                          : QStringLiteral("%1 · %2").arg(auditActionText(record.entry.action), who));
    }
}

} // namespace gatehouse::ui
