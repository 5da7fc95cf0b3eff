#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/evidence/EvidenceStore.h"
#include "core/lane/LaneTypes.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <optional>

namespace gatehouse::lane {

struct EventQuery
{
    std::optional<UtcTime> from; // inclusive
    std::optional<UtcTime> until; // exclusive
    std::optional<LaneId> lane;
    std::optional<EventKind> kind;
    std::optional<LaneEvent::Subject> subject;
    std::optional<access::Verdict> verdict;
    QString text; // part of a plate or of a name (the person's or the vehicle owner's); O=0 and I=1 alike
    std::optional<EventId> before; // newest first, older than this one
    int limit = 100; // at most 1000
};

// What it is narrowed by beside the text, in codes and numbers: tells one list that is read from another.
[[nodiscard]] QString narrowedBy(const EventQuery& query);

// What is still there of an event's pictures: none was kept, or its time is over, where it is absent.
struct EventPictures
{
    std::optional<QImage> crop;
    std::optional<QImage> frame;
};

// The site's events. Plain synchronous code over one connection, run on the store thread that owns it. record() writes
// pictures, row and audit entry in one transaction and returns only when they are on disk. Names are not part of an
// event: they are joined when it is read, so that a person who is removed leaves rows without a name.
class EventLog
{
public:
    EventLog(store::Database& database, const Clock& clock);

    // Returns the event with its ids filled in. InvalidArgument when it has no lane, or no operator although an
    // operator decided. A person or vehicle that was removed since it was recognised is left out.
    Result<LaneEvent> record(const LaneEvent& event, const std::optional<evidence::EncodedPicture>& crop,
        const std::optional<evidence::EncodedPicture>& frame);

    // Newest first. Needs ViewEvents.
    Result<QList<LaneEvent>> list(const security::ActingOperator& actor, const EventQuery& query);
    // NotFound. Needs ViewEvents.
    Result<LaneEvent> get(const security::ActingOperator& actor, EventId id);
    // An event that is shown already, as this operator may see it now: who it is about and their picture on file are
    // what the store says, what was seen at the gate stays as long as it is kept. NotFound when the event was deleted.
    // Needs ViewEvents.
    Result<LaneEvent> renewed(const security::ActingOperator& actor, const LaneEvent& shown);
    // The whole story an event belongs to, oldest first: the recognition it began with, what operators decided about it
    // and what the gate did. NotFound. Needs ViewEvents.
    Result<QList<LaneEvent>> story(const security::ActingOperator& actor, EventId id);

    // Looking at an event's pictures is written into the trail ("event.look") before they are handed out, so it runs on
    // the writer. NotFound for the event, PictureUnreadable. Needs ViewEvents.
    Result<EventPictures> look(const security::ActingOperator& actor, EventId id);
    // A small copy for a row of a list, no larger than `bound` and than LargestThumbnail: part of the list, not a look.
    // NotFound when its time is over. Needs ViewEvents.
    static constexpr QSize LargestThumbnail { 320, 200 };
    Result<QImage> thumbnail(const security::ActingOperator& actor, EvidenceId id, QSize bound);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::lane
