#include "core/lane/FaceTrack.h"

#include "core/lane/FramePlace.h"
#include "core/vision/FaceAnalyser.h"

#include <algorithm>

namespace gatehouse::lane {

using vision::Certainty;
using vision::Liveness;
using vision::TrackStage;

namespace {

constexpr QSize FaceCropBound(320, 400);

} // namespace

FaceTrack::FaceTrack(int id, const FaceTrackOptions& options)
    : m_id(id)
    , m_options(options)
    , m_votes(options.votes)
    , m_liveness(options.liveness)
{
}

void FaceTrack::seen(const vision::TrackState& state, const vision::FaceQuality& quality,
    const vision::DetectedFace& face, const video::Frame& frame)
{
    m_state = state;
    m_quality = quality;
    m_frameSize = frame.size();
    if (!m_best || quality.overall > m_best->quality.overall)
        m_best = Look { frame, face, quality };
}

bool FaceTrack::wantsReading(qint64 now) const
{
    return m_votes.wants(m_quality.overall, now);
}

void FaceTrack::read(const vision::FaceMatch& match, double clarity, qint64 now)
{
    if (vision::showsAFace(m_quality, clarity))
        m_votes.add(match, m_quality.overall * clarity, m_quality.overall, m_quality.findings, now);
    else
        m_votes.addNoFace(m_quality.overall, now);
}

bool FaceTrack::wantsLiveness() const
{
    return m_options.asksLiveness && m_said != Certainty::Known;
}

void FaceTrack::addLiveness(double sample, qint64 now)
{
    m_liveness.add(sample, now);
}

std::optional<Conclusion> FaceTrack::conclusion(qint64 now)
{
    const vision::FaceVerdict verdict = m_votes.verdict(TrackStage::Running);
    if (verdict.certainty == Certainty::Known && verdict.best)
        return sayKnown(verdict, now);
    if (m_said || m_votes.isNoFace())
        return std::nullopt;
    if (m_votes.reads() == 0) {
        const bool isUnreadable = now - m_state.firstSeen >= m_options.unreadableAfter;
        return isUnreadable ? std::optional(conclude(verdict, Certainty::Unsure)) : std::nullopt;
    }
    return m_votes.isSettled() ? std::optional(conclude(verdict, verdict.certainty)) : std::nullopt;
}

std::optional<Conclusion> FaceTrack::sayKnown(const vision::FaceVerdict& verdict, qint64 now)
{
    m_knownSince = m_knownSince.value_or(now);
    if (m_said == Certainty::Known && m_saidPerson == verdict.best->person)
        return std::nullopt;
    if (m_options.asksLiveness) {
        const Liveness state = m_liveness.verdict().state;
        const bool isPatient = now - *m_knownSince < m_options.livenessPatience;
        if (state == Liveness::Undecided && isPatient)
            return std::nullopt;
        if (state != Liveness::Live)
            return m_said ? std::nullopt : std::optional(conclude(verdict, Certainty::Unsure));
    }
    return conclude(verdict, Certainty::Known);
}

std::optional<Conclusion> FaceTrack::lastConclusion()
{
    if (m_said || m_votes.reads() == 0 || m_votes.isNoFace())
        return std::nullopt;
    const vision::FaceVerdict verdict = m_votes.verdict(TrackStage::Over);
    const bool isKnown = verdict.certainty == Certainty::Known && verdict.best;
    const bool isLoneLook = m_state.sightings < 2;
    if (isLoneLook && !isKnown && m_best->quality.overall < m_options.loneLookQuality)
        return std::nullopt;
    const bool isProvenLive = !m_options.asksLiveness || m_liveness.verdict().state == Liveness::Live;
    return conclude(verdict, isKnown && !isProvenLive ? Certainty::Unsure : verdict.certainty);
}

TrackView FaceTrack::view() const
{
    const vision::FaceVerdict verdict = m_votes.verdict(TrackStage::Running);
    TrackView view;
    view.track = m_id;
    view.box = fractionsOf(m_state.box, m_frameSize);
    view.certainty = m_said.value_or(verdict.certainty);
    if (verdict.certainty == Certainty::Known && verdict.best)
        view.person = verdict.best->person;
    return view;
}

Conclusion FaceTrack::conclude(const vision::FaceVerdict& verdict, Certainty certainty)
{
    const bool isKnownFace = verdict.certainty == Certainty::Known && verdict.best;
    m_said = certainty;
    m_saidPerson = isKnownFace ? verdict.best->person : PersonId();
    Conclusion result;
    result.track = m_id;
    result.box = fractionsOf(m_state.box, m_frameSize);
    result.certainty = certainty;
    result.subject = LaneEvent::Subject::Person;
    if (verdict.best) {
        // A stranger is nobody's look-alike: only who it might be is named.
        if (certainty != Certainty::Unknown)
            result.person = verdict.best->person;
        result.confidence = std::max(0.0, static_cast<double>(verdict.best->similarity));
    }
    if (verdict.second && certainty != Certainty::Unknown) {
        result.runnerUpPerson = verdict.second->person;
        result.runnerUpConfidence = std::max(0.0, static_cast<double>(verdict.second->similarity));
    }
    result.threshold = static_cast<double>(verdict.threshold);
    result.reads = verdict.reads;
    result.agreeing = verdict.agreeing;
    result.findings = verdict.findings;
    if (m_options.asksLiveness) {
        const vision::LivenessVerdict liveness = m_liveness.verdict();
        result.liveness = liveness.mean;
        result.isNotLive = isKnownFace && certainty != Certainty::Known;
        if (result.isNotLive)
            result.findings.append({ vision::Obstacle::NotLive, liveness.mean, m_options.liveness.threshold });
    }
    if (m_best) {
        if (m_votes.reads() == 0)
            result.findings = m_best->quality.findings;
        result.frame = m_best->frame;
        result.crop = vision::faceCrop(m_best->frame, m_best->face, FaceCropBound);
    }
    return result;
}

} // namespace gatehouse::lane
