#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// What the people recorded may ask for, and the proof of what was deleted. A certificate holds no name and no plate, so
// that it can outlive whom it is about; it is signed by the site's key over the words in `body` as they stand. A
// request outlives its subject too, without its notes and its plate. Who is restricted is kept but neither recognised
// nor found. `place` says what kind of place a camera looks at, for the impact assessment.
const Migration Privacy { 7, "privacy", R"sql(
CREATE TABLE certificates (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT    NOT NULL CHECK (kind IN ('retention', 'erasure')),
    at            INTEGER NOT NULL,
    operator_id   INTEGER REFERENCES operators (id),
    body          TEXT    NOT NULL CHECK (json_valid(body)),
    audit_entries INTEGER NOT NULL CHECK (audit_entries > 0),
    audit_head    BLOB    NOT NULL CHECK (length(audit_head) = 32),
    signature     BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE INDEX certificates_kind ON certificates (kind, id);
CREATE TRIGGER certificates_are_never_changed BEFORE UPDATE ON certificates
BEGIN SELECT RAISE (ABORT, 'a certificate stays as it was signed'); END;
CREATE TRIGGER certificates_are_never_deleted BEFORE DELETE ON certificates
BEGIN SELECT RAISE (ABORT, 'certificates are append-only'); END;

CREATE TABLE subject_requests (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT    NOT NULL CHECK (kind IN ('access', 'rectify', 'restrict', 'erase', 'object')),
    person_id   INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    vehicle_id  INTEGER REFERENCES vehicles (id) ON DELETE SET NULL,
    plate       TEXT,
    received_at INTEGER NOT NULL,
    due_at      INTEGER NOT NULL,
    state       TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'refused')),
    note        TEXT    NOT NULL DEFAULT '',
    added_by    INTEGER REFERENCES operators (id),
    closed_at   INTEGER,
    closed_by   INTEGER REFERENCES operators (id),
    version     INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    CHECK (received_at < due_at),
    CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT;
CREATE INDEX subject_requests_due ON subject_requests (state, due_at);
CREATE INDEX subject_requests_person ON subject_requests (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX subject_requests_vehicle ON subject_requests (vehicle_id) WHERE vehicle_id IS NOT NULL;

ALTER TABLE persons ADD COLUMN restricted_at INTEGER;
ALTER TABLE vehicles ADD COLUMN restricted_at INTEGER;
ALTER TABLE cameras ADD COLUMN place TEXT NOT NULL DEFAULT 'unstated'
    CHECK (place IN ('unstated', 'entrance', 'car-park', 'corridor', 'workplace', 'public-edge'));
CREATE INDEX evidence_class ON evidence (class, taken_at);
)sql" };

} // namespace gatehouse::store::schema
