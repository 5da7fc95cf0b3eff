#include "core/evidence/EvidenceStore.h"

#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"

namespace gatehouse::evidence {

namespace {

// The key of the person or vehicle; empty when there is none (any more).
Result<QByteArray> keyOf(store::Database& database, const Shown& shown)
{
    if (!shown.person.isValid() && !shown.vehicle.isValid())
        return QByteArray();
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT coalesce((SELECT key_id FROM persons WHERE id = ?1), "
                         "(SELECT key_id FROM vehicles WHERE id = ?2))"));
    query.bindAll(shown.person, shown.vehicle);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found && !query.isNull(0) ? query.blob(0) : QByteArray();
}

} // namespace

Result<void> prepareSpan(store::Database& database, const Clock& clock, UtcTime takenAt)
{
    return security::SubjectKeys(database, clock).prepareSpan(takenAt);
}

Result<EvidenceId> save(store::Transaction& transaction, const Clock& clock, const EncodedPicture& picture,
    const Shown& shown, UtcTime takenAt)
{
    if (picture.bytes.isEmpty() || picture.size.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("empty picture"));
    GATEHOUSE_TRY_ASSIGN(key, keyOf(transaction.database(), shown));
    const bool isKnown = !key.isEmpty();
    if (!isKnown) {
        GATEHOUSE_TRY_ASSIGN(span, security::SubjectKeys(transaction.database(), clock).ofSpan(transaction, takenAt));
        key = span;
    }
    GATEHOUSE_TRY_ASSIGN(
        sealed, security::SubjectKeys::seal(transaction.database(), key, picture.bytes, security::EvidenceContext));
    GATEHOUSE_TRY_ASSIGN(insert,
        transaction.database().prepare("INSERT INTO evidence (class, media_type, width, height, picture, taken_at, "
                                       "key_id) VALUES (?, 'image/jpeg', ?, ?, ?, ?, ?)"));
    insert.bindAll(isKnown ? QStringLiteral("known") : QStringLiteral("unknown"), picture.size.width(),
        picture.size.height(), sealed, takenAt, key);
    GATEHOUSE_TRY(insert.run());
    return EvidenceId(transaction.database().lastInsertId());
}

Result<QByteArray> loadEncoded(store::Database& database, EvidenceId id, Overdue overdue)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT picture, key_id FROM evidence WHERE id = ?1 "
                         "AND (?2 OR taken_at >= shown_from(class || '-pictures'))"));
    query.bindAll(id, overdue == Overdue::Shown);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::NotFound, QStringLiteral("evidence %1").arg(id.value()));
    return security::SubjectKeys::unseal(database, query.blob(1), query.blob(0), security::EvidenceContext);
}

Result<QImage> load(store::Database& database, EvidenceId id)
{
    GATEHOUSE_TRY_ASSIGN(bytes, loadEncoded(database, id));
    return decodePicture(bytes);
}

} // namespace gatehouse::evidence
