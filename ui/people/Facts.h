#pragma once

#include "ui/common/Appearance.h"
#include "ui/people/Standing.h"

class QVBoxLayout;

namespace gatehouse::ui {

// The rows of a detail: a name on the left, the value on the right. An empty value leaves the row out.
void addFact(QVBoxLayout* column, const Appearance& look, const QString& name, const QString& value);
// A line that starts the next part.
void addHeading(QVBoxLayout* column, const Appearance& look, const QString& text);
// Whether it may pass by its own state: icon and word.
void addStanding(QVBoxLayout* column, const Appearance& look, const StandingWords& standing);

} // namespace gatehouse::ui
