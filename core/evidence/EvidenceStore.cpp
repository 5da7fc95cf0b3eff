#include "core/evidence/EvidenceStore.h"

namespace gatehouse::evidence {

Result<EvidenceId> save(
    store::Transaction& transaction, const EncodedPicture& picture, PictureClass pictureClass, UtcTime takenAt)
{
    if (picture.bytes.isEmpty() || picture.size.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("empty picture"));
    const bool isKnown = pictureClass == PictureClass::Known;
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare("INSERT INTO evidence (class, media_type, width, height, picture, taken_at, "
                                       "expires_at) VALUES (?, 'image/jpeg', ?, ?, ?, ?, ?)"));
    insert.bindAll(isKnown ? QStringLiteral("known") : QStringLiteral("unknown"), picture.size.width(),
        picture.size.height(), picture.bytes, takenAt,
        takenAt.plusMilliseconds(lifeSpanDays(pictureClass) * MillisecondsADay));
    GATEHOUSE_TRY(insert.run());
    return EvidenceId(transaction.database().lastInsertId());
}

Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT picture FROM evidence WHERE id = ?"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("evidence %1").arg(id.value()));
    return query.blob(0);
}

Result<QImage> load(store::Database& database, EvidenceId id)
{
    GATEHOUSE_TRY_ASSIGN(bytes, loadEncoded(database, id));
    return decodePicture(bytes);
}

Result<int> removeExpired(store::Transaction& transaction, UtcTime now)
{
    GATEHOUSE_TRY_ASSIGN(remove, transaction.database().prepare("DELETE FROM evidence WHERE expires_at < ?"));
    remove.bindAll(now);
    GATEHOUSE_TRY(remove.run());
    return transaction.database().changedRows();
}

} // namespace gatehouse::evidence
