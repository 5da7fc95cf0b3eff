#pragma once

#include "core/base/UtcTime.h"
#include "core/vision/FaceTypes.h"

#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace gatehouse::lane {

struct PassageOptions
{
    // The same person or plate is announced again only when it was out of sight this long.
    qint64 reannounceAfter = 30'000; // ms
    // A track that begins where another ended at most this long ago is the same passage: someone walked between the
    // camera and the car. A stranger where someone known stood is not: that is the next in the queue; and a stranger
    // where a stranger stood is only after a blink.
    qint64 bridgeGap = 2'500; // ms
    qint64 strangerGap = 1'200; // ms
    double bridgeOverlap = 0.3; // IoU of the two boxes
    // A text that is not certain, so near a plate that is (in heights of that plate) and so soon after it, is what else
    // is printed there: a country's name, a dealer's. 0 where faces pass: whoever stands beside someone known is
    // somebody.
    double printedAround = 0;
    qint64 printedGap = 1'200; // ms
};

// The options of a lane that reads plates.
[[nodiscard]] PassageOptions platePassages();

// Keeps one passage from becoming many events. A passage is announced once; once more when it becomes certain after it
// was not, and when it turns out to be somebody else. Pure over the times and boxes it is given; one owner.
class PassageBook
{
public:
    struct Sighting
    {
        int track = 0;
        QRectF box; // fractions of the frame
        vision::Certainty certainty = vision::Certainty::Unknown;
        // Who or which plate, where that is known or guessed; empty otherwise.
        QString identity;
        UtcTime at;
    };

    explicit PassageBook(PassageOptions options = {});

    // The track is in sight: its passage goes on.
    void seen(int track, const QRectF& box, UtcTime at);
    // Another scene: what stood in a place no longer says who stands there now.
    void endPlaces();
    // A track has come to an answer: true when that is news.
    [[nodiscard]] bool announce(const Sighting& sighting);

private:
    struct Passage
    {
        int track = 0;
        QRectF box;
        vision::Certainty certainty = vision::Certainty::Unknown;
        QString identity;
        UtcTime lastSeen;
    };

    [[nodiscard]] Passage* find(const Sighting& sighting);
    [[nodiscard]] bool isPrintedOnAnother(const Sighting& sighting) const;
    void forgetOld(UtcTime now);

    PassageOptions m_options;
    std::vector<Passage> m_passages;
};

} // namespace gatehouse::lane
