#include "tests/support/FirstKeyFile.h"

#include "core/security/DerivedKey.h"
#include "core/security/SiteKeyTable.h"
#include "core/security/Vault.h"
#include "tests/unit/security/SiteFixture.h"

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

namespace {

// A site as the first version of the program left it: slots of the first format, no signing key, no vault.
class FirstKeyFileTest : public SiteFixture
{
protected:
    void SetUp() override
    {
        SiteFixture::SetUp();
        add("Gus Guard", Role::Guard, GuardWords);
        add("Petra", Role::PrivacyOfficer, OtherWords);
        const KeyRing ring = ringOf("Ada Admin", AdministratorWords);
        m_site.reset();
        const auto keys = KeySlotFile::load(m_paths.keys());
        const auto id = [&](const char* name) { return operatorSlotId(keys->siteSalt(), QString::fromUtf8(name)); };
        const QByteArray code = canonicalCode();
        m_firstFile = firstKeyFile(keys->siteUuid(), keys->siteSalt(), ring.siteKey,
            { { id("Ada Admin"), SlotKind::Operator, Role::Administrator, AdministratorWords },
                { id("Gus Guard"), SlotKind::Operator, Role::Guard, GuardWords },
                { id("Petra"), SlotKind::Operator, Role::PrivacyOfficer, OtherWords },
                { recoverySlotId(keys->siteSalt()), SlotKind::Recovery, Role::Administrator, code.constData() } },
            QuickCost);
        replace(m_paths.keys(), m_firstFile);
        auto store = store::Database::open(m_paths.store(), ring.siteKey, store::OpenMode::ReadWrite);
        ASSERT_TRUE(store);
        ASSERT_TRUE((*store)->execute("DROP TRIGGER site_keys_are_never_deleted; DELETE FROM site_keys"));
    }
    [[nodiscard]] QByteArray canonicalCode() const
    {
        return QByteArray(m_recoveryCode.data(), qsizetype(m_recoveryCode.size())).replace('-', "");
    }
    [[nodiscard]] KeySlot slotOf(const char* name) const
    {
        const auto keys = KeySlotFile::load(m_paths.keys());
        return *keys->find(operatorSlotId(keys->siteSalt(), QString::fromUtf8(name)));
    }
    [[nodiscard]] bool hasVault()
    {
        return m_site->reader()
            .call([](store::Database& database) { return sitePublicKey(database, SiteKeyPurpose::Vault); })
            ->has_value();
    }
    [[nodiscard]] ErrorCode reading()
    {
        const auto sealed = m_site->reader().call(
            [](store::Database& database) { return sealField(database, "11010519491231002X", "person.id:1"); });
        if (!sealed)
            return sealed.error().code;
        const auto opened = m_site->openField(admin(), *sealed, "person.id:1");
        if (opened) {
            EXPECT_EQ(*opened, "11010519491231002X");
        }
        return opened ? ErrorCode::Cancelled : opened.error().code;
    }

    QByteArray m_firstFile;
};

} // namespace

TEST_F(FirstKeyFileTest, everySlotBecomesTheNewFormatWhenItsOperatorSignsIn)
{
    ASSERT_TRUE(KeySlotFile::load(m_paths.keys())->isFirstVersion());
    reopen("Gus Guard", GuardWords);
    const QByteArray signingKey = m_site->signingKey().publicKey();
    EXPECT_FALSE(hasVault()) << "a guard makes none";
    EXPECT_EQ(reading(), ErrorCode::VaultMissing);
    EXPECT_FALSE(KeySlotFile::load(m_paths.keys())->isFirstVersion());
    EXPECT_EQ(slotOf("Gus Guard").format, SlotFormat::Sealed);
    EXPECT_EQ(slotOf("Ada Admin").format, SlotFormat::Wrapped);

    reopen("Petra", OtherWords);
    EXPECT_FALSE(hasVault());
    EXPECT_EQ(slotOf("Petra").format, SlotFormat::Sealed);
    EXPECT_FALSE(slotOf("Petra").holdsVault);

    reopen("Ada Admin");
    EXPECT_EQ(m_site->signingKey().publicKey(), signingKey);
    EXPECT_TRUE(hasVault());
    EXPECT_EQ(reading(), ErrorCode::Cancelled);
    EXPECT_TRUE(slotOf("Ada Admin").holdsVault);
    EXPECT_TRUE(slotOf("Petra").holdsVault) << "whoever holds the vault gives it to whoever may";
    EXPECT_FALSE(slotOf("Gus Guard").holdsVault);
    reopen("Petra", OtherWords);
    EXPECT_EQ(reading(), ErrorCode::Cancelled);
    reopen("Gus Guard", GuardWords);
    EXPECT_EQ(reading(), ErrorCode::PermissionDenied);
}

TEST_F(FirstKeyFileTest, theVaultOpensAndClosesWithWhoTakesOver)
{
    reopen("Ada Admin");
    EXPECT_EQ(reading(), ErrorCode::Cancelled);
    const ActingOperator ada = admin();
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords)));
    EXPECT_EQ(m_site->openField(ada, "x", "y").error().code, ErrorCode::VaultClosed);
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Ada Admin"), words(AdministratorWords)));
    EXPECT_EQ(reading(), ErrorCode::Cancelled);
}

TEST_F(FirstKeyFileTest, theRecoveryCodeOfThenStillOpensAndIsRenewedItself)
{
    m_clock.advance(SignInThrottle::LongestWait);
    auto recovered =
        OpenSite::recover(m_paths, m_recoveryCode, QStringLiteral("Ada Admin"), words(GuardWords), m_clock, QuickCost);
    ASSERT_TRUE(recovered) << qPrintable(recovered.error().detail);
    m_site = std::move(*recovered);
    EXPECT_TRUE(hasVault());
    const auto keys = KeySlotFile::load(m_paths.keys());
    EXPECT_EQ(keys->find(recoverySlotId(keys->siteSalt()))->format, SlotFormat::Sealed);
    reopen("Ada Admin", GuardWords);
}

TEST_F(FirstKeyFileTest, aReKeyLeavesOutWhoHasNotSignedInSince)
{
    reopen("Ada Admin");
    // Petra could approve, but nobody of the first format has signed in: so she does.
    auto approval = m_site->approve(admin(), Proposal::rekey(), QStringLiteral("Petra"), words(OtherWords));
    ASSERT_TRUE(approval) << qPrintable(errorCodeName(approval.error().code));
    const auto outcome = m_site->rekey(admin(), std::move(*approval));
    ASSERT_TRUE(outcome) << qPrintable(outcome.error().detail);
    EXPECT_EQ(outcome->operatorsLeftOut, 1);
    EXPECT_TRUE(outcome->isRecoveryCodeLeftOut);
    EXPECT_EQ(auditActions().last(), QStringLiteral("operator.disable"));
    m_site.reset();
    EXPECT_EQ(refusal("Gus Guard", GuardWords), ErrorCode::SignInRefused);
    reopen("Petra", OtherWords);
    reopen("Ada Admin");
    // The file of then holds the old site key, which opens nothing any more.
    m_site.reset();
    replace(m_paths.keys(), m_firstFile);
    EXPECT_EQ(refusal("Gus Guard", GuardWords), ErrorCode::StoreDamagedOrWrongKey);
}

TEST_F(FirstKeyFileTest, aSlotOfLessWorkIsMadeAnewAtSignIn)
{
    reopen("Ada Admin");
    const QByteArray before = slotOf("Ada Admin").salt;
    m_site.reset();
    m_clock.advance(SignInThrottle::LongestWait);
    constexpr DerivationCost More { 2, 16384 };
    auto opened = OpenSite::signIn(m_paths, QStringLiteral("Ada Admin"), words(AdministratorWords), m_clock, More);
    ASSERT_TRUE(opened);
    EXPECT_EQ(slotOf("Ada Admin").cost, More);
    EXPECT_NE(slotOf("Ada Admin").salt, before);
    opened->reset();
    // Never back: a program that asks for less leaves it.
    reopen("Ada Admin");
    EXPECT_EQ(slotOf("Ada Admin").cost, More);
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Gus Guard"), words(GuardWords)));
    EXPECT_EQ(slotOf("Gus Guard").cost, QuickCost);
}
