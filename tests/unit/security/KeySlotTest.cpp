#include "core/security/KeySlotFile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

// The least libsodium allows, so that tests are quick. Nothing under app/ or ui/ names a cost (tests/arch checks it).
constexpr DerivationCost Quick { 1, 8192 };

store::SecretKey someKey(unsigned char first = 1)
{
    store::SecretKey::Bytes bytes {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(i * 5 + first);
    return store::SecretKey(bytes);
}

KeyRing someRing()
{
    return { someKey(), someKey(2), someKey(3) };
}

audit::SigningKey signingKey()
{
    return *audit::SigningKey::fromSeed(someKey(2));
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
        auto slot = sealSlot({ file.siteUuid(), id, SlotKind::Operator, i == 0 ? Role::Guard : Role::Administrator,
                                 UtcTime::fromMilliseconds(1234567) },
            someRing(), words("right"), Quick);
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
    EXPECT_EQ(opened->siteKey.bytes(), someKey().bytes());
    EXPECT_EQ(opened->signingSeed.bytes(), someKey(2).bytes());
    EXPECT_FALSE(opened->vaultSecret) << "a guard's slot never holds what opens sealed fields";
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
    EXPECT_EQ(changed([](KeySlot& slot) { slot.madeAt = UtcTime(); }), ErrorCode::SignInRefused);
    EXPECT_EQ(changed([](KeySlot& slot) { slot.format = SlotFormat::Wrapped; }), ErrorCode::SignInRefused);
    for (QByteArray KeySlot::*part : { &KeySlot::wrapped, &KeySlot::publicKey, &KeySlot::sealedRing }) {
        for (qsizetype i = 0; i < (sound.*part).size(); ++i) {
            EXPECT_EQ(changed([&](KeySlot& slot) { (slot.*part)[i] = char((slot.*part)[i] ^ 0x40); }),
                ErrorCode::SignInRefused);
            EXPECT_EQ(changed([&](KeySlot& slot) { (slot.*part).truncate(i); }), ErrorCode::SignInRefused);
        }
    }
    // Not even to another site with the same passphrase.
    EXPECT_EQ(openingFails(KeySlotFile::forNewSite().siteUuid(), sound), ErrorCode::SignInRefused);
}

TEST(KeySlot, onlyWhoMayReadSealedFieldsIsGivenTheVault)
{
    const QByteArray uuid(KeySlotFile::SiteUuidSize, '\7');
    const QByteArray id(KeySlot::IdSize, '\5');
    for (const Role role : AllRoles) {
        for (const SlotKind kind : { SlotKind::Operator, SlotKind::Recovery }) {
            const bool expected =
                kind == SlotKind::Recovery || role == Role::PrivacyOfficer || role == Role::Administrator;
            const auto slot = sealSlot({ uuid, id, kind, role, {} }, someRing(), words("right"), Quick);
            ASSERT_TRUE(slot);
            EXPECT_EQ(slot->holdsVault, expected);
            const auto opened = openSlot(uuid, *slot, words("right"));
            ASSERT_TRUE(opened);
            EXPECT_EQ(opened->vaultSecret.has_value(), expected) << qPrintable(roleCode(role));
        }
    }
}

// What a re-key does: another site key for everybody, without anybody's passphrase.
TEST(KeySlot, itsRingIsRenewedWithoutThePassphrase)
{
    const KeySlotFile file = someFile(2);
    KeyRing renewed = someRing();
    renewed.siteKey = someKey(9);
    for (const KeySlot& slot : file.entries()) {
        const auto sealed = resealSlot(file.siteUuid(), slot, renewed);
        ASSERT_TRUE(sealed);
        EXPECT_EQ(sealed->wrapped, slot.wrapped);
        const auto opened = openSlot(file.siteUuid(), *sealed, words("right"));
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->siteKey.bytes(), someKey(9).bytes());
    }
    // The ring of one slot is none in another's.
    KeySlot exchanged = file.entries().first();
    exchanged.sealedRing = file.entries().last().sealedRing;
    EXPECT_EQ(openingFails(file.siteUuid(), exchanged), ErrorCode::SignInRefused);
    // Nor is one of a signing key that is not the site's, which is all that somebody with the disk could make.
    renewed.signingSeed = someKey(11);
    const auto slippedIn = resealSlot(file.siteUuid(), file.entries().first(), renewed);
    EXPECT_EQ(openingFails(file.siteUuid(), *slippedIn), ErrorCode::SignInRefused);
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
    ASSERT_TRUE(file.save(path, signingKey()));
    const auto loaded = KeySlotFile::load(path);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->encode(), file.encode());
    EXPECT_EQ(loaded->entries().size(), 3);
    EXPECT_EQ(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    EXPECT_FALSE(file.encode().contains(QByteArray(reinterpret_cast<const char*>(someKey().bytes().data()), 8)));
    EXPECT_FALSE(file.encode().contains("operator"));
}

// A slot added, taken out or brought back, another salt or generation: the file is no longer the site's.
TEST(KeySlotFile, nobodyButTheSiteChangesIt)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("site.keys"));
    KeySlotFile file = someFile(2);
    ASSERT_TRUE(file.save(path, signingKey()));
    const QByteArray publicKey = signingKey().publicKey();
    EXPECT_TRUE(file.isSignedBy(publicKey));
    EXPECT_TRUE(KeySlotFile::load(path)->isSignedBy(publicKey));
    EXPECT_FALSE(file.isSignedBy(audit::SigningKey::generate()->publicKey()));
    KeySlotFile fewer = file;
    fewer.remove(fewer.entries().first().id);
    EXPECT_FALSE(fewer.isSignedBy(publicKey));
    KeySlotFile more = file;
    more.put(someFile(1).entries().first());
    EXPECT_FALSE(more.isSignedBy(publicKey));
    EXPECT_FALSE(someFile(2).isSignedBy(publicKey)) << "never saved";
}

// Damage anywhere in one copy is found and repaired from the other.
TEST(KeySlotFile, oneDamagedCopyIsRepaired)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("site.keys"));
    KeySlotFile file = someFile(2);
    ASSERT_TRUE(file.save(path, signingKey()));
    const QByteArray sound = file.encode();
    std::mt19937 random(7);
    for (qsizetype at = 0; at < sound.size(); at += 1 + qsizetype(random() % 40)) {
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
        EXPECT_EQ(loaded->wasDamaged(), damaged != sound);
        ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
        EXPECT_EQ(raw.readAll(), damaged) << "reading writes nothing";
        raw.close();
        ASSERT_TRUE(KeySlotFile::repair(path));
        ASSERT_TRUE(raw.open(QIODevice::ReadOnly));
        EXPECT_EQ(raw.readAll(), sound) << "not repaired at " << at;
    }
}

// Whoever may write the file makes nobody wait: of what looks like the beginning of a copy only so many are looked at.
TEST(KeySlotFile, aFileFullOfBeginningsIsRefusedAtOnce)
{
    constexpr qsizetype FileSize = (4 << 20) / 12 * 12;
    QByteArray beginning("GHKEYS\0\2", 8);
    beginning.append(4, '\0');
    QByteArray full;
    while (full.size() + beginning.size() <= FileSize) {
        // Each claims all that is left.
        qToLittleEndian(quint32(FileSize - full.size() - 12 - 32), beginning.data() + 8);
        full += beginning;
    }
    QElapsedTimer timer;
    timer.start();
    EXPECT_EQ(KeySlotFile::decode(full).error().code, ErrorCode::KeyFileDamaged);
    EXPECT_LT(timer.elapsed(), 2000) << "it took minutes";
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
    later[7] = 4;
    later[half + 7] = 4;
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
