#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// The site's signatures under the audit trail as it stood.
const Migration AuditCheckpoints { 9, "audit_checkpoints", R"sql(
CREATE TABLE audit_checkpoints (
    number     INTEGER PRIMARY KEY CHECK (number > 0),
    at         INTEGER NOT NULL,
    sequence   INTEGER NOT NULL CHECK (sequence >= 0),
    head       BLOB    NOT NULL CHECK (length(head) = 32),
    reason     TEXT    NOT NULL CHECK (reason IN ('entries', 'daily', 'sign-out', 'printed', 'backup', 'export')),
    signature  BLOB    NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER audit_checkpoints_are_never_changed BEFORE UPDATE ON audit_checkpoints
BEGIN SELECT RAISE (ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER audit_checkpoints_are_never_deleted BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE (ABORT, 'checkpoints are append-only'); END;
)sql" };

} // namespace gatehouse::store::schema
