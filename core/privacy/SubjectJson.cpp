#include "core/privacy/SubjectJson.h"

#include "core/access/AccessTypes.h"

#include <QJsonArray>

namespace gatehouse::privacy {

namespace {

QJsonValue moment(const std::optional<UtcTime>& at)
{
    return at ? QJsonValue(at->toIso()) : QJsonValue();
}

QJsonObject personJson(const SubjectFile& file)
{
    const people::Person& person = *file.person;
    QJsonObject object { { QStringLiteral("number"), person.id.value() },
        { QStringLiteral("kind"), people::personKindCode(person.kind) }, { QStringLiteral("name"), person.name },
        { QStringLiteral("reference"), person.externalRef }, { QStringLiteral("note"), person.note },
        { QStringLiteral("validFrom"), moment(person.validity.from) },
        { QStringLiteral("validUntil"), moment(person.validity.until) }, { QStringLiteral("active"), person.isActive },
        { QStringLiteral("restrictedSince"), moment(file.restrictedAt) },
        { QStringLiteral("removedSince"), moment(file.removedAt) },
        { QStringLiteral("guardianUntil"), moment(person.guardianUntil) },
        { QStringLiteral("groups"), QJsonArray::fromStringList(file.groups) } };
    // Sealed: opened for an export alone; otherwise only whether there is something.
    object.insert(
        QStringLiteral("idNumber"), file.sealed ? QJsonValue(file.sealed->idNumber) : QJsonValue(person.hasIdNumber));
    object.insert(QStringLiteral("birthDate"),
        file.sealed ? QJsonValue(file.sealed->birthDate.toString(Qt::ISODate)) : QJsonValue(person.hasBirthDate));
    return object;
}

QJsonObject consentJson(const people::Consent& consent)
{
    return { { QStringLiteral("purpose"), people::consentPurposeCode(consent.purpose) },
        { QStringLiteral("notice"), consent.noticeVersion },
        { QStringLiteral("noticeSha256"), QString::fromLatin1(consent.noticeHash.toHex()) },
        { QStringLiteral("given"), people::consentFormCode(consent.form) },
        { QStringLiteral("givenAt"), consent.givenAt.toIso() },
        { QStringLiteral("withdrawnAt"), moment(consent.withdrawnAt) },
        { QStringLiteral("guardian"), consent.guardian }, { QStringLiteral("hasProof"), consent.hasProof } };
}

QJsonObject templateJson(const TemplateFacts& facts)
{
    return { { QStringLiteral("number"), facts.id.value() }, { QStringLiteral("model"), facts.model },
        { QStringLiteral("quality"), facts.quality }, { QStringLiteral("createdAt"), facts.createdAt.toIso() },
        { QStringLiteral("hasPicture"), facts.hasPicture } };
}

QJsonObject vehicleJson(const VehicleFacts& facts)
{
    const people::Vehicle& vehicle = facts.vehicle;
    return { { QStringLiteral("number"), vehicle.id.value() }, { QStringLiteral("plate"), vehicle.plate.toString() },
        { QStringLiteral("region"), regionCode(vehicle.region) },
        { QStringLiteral("description"), vehicle.description },
        { QStringLiteral("validFrom"), moment(vehicle.validity.from) },
        { QStringLiteral("validUntil"), moment(vehicle.validity.until) },
        { QStringLiteral("active"), vehicle.isActive },
        { QStringLiteral("groups"), QJsonArray::fromStringList(facts.groups) },
        { QStringLiteral("restrictedSince"), moment(facts.restrictedAt) } };
}

QJsonObject eventJson(const lane::LaneEvent& event)
{
    QJsonObject object { { QStringLiteral("number"), event.id.value() }, { QStringLiteral("at"), event.at.toIso() },
        { QStringLiteral("lane"), event.laneName }, { QStringLiteral("kind"), lane::eventKindCode(event.kind) },
        { QStringLiteral("certainty"), lane::certaintyCode(event.certainty) },
        { QStringLiteral("confidence"), event.confidence },
        { QStringLiteral("decision"), access::verdictCode(event.decision.verdict) },
        { QStringLiteral("reason"), access::reasonCode(event.decision.reason) } };
    if (event.plate)
        object.insert(QStringLiteral("plate"), event.plate->toString());
    if (!event.note.isEmpty())
        object.insert(QStringLiteral("note"), event.note);
    if (event.answers.isValid())
        object.insert(QStringLiteral("answers"), event.answers.value());
    return object;
}

QJsonObject mentionJson(const Mention& mention)
{
    return { { QStringLiteral("passage"), mention.event.value() }, { QStringLiteral("at"), mention.at.toIso() },
        { QStringLiteral("lane"), mention.laneName } };
}

QJsonObject proofJson(const PackagedProof& proof)
{
    return { { QStringLiteral("file"), proof.path }, { QStringLiteral("consent"), proof.consent.value() } };
}

QJsonObject requestJson(const SubjectRequest& request)
{
    return { { QStringLiteral("number"), request.id.value() },
        { QStringLiteral("kind"), requestKindCode(request.kind) },
        { QStringLiteral("receivedAt"), request.receivedAt.toIso() },
        { QStringLiteral("dueAt"), request.dueAt.toIso() },
        { QStringLiteral("state"), requestStateCode(request.state) }, { QStringLiteral("note"), request.note },
        { QStringLiteral("closedAt"), moment(request.closedAt) },
        { QStringLiteral("rectifiedAt"), moment(request.rectifiedAt) } };
}

QJsonObject auditJson(const audit::Record& record)
{
    return { { QStringLiteral("at"), record.at.toIso() }, { QStringLiteral("action"), record.entry.action },
        { QStringLiteral("operator"), record.entry.actor.value() },
        { QStringLiteral("about"), record.entry.subject.kind }, { QStringLiteral("number"), record.entry.subject.id },
        { QStringLiteral("detail"), record.entry.detail } };
}

QJsonObject pictureJson(const PackagedPicture& picture)
{
    QJsonObject object { { QStringLiteral("file"), picture.path }, { QStringLiteral("blurred"), picture.blurred } };
    if (picture.event.isValid())
        object.insert(QStringLiteral("event"), picture.event.value());
    if (picture.faceTemplate.isValid())
        object.insert(QStringLiteral("template"), picture.faceTemplate.value());
    return object;
}

template <typename Row, typename Convert>
QJsonArray rows(const QList<Row>& list, Convert convert)
{
    QJsonArray array;
    for (const Row& row : list)
        array.append(convert(row));
    return array;
}

} // namespace

QJsonObject subjectSummary(const SubjectFile& file)
{
    return { { QStringLiteral("about"), file.subject.kind() }, { QStringLiteral("number"), file.subject.number() },
        { QStringLiteral("readAt"), file.readAt.toIso() }, { QStringLiteral("consents"), file.consents.size() },
        { QStringLiteral("templates"), file.templates.size() }, { QStringLiteral("vehicles"), file.vehicles.size() },
        { QStringLiteral("passages"), file.events.size() }, { QStringLiteral("pictures"), file.pictureCount() },
        { QStringLiteral("nearlyTakenFor"), file.mentions.size() },
        { QStringLiteral("requests"), file.requests.size() }, { QStringLiteral("trailTotal"), file.auditTotal },
        { QStringLiteral("isRestricted"), file.restrictedAt.has_value() },
        { QStringLiteral("isRemoved"), file.removedAt.has_value() } };
}

QJsonObject subjectJson(
    const SubjectFile& file, const QList<PackagedPicture>& pictures, const QList<PackagedProof>& proofs)
{
    QJsonObject object { { QStringLiteral("format"), QStringLiteral("gatehouse subject 1") },
        { QStringLiteral("about"), file.subject.kind() }, { QStringLiteral("readAt"), file.readAt.toIso() },
        { QStringLiteral("consents"), rows(file.consents, consentJson) },
        { QStringLiteral("templates"), rows(file.templates, templateJson) },
        { QStringLiteral("vehicles"), rows(file.vehicles, vehicleJson) },
        { QStringLiteral("passages"), rows(file.events, eventJson) },
        { QStringLiteral("nearlyTakenFor"), rows(file.mentions, mentionJson) },
        { QStringLiteral("proofs"), rows(proofs, proofJson) },
        { QStringLiteral("requests"), rows(file.requests, requestJson) },
        { QStringLiteral("trail"), rows(file.audit, auditJson) }, { QStringLiteral("trailTotal"), file.auditTotal },
        { QStringLiteral("pictures"), rows(pictures, pictureJson) } };
    if (file.person)
        object.insert(QStringLiteral("person"), personJson(file));
    if (file.subject.plate)
        object.insert(QStringLiteral("plate"), file.subject.plate->toString());
    return object;
}

} // namespace gatehouse::privacy
