#pragma once

#include "core/lane/LaneTypes.h"
#include "tests/support/TestClock.h"

namespace gatehouse::test {

inline const UtcTime Night = UtcTime::fromMilliseconds(TestClock::Start);

inline lane::Lane plateLane(qint64 id, const QString& name)
{
    lane::Lane lane;
    lane.id = LaneId(id);
    lane.name = name;
    lane.camera = CameraId(id);
    lane.gate = GateId(id);
    lane.regions = { Region::China, Region::Europe };
    return lane;
}

inline lane::Lane faceLane(qint64 id, const QString& name)
{
    lane::Lane lane = plateLane(id, name);
    lane.purpose = lane::Purpose::Faces;
    return lane;
}

inline lane::LaneEvent plateEvent(
    qint64 id, qint64 laneId, QStringView plate, access::Verdict verdict, UtcTime at = Night)
{
    lane::LaneEvent event;
    event.id = EventId(id);
    event.at = at;
    event.lane = LaneId(laneId);
    event.laneName = QStringLiteral("Lane %1").arg(laneId);
    event.subject = lane::LaneEvent::Subject::Vehicle;
    event.certainty = vision::Certainty::Known;
    event.plate = PlateText::fromUserInput(plate);
    event.plateRegion = Region::China;
    event.confidence = 0.96;
    event.threshold = 0.5;
    event.reads = 9;
    event.agreeing = 7;
    event.decision.verdict = verdict;
    event.decision.reason = verdict == access::Verdict::Allow ? access::Reason::RuleAllows
        : verdict == access::Verdict::Deny                    ? access::Reason::OutsideSchedule
                                                              : access::Reason::Stranger;
    return event;
}

inline lane::LaneEvent personEvent(qint64 id, qint64 laneId, qint64 person, access::Verdict verdict, UtcTime at = Night)
{
    lane::LaneEvent event = plateEvent(id, laneId, u"X1", verdict, at);
    event.subject = lane::LaneEvent::Subject::Person;
    event.plate.reset();
    event.plateRegion.reset();
    event.person = PersonId(person);
    event.personName = person > 0 ? QStringLiteral("Person %1").arg(person) : QString();
    return event;
}

inline lane::LaneEvent answerTo(const lane::LaneEvent& request, qint64 id, access::Verdict verdict)
{
    lane::LaneEvent event = request;
    event.id = EventId(id);
    event.kind = lane::EventKind::Operator;
    event.answers = request.id;
    event.operatorName = QStringLiteral("Guard Gao");
    event.decision = { verdict,
        verdict == access::Verdict::Allow ? access::Reason::OperatorAllowed : access::Reason::OperatorDenied, {} };
    return event;
}

} // namespace gatehouse::test
