#pragma once

#include "core/base/Error.h"

#include <QString>

namespace gatehouse::ui {

// An error in words for the person before the screen: what happened, and the way out. Made from the code alone; the
// detail is for the log and is never shown (SignInLockedOut's remaining time excepted).
struct ErrorWords
{
    QString what; // one short sentence
    QString wayOut; // one sentence; may be empty
};

[[nodiscard]] ErrorWords errorWords(const Error& error);

// Both sentences in one line, as banners show them.
[[nodiscard]] QString errorText(const Error& error);

} // namespace gatehouse::ui
