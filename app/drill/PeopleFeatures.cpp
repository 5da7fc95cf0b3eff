#include "app/drill/Features.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/VehicleImport.h"
#include "core/people/ConsentLedger.h"
#include "core/people/ConsentNotice.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PersonRegistry.h"
#include "core/people/SealedFields.h"
#include "core/people/VehicleRegistry.h"

namespace gatehouse::drill {

using Who = DrillSite::Who;

namespace {

// The first half is typed in, the second one imported.
QList<CanaryPerson> typedIn(const DrillSite& drill)
{
    return drill.persons().first((drill.persons().size() + 1) / 2);
}

QList<CanaryPerson> imported(const DrillSite& drill)
{
    return drill.persons().mid((drill.persons().size() + 1) / 2);
}

QString csvField(const QString& value)
{
    return QLatin1Char('"') + value + QLatin1Char('"');
}

Result<people::Person> personOf(DrillSite& drill, store::Database& database, const CanaryPerson& canary)
{
    people::PersonRegistry registry(database, drill.clock());
    GATEHOUSE_TRY_ASSIGN(found, registry.findByRef(drill.administrator(), canary.reference));
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("a person of the drill"));
    return *found;
}

} // namespace

Result<void> addPeople(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        people::PersonRegistry persons(database, drill.clock());
        people::VehicleRegistry vehicles(database, drill.clock());
        for (const CanaryPerson& canary : typedIn(drill)) {
            people::Person person;
            person.name = canary.name();
            person.externalRef = canary.reference;
            person.note = canary.residentId; // people write such things where they must not
            GATEHOUSE_TRY_ASSIGN(owner, persons.add(drill.administrator(), person));
            people::Vehicle vehicle;
            vehicle.plate = canary.plate;
            vehicle.region = canary.plateRegion;
            vehicle.owner = owner;
            vehicle.description = canary.familyName;
            GATEHOUSE_TRY(vehicles.add(drill.administrator(), vehicle));
        }
        return {};
    });
}

// ID numbers go into the vault, and one is shown to somebody who may see it.
Result<void> sealFields(DrillSite& drill)
{
    // The vault is open to who signed in last: that was the guard.
    GATEHOUSE_TRY_ASSIGN(actor,
        drill.site().authenticate(DrillSite::nameOf(Who::Administrator), drill.passphraseOf(Who::Administrator)));
    return drill.write([&](store::Database& database) -> Result<void> {
        people::SealedFields fields(database, drill.clock());
        for (const CanaryPerson& canary : typedIn(drill)) {
            GATEHOUSE_TRY_ASSIGN(person, personOf(drill, database, canary));
            GATEHOUSE_TRY(fields.write(actor, person.id, { canary.residentId, QDate(1980, 2, 29) }));
        }
        GATEHOUSE_TRY_ASSIGN(person, personOf(drill, database, drill.persons().first()));
        GATEHOUSE_TRY_ASSIGN(shown,
            fields.show(actor, person.id, people::DisclosureReason::Identification,
                [&](const QByteArray& sealed, const QByteArray& context) {
                    return drill.site().openField(actor, sealed, context);
                }));
        return shown.idNumber == drill.persons().first().residentId
            ? Result<void>()
            : failure(ErrorCode::Internal, QStringLiteral("another ID number came back"));
    });
}

// Consents, a template and the picture it was made of for everybody there is.
Result<void> enrolFaces(DrillSite& drill)
{
    GATEHOUSE_TRY_ASSIGN(notices, people::loadConsentNotices(u"en"));
    const auto& actor = drill.administrator();
    return drill.write([&](store::Database& database) -> Result<void> {
        people::ConsentLedger consents(database, drill.clock());
        people::FaceTemplates templates(database, drill.clock());
        for (const CanaryPerson& canary : typedIn(drill)) {
            GATEHOUSE_TRY_ASSIGN(person, personOf(drill, database, canary));
            GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
            for (const auto& [purpose, notice] : notices) {
                people::Consent consent;
                consent.person = person.id;
                consent.purpose = purpose;
                consent.noticeVersion = notice.version;
                consent.noticeHash = notice.hash;
                consent.givenAt = drill.clock().now();
                GATEHOUSE_TRY(consents.record(transaction, actor, consent));
            }
            people::FaceTemplate face;
            face.person = person.id;
            face.model = QStringLiteral("drill");
            face.vector = canary.face;
            face.quality = 1;
            GATEHOUSE_TRY(templates.add(transaction, actor, face, canary.picture));
            GATEHOUSE_TRY(transaction.commit());
        }
        return {};
    });
}

Result<void> importPeople(DrillSite& drill)
{
    QString csv = QStringLiteral("ref,name,kind,groups,valid_until,consent\n");
    const QString lastDay = drill.clock().now().toUtc().date().addDays(people::LongestVisitDays).toString(Qt::ISODate);
    for (const CanaryPerson& canary : imported(drill))
        csv += canary.reference + QLatin1Char(',') + csvField(canary.name())
            + QStringLiteral(",visitor,Guests,%1,signed-form\n").arg(lastDay);
    GATEHOUSE_TRY(drill.writeInput(QStringLiteral("people.csv"), csv.toUtf8()));
    GATEHOUSE_TRY_ASSIGN(notices, people::loadConsentNotices(u"en"));
    GATEHOUSE_TRY_ASSIGN(
        file, enrolment::readPersonFile(drill.input(QStringLiteral("people.csv")), {}, QTimeZone::utc()));
    return drill.write([&](store::Database& database) -> Result<void> {
        for (const auto mode : { enrolment::ImportMode::DryRun, enrolment::ImportMode::Commit }) {
            GATEHOUSE_TRY_ASSIGN(report,
                enrolment::importPersons(database, drill.clock(), drill.administrator(), file, {}, notices, mode));
            if (!report.problems.isEmpty())
                return failure(report.problems.first().code);
        }
        return {};
    });
}

Result<void> importVehicles(DrillSite& drill)
{
    QString csv = QStringLiteral("plate,region,owner_ref,description\n");
    for (const CanaryPerson& canary : imported(drill))
        csv += canary.plate.display() + QLatin1Char(',') + regionCode(canary.plateRegion) + QLatin1Char(',')
            + canary.reference + QLatin1Char(',') + csvField(canary.familyName) + QLatin1Char('\n');
    GATEHOUSE_TRY(drill.writeInput(QStringLiteral("vehicles.csv"), csv.toUtf8()));
    GATEHOUSE_TRY_ASSIGN(
        file, enrolment::readVehicleFile(drill.input(QStringLiteral("vehicles.csv")), QTimeZone::utc()));
    return drill.write([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(report,
            enrolment::importVehicles(
                database, drill.clock(), drill.administrator(), file, enrolment::ImportMode::Commit));
        return report.problems.isEmpty() ? Result<void>() : failure(report.problems.first().code);
    });
}

// Names and plates in every place they are refused in: what is said about it repeats none.
Result<void> refuseImports(DrillSite& drill)
{
    const CanaryPerson& canary = drill.persons().first();
    const QString wrong = QStringLiteral("plate,region,valid_from\n%1,%2,%3\n\"%1\"x,eu,\n")
                              .arg(canary.name(), canary.plate.toString(), canary.residentId);
    GATEHOUSE_TRY(drill.writeInput(QStringLiteral("wrong.csv"), wrong.toUtf8()));
    const auto file = enrolment::readVehicleFile(drill.input(QStringLiteral("wrong.csv")), QTimeZone::utc());
    if (file && file->problems.isEmpty())
        return failure(ErrorCode::Internal, QStringLiteral("a wrong file was taken"));
    const auto persons =
        enrolment::readPersonFile(drill.input(QStringLiteral("wrong.csv")), drill.order().input, QTimeZone::utc());
    if (persons)
        return failure(ErrorCode::Internal, QStringLiteral("a wrong file was taken"));
    for (const auto& problem : file ? file->problems : QList<enrolment::ImportProblem>())
        qWarning("%s", qPrintable(problem.explanation));
    qWarning("%s", qPrintable(persons.error().detail));
    return {};
}

Result<void> searchPeople(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        people::PersonRegistry persons(database, drill.clock());
        people::VehicleRegistry vehicles(database, drill.clock());
        for (const CanaryPerson& canary : drill.persons().first(std::min<qsizetype>(50, drill.persons().size()))) {
            people::PersonQuery query;
            query.text = canary.familyName;
            GATEHOUSE_TRY_ASSIGN(page, persons.list(drill.administrator(), query));
            people::VehicleQuery cars;
            cars.text = canary.plate.toString();
            GATEHOUSE_TRY_ASSIGN(found, vehicles.list(drill.administrator(), cars));
            if (page.rows.isEmpty() || found.rows.isEmpty())
                return failure(ErrorCode::NotFound, QStringLiteral("a person of the drill"));
        }
        return {};
    });
}

// Names trade places, and the last one goes.
Result<void> changePeople(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        people::PersonRegistry persons(database, drill.clock());
        GATEHOUSE_TRY_ASSIGN(person, personOf(drill, database, drill.persons().first()));
        person.name = drill.persons().last().name();
        GATEHOUSE_TRY(persons.update(drill.administrator(), person));
        GATEHOUSE_TRY_ASSIGN(last, personOf(drill, database, drill.persons().last()));
        return persons.remove(drill.administrator(), last.id);
    });
}

Result<void> withdrawConsents(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        people::ConsentLedger consents(database, drill.clock());
        GATEHOUSE_TRY_ASSIGN(person, personOf(drill, database, drill.persons().first()));
        GATEHOUSE_TRY_ASSIGN(consent, consents.inForce(person.id, people::ConsentPurpose::AccessFace));
        if (!consent)
            return failure(ErrorCode::NotFound, QStringLiteral("a consent of the drill"));
        return consents.withdraw(drill.administrator(), consent->id);
    });
}

} // namespace gatehouse::drill
