#pragma once

#include "core/lane/LaneRegistry.h"

#include <QJsonObject>

namespace gatehouse::lane {

// Cameras and lanes as rows of the store, for LaneRegistry: no permission is asked, nothing audited and no version
// looked at here.

Result<QList<Camera>> readCameras(store::Database& database); // by name
Result<Camera> checkedCamera(store::Database& database, const Camera& draft);
Result<CameraId> insertCamera(store::Transaction& transaction, const Camera& camera);
Result<void> rewriteCamera(store::Transaction& transaction, const Camera& camera);
[[nodiscard]] QJsonObject cameraAsCodes(const Camera& camera);

Result<QList<Lane>> readLanes(store::Database& database); // by name
Result<Lane> checkedLane(store::Database& database, const Lane& draft);
Result<LaneId> insertLane(store::Transaction& transaction, const Lane& lane);
Result<void> rewriteLane(store::Transaction& transaction, const Lane& lane);
[[nodiscard]] QJsonObject laneAsCodes(const Lane& lane);

} // namespace gatehouse::lane
