#include "core/privacy/ClockDoubt.h"

#include "core/privacy/RetentionBook.h"

namespace gatehouse::privacy {

namespace {

constexpr char BelievedKey[] = "retention.clock";

Result<std::optional<UtcTime>> believedMoment(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = ?1), "
                         "(SELECT max(at) FROM certificates WHERE kind = 'retention'), "
                         "(SELECT created_at FROM site))"));
    query.bindAll(QString::fromLatin1(BelievedKey));
    GATEHOUSE_TRY(query.step());
    return query.optionalTime(0);
}

} // namespace

Result<std::optional<ClockDoubt>> clockDoubt(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(believed, believedMoment(database));
    if (!believed || now - *believed <= LongestSilence)
        return std::optional<ClockDoubt>();
    return std::optional(ClockDoubt { *believed, now });
}

Result<std::optional<ClockDoubt>> clockQuestion(store::Database& database, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(doubt, clockDoubt(database, now));
    if (!doubt)
        return std::optional<ClockDoubt>();
    GATEHOUSE_TRY_ASSIGN(overdue, countOverdue(database, now));
    return overdue > 0 ? doubt : std::optional<ClockDoubt>();
}

Result<void> believeClock(store::Transaction& transaction, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(write,
        transaction.database().prepare("INSERT INTO settings (key, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    write.bindAll(QString::fromLatin1(BelievedKey), QString::number(now.milliseconds()));
    return write.run();
}

} // namespace gatehouse::privacy
