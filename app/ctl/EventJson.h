#pragma once

#include "core/lane/LaneTypes.h"

#include <QJsonObject>

namespace gatehouse::ctl {

// An event as gatehousectl prints it, one object a line. Stable names; a key is left out where there is nothing to say:
// id, at, lane, laneId, kind, answers, operator, note, subject, certainty, person, personId, personKind, plate, region,
// vehicleId, vehicle, confidence, threshold, liveness, runnerUp, runnerUpConfidence, reads, agreeing, findings,
// decision, reason, rule, ruleId, opensGate, gate ("opened" or the error's name, kind gate), cropId, frameId.
QJsonObject eventToJson(const lane::LaneEvent& event);

} // namespace gatehouse::ctl
