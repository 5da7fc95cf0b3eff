#include "core/store/schema/Steps.h"

namespace gatehouse::store::schema {

// Whoever is erased is looked for in the events of others, too (core/security/SubjectPassages.cpp): by indexes, because
// lanes wait meanwhile.
const Migration NamedEvents { 13, "named_events", R"sql(
CREATE INDEX events_runner_up ON events (json_extract(detail, '$.runnerUpPlate'))
    WHERE json_extract(detail, '$.runnerUpPlate') IS NOT NULL;
CREATE INDEX events_noted ON events (id) WHERE json_extract(detail, '$.note') IS NOT NULL;
)sql" };

} // namespace gatehouse::store::schema
