#include "core/lane/LaneRuntime.h"

#include "core/audit/AuditTrail.h"
#include "tests/store/lane/RuntimeSite.h"
#include "tests/support/WaitFor.h"

#include <gtest/gtest.h>
#include <thread>

namespace {

using namespace gatehouse;
using access::Reason;
using access::Verdict;
using lane::EventKind;
using lane::LaneEvent;
using lane::OperatorDecision;
using test::readPlate;
using test::RuntimeSite;
using test::waitFor;
using vision::Certainty;

OperatorDecision decision(OperatorDecision::Action action)
{
    return { action, QStringLiteral("delivery"), std::nullopt, std::nullopt };
}

const LaneEvent* ofKind(const RuntimeSite& site, EventKind kind)
{
    for (const LaneEvent& event : site.events) {
        if (event.kind == kind)
            return &event;
    }
    return nullptr;
}

} // namespace

TEST(LaneRuntime, AKnownCarIsOnDiskWithItsPicturesBeforeItsGateMoves)
{
    RuntimeSite site;
    qint64 eventsWhenOpened = -1;
    qint64 picturesWhenOpened = -1;
    qint64 auditWhenOpened = -1;
    site.gate.onOpen = [&] {
        eventsWhenOpened = site.rowsOnDisk("SELECT count(*) FROM events WHERE plate = 'AB12CDE'");
        picturesWhenOpened = site.rowsOnDisk("SELECT count(*) FROM evidence");
        auditWhenOpened = site.rowsOnDisk("SELECT count(*) FROM audit WHERE subject_kind = 'event'");
    };
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"AB12CDE"));
    ASSERT_TRUE(site.waitForEvents(2));
    EXPECT_EQ(site.gate.openings(), 1);
    EXPECT_EQ(eventsWhenOpened, 1);
    EXPECT_EQ(picturesWhenOpened, 2);
    EXPECT_EQ(auditWhenOpened, 1);

    const LaneEvent& seen = site.events[0];
    EXPECT_TRUE(seen.id.isValid());
    EXPECT_EQ(seen.decision.reason, Reason::RuleAllows);
    EXPECT_EQ(seen.vehicleDescription, QStringLiteral("blue van"));
    EXPECT_FALSE(seen.crop.isNull());
    EXPECT_TRUE(seen.cropId.isValid());
    EXPECT_TRUE(seen.frameId.isValid());
    const LaneEvent& moved = site.events[1];
    EXPECT_EQ(moved.kind, EventKind::Gate);
    EXPECT_EQ(moved.answers, seen.id);
    EXPECT_EQ(moved.decision.reason, Reason::GateOpened);
}

TEST(LaneRuntime, ARecordThatFailsOpensNothingAndAsks)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    site.refuseRecords();
    site.conclude(readPlate(1, u"AB12CDE"));
    ASSERT_TRUE(waitFor([&] { return !site.refused.empty(); }));
    EXPECT_EQ(site.gate.openings(), 0);
    EXPECT_TRUE(site.events.empty());
    EXPECT_EQ(site.refused[0].first.decision.verdict, Verdict::Ask);
    EXPECT_EQ(site.refused[0].first.decision.reason, Reason::RecordFailed);
    EXPECT_FALSE(site.refused[0].first.opensGate);

    // The guard's own word is not taken either while nothing can be written; then it is.
    ASSERT_TRUE(
        site.runtime->decide(site.store.guard(), site.refused[0].first, decision(OperatorDecision::Action::Open)));
    ASSERT_TRUE(waitFor([&] { return site.refused.size() == 2; }));
    EXPECT_EQ(site.gate.openings(), 0);
    site.takeRecords();
    ASSERT_TRUE(
        site.runtime->decide(site.store.guard(), site.refused[0].first, decision(OperatorDecision::Action::Open)));
    ASSERT_TRUE(site.waitForEvents(2));
    EXPECT_EQ(site.gate.openings(), 1);
    EXPECT_EQ(site.events[0].kind, EventKind::Operator);
    EXPECT_TRUE(site.events[0].cropId.isValid());
    site.runtime->stop();
    EXPECT_EQ(site.rowsOnDisk("SELECT count(*) FROM events"), 2);
}

TEST(LaneRuntime, AGateThatFailsIsAnEventAndMayBeTriedAgain)
{
    RuntimeSite site;
    site.gate.failsWith = ErrorCode::GateNoFeedback;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"XY99ZZZ"));
    ASSERT_TRUE(site.waitForEvents(1));
    const LaneEvent request = site.events[0];
    EXPECT_EQ(request.decision.reason, Reason::Stranger);
    EXPECT_EQ(site.gate.openings(), 0);

    ASSERT_TRUE(site.runtime->decide(site.store.guard(), request, decision(OperatorDecision::Action::Open)));
    ASSERT_TRUE(site.waitForEvents(3));
    const LaneEvent* failed = ofKind(site, EventKind::Gate);
    ASSERT_NE(failed, nullptr);
    EXPECT_EQ(failed->decision.reason, Reason::GateFailed);
    EXPECT_EQ(failed->decision.verdict, Verdict::Ask);
    EXPECT_EQ(failed->note, QStringLiteral("GateNoFeedback"));

    site.gate.failsWith.reset();
    ASSERT_TRUE(site.runtime->decide(site.store.guard(), request, decision(OperatorDecision::Action::Open)));
    ASSERT_TRUE(site.waitForEvents(5));
    EXPECT_EQ(site.gate.openings(), 2);
}

TEST(LaneRuntime, TwoPressesOfTheKeyOpenOnce)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"XY99ZZZ"));
    ASSERT_TRUE(site.waitForEvents(1));
    const LaneEvent request = site.events[0];
    ASSERT_TRUE(site.runtime->decide(site.store.guard(), request, decision(OperatorDecision::Action::Open)));
    const auto again = site.runtime->decide(site.store.guard(), request, decision(OperatorDecision::Action::Open));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
    ASSERT_TRUE(site.waitForEvents(3));
    EXPECT_EQ(site.gate.openings(), 1);
    EXPECT_EQ(ofKind(site, EventKind::Operator)->answers, request.id);
    EXPECT_EQ(ofKind(site, EventKind::Operator)->note, QStringLiteral("delivery"));
}

TEST(LaneRuntime, OnlyWhoMayDecideDecides)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"XY99ZZZ"));
    ASSERT_TRUE(site.waitForEvents(1));
    const auto refusal = site.runtime->decide(
        site.store.actor(security::Role::PrivacyOfficer), site.events[0], decision(OperatorDecision::Action::Open));
    ASSERT_FALSE(refusal);
    EXPECT_EQ(refusal.error().code, ErrorCode::PermissionDenied);
    site.runtime->stop();
    EXPECT_EQ(site.gate.openings(), 0);
    const auto stopped =
        site.runtime->decide(site.store.guard(), site.events[0], decision(OperatorDecision::Action::Open));
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::NotFound);
}

TEST(LaneRuntime, ACorrectedPlateIsLetInByItsRule)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"AB12CDF", Certainty::Unsure, 0.4F));
    ASSERT_TRUE(site.waitForEvents(1));
    EXPECT_EQ(site.events[0].decision.reason, Reason::Unsure);
    OperatorDecision correction = decision(OperatorDecision::Action::Correct);
    correction.correctedPlate = PlateText::fromUserInput(u"AB12 CDE");
    correction.correctedRegion = Region::Europe;
    ASSERT_TRUE(site.runtime->decide(site.store.guard(), site.events[0], correction));
    ASSERT_TRUE(site.waitForEvents(3));
    EXPECT_EQ(site.gate.openings(), 1);
    EXPECT_EQ(ofKind(site, EventKind::Operator)->decision.reason, Reason::OperatorCorrected);
    EXPECT_EQ(ofKind(site, EventKind::Operator)->vehicleDescription, QStringLiteral("blue van"));
}

TEST(LaneRuntime, OnePassageIsOneEventAndCertaintyAfterDoubtOneMore)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"AB12CDF", Certainty::Unsure));
    ASSERT_TRUE(site.waitForEvents(1));
    for (int repeat = 0; repeat < 3; ++repeat)
        site.conclude(readPlate(1, u"AB12CDF", Certainty::Unsure));
    site.conclude(readPlate(1, u"AB12CDE"));
    ASSERT_TRUE(site.waitForEvents(3));
    site.conclude(readPlate(2, u"AB12CDE"));
    site.runtime->stop();
    EXPECT_EQ(site.rowsOnDisk("SELECT count(*) FROM events WHERE kind = 'recognition'"), 2);
    EXPECT_EQ(site.gate.openings(), 1);
}

TEST(LaneRuntime, ARuleTakenBackCountsForTheNextCar)
{
    RuntimeSite site;
    ASSERT_TRUE(site.start());
    ASSERT_TRUE(site.writer->call(
        [](store::Database& database) { return database.execute("UPDATE access_rules SET is_enabled = 0"); }));
    site.runtime->refreshKnowledge();
    site.conclude(readPlate(1, u"AB12CDE"));
    ASSERT_TRUE(site.waitForEvents(1));
    EXPECT_EQ(site.events[0].decision.verdict, Verdict::Deny);
    EXPECT_EQ(site.events[0].decision.reason, Reason::NoRule);
    EXPECT_EQ(site.gate.openings(), 0);
}

TEST(LaneRuntime, StoppingLeavesNothingUnrecorded)
{
    RuntimeSite site;
    site.gate.neverAnswers = true;
    ASSERT_TRUE(site.start());
    site.conclude(readPlate(1, u"AB12CDE"));
    ASSERT_TRUE(site.waitForEvents(1));
    ASSERT_TRUE(waitFor([&] { return site.gate.openings() == 1; }));
    site.runtime->stop();
    EXPECT_FALSE(site.runtime->isRunning());
    EXPECT_FALSE(site.camera.isRunning());
    EXPECT_EQ(site.rowsOnDisk("SELECT count(*) FROM events WHERE kind = 'gate' AND reason = 'gate-failed'"), 1);
    ASSERT_TRUE(site.waitForEvents(2));
}

TEST(LaneRuntime, AReplayLosesNoFrameAndEndsWhenAllIsRecorded)
{
    RuntimeSite site;
    constexpr int Cars = 60;
    site.recognition.answer([](const video::Frame& frame) {
        lane::Analysis analysis;
        const auto number = static_cast<int>(frame.sequence());
        lane::Conclusion conclusion = readPlate(number, QStringLiteral("CAR%1").arg(number, 4, 10, QLatin1Char('0')));
        conclusion.box = QRectF(number % 8 / 10.0, number / 8 / 10.0, 0.08, 0.05);
        analysis.conclusions = { conclusion };
        return analysis;
    });
    site.recognition.answerAtTheEnd({ readPlate(1000, u"AB12CDE") });
    bool hasEnded = false;
    qint64 onDiskAtTheEnd = 0;
    QObject::connect(site.runtime.get(), &lane::LaneRuntime::cameraEnded, site.runtime.get(), [&](CameraId camera) {
        EXPECT_EQ(camera, RuntimeSite::TheCamera);
        hasEnded = true;
        onDiskAtTheEnd = site.rowsOnDisk("SELECT count(*) FROM events");
    });
    ASSERT_TRUE(site.start(video::Playback::FastOnce));
    std::thread play([&] {
        for (int number = 1; number <= Cars; ++number)
            site.camera.deliver(test::scriptedFrame(static_cast<quint64>(number), number * 40));
        site.camera.say(video::CameraPhase::Ended);
    });
    ASSERT_TRUE(waitFor([&] { return hasEnded; }));
    play.join();
    EXPECT_EQ(onDiskAtTheEnd, Cars + 2); // and the van at the end, and its gate
    EXPECT_EQ(site.events.size(), static_cast<std::size_t>(Cars + 2));
    const lane::LaneCounters counters = site.runtime->counters(RuntimeSite::TheLane);
    EXPECT_EQ(counters.framesSeen, static_cast<quint64>(Cars));
    EXPECT_EQ(counters.framesAnalysed, static_cast<quint64>(Cars));
    EXPECT_EQ(counters.framesDropped, 0U);
    EXPECT_TRUE(audit::verify(site.store.database()));
}

TEST(LaneRuntime, TheScreenGetsFramesAndNamesOnThem)
{
    RuntimeSite site;
    site.recognition.answer([](const video::Frame&) {
        lane::Analysis analysis;
        analysis.views = { { 1, QRectF(0.1, 0.2, 0.3, 0.1), Certainty::Known, {}, QStringLiteral("AB12CDE") } };
        return analysis;
    });
    bool hasFrame = false;
    bool hasOverlay = false;
    QObject::connect(
        site.runtime.get(), &lane::LaneRuntime::frameArrived, site.runtime.get(), [&](CameraId) { hasFrame = true; });
    QObject::connect(site.runtime.get(), &lane::LaneRuntime::overlaysChanged, site.runtime.get(),
        [&](CameraId) { hasOverlay = true; });
    ASSERT_TRUE(site.start());
    site.camera.say(video::CameraPhase::Live);
    site.camera.deliver(test::scriptedFrame(7));
    ASSERT_TRUE(waitFor([&] { return hasFrame && hasOverlay; }));
    EXPECT_EQ(site.runtime->latestFrame(RuntimeSite::TheCamera).sequence(), 7U);
    EXPECT_EQ(site.runtime->cameraState(RuntimeSite::TheCamera).phase, video::CameraPhase::Live);
    const QList<lane::Overlay> overlays = site.runtime->overlays(RuntimeSite::TheCamera);
    ASSERT_EQ(overlays.size(), 1);
    EXPECT_EQ(overlays[0].label, QStringLiteral("AB12CDE"));
}
