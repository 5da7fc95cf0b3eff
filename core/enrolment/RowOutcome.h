#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/ImportText.h"
#include "core/enrolment/ImportTypes.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::enrolment {

enum class RowOutcome { Added, Updated, Unchanged };

// Counts what became of a row. A refusal that concerns the row itself becomes a problem, worded by code; one that
// concerns the store or the operator's rights ends the import.
Result<void> countRow(const Result<RowOutcome>& outcome, int line, ImportReport& report, ProblemList& problems);

// The groups of these names; missing ones are made, which needs EditAccessRules.
Result<QList<GroupId>> groupsNamed(store::Transaction& transaction, const Clock& clock,
    const security::ActingOperator& actor, const QStringList& names);

} // namespace gatehouse::enrolment
