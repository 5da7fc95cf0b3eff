#pragma once

#include "core/audit/SigningKey.h"
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

// From which moment on a class is judged.
struct Age
{
    UtcTime now;
    int days = 0; // how long it may be kept
    [[nodiscard]] UtcTime overdueBefore() const { return privacy::overdueBefore(now, days); }
};

// What deletes, beside the transaction it happens in.
struct Broom
{
    const Clock& clock;
    const audit::SigningKey& key;
    int limit; // rows, at most about so many
};

// What a part of a run deleted.
struct Swept
{
    qint64 rows = 0;
    qint64 pictures = 0; // that went with rows of another class
    std::optional<UtcTime> oldest;
    std::optional<UtcTime> newest;
    // Of a class that is numbered without gaps: the first and the last that went.
    qint64 first = 0;
    qint64 last = 0;

    void add(const Swept& part);
};

// How a class lies in the store; the one place where tables are named. Internal to core/privacy; no permission is
// asked.
struct ClassRows
{
    DataClass dataClass;
    Result<Held> (*held)(store::Database& database, const Age& age);
    // Deletes a part of what is overdue, the oldest first; nothing deleted means that nothing is left.
    Result<Swept> (*sweep)(store::Transaction& transaction, const Age& age, const Broom& broom);
    int rowsAtATime; // so that a lane never waits long for the writer
};

// A class without an entry has no table yet.
[[nodiscard]] std::span<const ClassRows> classRows();

// Deletes these passages with everything that answers them and their pictures: passages are deleted by whole stories.
Result<Swept> deleteStories(store::Transaction& transaction, const QList<qint64>& events);

} // namespace gatehouse::privacy
