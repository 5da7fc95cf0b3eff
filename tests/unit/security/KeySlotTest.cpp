#include "core/security/KeySlotFile.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// The least libsodium allows, so that tests are quick. Nothing under app/ or ui/ names a cost (tests/arch checks it).
constexpr DerivationCost Quick { 1, 8192 };

store::SecretKey someKey()
{
    store::SecretKey::Bytes bytes {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(i * 5 + 1);
    return store::SecretKey(bytes);
}

Passphrase words(const char* text)
{
    return Passphrase::fromUtf8(text);
}

KeySlotFile someFile(int operators)
{
    KeySlotFile file = KeySlotFile::forNewSite();
    for (int i = 0; i < operators; ++i) {
        const QByteArray id = operatorSlotId(file.siteSalt(), QStringLiteral("operator %1").arg(i));
        auto slot = sealSlot(file.siteUuid(), id, SlotKind::Operator, Role::Guard, someKey(), words("right"), Quick);
        file.put(*slot);
    }
    return file;
}

ErrorCode openingFails(const QByteArray& uuid, const KeySlot& slot)
{
    const auto opened = openSlot(uuid, slot, words("right"));
    return opened ? ErrorCode::Internal : opened.error().code;
}

} // namespace

TEST(KeySlot, opensWithItsPassphraseOnly)
{
    const KeySlotFile file = someFile(1);
    const KeySlot& slot = file.entries().first();
    const auto opened = openSlot(file.siteUuid(), slot, words("right"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->bytes(), someKey().bytes());
    for (const char* wrong : { "wrong", "right ", "Right", "" })
        EXPECT_EQ(openSlot(file.siteUuid(), slot, words(wrong)).error().code, ErrorCode::SignInRefused);
}

TEST(KeySlot, theShippedCostIsLibsodiumsModerate)
{
    // crypto_pwhash_OPSLIMIT_MODERATE and MEMLIMIT_MODERATE of libsodium 1.0.18.
    EXPECT_EQ(DerivationCost {}.passes, 3U);
    EXPECT_EQ(DerivationCost {}.memoryBytes, 268435456U);
}

TEST(KeySlot, nothingBoundToItCanBeChanged)
{
    const KeySlotFile file = someFile(1);
    const KeySlot sound = file.entries().first();
    const auto changed = [&](auto change) {
        KeySlot slot = sound;
        change(slot);
        return openingFails(file.siteUuid(), slot);
    };
    EXPECT_EQ(changed([](KeySlot& slot) { slot.role = Role::Administrator; }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.kind = SlotKind::Recovery; }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.id[3] = char(slot.id[3] ^ 1); }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.salt[3] = char(slot.salt[3] ^ 1); }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.nonce[3] = char(slot.nonce[3] ^ 1); }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.cost.passes = 2; }), ErrorCode::SignInRefused);
    for (qsizetype i = 0; i < sound.wrapped.size(); ++i)
        EXPECT_EQ(
            changed([i](KeySlot& slot) { slot.wrapped[i] = char(slot.wrapped[i] ^ 0x40); }), ErrorCode::SignInRefused);
    // Not even to another site with the same passphrase.
    EXPECT_EQ(openingFails(KeySlotFile::forNewSite().siteUuid(), sound), ErrorCode::SignInRefused);
}

TEST(KeySlot, idsFollowTheNameWithoutTellingIt)
{
    const KeySlotFile one = KeySlotFile::forNewSite();
    const KeySlotFile other = KeySlotFile::forNewSite();
    const auto id = [&](const QString& name) { return operatorSlotId(one.siteSalt(), name); };
    EXPECT_EQ(id(QStringLiteral("Jürgen Groß")), id(QStringLiteral("  JÜRGEN   groß ")));
    EXPECT_EQ(id(QStringLiteral("Ａｎｎ")), id(QStringLiteral("ann")));
    EXPECT_NE(id(QStringLiteral("ann")), id(QStringLiteral("anne")));
    EXPECT_NE(id(QStringLiteral("ann")), operatorSlotId(other.siteSalt(), QStringLiteral("ann")));
    EXPECT_NE(id(QStringLiteral("recovery")), recoverySlotId(one.siteSalt()));
}

TEST(KeySlotFile, comesBackAsItWasAndHoldsNoKeyInClear)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("site.keys"));
    KeySlotFile file = someFile(3);
    ASSERT_TRUE(file.save(path));
    const auto loaded = KeySlotFile::load(path);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->encode(), file.encode());
    EXPECT_EQ(loaded->entries().size(), 3);
    EXPECT_EQ(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    EXPECT_FALSE(file.encode().contains(QByteArray(reinterpret_cast<const char*>(someKey().bytes().data()), 8)));
    EXPECT_FALSE(file.encode().contains("operator"));
}

// Damage anywhere in one copy is found and repaired from the other.
TEST(KeySlotFile, oneDamagedCopyIsRepaired)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("site.keys"));
    KeySlotFile file = someFile(2);
    ASSERT_TRUE(file.save(path));
    const QByteArray sound = file.encode();
    std::mt19937 random(7);
    for (qsizetype at = 0; at < sound.size(); at += 1 + qsizetype(random() % 5)) {
        QByteArray damaged = sound;
        const qsizetype copyEnd = at < sound.size() / 2 ? sound.size() / 2 : sound.size();
        const qsizetype length = std::min<qsizetype>(1 + qsizetype(random() % 64), copyEnd - at);
        for (qsizetype i = at; i < at + length; ++i)
            damaged[i] = char(random());
        QFile raw(path);
        ASSERT_TRUE(raw.open(QIODevice::WriteOnly));
        raw.write(damaged);
        raw.close();
        const auto loaded = KeySlotFile::load(path);
        ASSERT_TRUE(loaded) << "damaged at " << at;
        EXPECT_EQ(loaded->encode(), sound);
        ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
        EXPECT_EQ(raw.readAll(), sound) << "not repaired at " << at;
    }
}

TEST(KeySlotFile, aTruncatedFileStillHasItsFirstCopy)
{
    const QByteArray sound = someFile(2).encode();
    EXPECT_TRUE(KeySlotFile::decode(sound.first(sound.size() / 2)));
    EXPECT_TRUE(KeySlotFile::decode(sound.first(sound.size() - 1)));
    EXPECT_TRUE(KeySlotFile::decode(sound.sliced(5)));
    EXPECT_EQ(KeySlotFile::decode(sound.first(sound.size() / 2 - 1)).error().code, ErrorCode::KeyFileDamaged);
    EXPECT_EQ(KeySlotFile::decode({}).error().code, ErrorCode::KeyFileDamaged);
}

TEST(KeySlotFile, anotherVersionIsToldApartFromDamage)
{
    QByteArray later = someFile(1).encode();
    const qsizetype half = later.size() / 2;
    later[7] = 2;
    later[half + 7] = 2;
    EXPECT_EQ(KeySlotFile::decode(later).error().code, ErrorCode::FormatInvalid);
}

// Whatever stands in the file: an answer, never a crash, never an absurd allocation.
TEST(KeySlotFile, anythingCanBeRead)
{
    const QByteArray sound = someFile(2).encode();
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        QByteArray bytes = round % 2 == 0 ? sound : QByteArray(qsizetype(random() % 600), '\0');
        for (int hit = 0; hit < 6 && !bytes.isEmpty(); ++hit)
            bytes[qsizetype(random() % unsigned(bytes.size()))] = char(random());
        const auto decoded = KeySlotFile::decode(bytes);
        if (decoded && round % 2 == 0) {
            EXPECT_EQ(decoded->encode(), sound);
        }
    }
}
