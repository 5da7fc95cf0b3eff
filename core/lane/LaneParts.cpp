#include "core/lane/LaneParts.h"

#include "core/lane/FaceLaneAnalyser.h"
#include "core/lane/PlateLaneAnalyser.h"

#include <utility>

namespace gatehouse::lane {

namespace {

// The analyser of a lane's purpose, as the interface the engine knows.
template <typename Analyser>
Result<std::unique_ptr<LaneAnalyser>> created(const vision::ModelCatalogue& catalogue, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(analyser, Analyser::create(catalogue, lane));
    return std::unique_ptr<LaneAnalyser>(std::move(analyser));
}

Result<void> addRecognition(LaneParts& parts, const Result<vision::ModelCatalogue>& catalogue)
{
    if (!catalogue)
        return catalogue.error();
    GATEHOUSE_TRY_ASSIGN(faceModel, vision::FaceAnalyser::embedderName(*catalogue));
    GATEHOUSE_TRY_ASSIGN(faceThresholds, vision::FaceThresholds::fromCatalogue(*catalogue));
    parts.faceModel = faceModel;
    parts.faceThresholds = faceThresholds;
    parts.makeAnalyser = [models = *catalogue](const Lane& lane) {
        return lane.purpose == Purpose::Faces ? created<FaceLaneAnalyser>(models, lane)
                                              : created<PlateLaneAnalyser>(models, lane);
    };
    return {};
}

} // namespace

LaneParts standardParts(const Result<vision::ModelCatalogue>& catalogue)
{
    LaneParts parts;
    parts.makeCamera = [](const video::CameraAddress& address, video::Playback playback, video::VideoRuntime& runtime) {
        return video::createCameraSource(address, playback, runtime);
    };
    parts.makeGate = [](const access::GateSettings& settings, std::function<void(access::GatePhase)> onPhase) {
        return access::createGate(settings, std::move(onPhase));
    };
    if (const auto recognition = addRecognition(parts, catalogue); !recognition) {
        parts.makeAnalyser = [error = recognition.error()](
                                 const Lane&) { return Result<std::unique_ptr<LaneAnalyser>>(error); };
    }
    return parts;
}

} // namespace gatehouse::lane
