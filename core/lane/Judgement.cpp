#include "core/lane/Judgement.h"

namespace gatehouse::lane {

using access::AccessSubject;
using vision::Certainty;

namespace {

// The owner is named for the guard; the event is the vehicle's and stays out of the owner's own history.
void describeVehicle(LaneEvent& event, const people::Vehicle* vehicle)
{
    event.vehicle = vehicle ? vehicle->id : VehicleId();
    event.vehicleDescription = vehicle ? vehicle->description : QString();
    event.person = {};
    event.personName = vehicle ? vehicle->ownerName : QString();
}

AccessSubject subjectOf(const people::Vehicle& vehicle)
{
    return { AccessSubject::Kind::Vehicle, vehicle.groups, vehicle.validity, vehicle.isActive };
}

AccessSubject judgeVehicle(LaneEvent& event, const Conclusion& conclusion, const LaneKnowledge& knowledge)
{
    if (conclusion.plate) {
        event.plate = conclusion.plate->text;
        event.plateRegion = conclusion.plate->region;
    }
    if (conclusion.runnerUpPlate)
        event.runnerUp = conclusion.runnerUpPlate->text.toString();
    if (conclusion.certainty != Certainty::Known || !conclusion.plate)
        return { AccessSubject::Kind::Unsure, {}, {}, true };
    const people::Vehicle* vehicle = knowledge.roster.vehicleByPlate(conclusion.plate->text, conclusion.plate->region);
    describeVehicle(event, vehicle);
    return vehicle ? subjectOf(*vehicle) : AccessSubject { AccessSubject::Kind::Stranger, {}, {}, true };
}

AccessSubject judgePerson(LaneEvent& event, const Conclusion& conclusion, const LaneKnowledge& knowledge)
{
    event.liveness = conclusion.liveness;
    event.runnerUpPerson = conclusion.runnerUpPerson;
    event.runnerUp = knowledge.personName(conclusion.runnerUpPerson);
    if (conclusion.certainty == Certainty::Unknown)
        return { conclusion.isNotLive ? AccessSubject::Kind::NotLive : AccessSubject::Kind::Stranger, {}, {}, true };
    const auto person = knowledge.roster.persons.constFind(conclusion.person);
    if (person == knowledge.roster.persons.constEnd()) {
        // Removed since the gallery was read, or nobody near enough to name.
        return { AccessSubject::Kind::Unsure, {}, {}, true };
    }
    event.person = person->id;
    event.personName = person->name;
    event.personKind = people::personKindCode(person->kind);
    if (conclusion.isNotLive)
        return { AccessSubject::Kind::NotLive, {}, {}, true };
    if (conclusion.certainty == Certainty::Unsure)
        return { AccessSubject::Kind::Unsure, {}, {}, true };
    return { AccessSubject::Kind::Person, person->groups, person->validity, person->isActive };
}

void applyDecision(LaneEvent& event, const Lane& lane, const access::Decision& decision, const LaneKnowledge& knowledge)
{
    event.decision = decision;
    event.ruleName = knowledge.ruleName(decision.rule);
    event.opensGate = lane.gate.isValid() && decision.verdict == access::Verdict::Allow;
}

LaneEvent eventOf(const Lane& lane, EventKind kind, UtcTime at)
{
    LaneEvent event;
    event.at = at;
    event.lane = lane.id;
    event.laneName = lane.name;
    event.kind = kind;
    return event;
}

// An event that answers another speaks of the same subject, and has no pictures of its own.
LaneEvent followUp(const LaneEvent& request, EventKind kind, UtcTime at)
{
    LaneEvent event = request;
    event.id = {};
    event.at = at;
    event.kind = kind;
    event.answers = request.id;
    event.operatorId = {};
    event.operatorName.clear();
    event.note.clear();
    event.cropId = {};
    event.frameId = {};
    event.crop = {};
    event.opensGate = false;
    event.decision = {};
    event.ruleName.clear();
    return event;
}

access::Decision correct(
    LaneEvent& event, const Lane& lane, const OperatorDecision& decision, const LaneKnowledge& knowledge)
{
    const people::Vehicle* vehicle =
        knowledge.roster.vehicleByPlate(*decision.correctedPlate, decision.correctedRegion);
    event.subject = LaneEvent::Subject::Vehicle;
    event.certainty = Certainty::Known;
    event.plate = decision.correctedPlate;
    event.plateRegion = decision.correctedRegion;
    if (vehicle)
        event.plateRegion = vehicle->region;
    describeVehicle(event, vehicle);
    const AccessSubject subject =
        vehicle ? subjectOf(*vehicle) : AccessSubject { AccessSubject::Kind::Stranger, {}, {}, true };
    access::Decision result = access::decide(knowledge.policy, { subject, lane.zone, event.at });
    // The rule stays named; that it was a person who read the plate is the reason.
    if (result.verdict == access::Verdict::Allow)
        result.reason = access::Reason::OperatorCorrected;
    return result;
}

} // namespace

LaneEvent judge(const Lane& lane, const Conclusion& conclusion, const LaneKnowledge& knowledge, UtcTime at)
{
    LaneEvent event = eventOf(lane, EventKind::Recognition, at);
    event.subject = conclusion.subject;
    event.certainty = conclusion.certainty;
    event.confidence = conclusion.confidence;
    event.threshold = conclusion.threshold;
    event.runnerUpConfidence = conclusion.runnerUpConfidence;
    event.reads = conclusion.reads;
    event.agreeing = conclusion.agreeing;
    event.findings = conclusion.findings;
    const AccessSubject subject = conclusion.subject == LaneEvent::Subject::Person
        ? judgePerson(event, conclusion, knowledge)
        : judgeVehicle(event, conclusion, knowledge);
    applyDecision(event, lane, access::decide(knowledge.policy, { subject, lane.zone, at }), knowledge);
    return event;
}

Result<LaneEvent> answer(const Lane& lane, const LaneEvent& request, const security::ActingOperator& actor,
    const OperatorDecision& decision, const LaneKnowledge& knowledge, UtcTime at)
{
    LaneEvent event = followUp(request, EventKind::Operator, at);
    event.lane = lane.id;
    event.laneName = lane.name;
    event.operatorId = actor.id;
    event.operatorName = actor.name;
    event.note = decision.reason;
    access::Decision result;
    switch (decision.action) {
    case OperatorDecision::Action::Open:
        result = { access::Verdict::Allow, access::Reason::OperatorAllowed, {} };
        break;
    case OperatorDecision::Action::Refuse:
        result = { access::Verdict::Deny, access::Reason::OperatorDenied, {} };
        break;
    case OperatorDecision::Action::Correct:
        if (!decision.correctedPlate || decision.correctedPlate->isEmpty())
            return failure(ErrorCode::InvalidArgument, QStringLiteral("a correction without a plate"));
        result = correct(event, lane, decision, knowledge);
        break;
    }
    applyDecision(event, lane, result, knowledge);
    return event;
}

LaneEvent gateReport(const LaneEvent& opened, const Result<void>& outcome, UtcTime at)
{
    LaneEvent event = followUp(opened, EventKind::Gate, at);
    if (outcome) {
        event.decision = { access::Verdict::Allow, access::Reason::GateOpened, {} };
    } else {
        event.decision = { access::Verdict::Ask, access::Reason::GateFailed, {} };
        event.note = errorCodeName(outcome.error().code);
    }
    return event;
}

LaneEvent unrecorded(LaneEvent event)
{
    event.id = {};
    event.opensGate = false;
    event.decision = { access::Verdict::Ask, access::Reason::RecordFailed, {} };
    event.ruleName.clear();
    return event;
}

QString identityOf(const Conclusion& conclusion)
{
    if (conclusion.subject == LaneEvent::Subject::Person) {
        return conclusion.certainty == Certainty::Unknown || !conclusion.person.isValid()
            ? QString()
            : QString::number(conclusion.person.value());
    }
    return conclusion.plate ? conclusion.plate->text.merged() : QString();
}

} // namespace gatehouse::lane
