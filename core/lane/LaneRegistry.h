#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/lane/LaneTypes.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"
#include "core/video/CameraSource.h"

namespace gatehouse::lane {

struct Camera
{
    CameraId id;
    QString name;
    video::CameraAddress address;
    bool isEnabled = true;
    RowVersion version {}; // read only
    Place place = Place::Unstated;
};

// The address as it may be shown: passwords, and what a network address carries behind its question mark, are masked.
[[nodiscard]] QString shownAddress(const video::CameraAddress& address);

// Cameras and lanes of the site. Plain synchronous code over one connection, run on the store thread that owns it.
// Reading needs ViewDevices (lanes also ViewEvents); changes need EditDevices and are audited in their own transaction,
// without names and addresses. Errors: PermissionDenied, NotFound, and with the field as the detail InvalidArgument and
// AlreadyExists ("name", "address", "regions", "region-of-interest") or NotFound ("camera", "gate", "zone"); a camera a
// lane uses cannot be removed (StoreConstraint), a row that is no longer as it was read not be changed
// (ChangedMeanwhile).
class LaneRegistry
{
public:
    LaneRegistry(store::Database& database, const Clock& clock);

    Result<QList<Camera>> cameras(const security::ActingOperator& actor);
    // Network addresses must be URLs of the camera's kind (rtsp/rtsps, http/https); files and folders absolute paths.
    Result<CameraId> addCamera(const security::ActingOperator& actor, const Camera& draft);
    Result<void> updateCamera(const security::ActingOperator& actor, const Camera& camera);
    Result<void> removeCamera(const security::ActingOperator& actor, CameraId id);

    Result<QList<Lane>> lanes(const security::ActingOperator& actor);
    // A lane for plates names the regions it expects; liveness is a matter of faces. What the purpose has no use for is
    // dropped.
    Result<LaneId> addLane(const security::ActingOperator& actor, const Lane& draft);
    Result<void> updateLane(const security::ActingOperator& actor, const Lane& lane);
    // Its events stay.
    Result<void> removeLane(const security::ActingOperator& actor, LaneId id);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::lane
