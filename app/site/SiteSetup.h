#pragma once

#include "core/lane/LaneRuntime.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

namespace gatehouse::site {

// What the store says should run: every enabled camera, every enabled lane on one, every gate. Run on a store thread.
// PermissionDenied when the operator may not operate lanes or see the devices.
Result<lane::LaneRuntime::Setup> readSetup(
    store::Database& database, const Clock& clock, const security::ActingOperator& actor);

// Of a setup only one lane, its camera and its gate, found by name without regard to case. NotFound.
Result<lane::LaneRuntime::Setup> onlyLane(const lane::LaneRuntime::Setup& setup, const QString& laneName);

} // namespace gatehouse::site
