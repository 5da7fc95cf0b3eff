#include "core/lane/FaceLaneAnalyser.h"

#include "core/lane/FramePlace.h"

#include <utility>

namespace gatehouse::lane {

namespace {

vision::TrackerOptions faceTrackerOptions()
{
    vision::TrackerOptions options;
    // A face counts from its first sighting; FaceTrack decides what a single look is worth.
    options.confirmAfter = 1;
    // People queue closely: who steps into the gap of another must not become that other's track.
    options.forgetAfter = 1'000;
    return options;
}

} // namespace

Result<std::unique_ptr<FaceLaneAnalyser>> FaceLaneAnalyser::create(
    const vision::ModelCatalogue& catalogue, const Lane& lane)
{
    GATEHOUSE_TRY_ASSIGN(faces, vision::FaceAnalyser::create(catalogue));
    GATEHOUSE_TRY_ASSIGN(live, catalogue.threshold(u"face-liveness", u"live"));
    FaceTrackOptions options;
    options.asksLiveness = lane.asksLiveness;
    options.liveness.threshold = live;
    return std::unique_ptr<FaceLaneAnalyser>(new FaceLaneAnalyser(std::move(faces), options, lane));
}

FaceLaneAnalyser::FaceLaneAnalyser(
    std::unique_ptr<vision::FaceAnalyser> faces, const FaceTrackOptions& options, const Lane& lane)
    : m_faces(std::move(faces))
    , m_gallery(std::make_shared<const vision::FaceGallery>())
    , m_options(options)
    , m_regionOfInterest(lane.regionOfInterest)
    , m_tracker(faceTrackerOptions())
{
}

void FaceLaneAnalyser::setGallery(std::shared_ptr<const vision::FaceGallery> gallery)
{
    m_gallery = gallery ? std::move(gallery) : std::make_shared<const vision::FaceGallery>();
}

Analysis FaceLaneAnalyser::analyse(const video::Frame& frame)
{
    const qint64 now = frame.capturedAt().milliseconds();
    const QRect region = pixelRegion(m_regionOfInterest, frame.size());
    Analysis result;
    if (m_sceneCut.isCut(frame))
        result.lastScene = finish();
    if (m_motion.look(frame, region, now) == vision::MotionGate::Verdict::Still) {
        result.isSkipped = true;
        return result;
    }

    const std::vector<vision::DetectedFace> faces = m_faces->detect(frame, region);
    std::vector<QRectF> boxes;
    for (const vision::DetectedFace& face : faces)
        boxes.push_back(face.box);
    const vision::TrackerUpdate update = m_tracker.update(boxes, now);
    for (const vision::TrackState& state : update.alive) {
        if (!state.observation)
            continue;
        FaceTrack& seen = track(state.id);
        look(seen, state, faces[*state.observation], frame, now);
        if (auto conclusion = seen.conclusion(now))
            result.conclusions.append(*conclusion);
        result.views.append(seen.view());
    }
    for (const vision::TrackState& state : update.ended) {
        if (auto conclusion = track(state.id).lastConclusion())
            result.conclusions.append(*conclusion);
        m_tracks.erase(state.id);
    }
    return result;
}

QList<Conclusion> FaceLaneAnalyser::finish()
{
    QList<Conclusion> result;
    for (const vision::TrackState& state : m_tracker.endAll()) {
        if (auto conclusion = track(state.id).lastConclusion())
            result.append(*conclusion);
    }
    m_tracks.clear();
    return result;
}

void FaceLaneAnalyser::look(FaceTrack& track, const vision::TrackState& state, const vision::DetectedFace& face,
    const video::Frame& frame, qint64 now)
{
    vision::FaceQuality quality = m_faces->assess(frame, face);
    // Half a face is nobody's: who comes in from the side is read when the whole face is there.
    const bool isWhole = QRectF(QPointF(), QSizeF(frame.size())).adjusted(1, 1, -1, -1).contains(face.box);
    if (!isWhole)
        quality.overall = 0;
    track.seen(state, quality, face, frame);
    if (!isWhole)
        return;
    if (track.wantsReading(now)) {
        const vision::FaceEmbedding embedding = m_faces->embed(frame, face);
        if (!embedding.vector.empty())
            track.read(m_gallery->search(embedding.vector), embedding.clarity, now);
    }
    if (track.wantsLiveness()) {
        if (const auto sample = m_faces->liveness(frame, face))
            track.addLiveness(static_cast<double>(*sample), now);
    }
}

FaceTrack& FaceLaneAnalyser::track(int id)
{
    return m_tracks.try_emplace(id, id, m_options).first->second;
}

} // namespace gatehouse::lane
