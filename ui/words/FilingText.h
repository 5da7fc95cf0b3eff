#pragma once

#include "core/people/PeopleCount.h"

#include <QString>

namespace gatehouse::ui {

// How many people are stored, and from how many on the site has to be filed with the authority.
[[nodiscard]] QString filingText(const people::PeopleCount& count);

} // namespace gatehouse::ui
