#include "core/security/Recoveries.h"

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

constexpr DerivationCost Quick { 1, 8192 };
const Proposal Rekeying = Proposal::rekey();

// A site whose recovery code is in somebody's hands. Everybody's passphrase is the same, but the one chosen with the
// code.
class RecoveriesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const NewSite site { QStringLiteral("Lotus Yard"), QTimeZone::utc(), QStringLiteral("Ada Admin"), m_words,
            false };
        auto created = OpenSite::create(m_paths, site, m_clock, Quick);
        ASSERT_TRUE(created);
        m_code = created->recoveryCode;
        m_site = std::move(created->site);
    }
    OperatorId add(const QString& name, Role role)
    {
        const auto added = m_site->addOperator(m_site->openedBy(),
            test::approved(*m_site, m_clock, Proposal::addOperator(name, role)), name, role, m_words);
        EXPECT_TRUE(added) << qPrintable(added.error().detail);
        return added ? *added : OperatorId();
    }
    void recover(const QString& name)
    {
        m_site.reset();
        m_clock.advance(SignInThrottle::LongestWait);
        auto recovered = OpenSite::recover(m_paths, m_code, name, m_chosen, m_clock, Quick);
        ASSERT_TRUE(recovered) << qPrintable(recovered.error().detail);
        m_site = std::move(*recovered);
    }
    ActingOperator at(const QString& name, const Passphrase& words)
    {
        m_clock.advance(SignInThrottle::LongestWait);
        const auto actor = m_site->authenticate(name, words);
        EXPECT_TRUE(actor) << qPrintable(name);
        return actor ? *actor : ActingOperator();
    }
    // Internal: approved, and good for the act.
    ErrorCode refusal(const ActingOperator& proposer, const QString& name, const Passphrase& words)
    {
        m_clock.advance(SignInThrottle::LongestWait);
        auto approval = m_site->approve(proposer, Rekeying, name, words);
        if (!approval)
            return approval.error().code;
        const auto used = m_site->writer().call(
            [&](store::Database& database) { return approval->require(proposer, Rekeying, database); });
        return used ? ErrorCode::Internal : used.error().code;
    }
    qsizetype alarms()
    {
        return m_site->reader().call(
            [](store::Database& database) { return unconfirmedOperators(database).value().size(); });
    }
    QString lastAction()
    {
        return m_site->writer().call(
            [](store::Database& database) { return audit::list(database, {}, 1)->first().entry.action; });
    }

    QTemporaryDir m_folder;
    test::TestClock m_clock;
    const SitePaths m_paths { m_folder.filePath(QStringLiteral("site")) };
    const QString Ada = QStringLiteral("Ada Admin");
    const QString Bob = QStringLiteral("Bob Admin");
    const QString Mei = QStringLiteral("Mei Manager");
    const Passphrase m_words = Passphrase::fromUtf8("heron lantern gravel teapot");
    const Passphrase m_chosen = Passphrase::fromUtf8("violet anchor mustard bicycle");
    Passphrase m_code;
    std::unique_ptr<OpenSite> m_site;
};

} // namespace

TEST_F(RecoveriesTest, whoHoldsTheCodeIsNotTwoPeople)
{
    const OperatorId bob = add(Bob, Role::Administrator);
    add(Mei, Role::Manager);
    recover(Bob);
    EXPECT_EQ(alarms(), 1);
    const ActingOperator asAda = at(Ada, m_words);
    EXPECT_EQ(refusal(asAda, Bob, m_chosen), ErrorCode::SecondPersonUnfit);
    EXPECT_EQ(lastAction(), QStringLiteral("approval.refuse"));
    EXPECT_TRUE(*m_site->needsSecondPerson(asAda, Rekeying.act)) << "and nobody is alone meanwhile";
    EXPECT_EQ(m_site->approveAlone(asAda, Rekeying).error().code, ErrorCode::SecondPersonNeeded);
    // An approval made by another way is no better.
    auto made = Approval::of(asAda, { bob, Bob, Role::Administrator }, Rekeying, m_clock);
    const auto used =
        m_site->writer().call([&](store::Database& database) { return made->require(asAda, Rekeying, database); });
    EXPECT_EQ(used.error().code, ErrorCode::SecondPersonUnfit);
    // Nor the other way round.
    const ActingOperator asBob = at(Bob, m_chosen);
    EXPECT_EQ(refusal(asBob, Ada, m_words), ErrorCode::SecondPersonUnfit);
    EXPECT_EQ(refusal(asBob, Mei, m_words), ErrorCode::SecondPersonUnfit);
    EXPECT_TRUE(m_site->operators(asBob)) << "they work as always";
    EXPECT_EQ(refusal(asAda, Mei, m_words), ErrorCode::Internal) << "others are not held back";
}

TEST_F(RecoveriesTest, aConfirmationCountsWithEverybodyButWhoGaveIt)
{
    const OperatorId bob = add(Bob, Role::Administrator);
    add(Mei, Role::Manager);
    recover(Bob);
    const ActingOperator asBob = at(Bob, m_chosen);
    EXPECT_EQ(m_site->confirmRecovered(asBob, bob).error().code, ErrorCode::SecondPersonUnfit);
    EXPECT_EQ(m_site->confirmRecovered(at(Mei, m_words), bob).error().code, ErrorCode::PermissionDenied);
    const ActingOperator asAda = at(Ada, m_words);
    ASSERT_TRUE(m_site->confirmRecovered(asAda, bob));
    EXPECT_EQ(lastAction(), QStringLiteral("operator.confirm-recovered"));
    EXPECT_EQ(m_site->confirmRecovered(asAda, bob).error().code, ErrorCode::ChangedMeanwhile);
    EXPECT_EQ(alarms(), 0);
    EXPECT_EQ(refusal(asBob, Mei, m_words), ErrorCode::Internal);
    EXPECT_EQ(refusal(asAda, Bob, m_chosen), ErrorCode::SecondPersonUnfit) << "she may be both of them";
    EXPECT_EQ(refusal(asBob, Ada, m_words), ErrorCode::SecondPersonUnfit);
    // Once more with the code: what was confirmed before is void.
    recover(Bob);
    EXPECT_EQ(alarms(), 1);
    EXPECT_EQ(refusal(at(Bob, m_chosen), Mei, m_words), ErrorCode::SecondPersonUnfit);
}

TEST_F(RecoveriesTest, threeDaysLaterTheHoldIsOverAndTheAlarmIsNot)
{
    const OperatorId bob = add(Bob, Role::Administrator);
    recover(Bob);
    const auto isHeld = [&] {
        return m_site->reader().call(
            [&](store::Database& database) { return *isHeldBack(database, bob, {}, m_clock); });
    };
    m_clock.setWrongBy(RecoveryHold);
    EXPECT_TRUE(isHeld()) << "setting the clock forward is not waiting";
    m_clock.setWrongBy(-RecoveryHold);
    m_clock.advance(RecoveryHold - 1);
    EXPECT_TRUE(isHeld());
    m_clock.advance(1);
    EXPECT_TRUE(isHeld()) << "a clock set back";
    m_clock.setWrongBy(0);
    EXPECT_FALSE(isHeld());
    EXPECT_EQ(refusal(at(Ada, m_words), Bob, m_chosen), ErrorCode::Internal);
    EXPECT_EQ(alarms(), 1);
}

TEST_F(RecoveriesTest, whoeverWasBroughtBackTooConfirmsNobody)
{
    const OperatorId bob = add(Bob, Role::Administrator);
    recover(Bob);
    recover(Ada);
    EXPECT_EQ(alarms(), 2);
    EXPECT_EQ(m_site->confirmRecovered(at(Ada, m_chosen), bob).error().code, ErrorCode::SecondPersonUnfit);
    m_clock.advance(RecoveryHold);
    EXPECT_TRUE(m_site->confirmRecovered(at(Ada, m_chosen), bob)) << "the site is not without a way out";
}

TEST_F(RecoveriesTest, whoeverIsAloneStaysAlone)
{
    const OperatorId ada = m_site->openedBy().id;
    recover(Ada);
    const ActingOperator asAda = at(Ada, m_chosen);
    EXPECT_TRUE(m_site->approveAlone(asAda, Rekeying));
    EXPECT_EQ(alarms(), 1);
    ASSERT_TRUE(m_site->confirmRecovered(asAda, ada)) << "nobody else could";
    EXPECT_EQ(alarms(), 0);
    add(Mei, Role::Manager);
    EXPECT_EQ(refusal(asAda, Mei, m_words), ErrorCode::Internal);
}

TEST_F(RecoveriesTest, theOnlyAdministratorConfirmsThemselvesAndIsStillNoSecondPerson)
{
    const OperatorId ada = m_site->openedBy().id;
    add(Mei, Role::Manager);
    recover(Ada);
    const ActingOperator asAda = at(Ada, m_chosen);
    ASSERT_TRUE(m_site->confirmRecovered(asAda, ada));
    EXPECT_EQ(alarms(), 0);
    EXPECT_EQ(refusal(asAda, Mei, m_words), ErrorCode::SecondPersonUnfit) << "the code may be in Mei's hands";
}
