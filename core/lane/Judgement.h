#pragma once

#include "core/lane/LaneAnalyser.h"
#include "core/lane/LaneKnowledge.h"
#include "core/lane/LaneTypes.h"
#include "core/security/Operator.h"

namespace gatehouse::lane {

// From what was recognised to what is done about it: pure functions of request, knowledge and time. The events they
// make carry no pictures and no ids yet.

// The event a conclusion becomes: who or what it is, and what the rules say.
LaneEvent judge(const Lane& lane, const Conclusion& conclusion, const LaneKnowledge& knowledge, UtcTime at);

// The event of an operator's answer to `request`. Open and Refuse are the operator's own verdict; Correct is decided
// anew for the corrected plate, and asks again when the rules do not allow it. InvalidArgument: Correct without a
// plate.
Result<LaneEvent> answer(const Lane& lane, const LaneEvent& request, const security::ActingOperator& actor,
    const OperatorDecision& decision, const LaneKnowledge& knowledge, UtcTime at);

// The event of what became of an opening.
LaneEvent gateReport(const LaneEvent& opened, const Result<void>& outcome, UtcTime at);

// The event as it is shown when it could not be recorded: it asks, and opens nothing.
LaneEvent unrecorded(LaneEvent event);

// What a passage is told apart by: the person, or the plate as a camera can tell it; empty when neither is known.
QString identityOf(const Conclusion& conclusion);

} // namespace gatehouse::lane
