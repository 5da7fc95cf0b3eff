#pragma once

#include "core/base/Clock.h"
#include "core/people/FaceTemplates.h"
#include "core/store/Database.h"
#include "core/vision/FaceGallery.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::enrolment {

struct LookAlike
{
    PersonId person;
    float similarity = 0;
};

// The faces already enrolled, to warn before the same face stands under two names: recognition could then name neither.
// Holds a copy made at one moment; a value for one thread at a time.
class LookAlikes
{
public:
    LookAlikes() = default; // nobody is enrolled

    // Every template of one model, with the persons' external references. Runs on the thread that owns the connection.
    static Result<LookAlikes> load(store::Database& database, const Clock& clock, const QString& model);

    // The most similar person other than `except` whose similarity reaches the recogniser's threshold for this many
    // enrolled faces.
    [[nodiscard]] std::optional<LookAlike> find(const vision::FaceVector& face, PersonId except) const;
    // A face taken since, so that an import is compared with itself as well.
    void add(PersonId person, const vision::FaceVector& face);
    // Invalid when nobody enrolled carries the reference.
    [[nodiscard]] PersonId personOfRef(const QString& ref) const { return m_byRef.value(ref); }

private:
    vision::FaceGallery m_enrolled;
    std::vector<vision::FaceGalleryEntry> m_added;
    QHash<QString, PersonId> m_byRef;
};

} // namespace gatehouse::enrolment
