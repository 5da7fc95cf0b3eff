#include "core/security/RingCopy.h"

#include "core/security/OpenSiteState.h"
#include "core/security/TemplateTurning.h"

#include <sodium.h>

namespace gatehouse::security {

namespace {

Result<qint64> numberOf(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<void> requireRing(const store::Database& database)
{
    return database.hasRing() ? Result<void>() : Result<void>(failure(ErrorCode::RingMissing));
}

void wipeSecret(QByteArray& bytes)
{
    if (!bytes.isEmpty())
        sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

// What the copy knows to be destroyed is destroyed here, too.
Result<int> learnDestroyed(store::Database& ring, store::Database& copy)
{
    int learned = 0;
    GATEHOUSE_TRY_ASSIGN(rows, copy.prepare("SELECT id, at, reason FROM ring.shredded"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return learned;
        const QByteArray id = rows.blob(0);
        for (const QByteArrayView sql :
            { "INSERT INTO main.shredded_keys (key_id, at, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                "INSERT INTO ring.shredded (id, at, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING" }) {
            GATEHOUSE_TRY_ASSIGN(note, ring.prepare(sql));
            note.bindAll(id, rows.time(1), rows.text(2));
            GATEHOUSE_TRY(note.run());
        }
        GATEHOUSE_TRY_ASSIGN(destroy, ring.prepare("DELETE FROM ring.subject_keys WHERE id = ?1"));
        destroy.bindAll(id);
        GATEHOUSE_TRY(destroy.run());
        learned += ring.changedRows();
    }
}

// Erasures the copy knows of; settleRing() sees what the store still has of them.
Result<void> learnErasures(store::Database& ring, store::Database& copy)
{
    GATEHOUSE_TRY_ASSIGN(rows, copy.prepare("SELECT mark, secret, kind, at FROM ring.erasures"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return {};
        GATEHOUSE_TRY_ASSIGN(insert,
            ring.prepare("INSERT INTO ring.erasures (mark, secret, kind, at) VALUES (?1, ?2, ?3, ?4) "
                         "ON CONFLICT (mark) DO UPDATE SET at = max(at, excluded.at)"));
        insert.bindAll(rows.blob(0), rows.integer(1), rows.text(2), rows.time(3));
        GATEHOUSE_TRY(insert.run());
    }
}

Result<bool> isDestroyed(store::Database& ring, const QByteArray& id)
{
    GATEHOUSE_TRY_ASSIGN(query,
        ring.prepare("SELECT 1 FROM ring.shredded WHERE id = ?1 "
                     "UNION ALL SELECT 1 FROM main.shredded_keys WHERE key_id = ?1"));
    query.bindAll(id);
    return query.step();
}

// A span that has a key by now keeps it; the old one stays for the pictures that stand on it.
Result<bool> takeKey(store::Database& ring, const store::Statement& row)
{
    GATEHOUSE_TRY_ASSIGN(insert,
        ring.prepare("INSERT INTO ring.subject_keys (id, kind, key, day, created_at) VALUES (?1, ?2, ?3, "
                     "CASE WHEN EXISTS (SELECT 1 FROM ring.subject_keys k WHERE k.day = ?4) THEN NULL ELSE ?4 END, "
                     "?5) ON CONFLICT (id) DO NOTHING"));
    QByteArray key = row.blob(2);
    std::optional<qint64> day;
    if (!row.isNull(3))
        day = row.integer(3);
    insert.bindAll(row.blob(0), row.text(1), key, day, row.time(4));
    const auto inserted = insert.run();
    wipeSecret(key);
    GATEHOUSE_TRY(inserted);
    return ring.changedRows() > 0;
}

Result<void> takeKeys(store::Database& ring, store::Database& copy, RingGain& gain)
{
    GATEHOUSE_TRY_ASSIGN(rows, copy.prepare("SELECT id, kind, key, day, created_at FROM ring.subject_keys"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return {};
        GATEHOUSE_TRY_ASSIGN(isGone, isDestroyed(ring, rows.blob(0)));
        if (isGone) {
            ++gain.refused;
            continue;
        }
        GATEHOUSE_TRY_ASSIGN(isNew, takeKey(ring, rows));
        gain.keys += isNew ? 1 : 0;
    }
}

Result<void> takeSecrets(store::Database& ring, store::Database& copy)
{
    GATEHOUSE_TRY_ASSIGN(rows, copy.prepare("SELECT name, generation, secret, created_at FROM ring.site_secrets"));
    for (;;) {
        GATEHOUSE_TRY_ASSIGN(found, rows.step());
        if (!found)
            return {};
        GATEHOUSE_TRY_ASSIGN(insert,
            ring.prepare("INSERT INTO ring.site_secrets (name, generation, secret, created_at) VALUES (?1, ?2, ?3, ?4) "
                         "ON CONFLICT DO NOTHING"));
        QByteArray secret = rows.blob(2);
        insert.bindAll(rows.text(0), rows.integer(1), secret, rows.time(3));
        const auto inserted = insert.run();
        wipeSecret(secret);
        GATEHOUSE_TRY(inserted);
    }
}

} // namespace

Result<RingContent> ringContent(store::Database& database)
{
    GATEHOUSE_TRY(requireRing(database));
    GATEHOUSE_TRY_ASSIGN(keys, numberOf(database, "SELECT count(*) FROM ring.subject_keys"));
    GATEHOUSE_TRY_ASSIGN(destroyed,
        numberOf(database,
            "SELECT (SELECT count(*) FROM ring.shredded) + (SELECT count(*) FROM ring.erasures WHERE kind = 'plate')"));
    GATEHOUSE_TRY_ASSIGN(rotation,
        numberOf(database,
            "SELECT coalesce(max(generation), 0) FROM ring.site_secrets WHERE name = "
            "'template-rotation'"));
    return RingContent { keys, destroyed, rotation };
}

Result<Unreadable> countUnreadable(store::Database& database)
{
    GATEHOUSE_TRY(requireRing(database));
    GATEHOUSE_TRY_ASSIGN(templates,
        numberOf(database,
            "SELECT count(*) FROM main.face_templates t JOIN main.consents c ON c.id = t.consent_id WHERE NOT EXISTS "
            "(SELECT 1 FROM ring.subject_keys k WHERE k.id = c.key_id)"));
    GATEHOUSE_TRY_ASSIGN(pictures,
        numberOf(database,
            "SELECT count(*) FROM main.evidence e WHERE NOT EXISTS "
            "(SELECT 1 FROM ring.subject_keys k WHERE k.id = e.key_id)"));
    return Unreadable { templates, pictures };
}

Result<bool> missesKeys(store::Database& database)
{
    GATEHOUSE_TRY(requireRing(database));
    GATEHOUSE_TRY_ASSIGN(missing,
        numberOf(database,
            "SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT key_id FROM main.evidence) e WHERE NOT EXISTS "
            "(SELECT 1 FROM ring.subject_keys k WHERE k.id = e.key_id)) OR EXISTS (SELECT 1 FROM main.face_templates t "
            "JOIN main.consents c ON c.id = t.consent_id WHERE NOT EXISTS "
            "(SELECT 1 FROM ring.subject_keys k WHERE k.id = c.key_id)) OR EXISTS (SELECT 1 FROM main.persons p WHERE "
            "p.id_number_key_id NOT IN (SELECT id FROM ring.subject_keys) OR p.birth_date_key_id NOT IN (SELECT id "
            "FROM ring.subject_keys))"));
    return missing != 0;
}

Result<std::unique_ptr<store::Database>> openRingCopy(const QString& file, const store::SecretKey& ringKey)
{
    GATEHOUSE_TRY_ASSIGN(
        holder, store::Database::open(file + QStringLiteral(".holder"), randomSiteKey(), store::OpenMode::CreateNew));
    GATEHOUSE_TRY(holder->attachRing(file, ringKey));
    return std::move(holder);
}

Result<RingGain> fillRing(store::Transaction& transaction, store::Database& copy)
{
    store::Database& ring = transaction.database();
    GATEHOUSE_TRY(requireRing(ring));
    GATEHOUSE_TRY(requireRing(copy));
    transaction.needsRing();
    RingGain gain;
    GATEHOUSE_TRY_ASSIGN(learned, learnDestroyed(ring, copy));
    gain.destroyed = learned;
    GATEHOUSE_TRY(takeKeys(ring, copy, gain));
    GATEHOUSE_TRY(takeSecrets(ring, copy));
    GATEHOUSE_TRY(learnErasures(ring, copy));
    GATEHOUSE_TRY_ASSIGN(turned, turnTemplatesToCurrent(transaction));
    gain.templates = turned;
    return gain;
}

} // namespace gatehouse::security
