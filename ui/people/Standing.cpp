#include "ui/people/Standing.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct StandingTexts
{
    Q_DECLARE_TR_FUNCTIONS(Standing)
};

} // namespace

StandingWords standingWords(bool isActive, const people::Validity& validity, UtcTime now)
{
    if (!isActive)
        return { StandingTexts::tr("switched off"), Role::Deny, Icon::StateDeny };
    if (validity.from && now < *validity.from)
        return { StandingTexts::tr("not yet valid"), Role::Ask, Icon::Clock };
    if (validity.until && *validity.until <= now)
        return { StandingTexts::tr("expired"), Role::Deny, Icon::StateDeny };
    return { StandingTexts::tr("valid"), Role::Allow, Icon::Check };
}

} // namespace gatehouse::ui
