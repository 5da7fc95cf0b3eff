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
};

// Cameras and lanes of the site. Changes need EditDevices, are validated and audited; a camera a lane uses cannot be
// removed (StoreConstraint).
class LaneRegistry
{
public:
    LaneRegistry(store::Database& database, const Clock& clock);

    Result<QList<Camera>> cameras(const security::ActingOperator& actor);
    Result<CameraId> addCamera(const security::ActingOperator& actor, const Camera& draft);
    Result<void> updateCamera(const security::ActingOperator& actor, const Camera& camera);
    Result<void> removeCamera(const security::ActingOperator& actor, CameraId id);

    Result<QList<Lane>> lanes(const security::ActingOperator& actor);
    Result<LaneId> addLane(const security::ActingOperator& actor, const Lane& draft);
    Result<void> updateLane(const security::ActingOperator& actor, const Lane& lane);
    Result<void> removeLane(const security::ActingOperator& actor, LaneId id);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::lane
