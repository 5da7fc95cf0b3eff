#include "core/lane/PlateTrack.h"

#include "core/lane/FramePlace.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::lane {

using vision::Certainty;

namespace {

constexpr double PlateCropMargin = 0.6; // of the plate's height: the frame of the plate and a bit of the car
// A line that moved this many of its own heights came in; one that never did belongs to the scene.
constexpr double CameInTravel = 1.0;
// Wider than this many times what it was: more than detection wavers.
constexpr double ComingNearer = 1.04;

vision::PlateReading withoutText(vision::PlateReading reading)
{
    reading.candidates.clear();
    reading.characterConfidence.clear();
    return reading;
}

} // namespace

PlateTrack::PlateTrack(int id, PlateTrackOptions options)
    : m_id(id)
    , m_options(options)
    , m_votes(options.votes)
{
}

void PlateTrack::seen(const vision::TrackState& state, QSize frame, qint64 now)
{
    if (m_firstBox.isNull()) {
        m_firstBox = state.box;
        m_firstSeen = now;
    }
    m_box = state.box;
    m_lastSeen = now;
    m_frameSize = frame;
    const QPointF way = m_box.center() - m_firstBox.center();
    m_travelled = std::max(m_travelled, std::hypot(way.x(), way.y()));
}

bool PlateTrack::wantsReading(qint64 now) const
{
    if (isHopeless())
        return now - m_lastRead >= m_options.tryAgainAfter || hasGrown(m_options.grownEnough);
    if (m_votes.wantsMore())
        return true;
    return m_said == Certainty::Unsure && now - m_lastRead >= m_options.tryAgainAfter;
}

vision::PlateEffort PlateTrack::nextEffort(qint64 now) const
{
    const bool isWorthWaiting = m_lookedWidth <= 0 || hasGrown(ComingNearer);
    const bool hasWaited = m_glancingSince && now - *m_glancingSince >= m_options.glanceFor;
    return isWorthWaiting && !hasWaited ? vision::PlateEffort::Glance : vision::PlateEffort::Thorough;
}

void PlateTrack::glanced(const vision::DetectedPlate& line, const video::Frame& frame, qint64 now)
{
    m_glancingSince = m_glancingSince.value_or(now);
    m_lookedWidth = m_box.width();
    m_unread = Unread { frame, line };
}

void PlateTrack::read(const vision::PlateReading& reading, const video::Frame& frame, qint64 now)
{
    beLookedAt();
    if (!m_votes.wantsMore()) {
        m_votes = vision::PlateVotes(m_options.votes);
        m_round = 0;
    }
    const bool isFit = !reading.candidates.empty() && reading.candidates.front().confidence >= m_options.leastProbable;
    m_votes.add(isFit ? reading : withoutText(reading));
    ++m_reads;
    ++m_round;
    m_lastRead = now;
    if (!isFit) {
        ++m_emptyReads;
    } else {
        m_everFitted = true;
        m_firstFit = m_firstFit.value_or(now);
    }
    const auto best = m_votes.bestReading();
    if (!m_best || (best && *best + 1 == static_cast<std::size_t>(m_round)))
        m_best = Look { frame, reading.plate.box };
}

void PlateTrack::readNothing(qint64 now)
{
    ++m_emptyReads;
    beLookedAt();
    m_lastRead = now;
}

std::optional<Conclusion> PlateTrack::conclusion(qint64 now)
{
    if (m_reads == 0)
        return std::nullopt;
    const vision::PlateVerdict verdict = m_votes.verdict();
    if (verdict.certainty == Certainty::Known) {
        const bool isSaid = m_said == Certainty::Known && verdict.best && verdict.best->text == m_saidText;
        return isSaid ? std::nullopt : std::optional(conclude(verdict));
    }
    if (m_said)
        return std::nullopt;
    const bool isLate = m_firstFit && now - *m_firstFit >= m_options.unsureAfter;
    const bool isUsedUp = m_everFitted && !m_votes.wantsMore();
    const bool isUnreadable =
        !m_everFitted && isHopeless() && cameIn() && now - m_firstSeen >= m_options.unreadableAfter;
    return isLate || isUsedUp || isUnreadable ? std::optional(conclude(verdict)) : std::nullopt;
}

std::optional<Conclusion> PlateTrack::lastConclusion()
{
    if (m_said || !m_everFitted)
        return std::nullopt;
    return conclude(m_votes.verdict());
}

std::optional<TrackView> PlateTrack::view() const
{
    if (!m_everFitted && !m_said)
        return std::nullopt;
    const vision::PlateVerdict verdict = m_votes.verdict();
    TrackView view;
    view.track = m_id;
    view.box = fractionsOf(m_box, m_frameSize);
    view.certainty = verdict.certainty;
    if (verdict.best)
        view.plate = verdict.best->text.display();
    return view;
}

bool PlateTrack::isHopeless() const
{
    return !m_everFitted && m_emptyReads >= m_options.hopelessReads;
}

void PlateTrack::beLookedAt()
{
    m_glancingSince.reset();
    m_lookedWidth = m_box.width();
    m_unread.reset();
}

bool PlateTrack::hasGrown(double times) const
{
    return m_box.width() >= times * m_lookedWidth;
}

bool PlateTrack::cameIn() const
{
    return m_travelled >= CameInTravel * m_firstBox.height();
}

Conclusion PlateTrack::conclude(const vision::PlateVerdict& verdict)
{
    m_said = verdict.certainty;
    m_saidText = verdict.best ? verdict.best->text : PlateText();
    Conclusion result;
    result.track = m_id;
    result.box = fractionsOf(m_box, m_frameSize);
    result.certainty = verdict.certainty;
    result.subject = LaneEvent::Subject::Vehicle;
    result.plate = verdict.best;
    result.runnerUpPlate = verdict.second;
    result.confidence = verdict.best ? static_cast<double>(verdict.best->confidence) : 0;
    result.runnerUpConfidence = verdict.second ? static_cast<double>(verdict.second->confidence) : 0;
    result.threshold = m_options.votes.accept;
    result.reads = verdict.reads;
    result.agreeing = verdict.agreeing;
    result.findings = verdict.findings;
    if (m_best) {
        result.frame = m_best->frame;
        result.crop = m_best->frame.toImage(grownBox(m_best->box, PlateCropMargin, m_best->frame.size()));
    }
    return result;
}

} // namespace gatehouse::lane
