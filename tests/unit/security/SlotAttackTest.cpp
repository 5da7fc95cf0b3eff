#include "core/security/SlotTable.h"
#include "tests/support/TestLength.h"
#include "tests/unit/security/SiteFixture.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <random>

using namespace gatehouse;
using namespace gatehouse::security;
using namespace gatehouse::test;

namespace {

constexpr qsizetype HeadSize = 12;
constexpr qsizetype ChecksumSize = 32;

// Everything an attacker with the key file can try. The format is the shipped one; only the derivation is cheaper.
class SlotAttackTest : public SiteFixture
{
protected:
    void SetUp() override
    {
        SiteFixture::SetUp();
        add("Gus Guard", Role::Guard, GuardWords);
        m_content = contentOf(m_paths.keys());
        m_copy = m_content.first(m_content.size() / 2);
        m_name = operatorSlotId(KeySlotFile::decode(m_content)->siteSalt(), QStringLiteral("Ada Admin"));
    }

    // As a sign-in does it: the slot is found by the name, opened by the passphrase, and the file proved by the slot.
    // Absent when it opens; otherwise what would be told.
    [[nodiscard]] static std::optional<ErrorCode> attempt(
        const QByteArray& content, const QString& name, const Passphrase& passphrase)
    {
        const auto file = KeySlotFile::decode(content);
        if (!file)
            return file.error().code;
        const KeySlot* slot = file->find(operatorSlotId(file->siteSalt(), name));
        if (!slot || slot->kind != SlotKind::Operator)
            return ErrorCode::SignInRefused;
        const auto ring = openSlot(file->siteUuid(), *slot, passphrase);
        if (!ring) {
            EXPECT_EQ(ring.error().detail, QString()) << "nothing says what was wrong";
            return ring.error().code;
        }
        const auto signing = audit::SigningKey::fromSeed(ring->signingSeed);
        if (!file->isSignedBy(signing->publicKey()))
            return ErrorCode::SignInRefused;
        return std::nullopt;
    }
    // An edited copy whose checksum was made right again, twice.
    [[nodiscard]] static QByteArray edited(QByteArray copy)
    {
        copy.chop(ChecksumSize);
        copy += QCryptographicHash::hash(copy, QCryptographicHash::Blake2b_256);
        return copy + copy;
    }
    // A changed cost must not make the attempt slow: what the file allows at most would take this test a day.
    [[nodiscard]] static bool isCheap(const QByteArray& content)
    {
        const auto file = KeySlotFile::decode(content);
        return !file || std::ranges::all_of(file->entries(), [](const KeySlot& slot) {
            return slot.cost.passes * slot.cost.memoryBytes <= 1ULL << 22;
        });
    }

    // Whoever opens the slot in the file, if it is there, has no vault and no other site key than before.
    void expectNothingFor(const QByteArray& id, const Passphrase& passphrase, const KeyRing& before)
    {
        const auto file = KeySlotFile::load(m_paths.keys());
        ASSERT_TRUE(file);
        for (const KeySlot& slot : file->entries()) {
            const auto opened = slot.id == id ? openSlot(file->siteUuid(), slot, passphrase)
                                              : Result<KeyRing>(failure(ErrorCode::NotFound));
            if (!opened)
                continue;
            EXPECT_FALSE(opened->vaultSecret);
            EXPECT_EQ(opened->siteKey.bytes(), before.siteKey.bytes());
        }
    }

    QByteArray m_content;
    QByteArray m_copy;
    QByteArray m_name;
};

} // namespace

TEST_F(SlotAttackTest, everyByteFlippedOnceIsRepairedFromTheOtherCopy)
{
    for (qsizetype at = 0; at < m_content.size(); ++at) {
        for (const char bit : { '\x01', '\x80' }) {
            QByteArray damaged = m_content;
            damaged[at] = char(damaged[at] ^ bit);
            const auto file = KeySlotFile::decode(damaged);
            ASSERT_TRUE(file) << at;
            ASSERT_EQ(file->encode(), m_content) << at;
        }
    }
}

TEST_F(SlotAttackTest, everyByteEditedOnceWithARightChecksumIsRefused)
{
    const QByteArray publicKey = m_site->signingKey().publicKey();
    m_site.reset();
    for (qsizetype at = 0; at < m_copy.size() - ChecksumSize; ++at) {
        QByteArray copy = m_copy;
        copy[at] = char(copy[at] ^ 0x02);
        const QByteArray content = edited(copy);
        if (at >= m_copy.size() - ChecksumSize - TrailAnchorsSize) {
            // How far the trail was signed is no key: the site opens, and says that somebody was here.
            ASSERT_EQ(KeySlotFile::decode(content)->anchors(publicKey).state, KeySlotFile::AnchorState::Forged) << at;
            continue;
        }
        if (!isCheap(content))
            continue; // the cost's own bytes, which the flips of lower bits below reach
        const auto refused = attempt(content, QStringLiteral("Ada Admin"), words(AdministratorWords));
        ASSERT_TRUE(refused) << at;
        EXPECT_TRUE(*refused == ErrorCode::SignInRefused || *refused == ErrorCode::KeyFileDamaged
            || *refused == ErrorCode::FormatInvalid)
            << at << " " << errorCodeName(*refused).data();
    }
}

// As often as GATEHOUSE_SLOT_ATTEMPTS says (20,000 without it; a million for the night): wrong passphrases, slots
// exchanged, bits flipped, with the checksum made right again. Nothing opens, and there is one answer.
TEST_F(SlotAttackTest, nothingButThePassphraseOpensASlot)
{
    const int attempts = test::repetitions("GATEHOUSE_SLOT_ATTEMPTS", 20'000);
    m_site.reset();
    const Passphrase right = words(AdministratorWords);
    ASSERT_FALSE(attempt(m_content, QStringLiteral("Ada Admin"), right)) << "the right one does";
    const auto file = KeySlotFile::decode(m_content);
    const auto foreign = KeySlotFile::forNewSite();
    std::mt19937_64 random(3);
    int opened = 0;
    QHash<int, int> answers;
    for (int i = 0; i < attempts; ++i) {
        std::optional<ErrorCode> refused;
        switch (i % 4) {
        case 0: {
            QByteArray guess(AdministratorWords);
            guess[qsizetype(random() % std::uint64_t(guess.size()))] ^= char(1 + random() % 15);
            refused = attempt(m_content, QStringLiteral("Ada Admin"), Passphrase::fromUtf8(guess));
            break;
        }
        case 1: // somebody else's slot, with one's own passphrase and with theirs
            refused = attempt(m_content, i % 8 == 1 ? QStringLiteral("Ada Admin") : QStringLiteral("Gus Guard"),
                i % 8 == 1 ? words(GuardWords) : right);
            break;
        case 2: { // a slot carried to another site
            const auto& slot = file->entries().at(qsizetype(random() % std::uint64_t(file->entries().size())));
            const auto ring = openSlot(foreign.siteUuid(), slot, right);
            refused = ring ? std::optional<ErrorCode>() : ring.error().code;
            break;
        }
        default: {
            QByteArray content;
            do {
                QByteArray copy = m_copy;
                // Behind the head, which says how long the copy is: that is refused before anything is derived.
                const auto bits = std::uint64_t(copy.size() - HeadSize - TrailAnchorsSize - ChecksumSize) * 8;
                const auto bit = qsizetype(random() % bits);
                copy[HeadSize + bit / 8] = char(copy[HeadSize + bit / 8] ^ (1 << (bit % 8)));
                content = edited(copy);
            } while (!isCheap(content));
            refused = attempt(content, QStringLiteral("Ada Admin"), right);
            break;
        }
        }
        opened += refused ? 0 : 1;
        ++answers[refused ? int(*refused) : -1];
    }
    EXPECT_EQ(opened, 0);
    answers.remove(int(ErrorCode::SignInRefused));
    answers.remove(int(ErrorCode::KeyFileDamaged)); // an edit that leaves no readable file
    EXPECT_TRUE(answers.isEmpty());
}

// What the file says an operator may do is worth nothing either.
TEST_F(SlotAttackTest, aGuardMakesNoAdministratorOfThemselves)
{
    m_site.reset();
    auto file = *KeySlotFile::load(m_paths.keys());
    KeySlot slot = *file.find(operatorSlotId(file.siteSalt(), QStringLiteral("Gus Guard")));
    const KeyRing ring = ringOf("Gus Guard", GuardWords);
    // With the keys out of their own slot they can make a well-formed one of another role, signed and all.
    const auto forged = sealSlot({ file.siteUuid(), slot.id, SlotKind::Operator, Role::Administrator, m_clock.now() },
        ring, words(GuardWords), QuickCost);
    ASSERT_TRUE(forged);
    file.put(*forged);
    ASSERT_TRUE(file.save(m_paths.keys(), *audit::SigningKey::fromSeed(ring.signingSeed)));
    EXPECT_EQ(refusal("Gus Guard", GuardWords), ErrorCode::SignInRefused) << "the store says who is what";
    EXPECT_FALSE(openSlot(file.siteUuid(), *forged, words(GuardWords))->vaultSecret) << "and the vault stays shut";
    // Nor does the next sign-in of somebody who holds the vault give it to that slot.
    reopen();
    m_site.reset();
    expectNothingFor(slot.id, words(GuardWords), ring);
}

// Nor when they write themselves into the store, which their keys open as well: they cannot vouch for a slot.
TEST_F(SlotAttackTest, aGuardWhoWritesTheStoreIsNotGivenTheVault)
{
    m_site.reset();
    auto file = *KeySlotFile::load(m_paths.keys());
    const KeyRing ring = ringOf("Gus Guard", GuardWords);
    const QByteArray id = operatorSlotId(file.siteSalt(), QStringLiteral("Gus Guard"));
    const auto forged = sealSlot({ file.siteUuid(), id, SlotKind::Operator, Role::Administrator, m_clock.now() }, ring,
        words(GuardWords), QuickCost);
    ASSERT_TRUE(forged);
    file.put(*forged);
    ASSERT_TRUE(file.save(m_paths.keys(), *audit::SigningKey::fromSeed(ring.signingSeed)));
    {
        auto store = store::Database::open(m_paths.store(), ring.siteKey, store::OpenMode::ReadWrite);
        ASSERT_TRUE(store);
        auto transaction = store::Transaction::begin(**store);
        ASSERT_TRUE(transaction);
        ASSERT_TRUE((*store)->execute("UPDATE operators SET role = 'administrator'"));
        ASSERT_TRUE(recordSlot(*transaction, file.siteUuid(), *forged, VaultKey::generate(), m_clock.now()));
        ASSERT_TRUE(transaction->commit());
    }
    reopen();
    expectNothingFor(id, words(GuardWords), ring);
    const auto rekeyed = m_site->rekey(admin(), [this] {
        m_approver = QStringLiteral("Gus Guard");
        m_approversWords = GuardWords;
        return approval(Proposal::rekey());
    }());
    ASSERT_TRUE(rekeyed);
    EXPECT_FALSE(ringOf("Gus Guard", GuardWords).vaultSecret);
    EXPECT_TRUE(ringOf("Ada Admin", AdministratorWords).vaultSecret);
}

// Before a re-key everybody held the keys that sign the file; what they make of them afterwards gets nothing new.
TEST_F(SlotAttackTest, aForgedRecoverySlotIsGivenNothingAfterAReKey)
{
    const KeyRing then = ringOf("Gus Guard", GuardWords);
    ASSERT_TRUE(m_site->rekey(admin(), approval(Proposal::rekey())));
    m_site.reset();
    auto file = *KeySlotFile::load(m_paths.keys());
    const QByteArray recoveryId = recoverySlotId(file.siteSalt());
    const auto forged =
        sealSlot({ file.siteUuid(), recoveryId, SlotKind::Recovery, Role::Administrator, m_clock.now() }, then,
            words(GuardWords), QuickCost);
    ASSERT_TRUE(forged);
    file.put(*forged);
    ASSERT_TRUE(file.save(m_paths.keys(), *audit::SigningKey::fromSeed(then.signingSeed)));
    reopen();
    expectNothingFor(recoveryId, words(GuardWords), then);
    const auto again = m_site->rekey(admin(), approval(Proposal::rekey()));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->isRecoveryCodeLeftOut);
    expectNothingFor(recoveryId, words(GuardWords), then);
}
