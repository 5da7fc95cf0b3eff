#pragma once

#include "core/base/Clock.h"
#include "core/lane/LaneTypes.h"
#include "core/store/Database.h"

namespace gatehouse::lane {

// The picture on file of the person an event is about, for the card that shows it beside the live one: null unless the
// person is known for sure and has a consent to it now. On the thread that owns the connection.
[[nodiscard]] QImage enrolledPicture(store::Database& database, const Clock& clock, const LaneEvent& event);

} // namespace gatehouse::lane
