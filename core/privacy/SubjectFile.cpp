#include "core/privacy/SubjectFile.h"

#include "core/lane/EventSql.h"
#include "core/people/ConsentLedger.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "core/security/AuditAccess.h"
#include "core/security/SubjectPassages.h"

#include <algorithm>

namespace gatehouse::privacy {

using security::ActingOperator;

namespace {

constexpr int VehiclesAtATime = 500;

constexpr char PassageFilter[] =
    " WHERE e.id IN (SELECT value FROM json_each(?1)) AND (?2 OR e.at >= shown_from('passages')) ORDER BY e.at, e.id";

// For json_each(): nothing in a plate would have to be escaped.
QString plateArray(const SubjectFile& file)
{
    QStringList plates;
    for (const VehicleFacts& one : file.vehicles)
        plates.append(u'"' + one.vehicle.plate.toString() + u'"');
    if (file.subject.plate)
        plates.append(u'"' + file.subject.plate->toString() + u'"');
    return u'[' + plates.join(u',') + u']';
}

// A person's own and those of their vehicles: what an erasure would take.
Result<QList<lane::LaneEvent>> passagesOf(store::Database& database, const SubjectFile& file)
{
    QList<qint64> passages;
    if (file.subject.person.isValid()) {
        GATEHOUSE_TRY_ASSIGN(own, security::passagesOf(database, file.subject.person));
        passages += own;
    }
    for (const VehicleFacts& one : file.vehicles) {
        GATEHOUSE_TRY_ASSIGN(theirs, security::passagesOf(database, one.vehicle.id));
        passages += theirs;
    }
    if (file.subject.plate) {
        GATEHOUSE_TRY_ASSIGN(seen, security::passagesOf(database, file.subject.plate->toString()));
        passages += seen;
    }
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(lane::eventSelect(lane::RestrictedRows::Shown) + PassageFilter));
    // What is overdue and kept for who is restricted is theirs to know.
    rows.bindAll(security::asJsonArray(passages), file.isKeptLonger());
    QList<lane::LaneEvent> events;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return events;
        events.append(lane::eventFromRow(rows));
    }
}

Result<QList<TemplateFacts>> templatesOf(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(rows,
        database.prepare("SELECT id, model, quality, created_at, picture IS NOT NULL FROM face_templates "
                         "WHERE person_id = ? ORDER BY id"));
    rows.bindAll(person);
    QList<TemplateFacts> templates;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return templates;
        templates.append({ rows.id<TemplateId>(0), rows.text(1), rows.real(2), rows.time(3), rows.boolean(4) });
    }
}

Result<std::optional<UtcTime>> removedSince(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(row, database.prepare("SELECT removed_at FROM persons WHERE id = ?"));
    row.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    return found ? row.optionalTime(0) : std::nullopt;
}

Result<std::optional<UtcTime>> restrictedSince(store::Database& database, const Subject& subject)
{
    if (subject.plate)
        return std::optional<UtcTime>();
    GATEHOUSE_TRY_ASSIGN(row,
        database.prepare(subject.person.isValid() ? "SELECT restricted_at FROM persons WHERE id = ?"
                                                  : "SELECT restricted_at FROM vehicles WHERE id = ?"));
    row.bindAll(subject.number());
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    return found ? row.optionalTime(0) : std::nullopt;
}

QStringList groupNames(const QList<people::Group>& groups, const QList<GroupId>& wanted)
{
    QStringList names;
    for (const people::Group& group : groups) {
        if (wanted.contains(group.id))
            names.append(group.name);
    }
    return names;
}

Result<void> readPerson(const ActingOperator& actor, store::Database& database, const Clock& clock, SubjectFile& file)
{
    GATEHOUSE_TRY_ASSIGN(person, people::PersonRegistry(database, clock).get(actor, file.subject.person));
    file.person = person;
    GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, clock).list(actor));
    file.groups = groupNames(groups, person.groups);
    GATEHOUSE_TRY_ASSIGN(consents, people::ConsentLedger(database, clock).list(actor, person.id));
    file.consents = consents;
    GATEHOUSE_TRY_ASSIGN(templates, templatesOf(database, person.id));
    file.templates = templates;
    people::VehicleQuery query;
    query.owner = person.id;
    query.limit = VehiclesAtATime;
    GATEHOUSE_TRY_ASSIGN(vehicles, people::VehicleRegistry(database, clock).list(actor, query));
    for (const people::Vehicle& vehicle : std::as_const(vehicles.rows)) {
        GATEHOUSE_TRY_ASSIGN(since, restrictedSince(database, Subject::of(vehicle.id)));
        file.vehicles.append({ vehicle, groupNames(groups, vehicle.groups), since });
    }
    return {};
}

// Whom others were nearly taken for stands in the detail of their passages.
constexpr char MentionFilter[] = "SELECT id, at, lane_name FROM events WHERE at >= shown_from('passages') AND "
                                 "(json_extract(detail, '$.runnerUpPerson') = ?1 OR json_extract(detail, "
                                 "'$.runnerUpPlate') IN (SELECT value FROM json_each(?2))) ORDER BY at, id";

Result<QList<Mention>> mentionsOf(store::Database& database, const SubjectFile& file)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(MentionFilter));
    rows.bindAll(file.subject.person, plateArray(file));
    QList<Mention> mentions;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return mentions;
        mentions.append({ rows.id<EventId>(0), rows.time(1), rows.text(2) });
    }
}

Result<void> readRequests(const ActingOperator& actor, store::Database& database, const Clock& clock, SubjectFile& file)
{
    QList<Subject> about { file.subject };
    for (const VehicleFacts& one : std::as_const(file.vehicles)) {
        if (file.subject.person.isValid())
            about.append(Subject::of(one.vehicle.id));
    }
    for (const Subject& subject : std::as_const(about)) {
        GATEHOUSE_TRY_ASSIGN(
            page, SubjectRequests(database, clock).list(actor, { false, subject, 0, SubjectFile::MaximumAudit }));
        file.requests.append(page.rows);
    }
    return {};
}

// What the trail says about the person, the vehicles and the passages.
Result<void> readTrail(store::Database& database, SubjectFile& file)
{
    QList<audit::Subject> about;
    if (file.subject.person.isValid())
        about.append({ QStringLiteral("person"), file.subject.person.value() });
    for (const VehicleFacts& one : file.vehicles)
        about.append({ QStringLiteral("vehicle"), one.vehicle.id.value() });
    for (const lane::LaneEvent& event : file.events)
        about.append({ QStringLiteral("event"), event.id.value() });
    for (const SubjectRequest& request : file.requests)
        about.append({ QStringLiteral("request"), request.id.value() });
    for (const audit::Subject& subject : about) {
        audit::Filter filter;
        filter.subject = subject;
        GATEHOUSE_TRY_ASSIGN(records, audit::list(database, filter, SubjectFile::MaximumAudit));
        file.auditTotal += records.size();
        file.audit.append(records);
    }
    std::ranges::sort(file.audit, std::greater(), &audit::Record::sequence);
    if (file.audit.size() > SubjectFile::MaximumAudit)
        file.audit.resize(SubjectFile::MaximumAudit);
    return {};
}

} // namespace

int SubjectFile::pictureCount() const
{
    int pictures = 0;
    for (const lane::LaneEvent& event : events)
        pictures += int(event.cropId.isValid()) + int(event.frameId.isValid());
    return pictures;
}

Result<SubjectFile> readSubject(
    const ActingOperator& actor, store::Database& database, const Clock& clock, const Subject& subject)
{
    GATEHOUSE_TRY(actor.require(security::Permission::HandleRequests));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY(requireSubject(database, subject));
    SubjectFile file;
    file.subject = subject;
    file.readAt = clock.now();
    GATEHOUSE_TRY_ASSIGN(since, restrictedSince(database, subject));
    file.restrictedAt = since;
    if (subject.person.isValid()) {
        GATEHOUSE_TRY_ASSIGN(removed, removedSince(database, subject.person));
        file.removedAt = removed;
    }
    if (subject.person.isValid())
        GATEHOUSE_TRY(readPerson(actor, database, clock, file));
    if (subject.vehicle.isValid()) {
        GATEHOUSE_TRY_ASSIGN(vehicle, people::VehicleRegistry(database, clock).get(actor, subject.vehicle));
        GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, clock).list(actor));
        file.vehicles.append({ vehicle, groupNames(groups, vehicle.groups), since });
    }
    GATEHOUSE_TRY_ASSIGN(events, passagesOf(database, file));
    file.events = events;
    GATEHOUSE_TRY_ASSIGN(mentions, mentionsOf(database, file));
    file.mentions = mentions;
    GATEHOUSE_TRY(readRequests(actor, database, clock, file));
    GATEHOUSE_TRY(readTrail(database, file));
    if (actor.may(security::Permission::ViewAudit)) {
        GATEHOUSE_TRY_ASSIGN(names, security::operatorNames(actor, database));
        file.operatorNames = names;
    }
    GATEHOUSE_TRY(audit::append(
        transaction, clock, { actor.id, QStringLiteral("subject.show"), { subject.kind(), subject.number() }, {} }));
    GATEHOUSE_TRY(transaction.commit());
    return file;
}

} // namespace gatehouse::privacy
