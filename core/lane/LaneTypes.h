#pragma once

#include "core/access/AccessTypes.h"
#include "core/base/Id.h"
#include "core/base/PlateText.h"
#include "core/base/Region.h"
#include "core/base/RowVersion.h"
#include "core/vision/FaceTypes.h"
#include "core/vision/PlateTypes.h"

#include <QImage>
#include <QRectF>
#include <QString>

#include <optional>

namespace gatehouse::lane {

enum class Purpose { Plates, Faces };

inline constexpr Purpose AllPurposes[] = { Purpose::Plates, Purpose::Faces };

QString purposeCode(Purpose purpose); // "plates", "faces"
std::optional<Purpose> purposeFromCode(QStringView code);

// What kind of place a camera looks at, as the impact assessment asks.
enum class Place {
    Unstated,
    Entrance,
    CarPark,
    Corridor,
    Workplace,
    PublicEdge, // takes in ground that everybody may use
};

inline constexpr Place AllPlaces[] = { Place::Unstated, Place::Entrance, Place::CarPark, Place::Corridor,
    Place::Workplace, Place::PublicEdge };

QString placeCode(Place place); // "unstated", "entrance", "car-park", "corridor", "workplace", "public-edge"
std::optional<Place> placeFromCode(QStringView code);

// camera + purpose + gate = a lane
struct Lane
{
    LaneId id;
    QString name;
    access::Direction direction = access::Direction::In;
    Purpose purpose = Purpose::Plates;
    CameraId camera;
    GateId gate; // may be invalid: nothing to open
    ZoneId zone;
    QList<Region> regions; // expected plates, for Purpose::Plates
    QRectF regionOfInterest { 0, 0, 1, 1 }; // fractions of the frame
    bool asksLiveness = false;
    bool isEnabled = true;
    RowVersion version {}; // read only
};

// What is drawn over the live picture; fractions of the frame, so that any scale fits.
struct Overlay
{
    int track = 0;
    QRectF box;
    vision::Certainty certainty = vision::Certainty::Unknown;
    QString label; // a name or a plate; empty while nothing is known
};

enum class EventKind { Recognition, Operator, Gate };

inline constexpr EventKind AllEventKinds[] = { EventKind::Recognition, EventKind::Operator, EventKind::Gate };

QString eventKindCode(EventKind kind); // "recognition", "operator", "gate"
std::optional<EventKind> eventKindFromCode(QStringView code);

// One line of the feed and one card, complete: it needs no further look-up to be shown. Pictures are loaded by id where
// `crop` is null (events read back from the store).
struct LaneEvent
{
    EventId id; // invalid when the record failed
    UtcTime at;
    LaneId lane;
    QString laneName;
    EventKind kind = EventKind::Recognition;
    EventId answers; // the event this one decides or reports on
    OperatorId operatorId;
    QString operatorName;

    enum class Subject { None, Person, Vehicle };
    Subject subject = Subject::None;
    vision::Certainty certainty = vision::Certainty::Unknown;
    PersonId person;
    QString personName;
    QString personKind; // code
    VehicleId vehicle;
    QString vehicleDescription;
    std::optional<PlateText> plate;
    std::optional<Region> plateRegion;

    double confidence = 0; // 0..1: plate confidence or face similarity
    double threshold = 0; // what it needed
    double liveness = -1; // 0..1; below 0: not asked
    QString runnerUp; // plate text or person's name
    PersonId runnerUpPerson; // whose name that is: the store keeps the number, never a second copy of the name
    double runnerUpConfidence = 0;
    int reads = 0;
    int agreeing = 0;
    vision::Findings findings;

    access::Decision decision;
    QString ruleName;
    QString note; // the operator's reason
    bool opensGate = false; // the lane has a gate and the verdict is allow

    EvidenceId cropId;
    EvidenceId frameId;
    QImage crop;
    QImage enrolled; // the person's picture on file, when there is one and the match is known
};

QString eventSubjectCode(LaneEvent::Subject subject); // "none", "person", "vehicle"
std::optional<LaneEvent::Subject> eventSubjectFromCode(QStringView code);
QString certaintyCode(vision::Certainty certainty); // "known", "unknown", "unsure"
std::optional<vision::Certainty> certaintyFromCode(QStringView code);
QString obstacleCode(vision::Obstacle obstacle); // "too-small", "blurred" …
std::optional<vision::Obstacle> obstacleFromCode(QStringView code);

// What an operator decides about a waiting request.
struct OperatorDecision
{
    enum class Action { Open, Refuse, Correct };
    Action action = Action::Refuse;
    QString reason; // a word of the list or free text
    std::optional<PlateText> correctedPlate; // with Correct: decided anew for this plate
    std::optional<Region> correctedRegion;
};

// Per lane, for the status strip and the bench.
struct LaneCounters
{
    quint64 framesSeen = 0;
    quint64 framesAnalysed = 0;
    quint64 framesWithoutMotion = 0;
    quint64 framesDropped = 0;
    double analysedPerSecond = 0;
    double latencyP50 = 0; // ms, frame arrived -> analysed
    double latencyP95 = 0;
};

} // namespace gatehouse::lane
