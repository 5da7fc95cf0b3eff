#pragma once

#include "core/audit/Acceptance.h"
#include "core/base/Error.h"

#include <QString>
#include <QStringList>

namespace gatehouse::ui {

// An error in words for the person before the screen: what happened, and the way out. Made from the code alone; the
// detail is for the log and is never shown (SignInLockedOut's remaining time and the numbers of audit entries
// excepted).
struct ErrorWords
{
    QString what; // one short sentence
    QString wayOut; // one sentence; may be empty
};

[[nodiscard]] ErrorWords errorWords(const Error& error);

// Both sentences in one line, as banners show them.
[[nodiscard]] QString errorText(const Error& error);

// Rules of the store had been taken out, or tables are in it that are not its own; the names are those of its schema.
[[nodiscard]] QString restoredRulesText(const QStringList& names);
[[nodiscard]] QString foreignTablesText(const QStringList& names);
// An older key file lay in the site's folder when it was opened (security/SiteHistory.h).
[[nodiscard]] QString olderKeyFileText();
// A history that people accepted although it did not match, and why.
[[nodiscard]] QString acceptedHistoryText(const audit::Acceptance& acceptance);

} // namespace gatehouse::ui
