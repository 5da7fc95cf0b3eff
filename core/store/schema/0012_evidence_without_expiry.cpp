#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// How long a picture is kept is the retention's business, by its class and when it was taken: no row says it.
const Migration EvidenceWithoutExpiry { 12, "evidence_without_expiry", R"sql(
DROP INDEX evidence_expires;
ALTER TABLE evidence DROP COLUMN expires_at;
)sql" };

} // namespace gatehouse::store::schema
