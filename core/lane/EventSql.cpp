#include "core/lane/EventSql.h"

#include "core/base/SearchText.h"
#include "core/lane/EventDetail.h"

#include <algorithm>

namespace gatehouse::lane {

namespace {

constexpr int MaximumRows = 1000;

// The numbers of the parameters, the same in every statement: those a statement does not name are not bound.
struct Parameter
{
    static constexpr int From = 1;
    static constexpr int Until = 2;
    static constexpr int Lane = 3;
    static constexpr int Kind = 4;
    static constexpr int Subject = 5;
    static constexpr int Verdict = 6;
    static constexpr int PlatePart = 7;
    static constexpr int NamePart = 8;
    static constexpr int Before = 9;
    static constexpr int Limit = 10;
};

constexpr char RestrictedVehicle[] = "(rv.restricted_at IS NOT NULL OR ro.restricted_at IS NOT NULL)";

// Of the event `e`, also where its plate was read of a car nobody recognised any more.
QByteArray isRestricted()
{
    return QByteArrayLiteral(
               "(EXISTS (SELECT 1 FROM persons rp WHERE rp.id = e.person_id AND rp.restricted_at IS NOT NULL) "
               "OR EXISTS (SELECT 1 FROM vehicles rv LEFT JOIN persons ro ON ro.id = rv.owner_id "
               "WHERE (rv.id = e.vehicle_id OR rv.plate = e.plate) AND ")
        + RestrictedVehicle + "))";
}

// Of the person or plate it might have been instead.
QByteArray isRunnerUpRestricted()
{
    return QByteArrayLiteral(
               "(EXISTS (SELECT 1 FROM persons rp WHERE rp.id = json_extract(e.detail, '$.runnerUpPerson') "
               "AND rp.restricted_at IS NOT NULL) "
               "OR EXISTS (SELECT 1 FROM vehicles rv LEFT JOIN persons ro ON ro.id = rv.owner_id "
               "WHERE rv.plate = json_extract(e.detail, '$.runnerUpPlate') AND ")
        + RestrictedVehicle + "))";
}

// What is kept beside an event's columns, without whom it may not name.
QByteArray shownDetail(RestrictedRows restricted)
{
    if (restricted == RestrictedRows::Shown)
        return "e.detail";
    return "CASE WHEN " + isRestricted() + " THEN '{}' WHEN " + isRunnerUpRestricted()
        + " THEN json_remove(e.detail, '$.runnerUpPerson', '$.runnerUpPlate', '$.runnerUpConfidence') "
          "ELSE e.detail END";
}

// Which events a text speaks of. Plates are looked up in the index alone, names among the few people there are, and
// only then the events of those. Plates are compared as a camera could have confused them (PlateText::merged()).
QByteArray matching(RestrictedRows restricted)
{
    const bool isHidden = restricted == RestrictedRows::Hidden;
    const QByteArray plates = isHidden
        ? QByteArray("AND NOT EXISTS (SELECT 1 FROM vehicles rv LEFT JOIN persons ro ON ro.id = rv.owner_id "
                     "WHERE rv.plate = events.plate AND ")
            + RestrictedVehicle + ")"
        : QByteArray();
    const QByteArray persons = isHidden ? "AND restricted_at IS NULL" : "";
    const QByteArray owners = isHidden ? "AND o.restricted_at IS NULL AND v.restricted_at IS NULL" : "";
    return R"sql(
WITH matching (id) AS (
    SELECT id FROM events
     WHERE plate IS NOT NULL AND replace(replace(replace(plate, 'O', '0'), 'Q', '0'), 'I', '1') LIKE ?7 ESCAPE '\'
     )sql"
        + plates + R"sql(
    UNION
    SELECT id FROM events
     WHERE person_id IN (SELECT id FROM persons WHERE search_text LIKE ?8 ESCAPE '\' )sql"
        + persons + R"sql()
    UNION
    SELECT id FROM events
     WHERE plate IN (SELECT v.plate FROM vehicles v JOIN persons o ON o.id = v.owner_id
                      WHERE o.search_text LIKE ?8 ESCAPE '\' )sql"
        + owners + R"sql()
)
)sql";
}

bool hasText(const EventQuery& query)
{
    return !query.text.trimmed().isEmpty();
}

} // namespace

QByteArray eventSelect(RestrictedRows restricted)
{
    const bool isHidden = restricted == RestrictedRows::Hidden;
    const QByteArray hides = isRestricted();
    const auto shown = [&](const QByteArray& column) {
        return isHidden ? "CASE WHEN " + hides + " THEN NULL ELSE " + column + " END" : column;
    };
    const auto unless = [&](const char* row) {
        return isHidden ? QByteArray(" AND ") + row + ".restricted_at IS NULL" : QByteArray();
    };
    return "SELECT e.id, e.at, e.lane_id, e.lane_name, e.kind, e.answers_event_id, e.operator_id, o.name, e.subject, "
           "e.certainty, "
        + shown("e.person_id") + ", coalesce(p.name, w.name), p.kind, " + shown("e.vehicle_id") + ", "
        + shown("v.description") + ", " + shown("e.plate") + ", " + shown("e.plate_region")
        + ", e.confidence, e.decision, e.reason, e.rule_id, r.name, " + shown("e.crop_id") + ", " + shown("e.frame_id")
        + ", " + shownDetail(restricted)
        + ", u.name FROM events e "
          "LEFT JOIN operators o ON o.id = e.operator_id "
          "LEFT JOIN persons p ON p.id = e.person_id"
        + unless("p")
        + " LEFT JOIN vehicles v ON v.id = e.vehicle_id "
          "LEFT JOIN persons w ON w.id = v.owner_id"
        + unless("w")
        + " LEFT JOIN access_rules r ON r.id = e.rule_id "
          "LEFT JOIN persons u ON u.id = json_extract(e.detail, '$.runnerUpPerson')"
        + unless("u");
}

QByteArray restrictedPictureSql()
{
    return "SELECT 1 FROM events e WHERE (e.crop_id = ?1 OR e.frame_id = ?1) AND " + isRestricted();
}

QByteArray eventListSql(const EventQuery& query, RestrictedRows restricted)
{
    QByteArray sql;
    if (hasText(query))
        sql += matching(restricted);
    sql += eventSelect(restricted);
    QByteArrayList conditions;
    if (query.from)
        conditions.append("e.at >= ?1");
    if (query.until)
        conditions.append("e.at < ?2");
    if (query.lane)
        conditions.append("e.lane_id = ?3");
    if (query.kind)
        conditions.append("e.kind = ?4");
    if (query.subject)
        conditions.append("e.subject = ?5");
    if (query.verdict)
        conditions.append("e.decision = ?6");
    // The plus keeps the walk in order of time: the newest hits are there before the oldest are looked at.
    if (hasText(query))
        conditions.append("+e.id IN (SELECT id FROM matching)");
    if (query.before)
        conditions.append("(e.at, e.id) < (SELECT at, id FROM events WHERE id = ?9)");
    conditions.append(ShownEvents);
    sql += " WHERE " + conditions.join(" AND ");
    sql += " ORDER BY e.at DESC, e.id DESC LIMIT ?10";
    return sql;
}

void bindEventQuery(store::Statement& statement, const EventQuery& query)
{
    if (query.from)
        statement.bind(Parameter::From, *query.from);
    if (query.until)
        statement.bind(Parameter::Until, *query.until);
    if (query.lane)
        statement.bind(Parameter::Lane, *query.lane);
    if (query.kind)
        statement.bind(Parameter::Kind, eventKindCode(*query.kind));
    if (query.subject)
        statement.bind(Parameter::Subject, eventSubjectCode(*query.subject));
    if (query.verdict)
        statement.bind(Parameter::Verdict, access::verdictCode(*query.verdict));
    if (hasText(query)) {
        // Typed as people type plates; what no plate could hold is only looked for among names.
        const auto plate = PlateText::fromUserInput(query.text);
        statement.bind(Parameter::PlatePart, plate ? std::optional(likeContains(plate->merged())) : std::nullopt);
        statement.bind(Parameter::NamePart, likeContains(searchFolded(query.text)));
    }
    if (query.before)
        statement.bind(Parameter::Before, *query.before);
    statement.bind(Parameter::Limit, std::clamp(query.limit, 0, MaximumRows));
}

QByteArray eventStorySql(RestrictedRows restricted)
{
    return R"sql(
WITH RECURSIVE
    above (id, answers) AS (
        SELECT id, answers_event_id FROM events WHERE id = ?1
        UNION
        SELECT e.id, e.answers_event_id FROM events e JOIN above ON e.id = above.answers
    ),
    story (id) AS (
        SELECT id FROM above WHERE answers IS NULL
        UNION
        SELECT e.id FROM events e JOIN story ON e.answers_event_id = story.id
    )
)sql" + eventSelect(restricted)
        + " WHERE e.id IN (SELECT id FROM story) AND " + ShownEvents + " ORDER BY e.id";
}

LaneEvent eventFromRow(const store::Statement& row)
{
    LaneEvent event;
    event.id = row.id<EventId>(0);
    event.at = row.time(1);
    event.lane = row.id<LaneId>(2);
    event.laneName = row.text(3);
    event.kind = eventKindFromCode(row.text(4)).value_or(EventKind::Recognition);
    event.answers = row.id<EventId>(5);
    event.operatorId = row.id<OperatorId>(6);
    event.operatorName = row.text(7);
    event.subject = eventSubjectFromCode(row.text(8)).value_or(LaneEvent::Subject::None);
    event.certainty = certaintyFromCode(row.text(9)).value_or(vision::Certainty::Unsure);
    event.person = row.id<PersonId>(10);
    event.personName = row.text(11);
    event.personKind = row.text(12);
    event.vehicle = row.id<VehicleId>(13);
    event.vehicleDescription = row.text(14);
    if (!row.isNull(15))
        event.plate = PlateText::fromUserInput(row.text(15));
    if (!row.isNull(16))
        event.plateRegion = regionFromCode(row.text(16));
    event.confidence = row.real(17);
    event.decision.verdict = access::verdictFromCode(row.text(18)).value_or(access::Verdict::Ask);
    event.decision.reason = access::reasonFromCode(row.text(19)).value_or(access::Reason::Unsure);
    event.decision.rule = row.id<RuleId>(20);
    event.ruleName = row.text(21);
    event.cropId = row.id<EvidenceId>(22);
    event.frameId = row.id<EvidenceId>(23);
    applyDetail(row.text(24), event);
    if (event.runnerUpPerson.isValid())
        event.runnerUp = row.text(25);
    return event;
}

} // namespace gatehouse::lane
