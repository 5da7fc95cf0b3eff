#pragma once

#include "core/evidence/PictureCodec.h"
#include "core/people/FaceTemplates.h"
#include "core/vision/FaceTypes.h"

#include <QImage>

namespace gatehouse::enrolment {

// A person carries at most this many templates: more slow the search down and add nothing.
inline constexpr int MaximumTemplatesAPerson = 10;

// A face made ready for the store: detected, judged, embedded, its crop encoded. The template has no person yet.
struct FaceSample
{
    people::FaceTemplate faceTemplate;
    QImage crop;
    evidence::EncodedPicture picture; // of the crop
    vision::FaceQuality quality;
};

} // namespace gatehouse::enrolment
