#include "core/lane/LanePipeline.h"

#include "core/lane/Judgement.h"

#include <utility>

namespace gatehouse::lane {

namespace {

// The evidence frame shows the scene; the crop shows the plate or face at full resolution.
constexpr QSize EvidenceFrameSize(1280, 720);
constexpr int EvidenceFrameQuality = 80;
constexpr int EvidenceCropQuality = 90;

std::optional<evidence::EncodedPicture> encoded(const QImage& picture, int quality)
{
    if (picture.isNull())
        return std::nullopt;
    auto result = evidence::encodePicture(picture, quality);
    return result ? std::optional(std::move(*result)) : std::nullopt;
}

} // namespace

LanePipeline::LanePipeline(Lane lane, std::unique_ptr<LaneAnalyser> analyser, const KnowledgeBoard& board,
    LaneRecorder& recorder, const Clock& clock, std::function<void()> overlaysChanged)
    : m_lane(std::move(lane))
    , m_analyser(std::move(analyser))
    , m_board(board)
    , m_recorder(recorder)
    , m_clock(clock)
    , m_overlaysChanged(std::move(overlaysChanged))
    , m_passages(m_lane.purpose == Purpose::Plates ? platePassages() : PassageOptions())
{
}

void LanePipeline::analyse(const video::Frame& frame)
{
    SharedKnowledge knowledge = m_board.current();
    if (knowledge != m_knowledge) {
        if (!m_knowledge || knowledge->gallery != m_knowledge->gallery)
            m_analyser->setGallery(knowledge->gallery);
        m_knowledge = std::move(knowledge);
    }
    m_lastFrame = frame.capturedAt();
    const Analysis analysis = m_analyser->analyse(frame);
    count(analysis.isSkipped, frame.arrivedAt());
    if (analysis.lastScene) {
        for (const Conclusion& conclusion : *analysis.lastScene)
            conclude(conclusion, m_lastFrame);
        m_passages.endPlaces();
    }
    if (!analysis.isSkipped) {
        for (const TrackView& view : analysis.views)
            m_passages.seen(view.track, view.box, m_lastFrame);
        show(analysis.views, *m_knowledge);
    }
    for (const Conclusion& conclusion : analysis.conclusions)
        conclude(conclusion, m_lastFrame);
}

void LanePipeline::finish()
{
    if (!m_knowledge)
        return;
    for (const Conclusion& conclusion : m_analyser->finish())
        conclude(conclusion, m_lastFrame);
    show({}, *m_knowledge);
}

void LanePipeline::conclude(const Conclusion& conclusion, UtcTime frameTime)
{
    const bool isNews = m_passages.announce(
        { conclusion.track, conclusion.box, conclusion.certainty, identityOf(conclusion), frameTime });
    if (!isNews)
        return;
    EventDraft draft;
    draft.event = judge(m_lane, conclusion, *m_knowledge, m_clock.now());
    draft.event.crop = conclusion.crop;
    draft.gate = m_lane.gate;
    draft.crop = encoded(conclusion.crop, EvidenceCropQuality);
    if (!conclusion.frame.isNull())
        draft.frame = encoded(conclusion.frame.toImage({}, EvidenceFrameSize), EvidenceFrameQuality);
    m_recorder.record(std::move(draft));
}

void LanePipeline::show(const QList<TrackView>& views, const LaneKnowledge& knowledge)
{
    QList<Overlay> overlays;
    for (const TrackView& view : views) {
        const QString label = view.person.isValid() ? knowledge.personName(view.person) : view.plate;
        overlays.append({ view.track, view.box, view.certainty, label });
    }
    {
        std::lock_guard lock(m_mutex);
        if (overlays.isEmpty() && m_overlays.isEmpty())
            return;
        m_overlays = std::move(overlays);
    }
    m_overlaysChanged();
}

void LanePipeline::count(bool isSkipped, qint64 arrivedAt)
{
    const qint64 now = m_clock.monotonicMilliseconds();
    std::lock_guard lock(m_mutex);
    if (isSkipped) {
        ++m_counters.framesWithoutMotion;
        return;
    }
    ++m_counters.framesAnalysed;
    m_latency.add(now, static_cast<double>(now - arrivedAt));
}

QList<Overlay> LanePipeline::overlays() const
{
    std::lock_guard lock(m_mutex);
    return m_overlays;
}

LaneCounters LanePipeline::counters() const
{
    const qint64 now = m_clock.monotonicMilliseconds();
    std::lock_guard lock(m_mutex);
    LaneCounters result = m_counters;
    result.analysedPerSecond = m_latency.perSecond(now);
    result.latencyP50 = m_latency.percentile(0.5, now);
    result.latencyP95 = m_latency.percentile(0.95, now);
    return result;
}

} // namespace gatehouse::lane
