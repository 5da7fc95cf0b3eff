#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// A face template cannot exist without a consent that is given and not withdrawn: the triggers refuse it, whatever the
// program above does. Withdrawing a consent deletes the templates that stood on it. `search_text` is what a search looks
// in: name and reference (or the description) without case and accents.
const Migration PeopleVehicles { 2, "people_vehicles", R"sql(
CREATE TABLE groups (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE persons (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT    NOT NULL CHECK (kind IN ('employee', 'contractor', 'resident', 'visitor')),
    name         TEXT    NOT NULL CHECK (length(name) > 0),
    external_ref TEXT    UNIQUE,
    search_text  TEXT    NOT NULL DEFAULT '',
    note         TEXT    NOT NULL DEFAULT '',
    valid_from   INTEGER,
    valid_until  INTEGER,
    is_active    INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until)
) STRICT;
CREATE INDEX persons_name ON persons (name COLLATE NOCASE);

CREATE TABLE person_groups (
    person_id INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    group_id  INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (person_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_groups_group ON person_groups (group_id);

CREATE TABLE consents (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id      INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    purpose        TEXT    NOT NULL CHECK (purpose IN ('access-face', 'attendance-face', 'picture')),
    notice_version TEXT    NOT NULL,
    notice_hash    BLOB    NOT NULL CHECK (length(notice_hash) = 32),
    given_how      TEXT    NOT NULL CHECK (given_how IN ('signed-form', 'signature', 'guardian', 'electronic')),
    given_at       INTEGER NOT NULL,
    taken_by       INTEGER REFERENCES operators (id),
    withdrawn_at   INTEGER,
    withdrawn_by   INTEGER REFERENCES operators (id)
) STRICT;
CREATE INDEX consents_person ON consents (person_id);
CREATE UNIQUE INDEX consents_one_in_force ON consents (person_id, purpose) WHERE withdrawn_at IS NULL;

CREATE TABLE face_templates (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    consent_id  INTEGER NOT NULL REFERENCES consents (id) ON DELETE CASCADE,
    model       TEXT    NOT NULL,
    vector      BLOB    NOT NULL CHECK (length(vector) > 0 AND length(vector) % 4 = 0),
    quality     REAL    NOT NULL,
    picture     BLOB,
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX face_templates_person ON face_templates (person_id);
CREATE INDEX face_templates_consent ON face_templates (consent_id);

CREATE TRIGGER face_templates_need_consent BEFORE INSERT ON face_templates
WHEN NOT EXISTS (SELECT 1 FROM consents WHERE id = NEW.consent_id AND person_id = NEW.person_id
                 AND purpose IN ('access-face', 'attendance-face') AND withdrawn_at IS NULL)
BEGIN SELECT RAISE (ABORT, 'no template without consent'); END;
CREATE TRIGGER face_templates_keep_consent BEFORE UPDATE OF person_id, consent_id ON face_templates
BEGIN SELECT RAISE (ABORT, 'a template keeps its person and consent'); END;
CREATE TRIGGER consents_withdrawn AFTER UPDATE OF withdrawn_at ON consents
WHEN NEW.withdrawn_at IS NOT NULL
BEGIN DELETE FROM face_templates WHERE consent_id = NEW.id; END;
CREATE TRIGGER consents_stay_as_given BEFORE UPDATE ON consents
WHEN OLD.withdrawn_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.purpose <> OLD.purpose
  OR NEW.notice_version <> OLD.notice_version OR NEW.notice_hash <> OLD.notice_hash OR NEW.given_at <> OLD.given_at
BEGIN SELECT RAISE (ABORT, 'a consent is only ever withdrawn'); END;

CREATE TABLE vehicles (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    plate        TEXT    NOT NULL CHECK (length(plate) BETWEEN 1 AND 12),
    merged_plate TEXT    NOT NULL,
    region       TEXT    NOT NULL CHECK (region IN ('cn', 'eu', 'us', 'br')),
    owner_id     INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    description  TEXT    NOT NULL DEFAULT '',
    search_text  TEXT    NOT NULL DEFAULT '',
    valid_from   INTEGER,
    valid_until  INTEGER,
    is_active    INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (plate, region),
    CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until)
) STRICT;
CREATE INDEX vehicles_merged_plate ON vehicles (merged_plate);
CREATE INDEX vehicles_owner ON vehicles (owner_id);

CREATE TABLE vehicle_groups (
    vehicle_id INTEGER NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
    group_id   INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (vehicle_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vehicle_groups_group ON vehicle_groups (group_id);
)sql" };

} // namespace gatehouse::store::schema
