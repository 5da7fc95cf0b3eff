#pragma once

#include <QString>

namespace gatehouse {

// Sends what Qt and our own code say to `file`, one line a message with time and level, kept to about MostLogBytes (the
// file before is kept as ".1"), and warnings also to standard error. Messages hold no names, plates, ids or
// addresses by rule (core/base/Error.h); URLs that libraries print are cut out here. Call once, from main().
void startLog(const QString& file);

inline constexpr qint64 MostLogBytes = 2 * 1024 * 1024;

// What startLog() does to a line: every URL, and every path below a home folder, is replaced by a word.
[[nodiscard]] QString withoutAddresses(const QString& message);

} // namespace gatehouse
