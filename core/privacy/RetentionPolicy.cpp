#include "core/privacy/RetentionPolicy.h"

namespace gatehouse::privacy {

namespace {

QString settingsKey(DataClass dataClass)
{
    return QStringLiteral("retention.") + dataClassCode(dataClass);
}

// What is no number is out of every class's bounds.
int numberOrNone(const QString& stored)
{
    bool isNumber = false;
    const int days = stored.toInt(&isNumber);
    return isNumber ? days : -1;
}

} // namespace

int permittedDays(DataClass dataClass, int days)
{
    const RetentionTerms terms = retentionTerms(dataClass);
    return days >= terms.least && days <= terms.most ? days : terms.standard;
}

Result<RetentionPolicy> readRetentionPolicy(store::Database& database)
{
    RetentionPolicy policy;
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT value FROM settings WHERE key = ?"));
    for (const DataClass one : AllDataClasses) {
        query.bindAll(settingsKey(one));
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        policy.days.insert(one, permittedDays(one, numberOrNone(found ? query.text(0) : QString())));
        query.reset();
    }
    return policy;
}

Result<void> writeRetention(store::Transaction& transaction, DataClass dataClass, int days)
{
    GATEHOUSE_TRY_ASSIGN(write,
        transaction.database().prepare("INSERT INTO settings (key, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    write.bindAll(settingsKey(dataClass), QString::number(days));
    return write.run();
}

} // namespace gatehouse::privacy
