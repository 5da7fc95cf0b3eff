#pragma once

#include "core/people/Person.h"
#include "ui/common/Icon.h"
#include "ui/common/Tokens.h"

#include <QString>

namespace gatehouse::ui {

// Whether a person or vehicle may pass by its own state, as one word with its tone and icon.
struct StandingWords
{
    QString text;
    Role tone = Role::Text;
    Icon icon = Icon::Check;
};

[[nodiscard]] StandingWords standingWords(bool isActive, const people::Validity& validity, UtcTime now);

} // namespace gatehouse::ui
