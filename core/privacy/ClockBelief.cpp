#include "core/privacy/ClockBelief.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace gatehouse::privacy {

namespace {

constexpr char BeliefKey[] = "retention.clock";

ClockBelief storedBelief(const QString& stored)
{
    const QJsonObject said = QJsonDocument::fromJson(stored.toUtf8()).object();
    // Older programs kept the bare moment.
    if (said.isEmpty())
        return { UtcTime::fromMilliseconds(stored.toLongLong()), {}, 0, 0 };
    return { UtcTime::fromMilliseconds(said.value(QLatin1StringView("moment")).toInteger()),
        said.value(QLatin1StringView("origin")).toString(), said.value(QLatin1StringView("uptime")).toInteger(),
        said.value(QLatin1StringView("behindFor")).toInteger() };
}

} // namespace

ClockBelief ClockBelief::lookedAt(const Clock& clock) const
{
    const QString now = clock.monotonicOrigin();
    const qint64 counted = clock.uptimeMilliseconds();
    // What another origin counted may have been counted before.
    const qint64 passed = !now.isEmpty() && now == origin && counted > uptime ? counted - uptime : 0;
    ClockBelief looked { moment.plusMilliseconds(passed), now, counted, 0 };
    if (clock.now() >= looked.moment)
        return looked;
    looked.behindFor = behindFor + passed;
    if (looked.behindFor >= FollowedAfter) {
        looked.moment = clock.now();
        looked.behindFor = 0;
    }
    return looked;
}

Result<ClockBelief> readClockBelief(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(
        query, database.prepare("SELECT (SELECT value FROM settings WHERE key = ?1), (SELECT created_at FROM site)"));
    query.bindAll(QString::fromLatin1(BeliefKey));
    GATEHOUSE_TRY(query.step());
    return query.isNull(0) ? ClockBelief { query.time(1), {}, 0, 0 } : storedBelief(query.text(0));
}

Result<void> writeClockBelief(store::Transaction& transaction, const ClockBelief& belief)
{
    const QJsonObject said { { QStringLiteral("moment"), belief.moment.milliseconds() },
        { QStringLiteral("origin"), belief.origin }, { QStringLiteral("uptime"), belief.uptime },
        { QStringLiteral("behindFor"), belief.behindFor } };
    GATEHOUSE_TRY_ASSIGN(write,
        transaction.database().prepare("INSERT INTO settings (key, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    write.bindAll(
        QString::fromLatin1(BeliefKey), QString::fromUtf8(QJsonDocument(said).toJson(QJsonDocument::Compact)));
    return write.run();
}

Result<void> noteClock(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    GATEHOUSE_TRY_ASSIGN(belief, readClockBelief(database));
    GATEHOUSE_TRY(writeClockBelief(transaction, belief.lookedAt(clock)));
    return transaction.commit();
}

} // namespace gatehouse::privacy
