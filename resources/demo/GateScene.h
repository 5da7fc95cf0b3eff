#pragma once

#include <QImage>
#include <QSize>

#include "resources/demo/DrawnFace.h"
#include "resources/demo/DrawnPlate.h"

namespace gatehouse::demo {

struct VehicleLook
{
    PlateStyle plateStyle = PlateStyle::Europe;
    QString plate;
    QColor paint { 150, 40, 44 };
};

// A car driving up to the barrier, seen by the lane's camera. `progress` 0 is far away, 1 stands at the barrier; `open`
// is the barrier, 0 down … 1 up; from `progress` 1 to 2 the car drives through below the picture.
QImage drawVehicleScene(QSize size, const VehicleLook& vehicle, double progress, double open, int grainSeed);
// Pixels of its plate in that picture.
QSizeF plateInVehicleScene(QSize size, const VehicleLook& vehicle, double progress);
// The lane with nobody in it.
QImage drawEmptyLane(QSize size, double open, int grainSeed);

// A person before the camera of a door. `approach` 0 is out of the picture, 1 stands in front of it.
QImage drawDoorScene(QSize size, const FaceLook& look, const FacePose& pose, double approach, int grainSeed);
QImage drawEmptyDoor(QSize size, int grainSeed);

} // namespace gatehouse::demo
