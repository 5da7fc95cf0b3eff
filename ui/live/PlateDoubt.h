#pragma once

#include <QString>

namespace gatehouse::ui {

// The character of a reading a camera most likely mistook, where the cursor starts: the first that differs from the
// second best, else the first of a pair that look alike, else the first.
[[nodiscard]] int doubtfulPosition(const QString& plate, const QString& runnerUp);

} // namespace gatehouse::ui
