#include "core/security/DualControl.h"
#include "core/security/OperatorTable.h"
#include "tests/support/TestStore.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// What may be wrong with a second person's yes by the time the act is done.
enum class Flaw {
    None,
    Missing,
    SamePerson,
    Expired,
    Used,
    OtherAct,
    OtherThing,
    OtherProposer,
    ApproverDisabled,
    ProposerDisabled,
    ProposerLocked,
    ProposerSignedOut
};

constexpr Flaw AllFlaws[] = { Flaw::None, Flaw::Missing, Flaw::SamePerson, Flaw::Expired, Flaw::Used, Flaw::OtherAct,
    Flaw::OtherThing, Flaw::OtherProposer, Flaw::ApproverDisabled, Flaw::ProposerDisabled, Flaw::ProposerLocked,
    Flaw::ProposerSignedOut };

class Trial
{
public:
    Trial(test::TestStore& store, ProtectedAct act, Role proposing, Role approving)
        : m_store(store)
        , m_act(act)
        , m_proposer(m_store.actor(proposing))
        , m_approver(m_store.actor(approving))
    {
        m_proposer.signedIn = std::make_shared<SignedIn>();
    }
    ~Trial()
    {
        set(m_proposer.id, OperatorState::Enabled);
        set(m_approver.id, OperatorState::Enabled);
    }
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    // Whether the act would be done.
    bool passes(Flaw flaw)
    {
        const Clock& clock = m_store.clock();
        auto given = flaw == Flaw::Missing
            ? Approval::alone(m_proposer, done(), clock, m_store.database())
            : Approval::of(m_proposer, flaw == Flaw::SamePerson ? m_proposer : m_approver, proposed(flaw), clock);
        if (!given)
            return false;
        if (flaw == Flaw::Expired)
            m_store.clock().advance(Approval::Validity);
        if (flaw == Flaw::Used)
            (void)given->require(m_proposer, done(), m_store.database());
        if (flaw == Flaw::ApproverDisabled)
            disable(m_approver.id);
        if (flaw == Flaw::ProposerDisabled)
            disable(m_proposer.id);
        if (flaw == Flaw::ProposerLocked)
            m_proposer.signedIn->lock();
        if (flaw == Flaw::ProposerSignedOut)
            m_proposer.signedIn->end();
        const ActingOperator actor = flaw == Flaw::OtherProposer
            ? ActingOperator { OperatorId(m_proposer.id.value() % 5 + 1), QStringLiteral("x"), m_proposer.role }
            : m_proposer;
        return given->require(actor, done(), m_store.database()).isOk();
    }

private:
    [[nodiscard]] Proposal done() const { return { m_act, QStringLiteral("person/12") }; }
    [[nodiscard]] Proposal proposed(Flaw flaw) const
    {
        Proposal proposal = done();
        if (flaw == Flaw::OtherThing)
            proposal.object = QStringLiteral("person/1");
        if (flaw == Flaw::OtherAct)
            proposal.act =
                m_act == ProtectedAct::EraseSubject ? ProtectedAct::ExportPersonalData : ProtectedAct::EraseSubject;
        return proposal;
    }
    void disable(OperatorId id) { set(id, OperatorState::Disabled); }
    void set(OperatorId id, OperatorState state)
    {
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(setOperatorState(*transaction, id, state));
        ASSERT_TRUE(transaction->commit());
    }

    test::TestStore& m_store;
    const ProtectedAct m_act;
    ActingOperator m_proposer;
    ActingOperator m_approver;
};

} // namespace

// Proposer's role × approver's role × act × what is wrong: done only by the table, and only when nothing is.
TEST(SecondPersonMatrix, anActIsDoneOnlyByTheTableAndOnlyWithAWholeApproval)
{
    test::TestStore store;
    int passed = 0;
    for (const ProtectedAct act : AllProtectedActs) {
        for (const Role proposing : AllRoles) {
            for (const Role approving : AllRoles) {
                const bool fits = proposing != approving && isAllowed(proposing, proposalPermission(act))
                    && mayApprove(approving, act);
                // Whoever may not propose or approve is the same whatever else is wrong: once is enough.
                for (const Flaw flaw : AllFlaws) {
                    if (!fits && flaw != Flaw::None)
                        break;
                    const bool expected = fits && flaw == Flaw::None;
                    EXPECT_EQ(Trial(store, act, proposing, approving).passes(flaw), expected)
                        << qPrintable(protectedActCode(act)) << " " << qPrintable(roleCode(proposing)) << " "
                        << qPrintable(roleCode(approving)) << " " << int(flaw);
                    passed += expected ? 1 : 0;
                }
            }
        }
    }
    EXPECT_GT(passed, 10);
}
