#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/Operator.h"
#include "core/store/StoreThread.h"

#include <QHash>
#include <QString>

#include <mutex>

namespace gatehouse::security {

// Personal data shown to a person: a list or a search, or one row opened.
struct Reading
{
    QString action; // "person.list", "person.search", "person.view" …
    audit::Subject subject; // id 0: several rows
    qint64 rows = 1; // how many were found
    QString sought; // what was typed: tells one search from the next, is kept in memory only and never written
};

// Writes who read what into the trail, without flooding it: the same reading by the same operator counts once in ten
// minutes, so that a page which refreshes itself adds nothing, and a search that is typed on is one search. Lanes and
// other parts of the program that look things up by themselves are no reading. Thread-safe; not on the writer's thread.
class ReadingJournal
{
public:
    static constexpr qint64 SameReading = 10 * 60 * 1000; // milliseconds
    static constexpr qint64 TypingOn = 30 * 1000; // milliseconds

    // `clock` outlives it.
    explicit ReadingJournal(const Clock& clock);

    // Before what was read is shown: what cannot be noted must not be shown.
    Result<void> note(store::StoreThread& writer, const ActingOperator& actor, const Reading& reading);

private:
    struct Noted
    {
        qint64 at = 0; // of the monotonic clock
        QString sought;
    };
    // Remembers it, and says whether it is one that was noted before.
    bool isNoted(const QString& key, const QString& sought);

    const Clock& m_clock;
    std::mutex m_mutex; // guards m_noted
    QHash<QString, Noted> m_noted; // the newest of each operator, action and subject
};

} // namespace gatehouse::security
