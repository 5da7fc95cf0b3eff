#include "core/privacy/SubjectRequests.h"

#include "core/audit/AuditTrail.h"

#include <algorithm>

namespace gatehouse::privacy {

using security::ActingOperator;
using security::Permission;

namespace {

constexpr int MostDays = 30;

constexpr char RequestColumns[] =
    "SELECT r.id, r.kind, r.person_id, r.vehicle_id, r.plate, coalesce(p.name, v.plate, r.plate, ''), r.received_at, "
    "r.due_at, r.state, r.note, r.closed_at, r.version, (SELECT max(a.at) FROM audit a WHERE a.subject_kind = "
    "'request' "
    "AND a.subject_id = r.id AND a.action = 'request.rectify') FROM subject_requests r "
    "LEFT JOIN persons p ON p.id = r.person_id LEFT JOIN vehicles v ON v.id = r.vehicle_id ";
constexpr char RequestFilter[] = "WHERE (NOT ?1 OR r.state = 'open') AND (?2 IS NULL OR r.person_id = ?2) "
                                 "AND (?3 IS NULL OR r.vehicle_id = ?3) AND (?4 IS NULL OR r.plate = ?4) "
                                 "AND (r.state = 'open' OR r.closed_at >= shown_from('requests')) ";

RequestState stateFromCode(const QString& code)
{
    if (code == QStringLiteral("done"))
        return RequestState::Done;
    return code == QStringLiteral("refused") ? RequestState::Refused : RequestState::Open;
}

SubjectRequest requestFromRow(const store::Statement& row)
{
    SubjectRequest request;
    request.id = row.id<RequestId>(0);
    request.kind = requestKindFromCode(row.text(1)).value_or(RequestKind::Access);
    request.subject.person = row.id<PersonId>(2);
    request.subject.vehicle = row.id<VehicleId>(3);
    if (!row.isNull(4))
        request.subject.plate = PlateText::fromUserInput(row.text(4));
    request.subjectName = row.text(5);
    request.receivedAt = row.time(6);
    request.dueAt = row.time(7);
    request.state = stateFromCode(row.text(8));
    request.note = row.text(9);
    request.closedAt = row.optionalTime(10);
    request.version = RowVersion(row.integer(11));
    request.rectifiedAt = row.optionalTime(12);
    return request;
}

void bindFilter(store::Statement& statement, const RequestQuery& query)
{
    const Subject subject = query.subject.value_or(Subject {});
    statement.bindAll(query.onlyOpen, subject.person, subject.vehicle,
        subject.plate ? std::optional(subject.plate->toString()) : std::nullopt);
}

Result<QTimeZone> siteZone(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT time_zone FROM site"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    const QTimeZone zone(found ? query.text(0).toUtf8() : QByteArray());
    return zone.isValid() ? zone : QTimeZone::utc();
}

Result<int> count(store::Statement& query)
{
    GATEHOUSE_TRY(query.step());
    return int(query.integer(0));
}

audit::Entry requestEntry(const ActingOperator& actor, QLatin1StringView verb, const SubjectRequest& request)
{
    QJsonObject detail { { QStringLiteral("kind"), requestKindCode(request.kind) },
        { QStringLiteral("about"), request.subject.kind() } };
    if (request.subject.number() != 0)
        detail.insert(QStringLiteral("number"), request.subject.number());
    if (verb == QLatin1StringView("close"))
        detail.insert(QStringLiteral("state"), requestStateCode(request.state));
    return { actor.id, QStringLiteral("request.") + verb, { QStringLiteral("request"), request.id.value() }, detail };
}

} // namespace

QString requestKindCode(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Access:
        return QStringLiteral("access");
    case RequestKind::Rectify:
        return QStringLiteral("rectify");
    case RequestKind::Restrict:
        return QStringLiteral("restrict");
    case RequestKind::Erase:
        return QStringLiteral("erase");
    case RequestKind::Object:
        return QStringLiteral("object");
    }
    Q_UNREACHABLE();
}

std::optional<RequestKind> requestKindFromCode(QStringView code)
{
    for (const RequestKind kind : AllRequestKinds) {
        if (requestKindCode(kind) == code)
            return kind;
    }
    return std::nullopt;
}

QString requestStateCode(RequestState state)
{
    switch (state) {
    case RequestState::Open:
        return QStringLiteral("open");
    case RequestState::Done:
        return QStringLiteral("done");
    case RequestState::Refused:
        return QStringLiteral("refused");
    }
    Q_UNREACHABLE();
}

UtcTime requestDueAt(UtcTime receivedAt, const QTimeZone& zone)
{
    const QDate received = receivedAt.in(zone).date();
    const QDate due = std::min(received.addMonths(1), received.addDays(MostDays));
    return UtcTime::fromDateTime(due.endOfDay(zone));
}

SubjectRequests::SubjectRequests(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<RequestPage> SubjectRequests::list(const ActingOperator& actor, const RequestQuery& query)
{
    GATEHOUSE_TRY(actor.require(Permission::HandleRequests));
    RequestPage page;
    GATEHOUSE_TRY_ASSIGN(
        total, m_database.prepare(QByteArrayLiteral("SELECT count(*) FROM subject_requests r ") + RequestFilter));
    bindFilter(total, query);
    GATEHOUSE_TRY_ASSIGN(all, count(total));
    page.total = all;
    GATEHOUSE_TRY_ASSIGN(
        late, m_database.prepare("SELECT count(*) FROM subject_requests WHERE state = 'open' AND due_at < ?"));
    late.bindAll(m_clock.now());
    GATEHOUSE_TRY_ASSIGN(overdue, count(late));
    page.overdue = overdue;
    GATEHOUSE_TRY_ASSIGN(rows,
        m_database.prepare(QByteArray(RequestColumns) + RequestFilter
            + "ORDER BY r.state <> 'open', CASE WHEN r.state = 'open' THEN r.due_at END, r.closed_at DESC, r.id "
              "LIMIT ?5 OFFSET ?6"));
    bindFilter(rows, query);
    rows.bind(5, query.limit);
    rows.bind(6, query.offset);
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return page;
        page.rows.append(requestFromRow(rows));
    }
}

Result<SubjectRequest> SubjectRequests::get(const ActingOperator& actor, RequestId id)
{
    GATEHOUSE_TRY(actor.require(Permission::HandleRequests));
    GATEHOUSE_TRY_ASSIGN(row,
        m_database.prepare(QByteArray(RequestColumns)
            + "WHERE r.id = ?1 AND (r.state = 'open' OR r.closed_at >= "
              "shown_from('requests'))"));
    row.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("request %1").arg(id.value()));
    return requestFromRow(row);
}

Result<RequestId> SubjectRequests::add(const ActingOperator& actor, const SubjectRequest& draft)
{
    GATEHOUSE_TRY(actor.require(Permission::HandleRequests));
    if (draft.receivedAt > m_clock.now())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("received"));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(requireSubject(m_database, draft.subject));
    GATEHOUSE_TRY_ASSIGN(zone, siteZone(m_database));
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare("INSERT INTO subject_requests (kind, person_id, vehicle_id, plate, received_at, due_at, "
                           "note, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bindAll(requestKindCode(draft.kind), draft.subject.person, draft.subject.vehicle,
        draft.subject.plate ? std::optional(draft.subject.plate->toString()) : std::nullopt, draft.receivedAt,
        requestDueAt(draft.receivedAt, zone), draft.note.trimmed(), actor.id);
    GATEHOUSE_TRY(insert.run());
    SubjectRequest added = draft;
    added.id = RequestId(m_database.lastInsertId());
    GATEHOUSE_TRY(audit::append(transaction, m_clock, requestEntry(actor, QLatin1StringView("add"), added)));
    GATEHOUSE_TRY(transaction.commit());
    return added.id;
}

Result<void> SubjectRequests::claim(store::Transaction& transaction, const SubjectRequest& request)
{
    GATEHOUSE_TRY_ASSIGN(claimed,
        transaction.database().prepare("UPDATE subject_requests SET version = version + 1 "
                                       "WHERE id = ?1 AND version = ?2 AND state = 'open'"));
    claimed.bindAll(request.id, request.version.number());
    GATEHOUSE_TRY(claimed.run());
    if (transaction.database().changedRows() == 1)
        return {};
    GATEHOUSE_TRY_ASSIGN(there, transaction.database().prepare("SELECT 1 FROM subject_requests WHERE id = ?"));
    there.bindAll(request.id);
    GATEHOUSE_TRY_ASSIGN(found, there.step());
    return failure(found ? ErrorCode::ChangedMeanwhile : ErrorCode::NotFound, QStringLiteral("request"));
}

Result<void> SubjectRequests::rewriteNote(const ActingOperator& actor, const SubjectRequest& request)
{
    GATEHOUSE_TRY(actor.require(Permission::HandleRequests));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(claim(transaction, request));
    GATEHOUSE_TRY_ASSIGN(update, m_database.prepare("UPDATE subject_requests SET note = ?1 WHERE id = ?2"));
    update.bindAll(request.note.trimmed(), request.id);
    GATEHOUSE_TRY(update.run());
    GATEHOUSE_TRY(audit::append(transaction, m_clock, requestEntry(actor, QLatin1StringView("update"), request)));
    return transaction.commit();
}

Result<void> SubjectRequests::close(const ActingOperator& actor, const SubjectRequest& request, RequestState outcome)
{
    GATEHOUSE_TRY(actor.require(Permission::HandleRequests));
    if (outcome == RequestState::Open)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("state"));
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(claim(transaction, request));
    GATEHOUSE_TRY_ASSIGN(update,
        m_database.prepare(
            "UPDATE subject_requests SET state = ?1, note = ?2, closed_at = ?3, closed_by = ?4 WHERE id = ?5"));
    update.bindAll(requestStateCode(outcome), request.note.trimmed(), m_clock.now(), actor.id, request.id);
    GATEHOUSE_TRY(update.run());
    SubjectRequest closed = request;
    closed.state = outcome;
    GATEHOUSE_TRY(audit::append(transaction, m_clock, requestEntry(actor, QLatin1StringView("close"), closed)));
    return transaction.commit();
}

} // namespace gatehouse::privacy
