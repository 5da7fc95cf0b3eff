#include "core/people/EnrolledPictures.h"

#include "core/security/SubjectKeys.h"
#include "core/security/TemplateBytes.h"

namespace gatehouse::people {

namespace {

using security::SubjectKeys;

// Columns: the sealed picture, the key of the consent it was taken on, that of the consent to keep it (none in what was
// enrolled before there was such a consent).
Result<std::optional<QByteArray>> opened(store::Database& database, const store::Statement& row)
{
    QByteArray sealed = row.blob(0);
    if (!row.isNull(2)) {
        const auto inner = SubjectKeys::unseal(database, row.blob(2), sealed, security::PictureOnFileContext);
        if (!inner && inner.error().code == ErrorCode::KeyShredded)
            return std::optional<QByteArray>();
        GATEHOUSE_TRY(inner);
        sealed = *inner;
    }
    const auto picture = SubjectKeys::unseal(database, row.blob(1), sealed, security::PictureContext);
    if (!picture && picture.error().code == ErrorCode::KeyShredded)
        return std::optional<QByteArray>();
    GATEHOUSE_TRY(picture);
    return std::optional(*picture);
}

#define GATEHOUSE_PICTURE_COLUMNS                                                                                      \
    "SELECT t.picture, c.key_id, f.key_id FROM face_templates t JOIN consents c ON c.id = t.consent_id "               \
    "LEFT JOIN consents f ON f.id = t.picture_consent_id "

} // namespace

Result<std::optional<PictureOnFile>> sealedEnrolledPicture(
    store::Database& database, PersonId person, const QByteArray& faceKey, const QByteArray& picture)
{
    if (picture.isEmpty())
        return std::optional<PictureOnFile>();
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare("SELECT id, key_id FROM consents WHERE person_id = ? AND purpose = 'picture' "
                         "AND withdrawn_at IS NULL"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return std::optional<PictureOnFile>();
    GATEHOUSE_TRY_ASSIGN(inner, SubjectKeys::seal(database, faceKey, picture, security::PictureContext));
    GATEHOUSE_TRY_ASSIGN(outer, SubjectKeys::seal(database, query.blob(1), inner, security::PictureOnFileContext));
    return std::optional(PictureOnFile { outer, query.id<ConsentId>(0) });
}

Result<std::optional<QByteArray>> enrolledPicture(store::Database& database, TemplateId id)
{
    GATEHOUSE_TRY_ASSIGN(query, database.prepare(GATEHOUSE_PICTURE_COLUMNS "WHERE t.id = ? AND t.picture IS NOT NULL"));
    query.bindAll(id);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? opened(database, query) : Result<std::optional<QByteArray>>(std::optional<QByteArray>());
}

Result<std::optional<QByteArray>> bestEnrolledPicture(store::Database& database, PersonId person)
{
    GATEHOUSE_TRY_ASSIGN(query,
        database.prepare(GATEHOUSE_PICTURE_COLUMNS "WHERE t.person_id = ? AND t.picture IS NOT NULL "
                                                   "ORDER BY t.quality DESC, t.id LIMIT 1"));
    query.bindAll(person);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    return found ? opened(database, query) : Result<std::optional<QByteArray>>(std::optional<QByteArray>());
}

#undef GATEHOUSE_PICTURE_COLUMNS

} // namespace gatehouse::people
