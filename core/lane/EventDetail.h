#pragma once

#include "core/lane/LaneTypes.h"

#include <QByteArray>

namespace gatehouse::lane {

// What of an event has no column of its own, as the JSON of its row: measurements, runner-up, findings, the operator's
// words, and what the deciding rule was called then: rules are renamed and removed, what happened stays told as it was.
// No name of a person is in it.
[[nodiscard]] QString detailOf(const LaneEvent& event);
// Sets those members; what is missing or unknown keeps its default, so that rows of an older program can be read.
void applyDetail(const QString& detail, LaneEvent& event);

} // namespace gatehouse::lane
