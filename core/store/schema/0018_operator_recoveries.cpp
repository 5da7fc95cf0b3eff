#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Administrators who were brought back by the recovery code, the last time for each: whoever holds the code, whoever
// that is, has chosen their passphrase. Confirmed by another administrator, or by themselves where there is none.
// `monotonic` and `origin`: the same moment by the clock nobody sets, for as long as the machine runs on.
const Migration OperatorRecoveries { 18, "operator_recoveries", R"sql(
CREATE TABLE operator_recoveries (
    operator_id  INTEGER PRIMARY KEY REFERENCES operators (id),
    at           INTEGER NOT NULL,
    monotonic    INTEGER NOT NULL,
    origin       TEXT    NOT NULL,
    confirmed_at INTEGER,
    confirmed_by INTEGER REFERENCES operators (id),
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
) STRICT;
)sql" };

} // namespace gatehouse::store::schema
