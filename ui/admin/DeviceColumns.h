#pragma once

#include "core/lane/LaneRuntime.h"
#include "ui/admin/DeviceBook.h"
#include "ui/common/PagedTableModel.h"

namespace gatehouse::ui {

// The columns of the devices page's lists, with the state of each device now. `book` and `lanes` outlive the models.
[[nodiscard]] PagedTableModel<lane::Camera>::Columns cameraColumns(
    const DeviceBook* book, const lane::LaneRuntime* lanes);
[[nodiscard]] PagedTableModel<lane::Lane>::Columns laneColumns(const DeviceBook* book, const lane::LaneRuntime* lanes);
[[nodiscard]] PagedTableModel<access::GateSettings>::Columns gateColumns(
    const DeviceBook* book, const lane::LaneRuntime* lanes);

} // namespace gatehouse::ui
