#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// A history that did not match what the site had signed, and that two people have accepted (core/audit/Acceptance.h):
// `sequence` and `head` are those of the entry that tells of it, `checkpoint` the one that was signed with it, `broken`
// the places that did not fit, line by line. They stay when the entry is removed. And two more reasons to sign.
const Migration AcceptedHistories { 19, "accepted_histories", R"sql(
CREATE TABLE audit_acceptances (
    number     INTEGER PRIMARY KEY CHECK (number > 0),
    at         INTEGER NOT NULL,
    sequence   INTEGER NOT NULL CHECK (sequence > 0),
    head       BLOB    NOT NULL CHECK (length(head) = 32),
    checkpoint INTEGER NOT NULL UNIQUE CHECK (checkpoint > 0),
    detail     TEXT    NOT NULL CHECK (json_valid(detail)),
    broken     TEXT    NOT NULL,
    signature  BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER audit_acceptances_only_rise BEFORE INSERT ON audit_acceptances
WHEN NEW.number IS NOT coalesce((SELECT max(number) FROM audit_acceptances), 0) + 1
  OR NEW.head IS NOT (SELECT hash FROM audit WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE (ABORT, 'an acceptance names the entry that tells of it'); END;
CREATE TRIGGER audit_acceptances_are_never_changed BEFORE UPDATE ON audit_acceptances
BEGIN SELECT RAISE (ABORT, 'acceptances are append-only'); END;
CREATE TRIGGER audit_acceptances_are_never_deleted BEFORE DELETE ON audit_acceptances
BEGIN SELECT RAISE (ABORT, 'acceptances are append-only'); END;

CREATE TABLE signed_heads (
    number     INTEGER PRIMARY KEY CHECK (number > 0),
    at         INTEGER NOT NULL,
    sequence   INTEGER NOT NULL CHECK (sequence >= 0),
    head       BLOB    NOT NULL CHECK (length(head) = 32),
    reason     TEXT    NOT NULL CHECK (reason IN ('entries', 'daily', 'sign-out', 'printed', 'backup', 'export',
        'pruned', 'accepted', 'branched')),
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
