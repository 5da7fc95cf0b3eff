#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/RowVersion.h"
#include "core/privacy/Subject.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QList>
#include <QTimeZone>

#include <optional>

namespace gatehouse::privacy {

using RequestId = Id<struct RequestTag>;

// What somebody recorded may ask for: GDPR arts. 15, 16, 18, 17, 21; PIPL arts. 44–47.
enum class RequestKind { Access, Rectify, Restrict, Erase, Object };

inline constexpr RequestKind AllRequestKinds[] = { RequestKind::Access, RequestKind::Rectify, RequestKind::Restrict,
    RequestKind::Erase, RequestKind::Object };

QString requestKindCode(RequestKind kind); // "access", "rectify", "restrict", "erase", "object"
std::optional<RequestKind> requestKindFromCode(QStringView code);

enum class RequestState { Open, Done, Refused };

QString requestStateCode(RequestState state); // "open", "done", "refused"

struct SubjectRequest
{
    RequestId id; // invalid in a draft
    RequestKind kind = RequestKind::Access;
    Subject subject; // none of the three once it was erased
    QString subjectName; // read only: the name or the plate; empty once erased
    UtcTime receivedAt;
    UtcTime dueAt; // read only
    RequestState state = RequestState::Open;
    QString note;
    std::optional<UtcTime> closedAt; // read only
    RowVersion version {}; // read only
    // Read only: when the row was last changed while this request to rectify was open (people::noteChange()).
    std::optional<UtcTime> rectifiedAt {};

    [[nodiscard]] bool isOverdue(UtcTime now) const { return state == RequestState::Open && dueAt < now; }
};

// The end, at the site, of the day by which a request is to be answered: a month after it came (GDPR art. 12(3);
// 31 January is answered by the end of February) and never later than 30 days after (PIPL art. 50 asks for a timely
// answer, GB/T 35273 for 30 days).
[[nodiscard]] UtcTime requestDueAt(UtcTime receivedAt, const QTimeZone& zone);

struct RequestQuery
{
    bool onlyOpen = true;
    std::optional<Subject> subject;
    int offset = 0;
    int limit = 100;
};

struct RequestPage
{
    QList<SubjectRequest> rows;
    int total = 0;
    int overdue = 0; // open ones, whatever was asked for
};

// The queue of requests. Plain synchronous code over one connection, on the store thread that owns it. Everything needs
// HandleRequests; changes are audited without the note ("request.add", "request.update", "request.close"). Errors:
// InvalidArgument with the field's code ("subject", "received"), NotFound, ChangedMeanwhile.
class SubjectRequests
{
public:
    SubjectRequests(store::Database& database, const Clock& clock);

    // Open ones first, those due soonest (so the overdue) before the others; then closed ones, the newest first.
    Result<RequestPage> list(const security::ActingOperator& actor, const RequestQuery& query);
    Result<SubjectRequest> get(const security::ActingOperator& actor, RequestId id);
    // `draft` says kind, subject, when it came and a note. Received in the future is refused.
    Result<RequestId> add(const security::ActingOperator& actor, const SubjectRequest& draft);
    Result<void> rewriteNote(const security::ActingOperator& actor, const SubjectRequest& request);
    // As done or as refused, with the note as it is to stay. Closed ones stay closed (ChangedMeanwhile).
    Result<void> close(const security::ActingOperator& actor, const SubjectRequest& request, RequestState outcome);

private:
    Result<void> claim(store::Transaction& transaction, const SubjectRequest& request);

    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::privacy
