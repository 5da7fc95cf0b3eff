#include "core/security/LogUpkeep.h"

#include "core/audit/AuditTrail.h"
#include "core/store/Transaction.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace gatehouse::security {

namespace {

audit::Entry logEntry(const QString& action, UtcTime since)
{
    return { {}, action, { QStringLiteral("site"), 1 }, { { QStringLiteral("since"), since.toIso() } } };
}

Result<void> noteKept(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(known, keptLog(database));
    if (known)
        return {};
    GATEHOUSE_TRY_ASSIGN(entry, audit::newestSequence(database));
    const UtcTime now = clock.now();
    const QJsonObject words { { QStringLiteral("since"), now.milliseconds() }, { QStringLiteral("entry"), entry } };
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(
        note, database.prepare("INSERT INTO settings (key, value) VALUES ('log-kept', ?1) ON CONFLICT DO NOTHING"));
    note.bindAll(QString::fromUtf8(QJsonDocument(words).toJson(QJsonDocument::Compact)));
    GATEHOUSE_TRY(note.run());
    GATEHOUSE_TRY(audit::append(transaction, clock, logEntry(QStringLiteral("log.kept"), now)));
    return transaction.commit();
}

Result<void> noteTruncated(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(kept, keptLog(database));
    if (!kept)
        return {};
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(forget, database.prepare("DELETE FROM settings WHERE key = 'log-kept'"));
    GATEHOUSE_TRY(forget.run());
    GATEHOUSE_TRY(audit::append(transaction, clock, logEntry(QStringLiteral("log.truncate"), kept->since)));
    return transaction.commit();
}

} // namespace

void truncateLogs(store::Database& database, const Clock& clock)
{
    const bool isTruncated = bool(database.checkpoint());
    const auto noted = isTruncated ? noteTruncated(database, clock) : noteKept(database, clock);
    if (!noted)
        qWarning("the log of the store: %s", errorCodeName(noted.error().code).data());
}

Result<std::optional<KeptLog>> keptLog(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT value FROM settings WHERE key = 'log-kept'"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return std::optional<KeptLog>();
    const QJsonObject words = QJsonDocument::fromJson(query.text(0).toUtf8()).object();
    return std::optional(KeptLog { UtcTime::fromMilliseconds(words.value(QLatin1StringView("since")).toInteger()),
        words.value(QLatin1StringView("entry")).toInteger() });
}

} // namespace gatehouse::security
