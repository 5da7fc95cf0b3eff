#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/DataClass.h"
#include "core/store/Transaction.h"

#include <optional>
#include <span>

namespace gatehouse::privacy {

// What there is of a class.
struct Held
{
    qint64 rows = 0;
    qint64 overdue = 0;
    std::optional<UtcTime> oldest;
};

// What a part of a run deleted.
struct Swept
{
    qint64 rows = 0;
    qint64 pictures = 0; // that went with rows of another class
    std::optional<UtcTime> oldest;
    std::optional<UtcTime> newest;

    void add(const Swept& part);
};

// How a class lies in the store; the one place where tables are named. Internal to core/privacy; no permission is
// asked.
struct ClassRows
{
    DataClass dataClass;
    Result<Held> (*held)(store::Database& database, UtcTime overdueBefore);
    // Deletes at most about `limit` of what is older, the oldest first; nothing deleted means that nothing is left.
    Result<Swept> (*sweep)(store::Transaction& transaction, UtcTime overdueBefore, int limit);
    int rowsAtATime; // so that a lane never waits long for the writer
};

// A class without an entry has no table yet.
[[nodiscard]] std::span<const ClassRows> classRows();

// Deletes these passages with everything that answers them and their pictures: passages are deleted by whole stories.
Result<Swept> deleteStories(store::Transaction& transaction, const QList<qint64>& events);

} // namespace gatehouse::privacy
