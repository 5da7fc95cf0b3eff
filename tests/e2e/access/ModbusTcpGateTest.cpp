#include "core/access/gates/Gate.h"
#include "tests/support/GateWitness.h"
#include "tests/support/ModbusPeer.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::access;
using test::GateWitness;
using test::ModbusPeer;

namespace {

constexpr int Pulse = 150;

class ModbusTcpGate : public testing::Test
{
protected:
    void SetUp() override
    {
        static const QString missing = ModbusPeer::missing();
        if (!missing.isEmpty())
            GTEST_SKIP() << qPrintable(missing);
    }

    static GateSettings settingsFor(int port, std::optional<int> feedback = std::nullopt, int timeout = 2000)
    {
        GateSettings settings;
        settings.kind = GateKind::ModbusTcp;
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = port;
        settings.unit = ModbusPeer::Unit;
        settings.coil = ModbusPeer::Coil;
        settings.pulseMilliseconds = Pulse;
        settings.feedbackInput = feedback;
        settings.timeoutMilliseconds = timeout;
        return settings;
    }

    std::unique_ptr<Gate> gateFor(const GateSettings& settings)
    {
        auto gate = createGate(settings, m_witness.phases());
        EXPECT_TRUE(gate);
        return gate ? std::move(*gate) : nullptr;
    }

    // The controller saw exactly `pulses` of them: on, off, on, off, each of the right length.
    static void expectPulses(ModbusPeer& peer, std::size_t pulses, double shortest = Pulse - 5)
    {
        const auto writes = peer.writes(pulses * 2);
        ASSERT_EQ(writes.size(), pulses * 2);
        for (std::size_t index = 0; index < writes.size(); index += 2) {
            EXPECT_EQ(writes[index].coil, ModbusPeer::Coil);
            EXPECT_TRUE(writes[index].isOn);
            EXPECT_EQ(writes[index + 1].coil, ModbusPeer::Coil);
            EXPECT_FALSE(writes[index + 1].isOn);
            EXPECT_GE(writes[index + 1].at - writes[index].at, shortest);
            // Generous: two busy cores and a Python in between.
            EXPECT_LE(writes[index + 1].at - writes[index].at, Pulse + 500);
        }
    }

    GateWitness m_witness;
};

} // namespace

TEST_F(ModbusTcpGate, PulsesTheCoilForTheRightTimeAndSeesTheGateOpen)
{
    ModbusPeer peer(QStringLiteral("normal"));
    const auto gate = gateFor(settingsFor(peer.port(), ModbusPeer::Input));
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Closed));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "ok");
    expectPulses(peer, 1);
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Closed));
    const auto phases = m_witness.seenPhases();
    EXPECT_NE(std::find(phases.begin(), phases.end(), GatePhase::Opening), phases.end());
    EXPECT_NE(std::find(phases.begin(), phases.end(), GatePhase::Open), phases.end());
    EXPECT_EQ(std::find(phases.begin(), phases.end(), GatePhase::Faulty), phases.end());
}

TEST_F(ModbusTcpGate, WithoutAFeedbackInputThePulseIsEnough)
{
    ModbusPeer peer(QStringLiteral("normal"));
    const auto gate = gateFor(settingsFor(peer.port()));
    gate->open(m_witness.done());
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(0), "ok");
    EXPECT_EQ(m_witness.outcome(1), "ok");
    expectPulses(peer, 2);
    EXPECT_EQ(gate->phase(), GatePhase::Unknown);
}

TEST_F(ModbusTcpGate, AGateThatIsNotSeenToOpenIsReported)
{
    ModbusPeer peer(QStringLiteral("no-feedback"));
    const auto gate = gateFor(settingsFor(peer.port(), ModbusPeer::Input, 400));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "GateNoFeedback");
    expectPulses(peer, 1);
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Faulty));
}

TEST_F(ModbusTcpGate, AnExceptionOfTheControllerIsARefusal)
{
    ModbusPeer peer(QStringLiteral("exception"));
    const auto gate = gateFor(settingsFor(peer.port()));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "GateRefused");
    EXPECT_EQ(m_witness.outcomes(1)[0].error().detail, QStringLiteral("Modbus exception 4"));
    EXPECT_EQ(gate->phase(), GatePhase::Faulty);
}

TEST_F(ModbusTcpGate, AUnitNobodyAnswersForTimesOut)
{
    ModbusPeer peer(QStringLiteral("normal"));
    GateSettings settings = settingsFor(peer.port());
    settings.unit = ModbusPeer::Unit + 1;
    settings.timeoutMilliseconds = 300;
    const auto gate = gateFor(settings);
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "TimedOut");
}

TEST_F(ModbusTcpGate, ASilentControllerTimesOut)
{
    ModbusPeer peer(QStringLiteral("silent"));
    const auto gate = gateFor(settingsFor(peer.port(), std::nullopt, 300));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "TimedOut");
}

TEST_F(ModbusTcpGate, NobodyListeningIsUnreachableAndFaulty)
{
    int port = 0;
    {
        const ModbusPeer gone(QStringLiteral("normal"));
        port = gone.port();
    }
    const auto gate = gateFor(settingsFor(port, std::nullopt, 300));
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Faulty));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "GateUnreachable");
}

TEST_F(ModbusTcpGate, AnOpeningThatCameTooLateIsNeverExecuted)
{
    int port = 0;
    {
        const ModbusPeer gone(QStringLiteral("normal"));
        port = gone.port();
    }
    const auto gate = gateFor(settingsFor(port, std::nullopt, 300));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "GateUnreachable");
    // The controller comes back: the gate finds it by itself, the old opening stays undone, a new one is carried out.
    ModbusPeer peer(QStringLiteral("normal"), port);
    ASSERT_EQ(peer.port(), port);
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Unknown));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(1), "ok");
    expectPulses(peer, 1);
}

TEST_F(ModbusTcpGate, FindsAControllerAgainThatLostItsPower)
{
    auto peer = std::make_unique<ModbusPeer>(QStringLiteral("normal"));
    const int port = peer->port();
    const auto gate = gateFor(settingsFor(port, ModbusPeer::Input));
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Closed));
    peer->kill();
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Faulty));
    peer = std::make_unique<ModbusPeer>(QStringLiteral("normal"), port);
    ASSERT_EQ(peer->port(), port);
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Closed));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "ok");
    expectPulses(*peer, 1);
}

TEST_F(ModbusTcpGate, AConnectionLostInThePulseStillEndsThePulse)
{
    ModbusPeer peer(QStringLiteral("drop-in-pulse"));
    const auto gate = gateFor(settingsFor(peer.port(), ModbusPeer::Input));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "ok");
    EXPECT_TRUE(peer.waitForConnections(2));
    expectPulses(peer, 1);
}

TEST_F(ModbusTcpGate, AConnectionLostBeforeTheAnswerIsAFailureAndLeavesNoCoilOn)
{
    ModbusPeer peer(QStringLiteral("drop-before-answer"));
    const auto gate = gateFor(settingsFor(peer.port()));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "GateUnreachable");
    expectPulses(peer, 1, 0);
    EXPECT_EQ(m_witness.outcomes(1).size(), 1u);
}

TEST_F(ModbusTcpGate, AControllerThatWakesUpLateDoesNotOpenForTheNextCar)
{
    ModbusPeer peer(QStringLiteral("normal"));
    const auto gate = gateFor(settingsFor(peer.port(), std::nullopt, 300));
    ASSERT_TRUE(peer.waitForConnections(1));
    peer.freeze();
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(), "TimedOut");
    peer.thaw();
    EXPECT_TRUE(m_witness.waitForPhase(GatePhase::Unknown));
    gate->open(m_witness.done());
    EXPECT_EQ(m_witness.outcome(1), "ok");
    // Whatever the sleeper still made of the old request, the coil did not stay on and the new pulse is whole.
    const auto& writes = peer.allWrites();
    ASSERT_GE(writes.size(), 2u);
    for (std::size_t index = 0; index + 1 < writes.size(); ++index) {
        if (writes[index].isOn && writes[index + 1].isOn)
            ADD_FAILURE() << "switched on twice without being switched off";
    }
    EXPECT_FALSE(writes.back().isOn);
    EXPECT_GE(writes.back().at - writes[writes.size() - 2].at, Pulse - 5);
}

TEST_F(ModbusTcpGate, GoingAwayEndsThePulseFirst)
{
    ModbusPeer peer(QStringLiteral("normal"));
    GateSettings settings = settingsFor(peer.port());
    settings.pulseMilliseconds = 30000;
    auto gate = gateFor(settings);
    gate->open(m_witness.done());
    gate->open(m_witness.done());
    ASSERT_EQ(peer.writes(1).size(), 1u);
    gate.reset();
    EXPECT_EQ(m_witness.outcome(0), "Cancelled");
    EXPECT_EQ(m_witness.outcome(1), "Cancelled");
    const auto& writes = peer.writes(2);
    ASSERT_EQ(writes.size(), 2u);
    EXPECT_FALSE(writes[1].isOn);
}
