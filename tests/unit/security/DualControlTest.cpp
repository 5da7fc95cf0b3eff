#include "core/security/DualControl.h"

#include "core/security/OperatorTable.h"
#include "tests/support/TestStore.h"

#include <QSet>

#include <gtest/gtest.h>
#include <map>
#include <string>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// Written out a second time on purpose, as in PermissionTest: who approves what.
const std::map<ProtectedAct, std::string> Approvers {
    { ProtectedAct::ExportPersonalData, "--MPD" },
    { ProtectedAct::EraseSubject, "--MPD" },
    { ProtectedAct::RestoreBackup, "--MPD" },
    { ProtectedAct::ChangeOthersKeySlot, "--MPD" },
    { ProtectedAct::RefundAboveLimit, "--M-D" },
    { ProtectedAct::LengthenRetention, "---PD" },
    { ProtectedAct::AcceptHistory, "--MPD" },
};

const Proposal ErasingTwelve { ProtectedAct::EraseSubject, QStringLiteral("person/12") };

class DualControlTest : public testing::Test
{
protected:
    ActingOperator admin() { return m_store.administrator(); }
    ActingOperator officer() { return m_store.actor(Role::PrivacyOfficer); }
    ActingOperator manager() { return m_store.actor(Role::Manager); }

    Approval given(const Proposal& proposal = ErasingTwelve)
    {
        auto approval = Approval::of(admin(), officer(), proposal, m_store.clock());
        EXPECT_TRUE(approval);
        return std::move(*approval);
    }
    ErrorCode refusal(Approval& approval, const ActingOperator& actor, const Proposal& proposal = ErasingTwelve)
    {
        const auto required = approval.require(actor, proposal, m_store.database());
        return required ? ErrorCode::Internal : required.error().code;
    }
    void set(Role role, OperatorState state)
    {
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(setOperatorState(*transaction, m_store.actor(role).id, state));
        ASSERT_TRUE(transaction->commit());
    }

    test::TestStore m_store;
};

} // namespace

TEST_F(DualControlTest, everyRoleApprovesExactlyWhatTheTableSays)
{
    QSet<QString> codes;
    for (const ProtectedAct act : AllProtectedActs) {
        ASSERT_TRUE(Approvers.contains(act));
        for (const Role role : AllRoles) {
            const bool expected = Approvers.at(act).at(static_cast<std::size_t>(role)) != '-';
            EXPECT_EQ(mayApprove(role, act), expected);
            EXPECT_EQ(approvingRoles(act).contains(role), expected);
        }
        codes.insert(protectedActCode(act));
    }
    EXPECT_EQ(codes.size(), qsizetype(std::size(AllProtectedActs)));
}

TEST_F(DualControlTest, theSecondPersonIsAnotherPersonInARoleThatMayApprove)
{
    const Clock& clock = m_store.clock();
    for (const ProtectedAct act : AllProtectedActs) {
        for (const Role proposing : AllRoles) {
            const ActingOperator proposer = m_store.actor(proposing);
            for (const Role approving : AllRoles) {
                const auto approval = Approval::of(proposer, m_store.actor(approving), { act, {} }, clock);
                if (!proposer.may(proposalPermission(act))) {
                    EXPECT_EQ(approval.error().code, ErrorCode::PermissionDenied);
                } else if (proposing == approving || !mayApprove(approving, act)) {
                    EXPECT_EQ(approval.error().code, ErrorCode::SecondPersonUnfit);
                } else {
                    EXPECT_TRUE(approval);
                }
            }
            EXPECT_FALSE(Approval::of(proposer, ActingOperator(), { act, {} }, clock));
        }
    }
    // Two of one role are two people.
    const ActingOperator second { OperatorId(77), QStringLiteral("another"), Role::Administrator };
    EXPECT_TRUE(Approval::of(admin(), second, ErasingTwelve, clock));
}

TEST_F(DualControlTest, bothAreInTheEntry)
{
    Approval approval = given();
    ASSERT_TRUE(approval.require(admin(), ErasingTwelve, m_store.database()));
    const QJsonObject detail = approval.noted({ { QStringLiteral("rows"), 3 } });
    EXPECT_EQ(detail.value(QStringLiteral("approver")).toInteger(), officer().id.value());
    EXPECT_EQ(detail.value(QStringLiteral("rows")).toInt(), 3);
}

TEST_F(DualControlTest, itCountsOnce)
{
    Approval approval = given();
    EXPECT_FALSE(approval.isSpent());
    EXPECT_TRUE(approval.require(admin(), ErasingTwelve, m_store.database()));
    EXPECT_TRUE(approval.isSpent());
    EXPECT_EQ(refusal(approval, admin()), ErrorCode::ApprovalNotValid);
}

TEST_F(DualControlTest, movingItOnLeavesNoSecondOne)
{
    Approval first = given();
    Approval second = std::move(first);
    EXPECT_TRUE(first.isSpent()); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(refusal(first, admin()), ErrorCode::ApprovalNotValid);
    Approval third = given();
    third = std::move(second);
    EXPECT_TRUE(second.isSpent()); // NOLINT(bugprone-use-after-move)
    EXPECT_TRUE(third.require(admin(), ErasingTwelve, m_store.database()));
}

TEST_F(DualControlTest, itCountsForFiveMinutes)
{
    Approval inTime = given();
    Approval late = given();
    m_store.clock().advance(Approval::Validity - 1);
    EXPECT_TRUE(inTime.require(admin(), ErasingTwelve, m_store.database()));
    m_store.clock().advance(1);
    EXPECT_EQ(refusal(late, admin()), ErrorCode::ApprovalNotValid);
}

TEST_F(DualControlTest, itCountsForOneActOnOneThingByOnePerson)
{
    Approval otherAct = given();
    EXPECT_EQ(refusal(otherAct, admin(), { ProtectedAct::ExportPersonalData, ErasingTwelve.object }),
        ErrorCode::ApprovalNotValid);
    // And trying it elsewhere has spent it.
    EXPECT_EQ(refusal(otherAct, admin()), ErrorCode::ApprovalNotValid);
    Approval otherThing = given();
    EXPECT_EQ(refusal(otherThing, admin(), { ProtectedAct::EraseSubject, QStringLiteral("person/13") }),
        ErrorCode::ApprovalNotValid);
    EXPECT_EQ(refusal(otherThing, admin()), ErrorCode::ApprovalNotValid);
    Approval noThing = given();
    EXPECT_EQ(refusal(noThing, admin(), { ProtectedAct::EraseSubject, {} }), ErrorCode::ApprovalNotValid);
    Approval otherPerson = given();
    EXPECT_EQ(refusal(otherPerson, officer()), ErrorCode::ApprovalNotValid);
    Approval nobody = given();
    EXPECT_EQ(refusal(nobody, {}), ErrorCode::PermissionDenied);
}

TEST_F(DualControlTest, whoeverLeftOfficeMeanwhileNeitherActsNorApproves)
{
    Approval approval = given();
    set(Role::PrivacyOfficer, OperatorState::Disabled);
    EXPECT_EQ(refusal(approval, admin()), ErrorCode::SecondPersonUnfit);
    set(Role::PrivacyOfficer, OperatorState::Enabled);
    Approval again = given();
    set(Role::Administrator, OperatorState::Disabled);
    EXPECT_EQ(refusal(again, admin()), ErrorCode::PermissionDenied);
}

TEST_F(DualControlTest, aloneOnlyWhereNobodyElseCould)
{
    const auto alone = [&](const ActingOperator& who) {
        return Approval::alone(who, ErasingTwelve, m_store.clock(), m_store.database());
    };
    EXPECT_EQ(alone(admin()).error().code, ErrorCode::SecondPersonNeeded);
    EXPECT_EQ(alone(m_store.guard()).error().code, ErrorCode::PermissionDenied);
    set(Role::PrivacyOfficer, OperatorState::Disabled);
    EXPECT_EQ(alone(admin()).error().code, ErrorCode::SecondPersonNeeded); // the manager is still there
    set(Role::Manager, OperatorState::Disabled);
    auto approval = alone(admin());
    ASSERT_TRUE(approval);
    auto later = alone(admin());
    EXPECT_TRUE(approval->require(admin(), ErasingTwelve, m_store.database()));
    EXPECT_EQ(approval->noted().value(QStringLiteral("approver")).toString(), QStringLiteral("none"));
    // Somebody who could is there by now.
    set(Role::Manager, OperatorState::Enabled);
    EXPECT_EQ(refusal(*later, admin()), ErrorCode::SecondPersonNeeded);
}
