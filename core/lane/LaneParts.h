#pragma once

#include "core/access/gates/Gate.h"
#include "core/lane/LaneAnalyser.h"
#include "core/lane/LaneTypes.h"
#include "core/video/CameraSource.h"
#include "core/video/VideoRuntime.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/ModelCatalogue.h"

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
    // The second argument is told, on the gate's thread, whenever its phase changed.
    std::function<Result<std::unique_ptr<access::Gate>>(
        const access::GateSettings&, std::function<void(access::GatePhase)>)>
        makeGate;
    // ModelMissing, ModelInvalid. May be slow: networks are loaded.
    std::function<Result<std::unique_ptr<LaneAnalyser>>(const Lane&)> makeAnalyser;
    // vision::FaceAnalyser::embedderName(): only templates of it are compared.
    QString faceModel;
    vision::FaceThresholds faceThresholds;
};

// Cameras, gates and recognition as shipped. Without a catalogue everything works but recognition: makeAnalyser() then
// gives the catalogue's error.
LaneParts standardParts(const Result<vision::ModelCatalogue>& catalogue);

} // namespace gatehouse::lane
