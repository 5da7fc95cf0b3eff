#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Which erasures this store knows of, as core/security/ErasureMarks writes them: what the key ring knows and an older
// store does not is forgotten again when that store is brought back. Hashes under a secret of the ring: they tell
// nothing of whom they are about, and a copy of the store alone cannot even be asked.
const Migration Erasures { 14, "erasures", R"sql(
CREATE TABLE erasures (
    mark   BLOB    PRIMARY KEY CHECK (length(mark) = 32),
    secret INTEGER NOT NULL,
    kind   TEXT    NOT NULL CHECK (kind IN ('row', 'plate', 'unmarked')),
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql" };

} // namespace gatehouse::store::schema
