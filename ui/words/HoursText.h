#pragma once

#include "core/access/AccessTypes.h"

#include <QString>

namespace gatehouse::ui {

// "08:00", and "24:00" for the end of a day.
[[nodiscard]] QString wallMinuteText(int minute);

// The short name of a day in the console's language, 1 Monday … 7 Sunday.
[[nodiscard]] QString weekdayText(int weekday);

// A week in one line: days with the same hours together, "Mon–Fri 08:00–18:00 · Sat 08:00–12:00".
[[nodiscard]] QString hoursText(const QList<access::WeeklyWindow>& windows);

} // namespace gatehouse::ui
