#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Every row that operators change counts its changes, so that two who change the same one at once are told apart.
const Migration RecordVersions { 5, "record_versions", R"sql(
ALTER TABLE groups ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE persons ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE vehicles ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE zones ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE schedules ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE access_rules ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE cameras ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE gates ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE lanes ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
)sql" };

} // namespace gatehouse::store::schema
