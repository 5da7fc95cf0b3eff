#include "core/audit/SigningKey.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace gatehouse::audit {
namespace {

struct Vector
{
    const char* seed;
    const char* publicKey;
    const char* message;
    const char* signature;
};

// RFC 8032, section 7.1: tests 1, 2, 3 and "SHA(abc)".
constexpr Vector Vectors[] = {
    { "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b" },
    { "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb00d291612bb0c00" },
    { "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8dc027beceea1ec40a" },
    { "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac1"
        "7ad9bef1177331a704" },
};

store::SecretKey seedOf(const char* hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    store::SecretKey::Bytes seed {};
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(seed.data()));
    return store::SecretKey(seed);
}

TEST(SigningKey, SignsAsTheStandardSays)
{
    for (const Vector& vector : Vectors) {
        const auto key = SigningKey::fromSeed(seedOf(vector.seed));
        ASSERT_TRUE(key);
        EXPECT_EQ(key->publicKey().toHex(), vector.publicKey);
        const QByteArray message = QByteArray::fromHex(vector.message);
        EXPECT_EQ(key->sign(message).toHex(), vector.signature);
        EXPECT_TRUE(SigningKey::verify(key->publicKey(), message, QByteArray::fromHex(vector.signature)));
    }
}

TEST(SigningKey, TheSeedIsAllThatHasToBeKept)
{
    const auto key = SigningKey::generate();
    ASSERT_TRUE(key);
    const auto again = SigningKey::fromSeed(key->seed());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->publicKey(), key->publicKey());
    EXPECT_EQ(again->sign("head"), key->sign("head"));
}

TEST(SigningKey, TwoNewKeysAreTwoKeys)
{
    EXPECT_NE(SigningKey::generate()->publicKey(), SigningKey::generate()->publicKey());
}

TEST(SigningKey, NoChangedBitIsAccepted)
{
    const auto key = SigningKey::fromSeed(seedOf(Vectors[2].seed));
    const QByteArray message = QByteArray::fromHex(Vectors[2].message);
    const QByteArray signature = key->sign(message);
    const auto flipped = [](QByteArray bytes, qsizetype bit) {
        bytes[bit / 8] = char(bytes.at(bit / 8) ^ (1 << (bit % 8)));
        return bytes;
    };
    for (qsizetype bit = 0; bit < signature.size() * 8; ++bit)
        EXPECT_FALSE(SigningKey::verify(key->publicKey(), message, flipped(signature, bit))) << bit;
    for (qsizetype bit = 0; bit < message.size() * 8; ++bit)
        EXPECT_FALSE(SigningKey::verify(key->publicKey(), flipped(message, bit), signature)) << bit;
    for (qsizetype bit = 0; bit < key->publicKey().size() * 8; ++bit)
        EXPECT_FALSE(SigningKey::verify(flipped(key->publicKey(), bit), message, signature)) << bit;
}

TEST(SigningKey, WhatIsCutShortIsRefused)
{
    const auto key = SigningKey::generate();
    const QByteArray signature = key->sign("head");
    EXPECT_FALSE(SigningKey::verify(key->publicKey(), "head", signature.first(63)));
    EXPECT_FALSE(SigningKey::verify(key->publicKey(), "head", signature + 'x'));
    EXPECT_FALSE(SigningKey::verify(key->publicKey().first(31), "head", signature));
    EXPECT_FALSE(SigningKey::verify({}, "head", {}));
}

} // namespace
} // namespace gatehouse::audit
