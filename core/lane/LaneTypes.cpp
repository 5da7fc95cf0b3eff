#include "core/lane/LaneTypes.h"

namespace gatehouse::lane {

namespace {

constexpr LaneEvent::Subject AllEventSubjects[] = { LaneEvent::Subject::None, LaneEvent::Subject::Person,
    LaneEvent::Subject::Vehicle };
constexpr vision::Certainty AllCertainties[] = { vision::Certainty::Known, vision::Certainty::Unknown,
    vision::Certainty::Unsure };
constexpr vision::Obstacle AllObstacles[] = { vision::Obstacle::TooSmall, vision::Obstacle::Blurred,
    vision::Obstacle::Turned, vision::Obstacle::TooDark, vision::Obstacle::TooBright, vision::Obstacle::BelowThreshold,
    vision::Obstacle::TooCloseToSecond, vision::Obstacle::NotLive, vision::Obstacle::FormatUnknown,
    vision::Obstacle::TooFewReads };

template <typename Value, std::size_t Count>
std::optional<Value> valueOfCode(const Value (&values)[Count], QString (*codeOf)(Value), QStringView code)
{
    for (const Value value : values) {
        if (code == codeOf(value))
            return value;
    }
    return std::nullopt;
}

} // namespace

QString purposeCode(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Plates:
        return QStringLiteral("plates");
    case Purpose::Faces:
        return QStringLiteral("faces");
    }
    Q_UNREACHABLE();
}

std::optional<Purpose> purposeFromCode(QStringView code)
{
    return valueOfCode(AllPurposes, purposeCode, code);
}

QString placeCode(Place place)
{
    switch (place) {
    case Place::Unstated:
        return QStringLiteral("unstated");
    case Place::Entrance:
        return QStringLiteral("entrance");
    case Place::CarPark:
        return QStringLiteral("car-park");
    case Place::Corridor:
        return QStringLiteral("corridor");
    case Place::Workplace:
        return QStringLiteral("workplace");
    case Place::PublicEdge:
        return QStringLiteral("public-edge");
    }
    Q_UNREACHABLE();
}

std::optional<Place> placeFromCode(QStringView code)
{
    return valueOfCode(AllPlaces, placeCode, code);
}

QString eventKindCode(EventKind kind)
{
    switch (kind) {
    case EventKind::Recognition:
        return QStringLiteral("recognition");
    case EventKind::Operator:
        return QStringLiteral("operator");
    case EventKind::Gate:
        return QStringLiteral("gate");
    }
    Q_UNREACHABLE();
}

std::optional<EventKind> eventKindFromCode(QStringView code)
{
    return valueOfCode(AllEventKinds, eventKindCode, code);
}

QString eventSubjectCode(LaneEvent::Subject subject)
{
    switch (subject) {
    case LaneEvent::Subject::None:
        return QStringLiteral("none");
    case LaneEvent::Subject::Person:
        return QStringLiteral("person");
    case LaneEvent::Subject::Vehicle:
        return QStringLiteral("vehicle");
    }
    Q_UNREACHABLE();
}

std::optional<LaneEvent::Subject> eventSubjectFromCode(QStringView code)
{
    return valueOfCode(AllEventSubjects, eventSubjectCode, code);
}

QString certaintyCode(vision::Certainty certainty)
{
    switch (certainty) {
    case vision::Certainty::Known:
        return QStringLiteral("known");
    case vision::Certainty::Unknown:
        return QStringLiteral("unknown");
    case vision::Certainty::Unsure:
        return QStringLiteral("unsure");
    }
    Q_UNREACHABLE();
}

std::optional<vision::Certainty> certaintyFromCode(QStringView code)
{
    return valueOfCode(AllCertainties, certaintyCode, code);
}

QString obstacleCode(vision::Obstacle obstacle)
{
    switch (obstacle) {
    case vision::Obstacle::TooSmall:
        return QStringLiteral("too-small");
    case vision::Obstacle::Blurred:
        return QStringLiteral("blurred");
    case vision::Obstacle::Turned:
        return QStringLiteral("turned");
    case vision::Obstacle::TooDark:
        return QStringLiteral("too-dark");
    case vision::Obstacle::TooBright:
        return QStringLiteral("too-bright");
    case vision::Obstacle::BelowThreshold:
        return QStringLiteral("below-threshold");
    case vision::Obstacle::TooCloseToSecond:
        return QStringLiteral("too-close-to-second");
    case vision::Obstacle::NotLive:
        return QStringLiteral("not-live");
    case vision::Obstacle::FormatUnknown:
        return QStringLiteral("format-unknown");
    case vision::Obstacle::TooFewReads:
        return QStringLiteral("too-few-reads");
    }
    Q_UNREACHABLE();
}

std::optional<vision::Obstacle> obstacleFromCode(QStringView code)
{
    return valueOfCode(AllObstacles, obstacleCode, code);
}

} // namespace gatehouse::lane
