#pragma once

#include "core/privacy/SubjectJson.h"
#include "ui/documents/Document.h"
#include "ui/words/SiteTime.h"

namespace gatehouse::ui {

// Everything that is held about somebody, for people (GDPR art. 15, PIPL art. 45), in the language of the program.
[[nodiscard]] Document subjectDocument(const privacy::SubjectFile& file,
    const QList<privacy::PackagedPicture>& pictures, const QString& siteName, const SiteTime& time);

// What README.txt in the package says, in plain words: what is in it, and which programs opened it.
[[nodiscard]] QString subjectReadme(const QString& siteName);

} // namespace gatehouse::ui
