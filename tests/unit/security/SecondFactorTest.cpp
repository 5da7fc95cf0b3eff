#include "core/security/SecondFactor.h"
#include "core/security/Totp.h"
#include "tests/unit/security/SiteFixture.h"

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

namespace {

const char* const ShortWords = "mauve9kit";
const char* const PetrasWords = "ladder nimbus corkscrew plum";

class SecondFactorTest : public SiteFixture
{
protected:
    [[nodiscard]] QString code(qint64 stepsAhead = 0) const
    {
        return totpCode(m_secret, totpStep(m_clock.now()) + stepsAhead);
    }
    // A step goes by, so that there is a code that was not used.
    [[nodiscard]] QString nextCode()
    {
        m_clock.advance(TotpStepMilliseconds);
        return code();
    }
    void turnOn()
    {
        const SecondFactorOffer offer = m_site->offerSecondFactor(admin());
        m_secret = offer.secret;
        EXPECT_EQ(
            fromBase32({ offer.base32.data(), qsizetype(offer.base32.size()) }), offer.secret.bytes().toByteArray());
        ASSERT_TRUE(m_site->turnOnSecondFactor(admin(), words(AdministratorWords), m_secret, code()));
    }
    // signIn() lets the longest wait go by first, so the code is of then.
    [[nodiscard]] QString codeThen() const
    {
        return totpCode(m_secret, totpStep(m_clock.now().plusMilliseconds(SignInThrottle::LongestWait)));
    }

    TotpSecret m_secret = TotpSecret::random();
};

} // namespace

TEST_F(SecondFactorTest, aNewOneDoesNotTakeThePlaceOfAnotherWithoutItsCode)
{
    turnOn();
    const TotpSecret other = TotpSecret::random();
    m_clock.advance(TotpStepMilliseconds);
    const QString itsCode = totpCode(other, totpStep(m_clock.now()));
    EXPECT_EQ(m_site->turnOnSecondFactor(admin(), words(AdministratorWords), other, itsCode).error().code,
        ErrorCode::AlreadyExists);
    ASSERT_TRUE(m_site->turnOffSecondFactor(admin(), words(AdministratorWords), nextCode()));
    m_clock.advance(TotpStepMilliseconds);
    EXPECT_TRUE(m_site->turnOnSecondFactor(
        admin(), words(AdministratorWords), other, totpCode(other, totpStep(m_clock.now()))));
}

TEST_F(SecondFactorTest, isAskedForOnceItIsTurnedOn)
{
    EXPECT_FALSE(*m_site->hasSecondFactor(admin()));
    turnOn();
    EXPECT_TRUE(*m_site->hasSecondFactor(admin()));
    EXPECT_EQ(auditActions().last(), QStringLiteral("operator.second-factor-on"));
    m_site.reset();
    EXPECT_EQ(refusal("Ada Admin", AdministratorWords), ErrorCode::SecondFactorNeeded);
    EXPECT_EQ(refusal("Ada Admin", AdministratorWords, QStringLiteral("000000")), ErrorCode::SecondFactorRefused);
    // Only after the right passphrase is anything said about a code.
    EXPECT_EQ(refusal("Ada Admin", "wrong", codeThen()), ErrorCode::SignInRefused);
    EXPECT_EQ(refusal("Ada Admin", "wrong"), ErrorCode::SignInRefused);
    auto opened = signIn("Ada Admin", AdministratorWords, codeThen());
    ASSERT_TRUE(opened) << qPrintable(errorCodeName(opened.error().code));
    m_site = std::move(*opened);
    EXPECT_TRUE(auditActions().contains(QStringLiteral("sign-in.refuse")));
}

TEST_F(SecondFactorTest, noCodeIsTakenTwice)
{
    turnOn();
    const auto enter = [&](const QString& typed) {
        return m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords), typed);
    };
    const auto atSetUp = enter(code());
    ASSERT_FALSE(atSetUp);
    EXPECT_EQ(atSetUp.error().code, ErrorCode::SecondFactorRefused);
    EXPECT_EQ(atSetUp.error().detail, QStringLiteral("used"));
    const QString used = nextCode();
    EXPECT_TRUE(enter(used));
    EXPECT_EQ(enter(used).error().detail, QStringLiteral("used"));
    // Nor an older one that was never typed, nor one seen over somebody's shoulder a minute ago.
    EXPECT_EQ(enter(code(-1)).error().detail, QStringLiteral("used"));
    EXPECT_TRUE(enter(code(1)));
    EXPECT_EQ(enter(code(2)).error().detail, QString());
}

// Days ahead at one sign-in: until then no code counts, and waiting for the next one would not help.
TEST_F(SecondFactorTest, aClockThatWasAheadIsNotMistakenForACodeUsedTwice)
{
    turnOn();
    const auto enter = [&](const QString& typed) {
        return m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords), typed);
    };
    constexpr qint64 Days = qint64(3) * 24 * 60 * 60 * 1000;
    m_clock.setWrongBy(Days);
    EXPECT_TRUE(enter(code()));
    m_clock.setWrongBy(0);
    EXPECT_EQ(enter(nextCode()).error().detail, QStringLiteral("ahead"));
    EXPECT_EQ(enter(nextCode()).error().code, ErrorCode::SecondFactorRefused);
    // Once the second factor was taken away and set up anew, codes count again.
    ASSERT_TRUE(m_site->writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(removeSecondFactor(transaction, admin().id));
        return transaction.commit();
    }));
    turnOn();
    EXPECT_TRUE(enter(nextCode()));
}

TEST_F(SecondFactorTest, guessingCodesIsSlowedAndAskingForOneIsNot)
{
    turnOn();
    m_clock.advance(SignInThrottle::LongestWait);
    const auto enter = [&](const QString& typed) {
        return m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords), typed).error().code;
    };
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(enter({}), ErrorCode::SecondFactorNeeded);
    for (int i = 0; i <= SignInThrottle::FreeFailures; ++i) {
        EXPECT_EQ(enter(QStringLiteral("000000")), ErrorCode::SecondFactorRefused);
        if (i < SignInThrottle::FreeFailures) {
            EXPECT_EQ(enter({}), ErrorCode::SecondFactorNeeded);
        }
    }
    EXPECT_EQ(enter(QStringLiteral("000000")), ErrorCode::SignInLockedOut);
    EXPECT_EQ(enter({}), ErrorCode::SignInLockedOut);
}

TEST_F(SecondFactorTest, theClockOfTheMachineMayBeALittleOff)
{
    turnOn();
    m_clock.advance(SignInThrottle::LongestWait);
    const QString ofThePhone = code();
    for (const qint64 error : { -TotpStepMilliseconds, TotpStepMilliseconds }) {
        m_clock.setWrongBy(error);
        EXPECT_NE(code(), ofThePhone);
    }
    EXPECT_TRUE(m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords), ofThePhone));
}

TEST_F(SecondFactorTest, wrongProofTurnsNothingOn)
{
    m_secret = m_site->offerSecondFactor(admin()).secret;
    EXPECT_EQ(
        m_site->turnOnSecondFactor(admin(), words("wrong"), m_secret, code()).error().code, ErrorCode::SignInRefused);
    EXPECT_EQ(
        m_site->turnOnSecondFactor(admin(), words(AdministratorWords), m_secret, QStringLiteral("000000")).error().code,
        ErrorCode::SecondFactorRefused);
    EXPECT_FALSE(*m_site->hasSecondFactor(admin()));
}

TEST_F(SecondFactorTest, aShorterPassphraseIsEnoughBesideItAndOnlyBesideIt)
{
    const auto change = [&](const char* from, const char* to) {
        const auto changed = m_site->changePassphrase(admin(), words(from), words(to));
        return changed ? QString() : changed.error().detail;
    };
    EXPECT_EQ(change(AdministratorWords, ShortWords), QStringLiteral("too-short"));
    turnOn();
    EXPECT_EQ(change(AdministratorWords, "mauve9k"), QStringLiteral("too-short"));
    EXPECT_EQ(change(AdministratorWords, "password1"), QStringLiteral("blocked"));
    EXPECT_EQ(change(AdministratorWords, ShortWords), QString());
    // It cannot stay alone.
    const auto off = m_site->turnOffSecondFactor(admin(), words(ShortWords), nextCode());
    ASSERT_FALSE(off);
    EXPECT_EQ(off.error().code, ErrorCode::PassphraseTooWeak);
    EXPECT_TRUE(*m_site->hasSecondFactor(admin()));
    EXPECT_EQ(change(ShortWords, OtherWords), QString());
    EXPECT_EQ(m_site->turnOffSecondFactor(admin(), words(OtherWords), QStringLiteral("000000")).error().code,
        ErrorCode::SecondFactorRefused);
    EXPECT_TRUE(m_site->turnOffSecondFactor(admin(), words(OtherWords), nextCode()));
    EXPECT_EQ(m_site->turnOffSecondFactor(admin(), words(OtherWords), nextCode()).error().code, ErrorCode::NotFound);
    reopen("Ada Admin", OtherWords);
    EXPECT_EQ(change(OtherWords, ShortWords), QStringLiteral("too-short"));
}

TEST_F(SecondFactorTest, aLostOneIsRemovedByAnotherAdministratorOrTheRecoveryCode)
{
    turnOn();
    const ActingOperator ada = admin();
    add("Petra", Role::PrivacyOfficer, PetrasWords);
    m_approver = QStringLiteral("Petra");
    m_approversWords = PetrasWords;
    const OperatorId bob = add("Bob", Role::Administrator, GuardWords);
    reopen("Bob", GuardWords);
    const auto remove = [&](const ActingOperator& actor, OperatorId id, const char* replacement) {
        // Ada cannot approve what is done about her own slot, and there is a third to ask.
        auto approval =
            m_site->approve(actor, Proposal::removeSecondFactor(id), QStringLiteral("Petra"), words(PetrasWords));
        if (!approval)
            return approval.error().code;
        const auto removed = m_site->removeSecondFactor(actor, std::move(*approval), id, words(replacement));
        return removed ? ErrorCode::Cancelled : removed.error().code;
    };
    EXPECT_EQ(remove(admin(), bob, OtherWords), ErrorCode::NotFound);
    const ActingOperator guard { bob, QStringLiteral("Bob"), Role::Guard };
    EXPECT_EQ(remove(guard, ada.id, OtherWords), ErrorCode::PermissionDenied);
    EXPECT_EQ(remove(admin(), ada.id, ShortWords), ErrorCode::PassphraseTooWeak);
    ASSERT_EQ(remove(admin(), ada.id, OtherWords), ErrorCode::Cancelled);
    EXPECT_EQ(auditActions().last(), QStringLiteral("operator.second-factor-remove"));
    reopen("Ada Admin", OtherWords);

    m_secret = m_site->offerSecondFactor(admin()).secret;
    ASSERT_TRUE(m_site->turnOnSecondFactor(admin(), words(OtherWords), m_secret, code()));
    m_site.reset();
    m_clock.advance(SignInThrottle::LongestWait);
    auto recovered = OpenSite::recover(
        m_paths, m_recoveryCode, QStringLiteral("Ada Admin"), words(AdministratorWords), m_clock, QuickCost);
    ASSERT_TRUE(recovered);
    recovered->reset();
    reopen("Ada Admin", AdministratorWords);
}
