#include "core/security/Totp.h"

#include "core/security/TotpSecret.h"

#include <gtest/gtest.h>
#include <string>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

const QByteArray RfcSecret = QByteArrayLiteral("12345678901234567890");

UtcTime seconds(qint64 since)
{
    return UtcTime::fromMilliseconds(since * 1000);
}

std::string textOf(const Passphrase& locked)
{
    return { locked.data(), locked.size() };
}

} // namespace

// RFC 6238, appendix B, the rows of SHA-1.
TEST(Totp, givesTheCodesOfTheRfc)
{
    const std::pair<qint64, const char*> rows[] = { { 59, "94287082" }, { 1111111109, "07081804" },
        { 1111111111, "14050471" }, { 1234567890, "89005924" }, { 2000000000, "69279037" },
        { 20000000000, "65353130" } };
    for (const auto& [moment, code] : rows)
        EXPECT_EQ(totpCode(RfcSecret, totpStep(seconds(moment)), 8).toStdString(), code) << moment;
}

TEST(Totp, aClockMayBeOffByOneStepAndNoMore)
{
    const UtcTime now = seconds(1234567890);
    const qint64 step = totpStep(now);
    for (qint64 off = -3; off <= 3; ++off) {
        const auto match = matchingTotpStep(RfcSecret, totpCode(RfcSecret, step + off), now);
        EXPECT_EQ(match.has_value(), off >= -1 && off <= 1) << off;
        if (match) {
            EXPECT_EQ(*match, step + off);
        }
    }
}

TEST(Totp, aCodeIsReadAsPeopleTypeIt)
{
    const UtcTime now = seconds(59);
    EXPECT_TRUE(matchingTotpStep(RfcSecret, QStringLiteral(" 287 082 "), now));
    EXPECT_TRUE(matchingTotpStep(RfcSecret, QStringLiteral("２８７０８２"), now));
    for (const QString& wrong : { QString(), QStringLiteral("28708"), QStringLiteral("2870820"),
             QStringLiteral("287083"), QStringLiteral("28708x") })
        EXPECT_FALSE(matchingTotpStep(RfcSecret, wrong, now)) << qPrintable(wrong);
}

// RFC 4648, section 10, without the padding.
TEST(Totp, base32IsThatOfTheRfc)
{
    const std::pair<const char*, const char*> rows[] = { { "", "" }, { "f", "MY" }, { "fo", "MZXQ" },
        { "foo", "MZXW6" }, { "foob", "MZXW6YQ" }, { "fooba", "MZXW6YTB" }, { "foobar", "MZXW6YTBOI" } };
    for (const auto& [plain, text] : rows) {
        EXPECT_EQ(toBase32(plain).toStdString(), text);
        EXPECT_EQ(fromBase32(text), QByteArray(plain));
    }
    EXPECT_EQ(fromBase32("mzxw 6ytb-oi======"), QByteArray("foobar"));
    EXPECT_FALSE(fromBase32("MZXW1"));
}

TEST(Totp, everySecretIsNewAndGoesIntoAUri)
{
    EXPECT_NE(TotpSecret::random().bytes(), TotpSecret::random().bytes());
    const auto secret = TotpSecret::fromBase32("gezd gnbv gy3t qojq gezd gnbv gy3t qojq");
    ASSERT_TRUE(secret);
    EXPECT_EQ(secret->bytes(), QByteArrayView(RfcSecret));
    EXPECT_EQ(textOf(secret->base32()), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_FALSE(TotpSecret::fromBase32("GEZDGNBV")) << "too short for one";
    EXPECT_EQ(textOf(secret->uri(QStringLiteral("Lotus Yard & Co"), QStringLiteral("Ada:é"))),
        "otpauth://totp/Lotus%20Yard%20%26%20Co:Ada%3A%C3%A9?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Lotus%20Yard%20%26%20Co");
}
