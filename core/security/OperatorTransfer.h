#pragma once

#include "core/base/Id.h"
#include "core/store/Transaction.h"

#include <QHash>

namespace gatehouse::security {

// A restored store knows the operators of then; who may sign in, as what and with which second factor is decided by
// those of now. Brings the rows of `operators`, `second_factors`, `operator_recoveries` and `slot_keys` in `restored`
// to what `now` holds: those added since are added, those disabled since are disabled, roles and second factors are
// today's. Operators are told apart by their slot, whose numbers may differ: the answer says which number of now became
// which in the restored store. No permission is asked: the restore has asked. On the thread that owns both connections.
Result<QHash<OperatorId, OperatorId>> carryOperators(store::Database& now, store::Transaction& restored);

} // namespace gatehouse::security
