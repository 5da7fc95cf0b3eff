#pragma once

#include "core/enrolment/Enroller.h"
#include "core/enrolment/FaceSample.h"
#include "core/enrolment/ImportTypes.h"
#include "core/enrolment/LookAlikes.h"
#include "core/enrolment/PersonFile.h"

#include <QHash>
#include <QList>
#include <QString>

#include <functional>

namespace gatehouse::enrolment {

// The faces found in the pictures of an import, by the person's reference.
struct PersonPictures
{
    QHash<QString, QList<FaceSample>> samples;
    QList<ImportProblem> problems;
};

// Told after each picture; returning false cancels.
using PictureProgress = std::function<bool(int done, int total)>;

// Looks at every picture of the file: the slow part of an import, for a thread that has time (not the GUI's, not the
// store writer's). A picture without one good face is a problem with the refusal's code; one that looks like somebody
// else, in the store or in the same file, is taken and told with FaceLooksLikeAnother. Cancelled when `progress` says
// so.
Result<PersonPictures> lookAtPictures(
    const PersonFile& file, Enroller& enroller, LookAlikes known, const PictureProgress& progress);

} // namespace gatehouse::enrolment
