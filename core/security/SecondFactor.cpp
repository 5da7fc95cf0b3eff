#include "core/security/SecondFactor.h"

#include "core/security/Totp.h"

#include <sodium.h>

namespace gatehouse::security {

Result<bool> hasSecondFactor(store::Database& database, OperatorId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM second_factors WHERE operator_id = ?"));
    query.bindAll(id);
    return query.step();
}

Result<QSet<OperatorId>> operatorsWithSecondFactor(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT operator_id FROM second_factors"));
    QSet<OperatorId> ids;
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return ids;
        ids.insert(query.id<OperatorId>(0));
    }
}

Result<void> proveSecondFactor(store::Transaction& transaction, OperatorId id, const QString& code, UtcTime now)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT secret, last_step FROM second_factors WHERE operator_id = ?"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return {};
    if (code.trimmed().isEmpty())
        return failure(ErrorCode::SecondFactorNeeded);
    QByteArray secret = query.blob(0);
    const auto step = matchingTotpStep(secret, code, now);
    sodium_memzero(secret.data(), static_cast<std::size_t>(secret.size()));
    if (!step)
        return failure(ErrorCode::SecondFactorRefused);
    if (const qint64 last = query.integer(1); *step <= last) {
        const bool wasAhead = last > totpStep(now) + TotpStepsAround;
        return failure(ErrorCode::SecondFactorRefused, wasAhead ? QStringLiteral("ahead") : QStringLiteral("used"));
    }
    GATEHOUSE_TRY_ASSIGN(update, database.prepare("UPDATE second_factors SET last_step = ?2 WHERE operator_id = ?1"));
    update.bindAll(id, *step);
    return update.run();
}

Result<void> setSecondFactor(
    store::Transaction& transaction, OperatorId id, const TotpSecret& secret, qint64 lastStep, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare(
            "INSERT OR REPLACE INTO second_factors (operator_id, secret, last_step, created_at) VALUES (?, ?, ?, ?)"));
    QByteArray bytes = secret.bytes().toByteArray();
    insert.bindAll(id, bytes, lastStep, now);
    const auto inserted = insert.run();
    insert.reset();
    sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return inserted;
}

Result<bool> removeSecondFactor(store::Transaction& transaction, OperatorId id)
{
    GATEHOUSE_TRY_ASSIGN(removal, transaction.database().prepare("DELETE FROM second_factors WHERE operator_id = ?"));
    removal.bindAll(id);
    GATEHOUSE_TRY(removal.run());
    return transaction.database().changedRows() == 1;
}

} // namespace gatehouse::security
