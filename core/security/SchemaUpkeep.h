#pragma once

#include "core/base/Clock.h"
#include "core/store/Database.h"

#include <QStringList>

namespace gatehouse::security {

// Inside core/security: the schema of store and key ring at every opening, before anything else is done with them.
struct SettledSchema
{
    QStringList restoredRules;
    QStringList foreignTables;
};
// Puts missing and changed triggers and indexes back and says so in the trail ("store.rules-restored"), so that a gate
// goes on and what they guard is guarded again; what was let through meanwhile the signatures tell. A table that is not
// as this program makes it cannot be put right: MigrationFailed, "schema NAME…", and a backup takes its place.
Result<SettledSchema> settleSchema(store::Database& database, const Clock& clock);

} // namespace gatehouse::security
