#pragma once

#include "core/access/gates/Gate.h"
#include "core/lane/LaneAnalyser.h"
#include "core/lane/LaneTypes.h"
#include "core/video/CameraSource.h"
#include "core/video/VideoRuntime.h"

#include <QString>

#include <functional>
#include <memory>

namespace gatehouse::lane {

// What a running site is put together from. The standard ones are cameras, gates and recognisers as shipped; tests put
// others in their place.
struct LaneParts
{
    std::function<Result<std::unique_ptr<video::CameraSource>>(
        const video::CameraAddress&, video::Playback, video::VideoRuntime&)>
        makeCamera;
    std::function<Result<std::unique_ptr<access::Gate>>(const access::GateSettings&)> makeGate;
    // ModelMissing, ModelInvalid. May be slow: networks are loaded.
    std::function<Result<std::unique_ptr<LaneAnalyser>>(const Lane&)> makeAnalyser;
    // Catalogue name of the face embedder: only its templates are compared.
    QString faceModel;
};

} // namespace gatehouse::lane
