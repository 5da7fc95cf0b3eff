#pragma once

#include "core/privacy/Certificate.h"
#include "ui/documents/Document.h"
#include "ui/words/SiteTime.h"

namespace gatehouse::ui {

// A deletion certificate for paper, in the language of the program. `publicKey` is the site's, printed with the
// signature so that anybody can check it; a certificate that does not fit it says so in large letters.
[[nodiscard]] Document certificateDocument(const privacy::Certificate& certificate, const QByteArray& publicKey,
    const QString& siteName, const QString& operatorName, const SiteTime& time);

} // namespace gatehouse::ui
