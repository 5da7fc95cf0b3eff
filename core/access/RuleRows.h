#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Result.h"
#include "core/store/Transaction.h"

#include <QJsonObject>

namespace gatehouse::access {

// Access rules as rows of the store, for RuleBook: no permission is asked, nothing audited and no version looked at
// here.

Result<QList<AccessRule>> readRules(store::Database& database); // by id
// As it is stored. InvalidArgument ("name", "validity"), AlreadyExists ("name") or NotFound ("group", "zone",
// "schedule").
Result<AccessRule> checkedRule(store::Database& database, const AccessRule& draft);
Result<RuleId> insertRule(store::Transaction& transaction, const AccessRule& rule);
Result<void> rewriteRule(store::Transaction& transaction, const AccessRule& rule);
// For the audit trail: everything but the name.
[[nodiscard]] QJsonObject ruleAsCodes(const AccessRule& rule);

} // namespace gatehouse::access
