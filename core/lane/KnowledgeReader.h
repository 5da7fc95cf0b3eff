#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/lane/LaneKnowledge.h"
#include "core/store/Database.h"

namespace gatehouse::lane {

// Reads it from the store, on the thread that owns the connection. `faceModel` names the embedder whose templates
// count.
Result<SharedKnowledge> readKnowledge(store::Database& database, const Clock& clock, const QString& faceModel);

} // namespace gatehouse::lane
