#include "core/audit/AuditTrail.h"
#include "core/security/OpenSite.h"
#include "core/security/SignInThrottle.h"
#include "tests/support/Approved.h"
#include "tests/support/TestClock.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

const Proposal Rekey = Proposal::rekey();

// A site with one administrator, where the second person's sign-in runs for real.
class ApprovalCommandsTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const NewSite site { QStringLiteral("Lotus Yard"), QTimeZone::utc(), QStringLiteral("Ada Admin"), m_words,
            false };
        auto created =
            OpenSite::create({ m_folder.filePath(QStringLiteral("site")) }, site, m_clock, DerivationCost { 1, 8192 });
        ASSERT_TRUE(created);
        m_site = std::move(created->site);
    }

    [[nodiscard]] const ActingOperator& admin() const { return m_site->openedBy(); }
    OperatorId add(const char* name, Role role)
    {
        const auto added = m_site->addOperator(admin(),
            test::approved(*m_site, m_clock, security::Proposal::addOperator(QString::fromUtf8(name), role)),
            QString::fromUtf8(name), role, m_words);
        EXPECT_TRUE(added);
        return added ? *added : OperatorId();
    }
    ErrorCode refusal(const char* name, const char* words = nullptr)
    {
        const auto approval =
            m_site->approve(admin(), Rekey, QString::fromUtf8(name), words ? Passphrase::fromUtf8(words) : m_words);
        return approval ? ErrorCode::Internal : approval.error().code;
    }
    QList<audit::Entry> newest(int count)
    {
        return m_site->writer().call([&](store::Database& database) {
            QList<audit::Entry> entries;
            const auto records = audit::list(database, {}, count);
            for (const audit::Record& record : *records)
                entries.prepend(record.entry);
            return entries;
        });
    }

    QTemporaryDir m_folder;
    test::TestClock m_clock;
    const Passphrase m_words = Passphrase::fromUtf8("heron lantern gravel teapot");
    std::unique_ptr<OpenSite> m_site;
};

} // namespace

TEST_F(ApprovalCommandsTest, aSecondPersonSignsInForOneActAndBothAreInTheTrail)
{
    const OperatorId manager = add("Mei Manager", Role::Manager);
    EXPECT_TRUE(*m_site->needsSecondPerson(admin(), Rekey.act));
    auto approval = m_site->approve(admin(), Rekey, QStringLiteral("mei  MANAGER"), m_words);
    ASSERT_TRUE(approval);
    EXPECT_EQ(m_site->openedBy().id, admin().id);
    const audit::Entry given = newest(1).first();
    EXPECT_EQ(given.action, QStringLiteral("approval.give"));
    EXPECT_EQ(given.actor, manager);
    EXPECT_EQ(given.subject.id, admin().id.value());
    EXPECT_EQ(given.detail.value(QStringLiteral("act")).toString(), protectedActCode(Rekey.act));
    EXPECT_EQ(approval->noted().value(QStringLiteral("approver")).toInteger(), manager.value());
}

TEST_F(ApprovalCommandsTest, whoAsksCannotApproveHoweverTheNameIsWritten)
{
    add("Mei Manager", Role::Manager);
    EXPECT_EQ(refusal(" ADA admin "), ErrorCode::SecondPersonUnfit);
}

TEST_F(ApprovalCommandsTest, aWrongPassphraseAndAnUnknownNameAreRefusedAlikeAndHeldBack)
{
    add("Mei Manager", Role::Manager);
    EXPECT_EQ(refusal("Nobody", "heron lantern gravel teapod"), ErrorCode::SignInRefused);
    for (int failed = 0; failed <= SignInThrottle::FreeFailures; ++failed) {
        m_clock.advance(SignInThrottle::FirstWait);
        EXPECT_EQ(refusal("Mei Manager", "heron lantern gravel teapod"), ErrorCode::SignInRefused);
    }
    EXPECT_EQ(refusal("Mei Manager"), ErrorCode::SignInLockedOut);
    EXPECT_EQ(newest(1).first().action, QStringLiteral("sign-in.refuse"));
}

TEST_F(ApprovalCommandsTest, aRoleThatMayNotApproveIsRefusedAndTheTrailSaysWho)
{
    add("Mei Manager", Role::Manager);
    const OperatorId guard = add("Gus Guard", Role::Guard);
    EXPECT_EQ(refusal("Gus Guard"), ErrorCode::SecondPersonUnfit);
    const audit::Entry refused = newest(1).first();
    EXPECT_EQ(refused.action, QStringLiteral("approval.refuse"));
    EXPECT_EQ(refused.actor, guard);
}

TEST_F(ApprovalCommandsTest, aDisabledOperatorApprovesNothing)
{
    add("Mei Manager", Role::Manager);
    const OperatorId officer = add("Ono Officer", Role::PrivacyOfficer);
    ASSERT_TRUE(m_site->disableOperator(
        admin(), test::approved(*m_site, m_clock, security::Proposal::disableOperator(officer)), officer));
    EXPECT_EQ(refusal("Ono Officer"), ErrorCode::SignInRefused);
}

TEST_F(ApprovalCommandsTest, onePersonAloneIsAllowedAndTheTrailSaysSo)
{
    add("Gus Guard", Role::Guard);
    EXPECT_FALSE(*m_site->needsSecondPerson(admin(), Rekey.act));
    auto approval = m_site->approveAlone(admin(), Rekey);
    ASSERT_TRUE(approval);
    EXPECT_EQ(newest(1).first().action, QStringLiteral("approval.alone"));
    EXPECT_EQ(approval->noted().value(QStringLiteral("approver")).toString(), QStringLiteral("none"));
    add("Mei Manager", Role::Manager);
    EXPECT_EQ(m_site->approveAlone(admin(), Rekey).error().code, ErrorCode::SecondPersonNeeded);
}

TEST_F(ApprovalCommandsTest, whoMayNotProposeIsRefusedBeforeAnybodySignsIn)
{
    const OperatorId id = add("Gus Guard", Role::Guard);
    const ActingOperator guard { id, QStringLiteral("Gus Guard"), Role::Guard };
    const qsizetype before = newest(100).size();
    EXPECT_EQ(
        m_site->approve(guard, Rekey, QStringLiteral("Ada Admin"), m_words).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_site->approveAlone(guard, Rekey).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_site->needsSecondPerson(guard, Rekey.act).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(newest(100).size(), before);
}

TEST_F(ApprovalCommandsTest, othersKeySlotsTakeTwoAndBothAreInTheTrail)
{
    const OperatorId manager = add("Mei Manager", Role::Manager);
    EXPECT_EQ(newest(1).first().detail.value(QStringLiteral("approver")).toString(), QStringLiteral("none"));
    const auto approval = [&](const Proposal& proposal) {
        return std::move(*m_site->approve(admin(), proposal, QStringLiteral("Mei Manager"), m_words));
    };
    const OperatorId guard = *m_site->addOperator(admin(),
        approval(security::Proposal::addOperator(QStringLiteral("Gus Guard"), Role::Guard)),
        QStringLiteral("Gus Guard"), Role::Guard, m_words);
    EXPECT_EQ(newest(1).first().actor, admin().id);
    EXPECT_EQ(newest(1).first().detail.value(QStringLiteral("approver")).toInteger(), manager.value());
    ASSERT_TRUE(m_site->disableOperator(admin(), approval(security::Proposal::disableOperator(guard)), guard));
    EXPECT_EQ(newest(1).first().detail.value(QStringLiteral("approver")).toInteger(), manager.value());
    ASSERT_TRUE(m_site->enableOperator(admin(), approval(security::Proposal::enableOperator(guard)), guard, m_words));
    EXPECT_EQ(newest(1).first().detail.value(QStringLiteral("approver")).toInteger(), manager.value());

    // Used, too old, given for another act: nothing is changed.
    Approval used = approval(Proposal::disableOperator(guard));
    ASSERT_TRUE(m_site->disableOperator(admin(), std::move(used), guard));
    EXPECT_EQ(m_site->enableOperator(admin(), std::move(used), guard, m_words).error().code, // NOLINT
        ErrorCode::ApprovalNotValid);
    Approval late = approval(Proposal::enableOperator(guard));
    m_clock.advance(Approval::Validity);
    EXPECT_EQ(
        m_site->enableOperator(admin(), std::move(late), guard, m_words).error().code, ErrorCode::ApprovalNotValid);
    EXPECT_EQ(m_site
                  ->enableOperator(admin(),
                      approval(Proposal { ProtectedAct::EraseSubject, Proposal::enableOperator(guard).object }), guard,
                      m_words)
                  .error()
                  .code,
        ErrorCode::ApprovalNotValid);
    EXPECT_EQ(m_site->authenticate(QStringLiteral("Gus Guard"), m_words).error().code, ErrorCode::SignInRefused);
}

TEST_F(ApprovalCommandsTest, whatIsRefusedForAnotherReasonLeavesTheApprovalGood)
{
    add("Mei Manager", Role::Manager);
    auto approval = m_site->approve(admin(), Proposal::addOperator(QStringLiteral("gus  GUARD"), Role::Guard),
        QStringLiteral("Mei Manager"), m_words);
    const auto attempt = [&](const char* name, const char* words = "violet anchor mustard bicycle") {
        return m_site->addOperator(
            admin(), std::move(*approval), QString::fromUtf8(name), Role::Guard, Passphrase::fromUtf8(words));
    };
    EXPECT_EQ(attempt("mei manager").error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(attempt(" ").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(attempt("Gus Guard", "short").error().code, ErrorCode::PassphraseTooWeak);
    EXPECT_TRUE(attempt("Gus Guard"));
    EXPECT_EQ(attempt("Gus Again").error().code, ErrorCode::ApprovalNotValid);
}

TEST_F(ApprovalCommandsTest, aYesToOneOperatorsKeyChangesNobodyElses)
{
    add("Mei Manager", Role::Manager);
    const OperatorId gus = add("Gus Guard", Role::Guard);
    const OperatorId ida = add("Ida Guard", Role::Guard);
    const auto approval = [&](const Proposal& proposal) {
        return std::move(*m_site->approve(admin(), proposal, QStringLiteral("Mei Manager"), m_words));
    };
    EXPECT_EQ(m_site->disableOperator(admin(), approval(Proposal::disableOperator(gus)), ida).error().code,
        ErrorCode::ApprovalNotValid);
    EXPECT_EQ(m_site->disableOperator(admin(), approval(Proposal::enableOperator(ida)), ida).error().code,
        ErrorCode::ApprovalNotValid);
    // Somebody else's name, or a higher role than was said.
    const auto asGuard = Proposal::addOperator(QStringLiteral("Bea Boss"), Role::Guard);
    EXPECT_EQ(m_site->addOperator(admin(), approval(asGuard), QStringLiteral("Bea Boss"), Role::Administrator, m_words)
                  .error()
                  .code,
        ErrorCode::ApprovalNotValid);
    EXPECT_EQ(
        m_site->renewRecoveryCode(admin(), approval(Proposal::rekey())).error().code, ErrorCode::ApprovalNotValid);
    EXPECT_TRUE(m_site->authenticate(QStringLiteral("Ida Guard"), m_words));
    EXPECT_EQ(m_site->operators(admin())->size(), 4);
}

TEST_F(ApprovalCommandsTest, whoeverIsDisabledOrSignedOutActsNoMore)
{
    add("Mei Manager", Role::Manager);
    const OperatorId id = add("Bea Boss", Role::Administrator);
    const ActingOperator bea = *m_site->authenticate(QStringLiteral("Bea Boss"), m_words);
    EXPECT_TRUE(m_site->operators(bea));
    bea.signedIn->lock();
    EXPECT_EQ(m_site->operators(bea).error().code, ErrorCode::PermissionDenied);
    bea.signedIn->unlock();
    EXPECT_TRUE(m_site->operators(bea));
    ASSERT_TRUE(m_site->disableOperator(
        admin(), test::approved(*m_site, m_clock, security::Proposal::disableOperator(id)), id));
    EXPECT_EQ(m_site->operators(bea).error().code, ErrorCode::PermissionDenied);
    const ActingOperator ada = admin();
    m_site.reset();
    EXPECT_FALSE(ada.require(Permission::WatchLive));
}
