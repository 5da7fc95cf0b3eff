#include "core/lane/EventLog.h"

#include "core/audit/AuditTrail.h"
#include "core/lane/EnrolledPicture.h"
#include "core/lane/EventDetail.h"
#include "core/lane/EventSql.h"
#include "core/people/Restricted.h"

#include <QJsonObject>

namespace gatehouse::lane {

namespace {

Result<void> checkEvent(const LaneEvent& event)
{
    if (!event.lane.isValid())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("an event without a lane"));
    if (event.kind == EventKind::Operator && !event.operatorId.isValid())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("an operator's event without the operator"));
    return {};
}

// Registered people and cars are known; of everyone else the pictures go soonest.
evidence::Shown shownIn(const LaneEvent& event)
{
    if (event.certainty != vision::Certainty::Known)
        return {};
    return { event.person, event.vehicle };
}

Result<EvidenceId> savePicture(store::Transaction& transaction, const Clock& clock, const LaneEvent& event,
    const std::optional<evidence::EncodedPicture>& picture)
{
    if (!picture)
        return EvidenceId();
    return evidence::save(transaction, clock, *picture, shownIn(event), event.at);
}

Result<EventId> insertEvent(store::Transaction& transaction, const LaneEvent& event)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT INTO events (at, lane_id, lane_name, kind, answers_event_id, operator_id, subject, certainty, "
            "person_id, vehicle_id, plate, plate_region, confidence, decision, reason, rule_id, crop_id, frame_id, "
            "detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT id FROM persons WHERE id = ?9), "
            "(SELECT id FROM vehicles WHERE id = ?10), ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"));
    const auto plate = event.plate ? std::optional(event.plate->toString()) : std::nullopt;
    const auto region = event.plateRegion ? std::optional(regionCode(*event.plateRegion)) : std::nullopt;
    insert.bindAll(event.at, event.lane, event.laneName, eventKindCode(event.kind), event.answers, event.operatorId,
        eventSubjectCode(event.subject), certaintyCode(event.certainty), event.person, event.vehicle, plate, region,
        event.confidence, access::verdictCode(event.decision.verdict), access::reasonCode(event.decision.reason),
        event.decision.rule, event.cropId, event.frameId, detailOf(event));
    GATEHOUSE_TRY(insert.run());
    return EventId(transaction.database().lastInsertId());
}

// Codes and numbers only: whom it was about stands in the event, and goes with it.
QJsonObject auditDetail(const LaneEvent& event)
{
    QJsonObject detail { { QStringLiteral("lane"), event.lane.value() },
        { QStringLiteral("decision"), access::verdictCode(event.decision.verdict) },
        { QStringLiteral("reason"), access::reasonCode(event.decision.reason) } };
    if (event.answers.isValid())
        detail.insert(QStringLiteral("answers"), event.answers.value());
    if (event.decision.rule.isValid())
        detail.insert(QStringLiteral("rule"), event.decision.rule.value());
    if (event.opensGate)
        detail.insert(QStringLiteral("opensGate"), true);
    return detail;
}

Result<QList<LaneEvent>> readEvents(store::Statement& rows)
{
    QList<LaneEvent> events;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(hasRow, rows.step());
        if (!hasRow)
            return events;
        events.append(eventFromRow(rows));
    }
}

RestrictedRows restrictedFor(const security::ActingOperator& actor)
{
    return people::seesRestricted(actor) ? RestrictedRows::Shown : RestrictedRows::Hidden;
}

Result<std::optional<QImage>> pictureIfThere(store::Database& database, EvidenceId id)
{
    if (!id.isValid())
        return std::optional<QImage>();
    const auto picture = evidence::load(database, id);
    if (picture)
        return std::optional(*picture);
    if (picture.error().code == ErrorCode::NotFound || picture.error().code == ErrorCode::KeyShredded)
        return std::optional<QImage>();
    return picture.error();
}

} // namespace

QString narrowedBy(const EventQuery& query)
{
    QStringList parts;
    if (query.from)
        parts.append(QStringLiteral("from %1").arg(query.from->milliseconds()));
    if (query.until)
        parts.append(QStringLiteral("until %1").arg(query.until->milliseconds()));
    if (query.lane)
        parts.append(QStringLiteral("lane %1").arg(query.lane->value()));
    if (query.kind)
        parts.append(eventKindCode(*query.kind));
    if (query.subject)
        parts.append(eventSubjectCode(*query.subject));
    if (query.verdict)
        parts.append(access::verdictCode(*query.verdict));
    return parts.join(QLatin1Char(' '));
}

EventLog::EventLog(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<LaneEvent> EventLog::record(const LaneEvent& event, const std::optional<evidence::EncodedPicture>& crop,
    const std::optional<evidence::EncodedPicture>& frame)
{
    GATEHOUSE_TRY(checkEvent(event));
    if (crop || frame)
        GATEHOUSE_TRY(evidence::prepareSpan(m_database, m_clock, event.at));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    LaneEvent recorded = event;
    GATEHOUSE_TRY_ASSIGN(cropId, savePicture(transaction, m_clock, event, crop));
    GATEHOUSE_TRY_ASSIGN(frameId, savePicture(transaction, m_clock, event, frame));
    recorded.cropId = cropId;
    recorded.frameId = frameId;
    GATEHOUSE_TRY_ASSIGN(id, insertEvent(transaction, recorded));
    recorded.id = id;
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { event.operatorId, QStringLiteral("event.") + eventKindCode(event.kind),
            { QStringLiteral("event"), id.value() }, auditDetail(event) }));
    GATEHOUSE_TRY(transaction.commit());
    return recorded;
}

Result<QList<LaneEvent>> EventLog::list(const security::ActingOperator& actor, const EventQuery& query)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewEvents));
    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare(eventListSql(query, restrictedFor(actor))));
    bindEventQuery(rows, query);
    return readEvents(rows);
}

Result<LaneEvent> EventLog::get(const security::ActingOperator& actor, EventId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewEvents));
    GATEHOUSE_TRY_ASSIGN(
        rows, m_database.prepare(eventSelect(restrictedFor(actor)) + " WHERE e.id = ?1 AND " + ShownEvents));
    rows.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(events, readEvents(rows));
    if (events.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("event"));
    return events.first();
}

Result<LaneEvent> EventLog::renewed(const security::ActingOperator& actor, const LaneEvent& shown)
{
    GATEHOUSE_TRY_ASSIGN(now, get(actor, shown.id));
    LaneEvent event = shown;
    event.operatorName = now.operatorName;
    event.person = now.person;
    event.personName = now.personName;
    event.personKind = now.personKind;
    event.vehicle = now.vehicle;
    event.vehicleDescription = now.vehicleDescription;
    event.runnerUp = now.runnerUp;
    event.runnerUpPerson = now.runnerUpPerson;
    event.runnerUpConfidence = now.runnerUpConfidence;
    event.ruleName = now.ruleName;
    event.enrolled = enrolledPicture(m_database, m_clock, event);
    if (shown.cropId.isValid()) {
        GATEHOUSE_TRY_ASSIGN(crop, pictureIfThere(m_database, shown.cropId));
        if (!crop)
            event.crop = {};
    }
    return event;
}

Result<QList<LaneEvent>> EventLog::story(const security::ActingOperator& actor, EventId id)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewEvents));
    GATEHOUSE_TRY_ASSIGN(rows, m_database.prepare(eventStorySql(restrictedFor(actor))));
    rows.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(events, readEvents(rows));
    if (events.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("event"));
    return events;
}

Result<EventPictures> EventLog::look(const security::ActingOperator& actor, EventId id)
{
    GATEHOUSE_TRY_ASSIGN(event, get(actor, id));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(crop, pictureIfThere(m_database, event.cropId));
    GATEHOUSE_TRY_ASSIGN(frame, pictureIfThere(m_database, event.frameId));
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("event.look"), { QStringLiteral("event"), id.value() },
            { { QStringLiteral("pictures"), int(crop.has_value()) + int(frame.has_value()) } } }));
    GATEHOUSE_TRY(transaction.commit());
    return EventPictures { crop, frame };
}

Result<QImage> EventLog::thumbnail(const security::ActingOperator& actor, EvidenceId id, QSize bound)
{
    GATEHOUSE_TRY(actor.require(security::Permission::ViewEvents));
    if (restrictedFor(actor) == RestrictedRows::Hidden) {
        GATEHOUSE_TRY_ASSIGN(restricted, m_database.prepare(restrictedPictureSql()));
        restricted.bindAll(id);
        GATEHOUSE_TRY_ASSIGN(isRestricted, restricted.step());
        if (isRestricted)
            return failure(ErrorCode::NotFound, QStringLiteral("evidence %1").arg(id.value()));
    }
    GATEHOUSE_TRY_ASSIGN(picture, evidence::load(m_database, id));
    const QSize largest = bound.boundedTo(LargestThumbnail);
    if (picture.width() <= largest.width() && picture.height() <= largest.height())
        return picture;
    return picture.scaled(largest, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace gatehouse::lane
