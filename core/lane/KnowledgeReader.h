#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/lane/LaneKnowledge.h"
#include "core/store/Database.h"
#include "core/vision/FaceGallery.h"

namespace gatehouse::lane {

// Which templates count, and how near is near enough.
struct FaceModel
{
    QString name; // vision::FaceAnalyser::embedderName()
    vision::FaceThresholds thresholds;
};

// Reads what the lanes must know from the store, on the thread that owns the connection.
Result<SharedKnowledge> readKnowledge(store::Database& database, const Clock& clock, const FaceModel& faceModel);

} // namespace gatehouse::lane
