#pragma once

#include "core/access/gates/Gate.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::access {

// The gates of the site. Plain synchronous code over one connection, run on the store thread that owns it. Reading
// needs ViewDevices; changes need EditDevices and are audited in their own transaction, without names and addresses.
// Errors: PermissionDenied, NotFound, those of checkGateSettings(), InvalidArgument and AlreadyExists with "name"; a
// gate that a lane uses cannot be removed (StoreConstraint), one that is no longer as it was read not be changed
// (ChangedMeanwhile).
class GateRegistry
{
public:
    GateRegistry(store::Database& database, const Clock& clock);
    Result<QList<GateSettings>> list(const security::ActingOperator& actor);
    Result<GateId> add(const security::ActingOperator& actor, const GateSettings& draft);
    Result<void> update(const security::ActingOperator& actor, const GateSettings& settings);
    Result<void> remove(const security::ActingOperator& actor, GateId id);

    // Writes down that the operator is about to open this gate to try it out, outside any lane; the gate is moved only
    // after this has succeeded. The settings to move it with.
    Result<GateSettings> beginTestOpening(const security::ActingOperator& actor, GateId id);
    // And how it went.
    Result<void> endTestOpening(const security::ActingOperator& actor, GateId id, const Result<void>& outcome);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::access
