#pragma once

#include "core/audit/Checkpoint.h"

#include <QString>

namespace gatehouse {

// What whoever leaves can take along, on the screen and on paper: how far the trail reached when they left, as the site
// signed it. Somebody who has it can show later that nothing before it was cut off or rewritten.
struct SignOutSlip
{
    QString siteName;
    QString who; // who acted last
    QString at; // the site's time
    audit::Checkpoint signature;

    // One line for the screen.
    [[nodiscard]] QString line() const;
    // A page to print.
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString page() const;
};

} // namespace gatehouse
