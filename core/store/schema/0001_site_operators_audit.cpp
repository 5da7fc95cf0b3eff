#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Times are milliseconds since the Unix epoch, UTC.
const Migration SiteOperatorsAudit { 1, "site_operators_audit", R"sql(
CREATE TABLE site (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    uuid        BLOB    NOT NULL CHECK (length(uuid) = 16),
    name        TEXT    NOT NULL CHECK (length(name) > 0),
    time_zone   TEXT    NOT NULL,
    is_demo     INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operators (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    role        TEXT    NOT NULL CHECK (role IN ('guard', 'attendant', 'manager', 'privacy-officer', 'administrator')),
    slot_id     BLOB    NOT NULL UNIQUE CHECK (length(slot_id) = 16),
    is_enabled  INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
    sequence      INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    operator_id   INTEGER REFERENCES operators (id),
    action        TEXT    NOT NULL,
    subject_kind  TEXT    NOT NULL,
    subject_id    INTEGER,
    detail        TEXT    NOT NULL CHECK (json_valid(detail)),
    previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_subject ON audit (subject_kind, subject_id);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
)sql" };

} // namespace gatehouse::store::schema
