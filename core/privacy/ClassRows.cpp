#include "core/privacy/ClassRows.h"

#include "core/audit/Pruning.h"
#include "core/people/Drafts.h"
#include "core/privacy/ClockDoubt.h"
#include "core/privacy/KeptForRestricted.h"
#include "core/security/ErasureMarks.h"
#include "core/security/SubjectKeys.h"
#include "core/security/SubjectPassages.h"

#include <algorithm>

namespace gatehouse::privacy {

namespace {

using KeptRows = QString KeptForRestricted::*;

// `sql` gives count, overdue, oldest; ?1 is the moment before which rows are overdue, ?2 which are kept all the same.
Result<Held> heldBy(store::Database& database, QByteArrayView sql, UtcTime overdueBefore, KeptRows kept)
{
    GATEHOUSE_TRY_ASSIGN(rows, keptForRestricted(database));
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(overdueBefore, rows.*kept);
    GATEHOUSE_TRY(query.step());
    return Held { query.integer(0), query.integer(1), query.optionalTime(2) };
}

struct Aged
{
    QList<qint64> ids;
    Swept span;
};

// `sql` gives id and age, oldest first; ?1 and ?2 as above, ?3 how many.
Result<Aged> overdueRows(store::Database& database, QByteArrayView sql, UtcTime overdueBefore, KeptRows kept, int limit)
{
    GATEHOUSE_TRY_ASSIGN(rows, keptForRestricted(database));
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    query.bindAll(overdueBefore, rows.*kept, limit);
    Aged aged;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (!found)
            return aged;
        aged.ids.append(query.integer(0));
        aged.span.add({ 1, 0, query.time(1), query.time(1), 0, 0 });
    }
}

Result<int> deleteRows(store::Transaction& transaction, QByteArrayView sql, const QString& ids)
{
    GATEHOUSE_TRY_ASSIGN(remove, transaction.database().prepare(sql));
    remove.bindAll(ids);
    GATEHOUSE_TRY(remove.run());
    return transaction.database().changedRows();
}

Result<Swept> sweepPictures(store::Transaction& transaction, QByteArrayView overdue, UtcTime before, int limit)
{
    GATEHOUSE_TRY_ASSIGN(
        aged, overdueRows(transaction.database(), overdue, before, &KeptForRestricted::pictures, limit));
    if (!aged.ids.isEmpty()) {
        GATEHOUSE_TRY(deleteRows(transaction, "DELETE FROM evidence WHERE id IN (SELECT value FROM json_each(?))",
            security::asJsonArray(aged.ids)));
    }
    return aged.span;
}

Result<Held> heldUnknownPictures(store::Database& database, const Age& age)
{
    return heldBy(database,
        "SELECT count(*), sum(taken_at < ?1 AND id NOT IN (SELECT value FROM json_each(?2))), min(taken_at) FROM "
        "evidence "
        "WHERE class = 'unknown'",
        age.overdueBefore(), &KeptForRestricted::pictures);
}

Result<Swept> sweepUnknownPictures(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    return sweepPictures(transaction,
        "SELECT id, taken_at FROM evidence WHERE class = 'unknown' AND taken_at < ?1 AND id NOT IN (SELECT value FROM "
        "json_each(?2)) ORDER BY taken_at LIMIT ?3",
        age.overdueBefore(), broom.limit);
}

Result<Held> heldKnownPictures(store::Database& database, const Age& age)
{
    return heldBy(database,
        "SELECT count(*), sum(taken_at < ?1 AND id NOT IN (SELECT value FROM json_each(?2))), min(taken_at) FROM "
        "evidence "
        "WHERE class = 'known'",
        age.overdueBefore(), &KeptForRestricted::pictures);
}

Result<Swept> sweepKnownPictures(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    return sweepPictures(transaction,
        "SELECT id, taken_at FROM evidence WHERE class = 'known' AND taken_at < ?1 AND id NOT IN (SELECT value FROM "
        "json_each(?2)) ORDER BY taken_at LIMIT ?3",
        age.overdueBefore(), broom.limit);
}

Result<Held> heldPassages(store::Database& database, const Age& age)
{
    return heldBy(database,
        "SELECT count(*), sum(at < ?1 AND id NOT IN (SELECT value FROM json_each(?2))), min(at) FROM events",
        age.overdueBefore(), &KeptForRestricted::passages);
}

Result<Swept> sweepPassages(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    GATEHOUSE_TRY_ASSIGN(aged,
        overdueRows(transaction.database(),
            "SELECT id, at FROM events WHERE at < ?1 AND id NOT IN (SELECT value FROM json_each(?2)) ORDER BY at LIMIT "
            "?3",
            age.overdueBefore(), &KeptForRestricted::passages, broom.limit));
    if (aged.ids.isEmpty())
        return aged.span;
    GATEHOUSE_TRY_ASSIGN(deleted, deleteStories(transaction, aged.ids));
    deleted.oldest = aged.span.oldest;
    deleted.newest = aged.span.newest;
    return deleted;
}

Result<Held> heldRequests(store::Database& database, const Age& age)
{
    return heldBy(database,
        "SELECT count(*), sum(closed_at < ?1 AND id NOT IN (SELECT value FROM json_each(?2))), min(closed_at) FROM "
        "subject_requests WHERE state <> 'open'",
        age.overdueBefore(), &KeptForRestricted::requests);
}

Result<Swept> sweepRequests(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    GATEHOUSE_TRY_ASSIGN(aged,
        overdueRows(transaction.database(),
            "SELECT id, closed_at FROM subject_requests WHERE state <> 'open' AND closed_at < ?1 AND id NOT IN (SELECT "
            "value FROM json_each(?2)) ORDER BY closed_at LIMIT ?3",
            age.overdueBefore(), &KeptForRestricted::requests, broom.limit));
    if (!aged.ids.isEmpty()) {
        GATEHOUSE_TRY(
            deleteRows(transaction, "DELETE FROM subject_requests WHERE id IN (SELECT value FROM json_each(?))",
                security::asJsonArray(aged.ids)));
    }
    return aged.span;
}

// Consents of visitors, and with them the templates and pictures on file that stand on them, by the end of their visit.
// Those from before a visit had to have one (people::isVisitBounded) count from when they were last seen: passing,
// consenting or being entered. One that was to last longer than a visit may ends when it would have to by now.
QByteArray visitorsFaces()
{
    const qint64 longest = people::latestVisitEnd(UtcTime()).milliseconds();
    return "FROM (SELECT id, min(coalesce(until, seen), max(changed, seen) + " + QByteArray::number(longest)
        + ") AS visit_end FROM (SELECT c.id, p.valid_until AS until, p.updated_at AS changed, max(p.created_at, "
          "c.given_at, coalesce((SELECT max(e.at) FROM events e WHERE e.person_id = p.id), 0)) AS seen FROM consents c "
          "JOIN persons p ON p.id = c.person_id WHERE c.withdrawn_at IS NULL AND p.kind = 'visitor')) ";
}

Result<Held> heldVisitorsFaces(store::Database& database, const Age& age)
{
    return heldBy(database,
        QByteArray("SELECT count(*), sum(visit_end < ?1 AND id NOT IN (SELECT value FROM json_each(?2))), "
                   "min(visit_end) ")
            + visitorsFaces(),
        age.overdueBefore(), &KeptForRestricted::consents);
}

Result<void> endConsent(store::Transaction& transaction, const Clock& clock, qint64 consent)
{
    store::Database& database = transaction.database();
    QByteArray key;
    {
        GATEHOUSE_TRY_ASSIGN(row, database.prepare("SELECT key_id FROM consents WHERE id = ?1"));
        row.bindAll(consent);
        GATEHOUSE_TRY(row.step());
        key = row.isNull(0) ? QByteArray() : row.blob(0);
    }
    GATEHOUSE_TRY_ASSIGN(end,
        database.prepare("UPDATE consents SET withdrawn_at = ?2, guardian = NULL, proof = NULL, proof_type = NULL "
                         "WHERE id = ?1"));
    end.bindAll(consent, clock.now());
    GATEHOUSE_TRY(end.run());
    GATEHOUSE_TRY(security::SubjectKeys(database, clock).shred(transaction, key, security::ShredReason::Retention));
    return security::markErased(transaction, clock, ConsentId(consent));
}

Result<Swept> sweepVisitorsFaces(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    GATEHOUSE_TRY_ASSIGN(aged,
        overdueRows(transaction.database(),
            QByteArray("SELECT id, visit_end ") + visitorsFaces()
                + "WHERE visit_end < ?1 AND id NOT IN (SELECT value FROM json_each(?2)) ORDER BY visit_end LIMIT ?3",
            age.overdueBefore(), &KeptForRestricted::consents, broom.limit));
    for (const qint64 consent : std::as_const(aged.ids))
        GATEHOUSE_TRY(endConsent(transaction, broom.clock, consent));
    return aged.span;
}

Result<audit::PruningRule> ruleOf(store::Database& database, const Age& age)
{
    GATEHOUSE_TRY_ASSIGN(settled, settledBefore(database, age.overdueBefore()));
    return audit::PruningRule { age.days, age.overdueBefore(), settled, {} };
}

Result<Held> heldTrail(store::Database& database, const Age& age)
{
    GATEHOUSE_TRY_ASSIGN(rule, ruleOf(database, age));
    GATEHOUSE_TRY_ASSIGN(trail, audit::prunable(database, rule));
    return Held { trail.entries, trail.overdue, trail.oldest };
}

Result<Swept> sweepTrail(store::Transaction& transaction, const Age& age, const Broom& broom)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(rule, ruleOf(database, age));
    GATEHOUSE_TRY_ASSIGN(clock, clockWords(database, broom.clock, age.now));
    rule.clock = clock;
    GATEHOUSE_TRY_ASSIGN(pruned, audit::prune(transaction, broom.clock, broom.key, rule, broom.limit));
    if (!pruned)
        return Swept {};
    return Swept { pruned->last - pruned->first + 1, 0, pruned->oldest, pruned->newest, pruned->first, pruned->last };
}

constexpr int PicturesAtATime = 32; // some megabytes to overwrite: a few hundredths of a second
constexpr int RowsAtATime = 250;
constexpr int EntriesAtATime = 2000; // few floors, and still some hundredths of a second

constexpr ClassRows Rows[] = {
    { DataClass::VisitorsFaces, heldVisitorsFaces, sweepVisitorsFaces, RowsAtATime },
    { DataClass::UnknownPictures, heldUnknownPictures, sweepUnknownPictures, PicturesAtATime },
    { DataClass::KnownPictures, heldKnownPictures, sweepKnownPictures, PicturesAtATime },
    { DataClass::Passages, heldPassages, sweepPassages, RowsAtATime },
    { DataClass::Requests, heldRequests, sweepRequests, RowsAtATime },
    { DataClass::Audit, heldTrail, sweepTrail, EntriesAtATime },
};

} // namespace

void Swept::add(const Swept& part)
{
    rows += part.rows;
    pictures += part.pictures;
    if (part.oldest)
        oldest = oldest ? std::min(*oldest, *part.oldest) : *part.oldest;
    if (part.newest)
        newest = newest ? std::max(*newest, *part.newest) : *part.newest;
    if (part.last > 0) {
        first = first > 0 ? std::min(first, part.first) : part.first;
        last = std::max(last, part.last);
    }
}

std::span<const ClassRows> classRows()
{
    return Rows;
}

Result<Swept> deleteStories(store::Transaction& transaction, const QList<qint64>& events)
{
    // What answers an event is younger and goes with it. In one statement, so that no answer is ever without its
    // question; the constraint is looked at when the transaction ends.
    GATEHOUSE_TRY(transaction.database().execute("PRAGMA defer_foreign_keys = ON"));
    static constexpr char Story[] = "WITH RECURSIVE story (id) AS (SELECT value FROM json_each(?1) UNION "
                                    "SELECT e.id FROM events e JOIN story ON e.answers_event_id = story.id) ";
    const QString ids = security::asJsonArray(events);
    GATEHOUSE_TRY_ASSIGN(pictures,
        deleteRows(transaction,
            QByteArray(Story)
                + "DELETE FROM evidence WHERE id IN (SELECT crop_id FROM events WHERE id IN (SELECT id FROM story) "
                  "UNION SELECT frame_id FROM events WHERE id IN (SELECT id FROM story))",
            ids));
    GATEHOUSE_TRY_ASSIGN(rows,
        deleteRows(transaction, QByteArray(Story) + "DELETE FROM events WHERE id IN (SELECT id FROM story)", ids));
    return Swept { rows, pictures, std::nullopt, std::nullopt, 0, 0 };
}

} // namespace gatehouse::privacy
