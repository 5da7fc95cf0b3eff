#pragma once

#include "core/access/AccessTypes.h"

#include <QStringView>

#include <optional>

namespace gatehouse::access {

// Whether the window lies within its week-day.
[[nodiscard]] bool isValidWindow(const WeeklyWindow& window);

// The same hours, sorted, with windows that touch or overlap made one.
[[nodiscard]] QList<WeeklyWindow> normalized(QList<WeeklyWindow> windows);

// The hours of `windows` that `taken` does not cover, normalized.
[[nodiscard]] QList<WeeklyWindow> without(const QList<WeeklyWindow>& windows, const WeeklyWindow& taken);

// Reads "mon-fri 08:00-18:00", "sat,sun 22:00-06:00" (past midnight: goes on the next day), "daily 00:00-24:00"; days
// are mon tue wed thu fri sat sun, daily. Absent when it is none of these.
[[nodiscard]] std::optional<QList<WeeklyWindow>> windowsFromText(QStringView text);

// "mon 08:00-18:00", readable by windowsFromText().
[[nodiscard]] QString windowText(const WeeklyWindow& window);

} // namespace gatehouse::access
