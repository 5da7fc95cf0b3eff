#pragma once

#include <QString>

namespace gatehouse::ui {

// How long ago, as people say it: "4 min", "6 h", "3 d".
[[nodiscard]] QString roughAge(qint64 milliseconds);

} // namespace gatehouse::ui
