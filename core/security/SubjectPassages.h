#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/store/Database.h"

#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace gatehouse::security {

// Which events tell of somebody, as numbers of rows of `events`: what is erased with them and what they are shown. A
// passage is told whole: with the recognition that took it for something else, and with everything that answers it. For
// core: no permission is asked. On the thread that owns the connection.

// Those the person was recognised at.
Result<QList<qint64>> passagesOf(store::Database& database, PersonId person);
// Those the vehicle was recognised at, and those that show its plate without anybody knowing whose it is. Not those of
// another registered vehicle with the same characters of another region.
Result<QList<qint64>> passagesOf(store::Database& database, VehicleId vehicle);
// Those that show a plate which is no registered vehicle's; up to and with a moment where one is given.
Result<QList<qint64>> passagesOf(
    store::Database& database, const QString& plate, std::optional<UtcTime> until = std::nullopt);

// Events of others that name the plate: as what they nearly took it for, or as a word of an operator's note.
Result<QList<qint64>> eventsNaming(store::Database& database, const QString& plate);

// What the words of what somebody wrote could mean as plates, in whatever way they wrote it: "M-AB 1234" is two words.
[[nodiscard]] QSet<QString> platesWrittenIn(const QString& note);

// For json_each(): "[1,2,3]".
[[nodiscard]] QString asJsonArray(const QList<qint64>& numbers);

} // namespace gatehouse::security
