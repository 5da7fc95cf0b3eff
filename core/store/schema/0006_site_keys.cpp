#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// The public halves of the site's key pairs, and the operators' second factors (RFC 6238).
const Migration SiteKeys { 6, "site_keys", R"sql(
CREATE TABLE site_keys (
    purpose     TEXT    PRIMARY KEY CHECK (purpose IN ('vault', 'signing')),
    public_key  BLOB    NOT NULL CHECK (length(public_key) = 32),
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER site_keys_are_never_changed BEFORE UPDATE ON site_keys
BEGIN SELECT RAISE (ABORT, 'the site''s key pairs stay'); END;
CREATE TRIGGER site_keys_are_never_deleted BEFORE DELETE ON site_keys
BEGIN SELECT RAISE (ABORT, 'the site''s key pairs stay'); END;

CREATE TABLE second_factors (
    operator_id  INTEGER PRIMARY KEY REFERENCES operators (id),
    secret       BLOB    NOT NULL CHECK (length(secret) = 20),
    last_step    INTEGER NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
)sql" };

} // namespace gatehouse::store::schema
