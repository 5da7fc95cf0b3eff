#include "core/security/ReadingJournal.h"

namespace gatehouse::security {

ReadingJournal::ReadingJournal(const Clock& clock)
    : m_clock(clock)
{
}

std::optional<qint64> ReadingJournal::rowsToTell(const QString& key, const Reading& reading)
{
    const std::lock_guard lock(m_mutex);
    const qint64 now = m_clock.monotonicMilliseconds();
    const QString& sought = reading.sought;
    const auto found = m_noted.find(key);
    if (found == m_noted.end()) {
        forgetOld(now);
        m_noted.insert(key, { now, sought, reading.rows, reading.rows });
        return reading.rows;
    }
    const qint64 age = now - found->at;
    const bool isSame = found->sought == sought && age < SameReading;
    if (reading.part == Reading::Part::Further && found->sought == sought) {
        found->rows += reading.rows;
        if (found->rows - found->told < MostUntold)
            return std::nullopt;
        found->told = found->rows;
        return found->rows;
    }
    const bool isTypedOn = !sought.isEmpty() && !found->sought.isEmpty() && age < TypingOn
        && (sought.startsWith(found->sought) || found->sought.startsWith(sought));
    const bool isNoted = isSame || isTypedOn;
    // From the beginning again: what was read before counts on for as long as it is the same reading.
    *found = { isSame ? found->at : now, sought, isNoted ? found->rows : reading.rows,
        isNoted ? found->told : reading.rows };
    return isNoted ? std::nullopt : std::optional(reading.rows);
}

// What would be told of anew anyway.
void ReadingJournal::forgetOld(qint64 now)
{
    m_noted.removeIf([now](const auto& noted) { return now - noted.value().at >= SameReading; });
}

Result<void> ReadingJournal::note(store::StoreThread& writer, const ActingOperator& actor, const Reading& reading)
{
    const QString key = QStringLiteral("%1 %2 %3 %4 %5")
                            .arg(actor.id.value())
                            .arg(reading.action, reading.subject.kind)
                            .arg(reading.subject.id)
                            .arg(reading.filter);
    const auto rows = rowsToTell(key, reading);
    if (!rows)
        return {};
    const auto written = writer.call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        QJsonObject detail;
        if (reading.subject.id == 0)
            detail.insert(QStringLiteral("rows"), *rows);
        GATEHOUSE_TRY(audit::append(transaction, m_clock, { actor.id, reading.action, reading.subject, detail }));
        return transaction.commit();
    });
    if (!written) {
        const std::lock_guard lock(m_mutex);
        m_noted.remove(key);
    }
    return written;
}

} // namespace gatehouse::security
