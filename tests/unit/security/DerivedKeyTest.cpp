#include "core/security/DerivedKey.h"

#include <QByteArray>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

store::SecretKey countingKey(unsigned char first)
{
    store::SecretKey::Bytes bytes {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<unsigned char>(first + i);
    return store::SecretKey(bytes);
}

} // namespace

TEST(DerivedKey, everyPurposeHasItsOwnAndKeepsIt)
{
    const auto ring = deriveKey(countingKey(0), QLatin1StringView("ring"));
    EXPECT_EQ(ring.bytes(), deriveKey(countingKey(0), QLatin1StringView("ring")).bytes());
    EXPECT_NE(ring.bytes(), deriveKey(countingKey(0), QLatin1StringView("rings")).bytes());
    EXPECT_NE(ring.bytes(), deriveKey(countingKey(1), QLatin1StringView("ring")).bytes());
    EXPECT_NE(ring.bytes(), countingKey(0).bytes());
}

// A store's ring is found again by every later version: crypto_kdf is keyed BLAKE2b with the context as its
// personalisation and the number 1 as its salt, and that is what Python's hashlib computes, too:
// blake2b(b"", key=bytes(range(32)), digest_size=32, salt=(1).to_bytes(16, "little"), person=b"ring".ljust(16, b"\0"))
TEST(DerivedKey, isTheSameInEveryVersion)
{
    const auto ring = deriveKey(countingKey(0), QLatin1StringView("ring"));
    const QByteArray hex =
        QByteArray(reinterpret_cast<const char*>(ring.bytes().data()), store::SecretKey::Size).toHex();
    EXPECT_EQ(hex.toStdString(), "e73825663cbea02d21cd597dc4286dbeb99ba779dcc2545336bfb299fea6931e");
}
