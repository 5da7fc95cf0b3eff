#pragma once

#include "core/base/PlateText.h"
#include "core/base/Region.h"
#include "core/base/Result.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace gatehouse::vision {

// One labelled plate of a picture.
struct PlateLabel
{
    QString file; // relative to the folder of pictures
    QRectF box; // pixels; may reach past the picture
    PlateText plate;
    Region region = Region::Europe;
    int line = 0; // of the table it was read from
};

// Reads a table `file,x,y,w,h,plate,region`. FileNotReadable; FormatInvalid with "file:line: why" for the first row
// that means nothing: no file name, a number that is none, an empty box, a plate with a character no plate
// carries, an unknown region. The messages name no plate.
Result<std::vector<PlateLabel>> readPlateLabels(const QString& path);

} // namespace gatehouse::vision
