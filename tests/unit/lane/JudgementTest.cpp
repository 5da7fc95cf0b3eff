#include "core/lane/Judgement.h"

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using access::Reason;
using access::Verdict;
using lane::Conclusion;
using lane::EventKind;
using lane::Lane;
using lane::LaneEvent;
using lane::LaneKnowledge;
using lane::OperatorDecision;
using vision::Certainty;

constexpr UtcTime Noon = UtcTime::fromMilliseconds(1'741'090'000'000);
constexpr GroupId Staff(1);
constexpr ZoneId Yard(1);

PlateText plate(QStringView text)
{
    return *PlateText::fromUserInput(text);
}

Lane entry()
{
    Lane lane;
    lane.id = LaneId(3);
    lane.name = QStringLiteral("Entry 1");
    lane.gate = GateId(4);
    lane.zone = Yard;
    return lane;
}

// Staff may enter the yard; one person and one van are staff, one person is nothing.
LaneKnowledge knowledge()
{
    LaneKnowledge known;
    access::AccessRule rule;
    rule.id = RuleId(9);
    rule.name = QStringLiteral("staff at any time");
    rule.group = Staff;
    rule.zone = Yard;
    known.policy.rules = { rule };

    people::Person staff;
    staff.id = PersonId(1);
    staff.name = QStringLiteral("Li Na");
    staff.groups = { Staff };
    people::Person other;
    other.id = PersonId(2);
    other.name = QStringLiteral("Tom Beck");
    known.roster.persons = { { staff.id, staff }, { other.id, other } };

    people::Vehicle van;
    van.id = VehicleId(1);
    van.plate = plate(u"AB12CDE");
    van.region = Region::Europe;
    van.owner = staff.id;
    van.ownerName = staff.name;
    van.description = QStringLiteral("blue van");
    van.groups = { Staff };
    known.roster.vehicles = { { van.id, van } };
    known.roster.byMergedPlate.insert(van.plate.merged(), van.id);
    return known;
}

Conclusion readPlate(QStringView text, Certainty certainty = Certainty::Known)
{
    Conclusion conclusion;
    conclusion.subject = LaneEvent::Subject::Vehicle;
    conclusion.certainty = certainty;
    conclusion.plate = vision::PlateCandidate { plate(text), Region::Europe, 0.93F };
    conclusion.confidence = 0.93;
    conclusion.reads = 5;
    conclusion.agreeing = 4;
    return conclusion;
}

Conclusion sawFace(PersonId person, Certainty certainty = Certainty::Known)
{
    Conclusion conclusion;
    conclusion.subject = LaneEvent::Subject::Person;
    conclusion.certainty = certainty;
    conclusion.person = person;
    conclusion.confidence = 0.7;
    return conclusion;
}

security::ActingOperator guard()
{
    return { OperatorId(2), QStringLiteral("Y. Chen"), security::Role::Guard };
}

} // namespace

TEST(Judgement, ARegisteredCarIsLetInByItsRule)
{
    const LaneEvent event = judge(entry(), readPlate(u"AB12CDE"), knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Allow);
    EXPECT_EQ(event.decision.reason, Reason::RuleAllows);
    EXPECT_EQ(event.ruleName, QStringLiteral("staff at any time"));
    EXPECT_EQ(event.vehicle, VehicleId(1));
    EXPECT_EQ(event.vehicleDescription, QStringLiteral("blue van"));
    EXPECT_FALSE(event.person.isValid());
    EXPECT_TRUE(event.opensGate);
    EXPECT_EQ(event.reads, 5);
    EXPECT_EQ(event.agreeing, 4);
}

TEST(Judgement, CharactersACameraCannotTellApartStillFindTheCar)
{
    LaneKnowledge known = knowledge();
    people::Vehicle& van = known.roster.vehicles[VehicleId(1)];
    known.roster.byMergedPlate.clear();
    van.plate = plate(u"AO12CDE");
    known.roster.byMergedPlate.insert(van.plate.merged(), van.id);
    EXPECT_EQ(judge(entry(), readPlate(u"A012CDE"), known, Noon).vehicle, VehicleId(1));
}

TEST(Judgement, AStrangersCarIsAskedAbout)
{
    const LaneEvent event = judge(entry(), readPlate(u"XY99ZZZ"), knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Ask);
    EXPECT_EQ(event.decision.reason, Reason::Stranger);
    EXPECT_FALSE(event.opensGate);
    EXPECT_EQ(event.plate, plate(u"XY99ZZZ"));
}

TEST(Judgement, AnUnsureReadingOpensNothingEvenWhenItNamesARegisteredCar)
{
    const LaneEvent event = judge(entry(), readPlate(u"AB12CDE", Certainty::Unsure), knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Ask);
    EXPECT_EQ(event.decision.reason, Reason::Unsure);
    EXPECT_FALSE(event.opensGate);
    EXPECT_FALSE(event.vehicle.isValid());
}

TEST(Judgement, ALaneWithoutAGateOpensNothing)
{
    Lane lane = entry();
    lane.gate = {};
    const LaneEvent event = judge(lane, readPlate(u"AB12CDE"), knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Allow);
    EXPECT_FALSE(event.opensGate);
}

TEST(Judgement, AKnownPersonIsNamedAndJudged)
{
    const LaneEvent allowed = judge(entry(), sawFace(PersonId(1)), knowledge(), Noon);
    EXPECT_EQ(allowed.personName, QStringLiteral("Li Na"));
    EXPECT_EQ(allowed.decision.reason, Reason::RuleAllows);
    const LaneEvent denied = judge(entry(), sawFace(PersonId(2)), knowledge(), Noon);
    EXPECT_EQ(denied.decision.verdict, Verdict::Deny);
    EXPECT_EQ(denied.decision.reason, Reason::NoRule);
}

TEST(Judgement, APictureOfAKnownPersonAsks)
{
    Conclusion conclusion = sawFace(PersonId(1));
    conclusion.isNotLive = true;
    conclusion.liveness = 0.05;
    const LaneEvent event = judge(entry(), conclusion, knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Ask);
    EXPECT_EQ(event.decision.reason, Reason::NotLive);
    EXPECT_EQ(event.personName, QStringLiteral("Li Na"));
    EXPECT_FALSE(event.opensGate);
}

TEST(Judgement, APersonRemovedAMomentAgoIsNotLetIn)
{
    const LaneEvent event = judge(entry(), sawFace(PersonId(77)), knowledge(), Noon);
    EXPECT_EQ(event.decision.verdict, Verdict::Ask);
    EXPECT_FALSE(event.person.isValid());
}

TEST(Judgement, TheGuardsWordIsAnEventThatAnswersTheRequest)
{
    LaneEvent request = judge(entry(), readPlate(u"XY99ZZZ"), knowledge(), Noon);
    request.id = EventId(40);
    request.cropId = EvidenceId(8);
    const auto opened = answer(entry(), request, guard(),
        { OperatorDecision::Action::Open, QStringLiteral("delivery"), {}, {} }, knowledge(), Noon);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->kind, EventKind::Operator);
    EXPECT_EQ(opened->answers, EventId(40));
    EXPECT_EQ(opened->operatorName, QStringLiteral("Y. Chen"));
    EXPECT_EQ(opened->decision.reason, Reason::OperatorAllowed);
    EXPECT_EQ(opened->note, QStringLiteral("delivery"));
    EXPECT_TRUE(opened->opensGate);
    EXPECT_FALSE(opened->cropId.isValid());
    const auto refused =
        answer(entry(), request, guard(), { OperatorDecision::Action::Refuse, {}, {}, {} }, knowledge(), Noon);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->decision.verdict, Verdict::Deny);
    EXPECT_FALSE(refused->opensGate);
}

TEST(Judgement, ACorrectedPlateIsDecidedAnew)
{
    LaneEvent request = judge(entry(), readPlate(u"AB12CDF"), knowledge(), Noon);
    request.id = EventId(40);
    OperatorDecision correction { OperatorDecision::Action::Correct, {}, plate(u"AB12CDE"), Region::Europe };
    const auto allowed = answer(entry(), request, guard(), correction, knowledge(), Noon);
    ASSERT_TRUE(allowed);
    EXPECT_EQ(allowed->vehicle, VehicleId(1));
    EXPECT_EQ(allowed->decision.verdict, Verdict::Allow);
    EXPECT_EQ(allowed->decision.reason, Reason::OperatorCorrected);
    EXPECT_EQ(allowed->ruleName, QStringLiteral("staff at any time"));
    EXPECT_TRUE(allowed->opensGate);

    correction.correctedPlate = plate(u"ZZ00ZZZ");
    const auto stranger = answer(entry(), request, guard(), correction, knowledge(), Noon);
    ASSERT_TRUE(stranger);
    EXPECT_EQ(stranger->decision.verdict, Verdict::Ask);
    EXPECT_FALSE(stranger->opensGate);

    correction.correctedPlate = {};
    const auto nothing = answer(entry(), request, guard(), correction, knowledge(), Noon);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::InvalidArgument);
}

TEST(Judgement, WhatBecameOfTheGateIsToldWithItsReason)
{
    LaneEvent opened = judge(entry(), readPlate(u"AB12CDE"), knowledge(), Noon);
    opened.id = EventId(40);
    const LaneEvent good = gateReport(opened, {}, Noon);
    EXPECT_EQ(good.kind, EventKind::Gate);
    EXPECT_EQ(good.answers, EventId(40));
    EXPECT_EQ(good.decision.reason, Reason::GateOpened);
    const LaneEvent bad = gateReport(opened, failure(ErrorCode::GateNoFeedback), Noon);
    EXPECT_EQ(bad.decision.verdict, Verdict::Ask);
    EXPECT_EQ(bad.decision.reason, Reason::GateFailed);
    EXPECT_EQ(bad.note, QStringLiteral("GateNoFeedback"));
}

TEST(Judgement, WhatCouldNotBeWrittenDownAsks)
{
    const LaneEvent event = unrecorded(judge(entry(), readPlate(u"AB12CDE"), knowledge(), Noon));
    EXPECT_EQ(event.decision.verdict, Verdict::Ask);
    EXPECT_EQ(event.decision.reason, Reason::RecordFailed);
    EXPECT_FALSE(event.opensGate);
    EXPECT_FALSE(event.id.isValid());
}
