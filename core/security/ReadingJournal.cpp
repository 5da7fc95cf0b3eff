#include "core/security/ReadingJournal.h"

namespace gatehouse::security {

ReadingJournal::ReadingJournal(const Clock& clock)
    : m_clock(clock)
{
}

bool ReadingJournal::isNoted(const QString& key, const QString& sought)
{
    const std::lock_guard lock(m_mutex);
    const qint64 now = m_clock.monotonicMilliseconds();
    const auto found = m_noted.find(key);
    if (found == m_noted.end()) {
        m_noted.insert(key, { now, sought });
        return false;
    }
    const qint64 age = now - found->at;
    const bool isSame = found->sought == sought && age < SameReading;
    const bool isTypedOn = !sought.isEmpty() && !found->sought.isEmpty() && age < TypingOn
        && (sought.startsWith(found->sought) || found->sought.startsWith(sought));
    *found = { isSame ? found->at : now, sought };
    return isSame || isTypedOn;
}

Result<void> ReadingJournal::note(store::StoreThread& writer, const ActingOperator& actor, const Reading& reading)
{
    const QString key = QStringLiteral("%1 %2 %3 %4")
                            .arg(actor.id.value())
                            .arg(reading.action, reading.subject.kind)
                            .arg(reading.subject.id);
    if (isNoted(key, reading.sought))
        return {};
    const auto written = writer.call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        QJsonObject detail;
        if (reading.subject.id == 0)
            detail.insert(QStringLiteral("rows"), reading.rows);
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
