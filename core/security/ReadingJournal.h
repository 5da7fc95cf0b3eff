#pragma once

#include "core/audit/AuditTrail.h"
#include "core/security/Operator.h"
#include "core/store/StoreThread.h"

#include <QHash>
#include <QString>

#include <mutex>
#include <optional>

namespace gatehouse::security {

// Personal data shown to a person: a list or a search, or one row opened.
struct Reading
{
    QString action; // "person.list", "person.search", "person.view" …
    audit::Subject subject; // id 0: several rows
    qint64 rows = 1; // how many were found
    QString sought; // what was typed: tells one search from the next, is kept in memory only and never written
    // What else narrowed the list: as `sought`, but typed on by nobody.
    QString filter {};
    // The next rows of a list whose first ones were noted: they are counted on, see MostUntold.
    enum class Part { First, Further };
    Part part = Part::First;
};

// Writes who read what into the trail, without flooding it: the same reading by the same operator counts once in ten
// minutes, so that a page which refreshes itself adds nothing, and a search that is typed on is one search. Whoever
// reads a long list on and on is told of once more with every MostUntold rows, with how many it has been. Lanes and
// other parts of the program that look things up by themselves are no reading. Thread-safe; not on the writer's thread.
class ReadingJournal
{
public:
    static constexpr qint64 SameReading = 10 * 60 * 1000; // milliseconds
    static constexpr qint64 TypingOn = 30 * 1000; // milliseconds
    static constexpr qint64 MostUntold = 1000; // rows of one list

    // `clock` outlives it.
    explicit ReadingJournal(const Clock& clock);

    // Before what was read is shown: what cannot be noted must not be shown.
    Result<void> note(store::StoreThread& writer, const ActingOperator& actor, const Reading& reading);

private:
    struct Noted
    {
        qint64 at = 0; // of the monotonic clock
        QString sought;
        qint64 rows = 0; // read of this list so far
        qint64 told = 0; // of them
    };
    // Remembers it; how many rows there are to tell of, absent when it is one that was noted before.
    std::optional<qint64> rowsToTell(const QString& key, const Reading& reading);
    void forgetOld(qint64 now);

    const Clock& m_clock;
    std::mutex m_mutex; // guards m_noted
    QHash<QString, Noted> m_noted; // the newest of each operator, action and subject
};

} // namespace gatehouse::security
