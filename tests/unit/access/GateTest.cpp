#include "core/access/gates/Gate.h"

#include "tests/support/GateWitness.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::access;

TEST(SimulatedGate, OpensForThePulseAndCloses)
{
    test::GateWitness witness;
    GateSettings settings;
    settings.pulseMilliseconds = 60;
    auto gate = createGate(settings, witness.phases());
    ASSERT_TRUE(gate);
    EXPECT_EQ((*gate)->phase(), GatePhase::Closed);
    (*gate)->open(witness.done());
    EXPECT_EQ(witness.outcome(), "ok");
    EXPECT_TRUE(witness.waitForPhase(GatePhase::Closed));
    EXPECT_EQ(
        witness.seenPhases(), (std::vector<GatePhase> { GatePhase::Opening, GatePhase::Open, GatePhase::Closed }));
}

TEST(SimulatedGate, AnswersEveryOpeningBeforeItIsGone)
{
    test::GateWitness witness;
    GateSettings settings;
    settings.pulseMilliseconds = 30000;
    auto gate = createGate(settings);
    ASSERT_TRUE(gate);
    for (int opening = 0; opening < 5; ++opening)
        (*gate)->open(witness.done());
    gate->reset();
    EXPECT_EQ(witness.outcomes(5).size(), 5u);
}

TEST(Gate, SettingsOutOfRangeAreRefused)
{
    const auto refused = [](auto change) {
        GateSettings settings;
        settings.kind = GateKind::ModbusTcp;
        settings.host = QStringLiteral("127.0.0.1");
        change(settings);
        const auto gate = createGate(settings);
        return !gate && gate.error().code == ErrorCode::InvalidArgument;
    };
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.host = QStringLiteral(" "); }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.port = 0; }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.unit = 256; }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.coil = 65536; }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.feedbackInput = -1; }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.pulseMilliseconds = 49; }));
    EXPECT_TRUE(refused([](GateSettings& settings) { settings.timeoutMilliseconds = 30001; }));
}

TEST(Gate, KindsGoThereAndBack)
{
    for (const GateKind kind : AllGateKinds)
        EXPECT_EQ(gateKindFromCode(gateKindCode(kind)), kind);
    EXPECT_FALSE(gateKindFromCode(u"modbus"));
}
