#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// What table `erasures` of the store is a copy of. 'unmarked' says that somebody was erased or withdrew while there
// were no marks: what keys do not tell about them, nothing does.
const Migration RingErasures { 2, "erasures", R"sql(
CREATE TABLE ring.erasures (
    mark   BLOB    PRIMARY KEY CHECK (length(mark) = 32),
    secret INTEGER NOT NULL,
    kind   TEXT    NOT NULL CHECK (kind IN ('row', 'plate', 'unmarked')),
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO ring.erasures (mark, secret, kind, at)
SELECT zeroblob(32), 0, 'unmarked', max(at) FROM ring.shredded WHERE reason IN ('erased', 'withdrawn')
HAVING count(*) > 0;
)sql" };

} // namespace gatehouse::store::schema
