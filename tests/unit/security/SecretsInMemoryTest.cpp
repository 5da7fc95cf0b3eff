#include "core/security/LockedBytes.h"
#include "tests/support/OwnMemory.h"
#include "tests/unit/security/SiteFixture.h"

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

namespace {

Passphrase passphraseOf(const MaskedSecret& secret)
{
    QByteArray clear = secret.bytes();
    Passphrase passphrase = Passphrase::fromUtf8(clear);
    wipe(clear);
    return passphrase;
}

MaskedSecret masked(const store::SecretKey& key)
{
    return { key.bytes().data(), store::SecretKey::Size };
}

// What lies in memory of a passphrase in any of the forms it passes through.
int tracesOf(const MaskedSecret& secret)
{
    return countInOwnMemory(secret) + countInOwnMemory(secret.asUtf16());
}

// A site whose passphrases stand nowhere in this program.
class SecretsInMemoryTest : public testing::Test
{
protected:
    void SetUp() override
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        GTEST_SKIP() << "a sanitizer keeps what was freed, and maps more than can be read";
#endif
        const NewSite site { QStringLiteral("Yard"), QTimeZone::utc(), QStringLiteral("Ada"), passphraseOf(m_adas),
            false };
        auto created = OpenSite::create(m_paths, site, m_clock, QuickCost);
        ASSERT_TRUE(created);
        m_site = std::move(created->site);
    }
    void signIn(const MaskedSecret& secret)
    {
        m_clock.advance(SignInThrottle::LongestWait);
        auto opened = OpenSite::signIn(m_paths, QStringLiteral("Ada"), passphraseOf(secret), m_clock, QuickCost);
        ASSERT_TRUE(opened);
        m_site = std::move(*opened);
    }
    // The site's keys, masked: taken out of the key file as whoever knows the passphrase could.
    [[nodiscard]] QList<MaskedSecret> keys(const MaskedSecret& secret) const
    {
        const auto file = KeySlotFile::load(m_paths.keys());
        const auto* slot = file->find(operatorSlotId(file->siteSalt(), QStringLiteral("Ada")));
        const auto ring = openSlot(file->siteUuid(), *slot, passphraseOf(secret));
        if (!ring || !ring->vaultSecret)
            qFatal("the slot does not open");
        return { masked(ring->siteKey), masked(ring->signingSeed), masked(*ring->vaultSecret) };
    }

    MaskedSecret m_adas = MaskedSecret::randomWord(24);
    QTemporaryDir m_folder;
    SitePaths m_paths { m_folder.filePath(QStringLiteral("site")) };
    TestClock m_clock;
    std::unique_ptr<OpenSite> m_site;
};

} // namespace

TEST_F(SecretsInMemoryTest, theSearchFindsWhatIsPlanted)
{
    const MaskedSecret secret = MaskedSecret::randomWord(24);
    EXPECT_EQ(tracesOf(secret), 0);
    QByteArray planted = secret.bytes();
    EXPECT_EQ(tracesOf(secret), 1);
    QString wide = QString::fromLatin1(planted);
    EXPECT_EQ(tracesOf(secret), 2);
    {
        const Passphrase locked = passphraseOf(secret);
        EXPECT_EQ(tracesOf(secret), 3) << "locked memory is searched as well";
    }
    EXPECT_EQ(tracesOf(secret), 2) << "and was wiped";
    wipe(planted);
    wipe(wide);
    EXPECT_EQ(tracesOf(secret), 0);
}

TEST_F(SecretsInMemoryTest, afterSignOutNeitherPassphraseNorKeyIsLeft)
{
    const QList<MaskedSecret> all = keys(m_adas);
    EXPECT_GT(countInOwnMemory(all[0]), 0) << "the store is open by this key";
    EXPECT_GT(countInOwnMemory(all[2]), 0) << "the vault is open by this one";
    EXPECT_EQ(tracesOf(m_adas), 0) << "no passphrase is kept while somebody is signed in";

    const MaskedSecret changed = MaskedSecret::randomWord(24);
    ASSERT_TRUE(m_site->changePassphrase(m_site->openedBy(), passphraseOf(m_adas), passphraseOf(changed)));
    ASSERT_TRUE(m_site->authenticate(QStringLiteral("Ada"), passphraseOf(changed)));
    ASSERT_FALSE(m_site->authenticate(QStringLiteral("Ada"), passphraseOf(m_adas)));
    m_site.reset();
    signIn(changed);
    m_site.reset();
    EXPECT_EQ(tracesOf(m_adas), 0);
    EXPECT_EQ(tracesOf(changed), 0);
    for (const MaskedSecret& key : all) {
        EXPECT_EQ(countInOwnMemory(key), 0);
        EXPECT_EQ(countInOwnMemory(key.asHex()), 0) << "as the store's engine takes it";
    }
}

TEST_F(SecretsInMemoryTest, aNewKeyLeavesNoTraceOfTheOld)
{
    const MaskedSecret before = keys(m_adas)[0];
    auto alone = m_site->approveAlone(m_site->openedBy(), Proposal::rekey());
    ASSERT_TRUE(alone);
    ASSERT_TRUE(m_site->rekey(m_site->openedBy(), std::move(*alone)));
    const MaskedSecret after = keys(m_adas)[0];
    EXPECT_EQ(countInOwnMemory(before) + countInOwnMemory(before.asHex()), 0);
    EXPECT_GT(countInOwnMemory(after), 0);
    m_site.reset();
    EXPECT_EQ(countInOwnMemory(after) + countInOwnMemory(after.asHex()), 0);
}

TEST_F(SecretsInMemoryTest, whereSecretsLieIsLockedAndLeftOutOfCoreFiles)
{
    const LockedBytes probe(64);
    if (!pageState(probe.data()).isLocked)
        GTEST_SKIP() << "this account may not lock memory, or the kernel does not tell";
    const Passphrase passphrase = passphraseOf(m_adas);
    EXPECT_TRUE(pageState(passphrase.data()).isLocked);
    EXPECT_TRUE(pageState(passphrase.data()).isLeftOutOfCores);
    const store::SecretKey key(store::SecretKey::Bytes { 1, 2, 3 });
    EXPECT_TRUE(pageState(key.bytes().data()).isLocked);
    EXPECT_TRUE(pageState(key.bytes().data()).isLeftOutOfCores);
    const QByteArray ordinary(64, 'x');
    EXPECT_FALSE(pageState(ordinary.constData()).isLocked);
}
