#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// How far the trail was pruned, signed by the site: `sequence` is the last entry removed and `head` its hash, on which
// the rest of the chain stands. Putting a floor in is what removes the entries below it, in one statement: nothing else
// ever removes one, and none comes back. The newest entry stays, which tells of it. `checkpoint` is the one signed with it.
const Migration AuditFloors { 10, "audit_floors", R"sql(
CREATE TABLE audit_floors (
    number         INTEGER PRIMARY KEY CHECK (number > 0),
    at             INTEGER NOT NULL,
    sequence       INTEGER NOT NULL CHECK (sequence > 0),
    head           BLOB    NOT NULL CHECK (length(head) = 32),
    days           INTEGER NOT NULL CHECK (days > 0),
    overdue_before INTEGER NOT NULL,
    checkpoint     INTEGER NOT NULL UNIQUE CHECK (checkpoint > 0),
    signature      BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER audit_floors_only_rise BEFORE INSERT ON audit_floors
WHEN NEW.number IS NOT coalesce((SELECT max(number) FROM audit_floors), 0) + 1
  OR NEW.sequence <= coalesce((SELECT sequence FROM audit_floors ORDER BY number DESC LIMIT 1), 0)
  OR NEW.sequence >= coalesce((SELECT max(sequence) FROM audit), 0)
  OR NEW.head IS NOT (SELECT hash FROM audit WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE (ABORT, 'a floor lies on an entry above the floor before it'); END;
CREATE TRIGGER audit_floors_are_never_changed BEFORE UPDATE ON audit_floors
BEGIN SELECT RAISE (ABORT, 'floors are append-only'); END;
CREATE TRIGGER audit_floors_are_never_deleted BEFORE DELETE ON audit_floors
BEGIN SELECT RAISE (ABORT, 'floors are append-only'); END;

DROP TRIGGER audit_is_never_deleted;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
WHEN OLD.sequence > coalesce((SELECT sequence FROM audit_floors ORDER BY number DESC LIMIT 1), 0)
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_stays_above_its_floor BEFORE INSERT ON audit
WHEN NEW.sequence <= (SELECT sequence FROM audit_floors ORDER BY number DESC LIMIT 1)
BEGIN SELECT RAISE (ABORT, 'what was removed does not come back'); END;
CREATE TRIGGER audit_floors_remove_what_is_below AFTER INSERT ON audit_floors
BEGIN DELETE FROM audit WHERE sequence <= NEW.sequence; END;

CREATE TABLE signed_heads (
    number     INTEGER PRIMARY KEY CHECK (number > 0),
    at         INTEGER NOT NULL,
    sequence   INTEGER NOT NULL CHECK (sequence >= 0),
    head       BLOB    NOT NULL CHECK (length(head) = 32),
    reason     TEXT    NOT NULL
        CHECK (reason IN ('entries', 'daily', 'sign-out', 'printed', 'backup', 'export', 'pruned')),
    signature  BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;
INSERT INTO signed_heads SELECT number, at, sequence, head, reason, signature FROM audit_checkpoints;
DROP TABLE audit_checkpoints;
ALTER TABLE signed_heads RENAME TO audit_checkpoints;
CREATE TRIGGER audit_checkpoints_are_never_changed BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT RAISE (ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER audit_checkpoints_are_never_deleted BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE (ABORT, 'checkpoints are append-only'); END;
)sql" };

} // namespace gatehouse::store::schema
