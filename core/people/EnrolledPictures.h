#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/store/Database.h"

#include <QByteArray>

#include <optional>

namespace gatehouse::people {

// Inside core/people, for FaceTemplates: the pictures kept with templates. Plain functions on the connection's thread.

// A picture ready to be stored, and the consent it is kept on.
struct PictureOnFile
{
    QByteArray sealed;
    ConsentId consent;
};

// Sealed under the key of the consent to recognition, and around that under the key of the one to a picture on file:
// either withdrawn, and the picture is gone. Absent where there is no picture or no consent to keep one.
Result<std::optional<PictureOnFile>> sealedEnrolledPicture(
    store::Database& database, PersonId person, const QByteArray& faceKey, const QByteArray& picture);

// Absent where none is kept or a key of it is destroyed.
Result<std::optional<QByteArray>> enrolledPicture(store::Database& database, TemplateId id);
Result<std::optional<QByteArray>> bestEnrolledPicture(store::Database& database, PersonId person);

} // namespace gatehouse::people
