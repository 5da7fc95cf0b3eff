#pragma once

#include "core/enrolment/ImportTypes.h"

#include <QString>

namespace gatehouse::ui {

// What is wrong with a line of an imported file, in the words of the person who made it.
[[nodiscard]] QString importProblemText(const enrolment::ImportProblem& problem);

} // namespace gatehouse::ui
