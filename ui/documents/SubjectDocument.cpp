#include "ui/documents/SubjectDocument.h"

#include "ui/documents/PrivacyWords.h"
#include "ui/words/AuditWords.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct Told
{
    Q_DECLARE_TR_FUNCTIONS(SubjectDocument)
};

QString momentOrDash(const std::optional<UtcTime>& moment, const SiteTime& time)
{
    return moment ? time.dateTime(*moment) : QStringLiteral("–");
}

QString titleOf(const privacy::SubjectFile& file)
{
    if (file.person)
        return file.person->name;
    return file.subject.plate ? file.subject.plate->display() : file.vehicles.first().vehicle.plate.display();
}

void addPerson(Document& document, const privacy::SubjectFile& file, const SiteTime& time)
{
    const people::Person& person = *file.person;
    document.add(Document::Heading { Told::tr("Registered as") });
    document.add(Document::Facts { {
        { Told::tr("Name"), person.name },
        { Told::tr("Kind"), personKindText(person.kind) },
        { Told::tr("Reference"), person.externalRef },
        { Told::tr("Note"), person.note },
        { Told::tr("Resident ID or passport number"), file.sealed ? file.sealed->idNumber : QString() },
        { Told::tr("Date of birth"),
            file.sealed ? QLocale().toString(file.sealed->birthDate, QLocale::ShortFormat) : QString() },
        { Told::tr("A guardian decides until"), momentOrDash(person.guardianUntil, time) },
        { Told::tr("Groups"), file.groups.join(QStringLiteral(", ")) },
        { Told::tr("Valid from"), momentOrDash(person.validity.from, time) },
        { Told::tr("Valid until"), momentOrDash(person.validity.until, time) },
        { Told::tr("Use restricted since"), momentOrDash(file.restrictedAt, time) },
    } });
    document.add(Document::Heading { Told::tr("Consents") });
    Document::Table consents { { Told::tr("Purpose"), Told::tr("Notice"), Told::tr("Given"), Told::tr("How"),
                                   Told::tr("Guardian"), Told::tr("Proof"), Told::tr("Withdrawn") },
        {} };
    for (const people::Consent& consent : file.consents) {
        consents.rows.append({ consentPurposeText(consent.purpose), consent.noticeVersion,
            time.dateTime(consent.givenAt), consentFormText(consent.form), consent.guardian,
            consent.hasProof ? QStringLiteral("consent-%1").arg(consent.id.value()) : QStringLiteral("–"),
            momentOrDash(consent.withdrawnAt, time) });
    }
    document.add(consents);
    document.add(Document::Heading { Told::tr("Face templates") });
    document.add(Document::Paragraph {
        Told::tr("A template is a row of numbers by which this machine alone recognises a face. It is not part of this "
                 "package: nobody could read it, and it would be a key.") });
    Document::Table templates { { Told::tr("Number"), Told::tr("Model"), Told::tr("Quality"), Told::tr("Made") }, {} };
    for (const privacy::TemplateFacts& one : file.templates) {
        templates.rows.append({ QString::number(one.id.value()), one.model,
            QStringLiteral("%1 %").arg(qRound(one.quality * 100)), time.dateTime(one.createdAt) });
    }
    document.add(templates);
}

void addVehicles(Document& document, const privacy::SubjectFile& file, const SiteTime& time)
{
    if (file.vehicles.isEmpty())
        return;
    document.add(Document::Heading { Told::tr("Vehicles") });
    Document::Table table { { Told::tr("Plate"), Told::tr("Region"), Told::tr("Description"), Told::tr("Valid until") },
        {} };
    for (const privacy::VehicleFacts& one : file.vehicles) {
        table.rows.append({ one.vehicle.plate.display(), regionText(one.vehicle.region), one.vehicle.description,
            momentOrDash(one.vehicle.validity.until, time) });
    }
    document.add(table);
}

void addPassages(Document& document, const privacy::SubjectFile& file, const SiteTime& time)
{
    document.add(Document::Heading { Told::tr("Passages") });
    if (file.events.isEmpty())
        document.add(Document::Paragraph { Told::tr("None.") });
    Document::Table table { { Told::tr("Time"), Told::tr("Lane"), Told::tr("Seen as"), Told::tr("Decision") }, {} };
    for (const lane::LaneEvent& event : file.events) {
        const QString seen = event.plate ? event.plate->display() : event.personName;
        table.rows.append({ time.dateTime(event.at), event.laneName, seen,
            QStringLiteral("%1: %2").arg(
                verdictText(event.decision.verdict), reasonText(event.decision.reason, event.ruleName)) });
    }
    document.add(table);
    if (!file.mentions.isEmpty()) {
        document.add(
            Document::Paragraph { Told::tr("At %n passage(s) of others the machine nearly took them for this one; "
                                           "data.json says when and where.",
                nullptr, static_cast<int>(file.mentions.size())) });
    }
}

void addTrail(Document& document, const privacy::SubjectFile& file, const SiteTime& time)
{
    document.add(Document::Heading { Told::tr("What was done with it") });
    document.add(
        Document::Paragraph { Told::tr("Who of the staff did it is not part of this package; the site knows.") });
    Document::Table table { { Told::tr("Time"), Told::tr("What"), Told::tr("About") }, {} };
    for (const audit::Record& record : file.audit) {
        table.rows.append(
            { time.dateTime(record.at), auditActionText(record.entry.action), auditSubjectText(record.entry.subject) });
    }
    document.add(table);
    if (file.auditTotal > file.audit.size())
        document.add(Document::Paragraph {
            Told::tr("%n more entries are older.", nullptr, static_cast<int>(file.auditTotal - file.audit.size())) });
}

void addRequests(Document& document, const privacy::SubjectFile& file, const SiteTime& time)
{
    if (file.requests.isEmpty())
        return;
    document.add(Document::Heading { Told::tr("Requests") });
    Document::Table table { { Told::tr("Request"), Told::tr("Received"), Told::tr("Due"), Told::tr("State") }, {} };
    for (const privacy::SubjectRequest& one : file.requests) {
        table.rows.append({ requestKindText(one.kind), time.date(one.receivedAt), time.date(one.dueAt),
            requestStateText(one.state) });
    }
    document.add(table);
}

} // namespace

Document subjectDocument(const privacy::SubjectFile& file, const QList<privacy::PackagedPicture>& pictures,
    const QString& siteName, const SiteTime& time)
{
    Document document(Told::tr("What is held about %1").arg(titleOf(file)), siteName,
        QStringLiteral("%1 · %2").arg(siteName, time.dateTime(file.readAt)));
    if (file.person)
        addPerson(document, file, time);
    addVehicles(document, file, time);
    addPassages(document, file, time);
    addRequests(document, file, time);
    document.add(Document::Heading { Told::tr("Pictures") });
    int blurred = 0;
    for (const privacy::PackagedPicture& picture : pictures)
        blurred += picture.blurred;
    document.add(Document::Paragraph {
        Told::tr("%n picture(s) are in the folder “pictures”.", nullptr, static_cast<int>(pictures.size()))
        + QLatin1Char(' ')
        + Told::tr("Other people's faces and plates in them were made unrecognisable: %1.").arg(blurred) });
    addTrail(document, file, time);
    return document;
}

QString subjectReadme(const QString& siteName)
{
    return Told::tr("What %1 holds about you.\n\n"
                    "report.pdf   everything, to read\n"
                    "data.json    the same, for machines\n"
                    "pictures/    pictures of you; other people's faces and plates are made unrecognisable\n"
                    "consents/    what you signed, where it was drawn or scanned\n\n"
                    "The package is a ZIP file encrypted with AES-256. 7-Zip (7z x FILE) and bsdtar (bsdtar -xf FILE) "
                    "open it with the passphrase you were told separately.\n")
        .arg(siteName);
}

} // namespace gatehouse::ui
