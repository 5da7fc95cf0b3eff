#include "core/security/OldStoreSealing.h"

#include "core/audit/AuditTrail.h"
#include "core/security/LogUpkeep.h"
#include "core/security/SealedFieldKeys.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"
#include "core/security/TemplateRotation.h"
#include "core/store/Column.h"

#include <QList>

#include <map>

namespace gatehouse::security {

namespace {

constexpr int PicturesATransaction = 100;

Result<qint64> numberOf(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(sql));
    GATEHOUSE_TRY(query.step());
    return query.integer(0);
}

Result<QList<qint64>> numbersOf(store::Database& database, QByteArrayView sql)
{
    GATEHOUSE_TRY_ASSIGN(rows, database.prepare(sql));
    return store::integersOf(rows);
}

Result<void> giveKeys(
    store::Transaction& transaction, SubjectKeys& keys, SubjectKind kind, QByteArrayView without, QByteArrayView give)
{
    store::Database& database = transaction.database();
    GATEHOUSE_TRY_ASSIGN(rows, numbersOf(database, without));
    for (const qint64 row : std::as_const(rows)) {
        GATEHOUSE_TRY_ASSIGN(key, keys.create(transaction, kind));
        GATEHOUSE_TRY_ASSIGN(update, database.prepare(give));
        update.bindAll(row, key);
        GATEHOUSE_TRY(update.run());
    }
    return {};
}

struct ClearTemplate
{
    qint64 id = 0;
    QByteArray key;
    QByteArray vector;
    std::optional<QByteArray> picture;
};

Result<std::optional<ClearTemplate>> nextClearTemplate(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(row,
        database.prepare("SELECT t.id, c.key_id, t.vector, t.picture FROM face_templates t JOIN consents c ON c.id = "
                         "t.consent_id WHERE t.rotation = 0 AND c.key_id IS NOT NULL LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    if (!found)
        return std::optional<ClearTemplate>();
    ClearTemplate clear { row.integer(0), row.blob(1), row.blob(2), std::nullopt };
    if (!row.isNull(3))
        clear.picture = row.blob(3);
    return std::optional(clear);
}

Result<void> sealTemplates(store::Transaction& transaction)
{
    store::Database& database = transaction.database();
    std::map<std::size_t, CurrentRotation> rotations;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(clear, nextClearTemplate(database));
        if (!clear)
            return {};
        const std::vector<float> vector = vectorFromBytes(clear->vector);
        auto rotation = rotations.find(vector.size());
        if (rotation == rotations.end()) {
            GATEHOUSE_TRY_ASSIGN(made, currentRotation(database, vector.size()));
            rotation = rotations.emplace(vector.size(), made).first;
        }
        GATEHOUSE_TRY_ASSIGN(sealed,
            SubjectKeys::seal(
                database, clear->key, vectorBytes(rotation->second.rotation->rotated(vector)), TemplateContext));
        std::optional<QByteArray> picture;
        if (clear->picture) {
            GATEHOUSE_TRY_ASSIGN(
                sealedPicture, SubjectKeys::seal(database, clear->key, *clear->picture, PictureContext));
            picture = sealedPicture;
        }
        GATEHOUSE_TRY_ASSIGN(update,
            database.prepare("UPDATE face_templates SET vector = ?2, picture = ?3, rotation = ?4 WHERE id = ?1"));
        update.bindAll(clear->id, sealed, picture, rotation->second.generation);
        GATEHOUSE_TRY(update.run());
    }
}

struct ClearPicture
{
    qint64 id = 0;
    UtcTime takenAt;
    QByteArray key; // of the person or vehicle it shows; empty: nobody known
    QByteArray picture;
};

Result<std::optional<ClearPicture>> nextClearPicture(store::Database& database)
{
    GATEHOUSE_TRY_ASSIGN(row,
        database.prepare(
            "SELECT e.id, e.taken_at, e.picture, CASE e.class WHEN 'known' THEN (SELECT coalesce(p.key_id, v.key_id) "
            "FROM events s LEFT JOIN persons p ON p.id = s.person_id LEFT JOIN vehicles v ON v.id = s.vehicle_id "
            "WHERE s.crop_id = e.id OR s.frame_id = e.id LIMIT 1) END "
            "FROM evidence e WHERE e.key_id IS NULL LIMIT 1"));
    GATEHOUSE_TRY_ASSIGN(found, row.step());
    if (!found)
        return std::optional<ClearPicture>();
    return std::optional(
        ClearPicture { row.integer(0), row.time(1), row.isNull(3) ? QByteArray() : row.blob(3), row.blob(2) });
}

// How many were sealed in this transaction.
Result<int> sealSomePictures(store::Database& database, SubjectKeys& keys)
{
    int sealedPictures = 0;
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
    while (sealedPictures < PicturesATransaction) {
        GATEHOUSE_TRY_ASSIGN(clear, nextClearPicture(database));
        if (!clear)
            break;
        if (clear->key.isEmpty()) {
            GATEHOUSE_TRY_ASSIGN(span, keys.ofSpan(transaction, clear->takenAt));
            clear->key = span;
        }
        GATEHOUSE_TRY_ASSIGN(sealed, SubjectKeys::seal(database, clear->key, clear->picture, EvidenceContext));
        GATEHOUSE_TRY_ASSIGN(update, database.prepare("UPDATE evidence SET picture = ?2, key_id = ?3 WHERE id = ?1"));
        update.bindAll(clear->id, sealed, clear->key);
        GATEHOUSE_TRY(update.run());
        ++sealedPictures;
    }
    GATEHOUSE_TRY(transaction.commit());
    return sealedPictures;
}

// The keys of those times are on the disk before anything is sealed under them.
Result<void> prepareSpans(store::Database& database, SubjectKeys& keys)
{
    GATEHOUSE_TRY_ASSIGN(moments,
        numbersOf(database,
            "SELECT min(taken_at) FROM evidence WHERE key_id IS NULL GROUP BY taken_at / "
                + QByteArray::number(SubjectKeys::SpanMilliseconds)));
    for (const qint64 moment : std::as_const(moments))
        GATEHOUSE_TRY(keys.prepareSpan(UtcTime::fromMilliseconds(moment)));
    return {};
}

} // namespace

Result<void> sealOldStore(store::Database& database, const Clock& clock)
{
    SubjectKeys keys(database, clock);
    GATEHOUSE_TRY_ASSIGN(subjects,
        numberOf(database,
            "SELECT (SELECT count(*) FROM persons WHERE key_id IS NULL) + (SELECT count(*) FROM vehicles WHERE key_id "
            "IS NULL) + (SELECT count(*) FROM consents WHERE key_id IS NULL AND withdrawn_at IS NULL)"));
    if (subjects > 0) {
        GATEHOUSE_TRY(keys.stock(static_cast<int>(subjects)));
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(giveKeys(transaction, keys, SubjectKind::Person, "SELECT id FROM persons WHERE key_id IS NULL",
            "UPDATE persons SET key_id = ?2 WHERE id = ?1"));
        GATEHOUSE_TRY(giveKeys(transaction, keys, SubjectKind::Vehicle, "SELECT id FROM vehicles WHERE key_id IS NULL",
            "UPDATE vehicles SET key_id = ?2 WHERE id = ?1"));
        GATEHOUSE_TRY(giveKeys(transaction, keys, SubjectKind::Consent,
            "SELECT id FROM consents WHERE key_id IS NULL AND withdrawn_at IS NULL",
            "UPDATE consents SET key_id = ?2 WHERE id = ?1"));
        GATEHOUSE_TRY(sealTemplates(transaction));
        GATEHOUSE_TRY(audit::append(transaction, clock,
            { {}, QStringLiteral("ring.seal"), { QStringLiteral("site"), 1 },
                { { QStringLiteral("subjects"), subjects } } }));
        GATEHOUSE_TRY(transaction.commit());
    }
    GATEHOUSE_TRY_ASSIGN(fields, giveSealedFieldsKeys(database, clock));
    GATEHOUSE_TRY_ASSIGN(clear, numberOf(database, "SELECT EXISTS (SELECT 1 FROM evidence WHERE key_id IS NULL)"));
    if (clear == 0) {
        if (fields > 0)
            truncateLogs(database, clock);
        return {};
    }
    GATEHOUSE_TRY(prepareSpans(database, keys));
    while (true) {
        GATEHOUSE_TRY_ASSIGN(count, sealSomePictures(database, keys));
        if (count == 0)
            break;
    }
    // Nothing of what was in clear stays in the log.
    truncateLogs(database, clock);
    return {};
}

} // namespace gatehouse::security
