#include "core/backup/BackupHeader.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::backup;

namespace {

BackupHeader someHeader()
{
    BackupHeader header;
    header.siteUuid = QByteArray(16, '\x21');
    header.takenAt = UtcTime::fromMilliseconds(1741057964000);
    header.schemaVersion = 6;
    header.audit = { 4711, QByteArray(32, '\x5a') };
    header.payloadBytes = 40960;
    header.payloadDigest = QByteArray(32, '\x0f');
    header.keyFile = QByteArray(700, 'k');
    header.turns = { { audit::CheckpointReason::Accepted, { 3, QByteArray(32, 'a') }, { 5, QByteArray(32, 'b') } },
        { audit::CheckpointReason::Branched, { 70, QByteArray(32, 'c') }, { 71, QByteArray(32, 'd') } } };
    return header;
}

audit::SigningKey someKey(unsigned char salt)
{
    store::SecretKey::Bytes seed {};
    seed.fill(salt);
    auto key = audit::SigningKey::fromSeed(store::SecretKey(seed));
    EXPECT_TRUE(key);
    return std::move(*key);
}

} // namespace

TEST(BackupHeader, comesBackAsItWasWritten)
{
    BackupHeader header = someHeader();
    const audit::SigningKey key = someKey(3);
    sign(header, key);
    const QByteArray bytes = encodeHeader(header);
    EXPECT_EQ(bytes.size(), payloadOffset(header));
    EXPECT_TRUE(bytes.startsWith("GHBACKUP"));
    const auto read = decodeHeader(bytes + "the payload");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->siteUuid, header.siteUuid);
    EXPECT_EQ(read->takenAt, header.takenAt);
    EXPECT_EQ(read->schemaVersion, header.schemaVersion);
    EXPECT_EQ(read->audit.entries, header.audit.entries);
    EXPECT_EQ(read->audit.head, header.audit.head);
    EXPECT_EQ(read->payloadBytes, header.payloadBytes);
    EXPECT_EQ(read->payloadDigest, header.payloadDigest);
    EXPECT_EQ(read->keyFile, header.keyFile);
    EXPECT_EQ(read->turns, header.turns);
    EXPECT_TRUE(isSignedBy(*read, key.publicKey()));
    EXPECT_FALSE(isSignedBy(*read, someKey(4).publicKey()));
}

TEST(BackupHeader, oneOfTheFirstFormatIsReadAsItWas)
{
    BackupHeader header = someHeader();
    header.format = 1;
    const audit::SigningKey key = someKey(3);
    sign(header, key);
    const QByteArray bytes = encodeHeader(header);
    const auto read = decodeHeader(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->format, 1);
    EXPECT_TRUE(read->turns.isEmpty()) << "it had none";
    EXPECT_TRUE(isSignedBy(*read, key.publicKey()));
    EXPECT_EQ(encodeHeader(*read), bytes);
}

TEST(BackupHeader, aSignatureCoversTheTurns)
{
    BackupHeader header = someHeader();
    const audit::SigningKey key = someKey(3);
    sign(header, key);
    header.turns.removeLast();
    EXPECT_FALSE(isSignedBy(header, key.publicKey()));
}

TEST(BackupHeader, everyFlippedByteIsNoticed)
{
    const QByteArray sound = encodeHeader(someHeader());
    for (qsizetype at = 0; at < sound.size(); ++at) {
        QByteArray damaged = sound;
        damaged[at] = static_cast<char>(damaged.at(at) ^ 0x40);
        EXPECT_FALSE(decodeHeader(damaged)) << "byte " << at;
    }
}

TEST(BackupHeader, everyCutIsNoticed)
{
    const QByteArray sound = encodeHeader(someHeader());
    for (qsizetype length = 0; length < sound.size(); ++length)
        EXPECT_FALSE(decodeHeader(sound.first(length))) << "length " << length;
}

TEST(BackupHeader, aSignatureCoversThePayloadByItsDigest)
{
    BackupHeader header = someHeader();
    const audit::SigningKey key = someKey(3);
    sign(header, key);
    header.payloadDigest = QByteArray(32, '\x10');
    EXPECT_FALSE(isSignedBy(header, key.publicKey()));
}

TEST(BackupHeader, anotherFormatIsNotDamage)
{
    QByteArray later = encodeHeader(someHeader());
    later[8] = 3;
    const auto read = decodeHeader(later);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::FormatInvalid);
    const auto text = decodeHeader("just some text that is longer than a magic word");
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::FormatInvalid);
}
