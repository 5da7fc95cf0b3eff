#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// The keys of the people and vehicles recorded, in a file of their own: a copy of the store alone opens none of what
// is sealed under them. A spare key is on the disk before anything is sealed under it. A key destroyed leaves its
// number, so that an older copy of the store that is brought back forgets its subject again.
const Migration RingSubjectKeys { 1, "subject_keys", R"sql(
CREATE TABLE ring.subject_keys (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
    kind       TEXT    NOT NULL CHECK (kind IN ('spare', 'consent', 'person', 'vehicle', 'day')),
    key        BLOB    NOT NULL CHECK (length(key) = 32),
    day        INTEGER UNIQUE CHECK (day IS NULL OR kind = 'day'),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ring.subject_keys_spare ON subject_keys (kind) WHERE kind = 'spare';

CREATE TABLE ring.shredded (
    id         BLOB    PRIMARY KEY CHECK (length(id) = 16),
    at         INTEGER NOT NULL,
    reason     TEXT    NOT NULL CHECK (length(reason) > 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ring.shredded_keys_stay_so BEFORE INSERT ON subject_keys
WHEN EXISTS (SELECT 1 FROM shredded WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'a destroyed key does not come back'); END;

CREATE TABLE ring.site_secrets (
    name       TEXT    NOT NULL CHECK (length(name) > 0),
    generation INTEGER NOT NULL CHECK (generation > 0),
    secret     BLOB    NOT NULL CHECK (length(secret) = 32),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (name, generation)
) STRICT, WITHOUT ROWID;
)sql" };

} // namespace gatehouse::store::schema
