#include "core/security/RotationSecrets.h"

#include <algorithm>
#include <sodium.h>

namespace gatehouse::security {

Result<qint64> currentRotationGeneration(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT value FROM settings WHERE key = 'template-rotation'"));
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? query.text(0).toLongLong() : 0;
}

Result<void> setRotationGeneration(store::Transaction& transaction, qint64 generation)
{
    GATEHOUSE_TRY_ASSIGN(note,
        transaction.database().prepare("INSERT INTO settings (key, value) VALUES ('template-rotation', ?1) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    note.bindAll(QString::number(generation));
    return note.run();
}

Result<store::SecretKey> rotationSecret(store::Database& database, qint64 generation)
{
    if (!database.hasRing())
        return failure(ErrorCode::RingMissing);
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT secret FROM ring.site_secrets WHERE name = 'template-rotation' AND generation = ?1"));
    query.bindAll(generation);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::RingMissing, QStringLiteral("template rotation %1").arg(generation));
    QByteArray stored = query.blob(0);
    store::SecretKey::Bytes bytes;
    std::copy_n(stored.constData(), bytes.size(), reinterpret_cast<char*>(bytes.data()));
    store::SecretKey secret(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    sodium_memzero(stored.data(), static_cast<std::size_t>(stored.size()));
    return secret;
}

Result<qint64> newestRotationSecret(store::Database& database)
{
    if (!database.hasRing())
        return failure(ErrorCode::RingMissing);
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(
            "SELECT coalesce(max(generation), 0) FROM ring.site_secrets WHERE name = 'template-rotation'"));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<qint64> makeRotationSecret(store::Database& database, const Clock& clock)
{
    GATEHOUSE_TRY_ASSIGN(newest, newestRotationSecret(database));
    GATEHOUSE_TRY_ASSIGN(current, currentRotationGeneration(database));
    const qint64 generation = std::max(newest, current) + 1;
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    QByteArray secret(qsizetype(store::SecretKey::Size), Qt::Uninitialized);
    randombytes_buf(secret.data(), static_cast<std::size_t>(secret.size()));
    GATEHOUSE_TRY_ASSIGN(insert,
        database.prepare("INSERT INTO ring.site_secrets (name, generation, secret, created_at) "
                         "VALUES ('template-rotation', ?1, ?2, ?3)"));
    insert.bindAll(generation, secret, clock.now());
    const auto inserted = insert.run();
    sodium_memzero(secret.data(), static_cast<std::size_t>(secret.size()));
    GATEHOUSE_TRY(inserted);
    GATEHOUSE_TRY(transaction.commit());
    return generation;
}

Result<void> dropUnusedRotationSecrets(store::Transaction& transaction, qint64 current)
{
    GATEHOUSE_TRY_ASSIGN(destroy,
        transaction.database().prepare(
            "DELETE FROM ring.site_secrets WHERE name = 'template-rotation' AND generation <> ?1 AND NOT EXISTS "
            "(SELECT 1 FROM main.face_templates t WHERE t.rotation = site_secrets.generation)"));
    destroy.bindAll(current);
    return destroy.run();
}

Result<void> keepOnlyRotationSecret(store::Transaction& transaction, qint64 generation)
{
    GATEHOUSE_TRY_ASSIGN(destroy,
        transaction.database().prepare(
            "DELETE FROM ring.site_secrets WHERE name = 'template-rotation' AND generation <> ?1"));
    destroy.bindAll(generation);
    return destroy.run();
}

} // namespace gatehouse::security
