#include "core/lane/PassageBook.h"

#include "core/vision/Tracker.h"

#include <algorithm>

namespace gatehouse::lane {

using vision::Certainty;

PassageOptions platePassages()
{
    PassageOptions options;
    options.printedAround = 2;
    return options;
}

PassageBook::PassageBook(PassageOptions options)
    : m_options(options)
{
}

void PassageBook::seen(int track, const QRectF& box, UtcTime at)
{
    for (Passage& passage : m_passages) {
        if (passage.track == track) {
            passage.box = box;
            passage.lastSeen = at;
        }
    }
}

void PassageBook::endPlaces()
{
    for (Passage& passage : m_passages)
        passage.box = {};
}

bool PassageBook::announce(const Sighting& sighting)
{
    forgetOld(sighting.at);
    if (isPrintedOnAnother(sighting))
        return false;
    Passage* passage = find(sighting);
    if (!passage) {
        m_passages.push_back({ sighting.track, sighting.box, sighting.certainty, sighting.identity, sighting.at });
        return true;
    }
    const bool isCertainNow = sighting.certainty == Certainty::Known;
    const bool isNews =
        isCertainNow && (passage->certainty != Certainty::Known || passage->identity != sighting.identity);
    passage->track = sighting.track;
    passage->box = sighting.box;
    passage->lastSeen = sighting.at;
    if (isNews) {
        passage->certainty = sighting.certainty;
        passage->identity = sighting.identity;
    }
    return isNews;
}

// The passage of this very track, else of the same identity, else of what stood in the same place a moment ago.
PassageBook::Passage* PassageBook::find(const Sighting& sighting)
{
    const auto first = [this](auto&& matches) {
        const auto found = std::find_if(m_passages.begin(), m_passages.end(), matches);
        return found == m_passages.end() ? nullptr : &*found;
    };
    if (Passage* sameTrack = first([&](const Passage& passage) { return passage.track == sighting.track; }))
        return sameTrack;
    if (!sighting.identity.isEmpty()) {
        if (Passage* same = first([&](const Passage& passage) { return passage.identity == sighting.identity; }))
            return same;
    }
    const bool isStranger = sighting.certainty == Certainty::Unknown;
    const qint64 gap = isStranger ? m_options.strangerGap : m_options.bridgeGap;
    return first([&](const Passage& passage) {
        return !(isStranger && passage.certainty == Certainty::Known) && sighting.at - passage.lastSeen <= gap
            && vision::intersectionOverUnion(passage.box, sighting.box) >= m_options.bridgeOverlap;
    });
}

bool PassageBook::isPrintedOnAnother(const Sighting& sighting) const
{
    if (sighting.certainty == Certainty::Known || m_options.printedAround <= 0)
        return false;
    return std::any_of(m_passages.begin(), m_passages.end(), [&](const Passage& passage) {
        const double margin = m_options.printedAround * passage.box.height();
        return passage.certainty == Certainty::Known && passage.track != sighting.track
            && passage.identity != sighting.identity && sighting.at - passage.lastSeen <= m_options.printedGap
            && passage.box.adjusted(-margin, -margin, margin, margin).contains(sighting.box.center());
    });
}

void PassageBook::forgetOld(UtcTime now)
{
    std::erase_if(
        m_passages, [&](const Passage& passage) { return now - passage.lastSeen > m_options.reannounceAfter; });
}

} // namespace gatehouse::lane
