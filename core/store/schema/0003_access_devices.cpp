#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// A region of interest is a rectangle in fractions 0..1 of the frame. A stream address may carry a password: it lives
// only here, in the encrypted store.
const Migration AccessDevices { 3, "access_devices", R"sql(
CREATE TABLE zones (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE schedules (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0)
) STRICT;

CREATE TABLE schedule_windows (
    schedule_id  INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
    weekday      INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute   INTEGER NOT NULL CHECK (end_minute BETWEEN 1 AND 1440),
    PRIMARY KEY (schedule_id, weekday, start_minute),
    CHECK (start_minute < end_minute)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_rules (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    effect      TEXT    NOT NULL CHECK (effect IN ('allow', 'deny')),
    group_id    INTEGER NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    zone_id     INTEGER NOT NULL REFERENCES zones (id) ON DELETE CASCADE,
    schedule_id INTEGER REFERENCES schedules (id) ON DELETE RESTRICT,
    valid_from  INTEGER,
    valid_until INTEGER,
    is_enabled  INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until)
) STRICT;

CREATE TABLE cameras (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    kind       TEXT    NOT NULL CHECK (kind IN ('rtsp', 'mjpeg', 'device', 'file', 'folder')),
    address    TEXT    NOT NULL CHECK (length(address) > 0),
    is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1))
) STRICT;

CREATE TABLE gates (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    kind           TEXT    NOT NULL CHECK (kind IN ('simulated', 'modbus-tcp')),
    host           TEXT    NOT NULL DEFAULT '',
    port           INTEGER NOT NULL DEFAULT 502 CHECK (port BETWEEN 1 AND 65535),
    unit           INTEGER NOT NULL DEFAULT 1 CHECK (unit BETWEEN 0 AND 255),
    coil           INTEGER NOT NULL DEFAULT 0 CHECK (coil BETWEEN 0 AND 65535),
    pulse_ms       INTEGER NOT NULL DEFAULT 500 CHECK (pulse_ms BETWEEN 50 AND 30000),
    feedback_input INTEGER CHECK (feedback_input BETWEEN 0 AND 65535),
    timeout_ms     INTEGER NOT NULL DEFAULT 1000 CHECK (timeout_ms BETWEEN 50 AND 30000)
) STRICT;

CREATE TABLE lanes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL COLLATE NOCASE UNIQUE CHECK (length(name) > 0),
    direction     TEXT    NOT NULL CHECK (direction IN ('in', 'out', 'both')),
    purpose       TEXT    NOT NULL CHECK (purpose IN ('plates', 'faces')),
    camera_id     INTEGER NOT NULL REFERENCES cameras (id) ON DELETE RESTRICT,
    gate_id       INTEGER REFERENCES gates (id) ON DELETE RESTRICT,
    zone_id       INTEGER NOT NULL REFERENCES zones (id) ON DELETE RESTRICT,
    regions       TEXT    NOT NULL DEFAULT '',
    roi_x         REAL    NOT NULL DEFAULT 0,
    roi_y         REAL    NOT NULL DEFAULT 0,
    roi_width     REAL    NOT NULL DEFAULT 1,
    roi_height    REAL    NOT NULL DEFAULT 1,
    asks_liveness INTEGER NOT NULL DEFAULT 0 CHECK (asks_liveness IN (0, 1)),
    is_enabled    INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    CHECK (roi_x >= 0 AND roi_y >= 0 AND roi_width > 0 AND roi_height > 0
           AND roi_x + roi_width <= 1.0001 AND roi_y + roi_height <= 1.0001)
) STRICT;
)sql" };

} // namespace gatehouse::store::schema
