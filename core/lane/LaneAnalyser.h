#pragma once

#include "core/base/Id.h"
#include "core/lane/LaneTypes.h"
#include "core/video/Frame.h"
#include "core/vision/FaceTypes.h"
#include "core/vision/PlateTypes.h"

#include <QImage>
#include <QList>
#include <QRectF>

#include <memory>
#include <optional>

namespace gatehouse::vision {
class FaceGallery;
}

namespace gatehouse::lane {

// What a track has come to, or come to anew: the recogniser's own answer, before anybody looks it up in the registry.
struct Conclusion
{
    int track = 0;
    QRectF box; // fractions of the frame
    vision::Certainty certainty = vision::Certainty::Unknown;
    LaneEvent::Subject subject = LaneEvent::Subject::None;

    // Subject::Person: who it is nearest to, also when unsure, and who comes next.
    PersonId person;
    PersonId runnerUpPerson;
    // Below 0: the lane does not ask.
    double liveness = -1;
    bool isNotLive = false;

    // Subject::Vehicle
    std::optional<vision::PlateCandidate> plate;
    std::optional<vision::PlateCandidate> runnerUpPlate;

    double confidence = 0; // 0..1
    double threshold = 0;
    double runnerUpConfidence = 0;
    int reads = 0;
    int agreeing = 0;
    vision::Findings findings;

    QImage crop; // the best look at it, from `frame`
    video::Frame frame; // the frame the crop was cut from: the event owns both
};

// One thing being followed, for the overlay.
struct TrackView
{
    int track = 0;
    QRectF box; // fractions of the frame
    vision::Certainty certainty = vision::Certainty::Unknown;
    PersonId person;
    QString plate;
};

struct Analysis
{
    // Nothing moved and nothing was due: the frame was not looked at and the views are the last ones.
    bool isSkipped = false;
    // Present when the picture is of another scene than the one before: what had been followed there comes to this.
    std::optional<QList<Conclusion>> lastScene;
    QList<TrackView> views;
    QList<Conclusion> conclusions;
};

// Recognition of one lane: detects, follows and recognises, and says when a track has come to an answer. It owns its
// networks and its state; one worker at a time calls it. Time is Frame::capturedAt() only, so that the same frames give
// the same answers at any speed. A track is concluded once; again only when it becomes certain, or certain of another,
// later.
class LaneAnalyser
{
public:
    virtual ~LaneAnalyser() = default;

    // The people the lane may know; null for none. Called before the first frame and when they change.
    virtual void setGallery(std::shared_ptr<const vision::FaceGallery> gallery) = 0;
    virtual Analysis analyse(const video::Frame& frame) = 0;
    // The media ended or the camera came back after a gap: every open track is concluded with what it has.
    virtual QList<Conclusion> finish() = 0;
};

} // namespace gatehouse::lane
