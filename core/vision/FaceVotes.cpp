#include "core/vision/FaceVotes.h"

#include <algorithm>

namespace gatehouse::vision {

FaceVotes::FaceVotes(FaceVotesOptions options)
    : m_options(options)
{
}

bool FaceVotes::wants(double quality, qint64 now) const
{
    if (quality <= 0 || isKnown())
        return false;
    if (m_reads.empty())
        return true;
    // Quality ends at 1, so the looks that beat all before by a factor are few.
    const auto best = std::ranges::max_element(m_reads, {}, &Read::quality);
    if (quality >= best->quality * m_options.betterBy)
        return true;
    const qint64 pause = isStranger(TrackStage::Running) ? m_options.strangerPause : m_options.pause;
    return reads() < m_options.mostReads && now - m_reads.back().at >= pause;
}

void FaceVotes::add(const FaceMatch& match, double weight, double quality, const Findings& findings, qint64 now)
{
    m_reads.push_back({ match, weight, quality, findings, now });
}

void FaceVotes::addNoFace(double quality, qint64 now)
{
    m_reads.push_back({ {}, 0, quality, {}, now, false });
}

bool FaceVotes::isNoFace() const
{
    return !m_reads.empty() && std::ranges::none_of(m_reads, &Read::isFace);
}

std::optional<FaceVotes::Tally> FaceVotes::favourite() const
{
    std::vector<Tally> tallies;
    for (const Read& read : m_reads) {
        if (read.match.certainty != Certainty::Known)
            continue;
        auto tally = std::ranges::find(tallies, read.match.best->person, &Tally::person);
        if (tally == tallies.end())
            tally = tallies.insert(tallies.end(), Tally { read.match.best->person });
        tally->weight += read.weight;
        ++tally->reads;
        tally->closest = std::max(tally->closest, read.match.best->similarity);
        tally->lead = std::max(tally->lead, read.match.best->similarity - read.match.threshold);
    }
    const auto heaviest = std::ranges::max_element(tallies, {}, &Tally::weight);
    return heaviest == tallies.end() ? std::nullopt : std::optional(*heaviest);
}

double FaceVotes::weightOf(std::optional<Certainty> certainty) const
{
    double total = 0;
    for (const Read& read : m_reads) {
        if (!certainty || read.match.certainty == *certainty)
            total += read.weight;
    }
    return total;
}

bool FaceVotes::isConvincing(const Tally& tally, TrackStage stage) const
{
    if (tally.weight < m_options.share * weightOf(Certainty::Known))
        return false;
    const int asked = stage == TrackStage::Over ? std::min(m_options.agreeingReads, reads()) : m_options.agreeingReads;
    return tally.reads >= asked || tally.lead >= m_options.clearLead;
}

bool FaceVotes::isStranger(TrackStage stage) const
{
    if (m_reads.empty() || weightOf(Certainty::Unknown) < m_options.share * weightOf(std::nullopt))
        return false;
    const auto good =
        std::ranges::count_if(m_reads, [&](const Read& read) { return read.weight >= m_options.goodWeight; });
    return stage == TrackStage::Over || good >= m_options.strangerReads || reads() >= m_options.mostReads;
}

bool FaceVotes::isKnown() const
{
    const auto tally = favourite();
    return tally && isConvincing(*tally, TrackStage::Running);
}

bool FaceVotes::isSettled() const
{
    return isKnown() || isStranger(TrackStage::Running) || reads() >= m_options.mostReads;
}

FaceVerdict FaceVotes::verdict(TrackStage stage) const
{
    FaceVerdict verdict;
    verdict.reads = reads();
    if (m_reads.empty()) {
        verdict.certainty = stage == TrackStage::Over ? Certainty::Unknown : Certainty::Unsure;
        return verdict;
    }
    const auto tally = favourite();
    if (tally && isConvincing(*tally, stage))
        verdict.certainty = Certainty::Known;
    else if (isStranger(stage))
        verdict.certainty = Certainty::Unknown;
    else
        verdict.certainty = Certainty::Unsure;

    // The read that speaks for the verdict: the closest of its person, or the closest of all where nobody is favoured.
    const auto similarityOf = [&](const Read& read) {
        const bool speaks = read.match.best && (!tally || read.match.best->person == tally->person);
        return speaks ? read.match.best->similarity : -2.0F;
    };
    const auto spoken = std::ranges::max_element(m_reads, {}, similarityOf);
    verdict.best = spoken->match.best;
    verdict.second = spoken->match.second;
    verdict.threshold = spoken->match.threshold;
    verdict.margin = spoken->match.margin;
    verdict.agreeing = tally ? tally->reads : 0;
    if (verdict.certainty != Certainty::Known)
        verdict.findings = obstacles(verdict, stage);
    return verdict;
}

Findings FaceVotes::obstacles(const FaceVerdict& verdict, TrackStage stage) const
{
    // What stood in the way of the best look stood in the way of all.
    Findings findings = std::ranges::max_element(m_reads, {}, &Read::quality)->findings;
    if (verdict.best) {
        if (verdict.best->similarity < verdict.threshold)
            findings.append({ Obstacle::BelowThreshold, verdict.best->similarity, verdict.threshold });
        if (verdict.second && verdict.best->similarity >= verdict.threshold) {
            if (const float lead = verdict.best->similarity - verdict.second->similarity; lead < verdict.margin)
                findings.append({ Obstacle::TooCloseToSecond, lead, verdict.margin });
        }
    }
    if (stage == TrackStage::Running && verdict.agreeing > 0 && verdict.agreeing < m_options.agreeingReads)
        findings.append({ Obstacle::TooFewReads, double(verdict.agreeing), double(m_options.agreeingReads) });
    return findings;
}

} // namespace gatehouse::vision
