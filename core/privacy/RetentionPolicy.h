#pragma once

#include "core/base/Result.h"
#include "core/privacy/DataClass.h"
#include "core/store/Transaction.h"

#include <QHash>

namespace gatehouse::privacy {

// How long each class is kept at this site, in days; a value, read whole. A number in the store that is no number or
// out of bounds counts as the standard: what nobody may set is never obeyed.
struct RetentionPolicy
{
    QHash<DataClass, int> days;

    [[nodiscard]] int of(DataClass dataClass) const { return days.value(dataClass); }
    [[nodiscard]] UtcTime overdueBefore(DataClass dataClass, UtcTime now) const
    {
        return privacy::overdueBefore(now, of(dataClass));
    }
};

// The number, or the standard where it is out of the class's bounds.
[[nodiscard]] int permittedDays(DataClass dataClass, int days);

// For core: no permission is asked.
Result<RetentionPolicy> readRetentionPolicy(store::Database& database);
Result<void> writeRetention(store::Transaction& transaction, DataClass dataClass, int days);

} // namespace gatehouse::privacy
