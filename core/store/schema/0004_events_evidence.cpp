#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// An event owns its pictures and is never updated: what an operator decides about it, a corrected plate or a gate that
// did not move is a further event that answers it.
const Migration EventsEvidence { 4, "events_evidence", R"sql(
CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    class       TEXT    NOT NULL CHECK (class IN ('unknown', 'known')),
    media_type  TEXT    NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    picture     BLOB    NOT NULL,
    taken_at    INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_expires ON evidence (expires_at);

CREATE TABLE events (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    at                INTEGER NOT NULL,
    lane_id           INTEGER NOT NULL,
    lane_name         TEXT    NOT NULL,
    kind              TEXT    NOT NULL CHECK (kind IN ('recognition', 'operator', 'gate')),
    answers_event_id  INTEGER REFERENCES events (id),
    operator_id       INTEGER REFERENCES operators (id),
    subject           TEXT    NOT NULL CHECK (subject IN ('person', 'vehicle', 'none')),
    certainty         TEXT    NOT NULL CHECK (certainty IN ('known', 'unknown', 'unsure')),
    person_id         INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    vehicle_id        INTEGER REFERENCES vehicles (id) ON DELETE SET NULL,
    plate             TEXT,
    plate_region      TEXT,
    confidence        REAL    NOT NULL DEFAULT 0,
    decision          TEXT    NOT NULL CHECK (decision IN ('allow', 'deny', 'ask')),
    reason            TEXT    NOT NULL,
    rule_id           INTEGER,
    crop_id           INTEGER REFERENCES evidence (id) ON DELETE SET NULL,
    frame_id          INTEGER REFERENCES evidence (id) ON DELETE SET NULL,
    detail            TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
CREATE INDEX events_at ON events (at);
CREATE INDEX events_lane ON events (lane_id, at);
CREATE INDEX events_person ON events (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX events_plate ON events (plate, at) WHERE plate IS NOT NULL;
CREATE INDEX events_answers ON events (answers_event_id) WHERE answers_event_id IS NOT NULL;

CREATE TRIGGER events_are_never_changed
BEFORE UPDATE OF at, lane_id, lane_name, kind, answers_event_id, operator_id, subject, certainty, plate, plate_region,
                 confidence, decision, reason, rule_id, detail ON events
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
)sql" };

} // namespace gatehouse::store::schema
