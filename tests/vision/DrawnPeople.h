#pragma once

#include "core/video/Frame.h"

#include <QImage>

#include "resources/demo/DrawnFace.h"

namespace gatehouse::test {

// A quiet wall with the drawn person numbered `look`: the face `height` px from chin to crown on `centre`.
QImage pictureOfPerson(int look, QSize size, QPointF centre, double height, const demo::FacePose& pose = {});

// The picture as a camera delivers it: planar YUV.
video::Frame asI420(const QImage& image);

} // namespace gatehouse::test
