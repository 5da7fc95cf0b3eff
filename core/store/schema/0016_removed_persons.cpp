#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Who was removed while something is still held of them: a row with hardly more than a name, by which a request finds
// that, restricted for everything else. It goes with the last that is held.
const Migration RemovedPersons { 16, "removed_persons", R"sql(
ALTER TABLE persons ADD COLUMN removed_at INTEGER CHECK (removed_at IS NULL OR restricted_at IS NOT NULL);
CREATE INDEX persons_removed ON persons (removed_at) WHERE removed_at IS NOT NULL;
)sql" };

} // namespace gatehouse::store::schema
