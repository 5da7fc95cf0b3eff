#include "core/security/Passphrase.h"

#include "core/security/PassphraseRules.h"
#include "core/security/RecoveryCode.h"

#include <QSet>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::security;

namespace {

QByteArray bytes(const Passphrase& passphrase)
{
    return QByteArray(passphrase.data(), static_cast<qsizetype>(passphrase.size()));
}

QString verdict(const QString& typed)
{
    const auto checked = checkPassphrase(
        Passphrase::fromText(typed), QStringLiteral("Yan Chen"), QStringLiteral("Lotus Industrial Park"));
    if (checked)
        return QStringLiteral("fine");
    EXPECT_EQ(checked.error().code, ErrorCode::PassphraseTooWeak);
    return checked.error().detail;
}

} // namespace

TEST(Passphrase, oneTypedOnTwoKeyboardsIsOne)
{
    const auto composed = Passphrase::fromText(QStringLiteral("caf\u00e9 \u2460"));
    const auto combining = Passphrase::fromText(QStringLiteral("cafe\u0301 1"));
    EXPECT_EQ(bytes(composed), bytes(combining));
    EXPECT_EQ(bytes(Passphrase::fromText(QStringLiteral("ＡＢＣ"))), "ABC");
    EXPECT_EQ(composed.length(), 6U);
    EXPECT_EQ(Passphrase::fromText(QStringLiteral("\U0001F697\U0001F697")).length(), 2U);
}

TEST(Passphrase, aFilesFirstLineCounts)
{
    EXPECT_EQ(bytes(Passphrase::fromUtf8("one two\nthree")), "one two");
    EXPECT_EQ(bytes(Passphrase::fromUtf8("one two\r\n")), "one two");
    EXPECT_EQ(bytes(Passphrase::fromUtf8("one two")), "one two");
    EXPECT_EQ(bytes(Passphrase::fromUtf8(" kept \n")), " kept ");
    EXPECT_TRUE(Passphrase::fromUtf8("\nlater").isEmpty());
    EXPECT_TRUE(Passphrase().isEmpty());
    EXPECT_EQ(Passphrase().length(), 0U);
}

TEST(Passphrase, whatIsTypedIsLeftAsItIs)
{
    const QString typed = QStringLiteral("unchanged by normalising");
    (void)Passphrase::fromText(typed);
    EXPECT_EQ(typed, QStringLiteral("unchanged by normalising"));
}

TEST(PassphraseRules, longOnesOfAnyKindAreFine)
{
    for (const QString& typed : { QStringLiteral("heron lantern gravel teapot"),
             QStringLiteral("九月的雨下在旧石桥上很久很久了"), QStringLiteral("mein Kater frisst nur montags"),
             QStringLiteral("7402 9183 5566 2019"), QStringLiteral("?!§$%&/()=+*#'-_.:,;") })
        EXPECT_EQ(verdict(typed), QStringLiteral("fine")) << qPrintable(typed);
}

TEST(PassphraseRules, weakOnesAreRefusedWithTheRule)
{
    const QList<std::pair<QString, QString>> cases {
        { {}, QStringLiteral("too-short") },
        { QStringLiteral("heron lantern!"), QStringLiteral("too-short") },
        { QStringLiteral("九月的雨下在旧石桥上"), QStringLiteral("too-short") },
        { QStringLiteral("x").repeated(600) + QStringLiteral("yzü").repeated(200), QStringLiteral("too-long") },
        { QStringLiteral("aaaaaaaaaaaaaaaaaaaa"), QStringLiteral("repetitive") },
        { QStringLiteral("abcabcabcabcabcabc"), QStringLiteral("repetitive") },
        { QStringLiteral("12341234123412341234"), QStringLiteral("repetitive") },
        { QStringLiteral("abcdefghijklmnop"), QStringLiteral("repetitive") },
        { QStringLiteral("9876543210987654"), QStringLiteral("repetitive") },
        { QStringLiteral("Lotus Industrial Park"), QStringLiteral("names") },
        { QStringLiteral("YanChen-YanChen-2024"), QStringLiteral("names") },
        { QStringLiteral("gatehouse Yan Chen 1!"), QStringLiteral("names") },
        { QStringLiteral("correct horse battery staple"), QStringLiteral("blocked") },
        { QStringLiteral("Password Password 1"), QStringLiteral("blocked") },
        { QStringLiteral("dragonmonkey!!2024"), QStringLiteral("blocked") },
        { QStringLiteral("12345 admin password"), QStringLiteral("blocked") },
        { QStringLiteral("qwertyuiop-asdfgh"), QStringLiteral("blocked") },
        { QStringLiteral("314159265358979"), QStringLiteral("blocked") },
    };
    for (const auto& [typed, rule] : cases)
        EXPECT_EQ(verdict(typed), rule) << qPrintable(typed);
}

TEST(PassphraseRules, withoutTheBlockListNothingIsAccepted)
{
    const QByteArray before = qgetenv("GATEHOUSE_RESOURCES");
    qputenv("GATEHOUSE_RESOURCES", "/nonexistent");
    const auto checked = checkPassphrase(Passphrase::fromText(QStringLiteral("heron lantern gravel teapot")), {}, {});
    qputenv("GATEHOUSE_RESOURCES", before);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::ResourceMissing);
}

TEST(RecoveryCode, isReadHoweverItIsTyped)
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 50; ++i) {
        const QByteArray code = bytes(makeRecoveryCode());
        ASSERT_EQ(code.size(), 35);
        EXPECT_EQ(code.split('-').size(), 6);
        for (const char missing : { 'I', 'L', 'O', 'U' })
            EXPECT_FALSE(code.contains(missing));
        seen.insert(code);
    }
    EXPECT_EQ(seen.size(), 50);
    const auto canonical = [](const char* typed) { return bytes(canonicalRecoveryCode(Passphrase::fromUtf8(typed))); };
    EXPECT_EQ(canonical("01VAB-CDEFG"), canonical(" olu ab cdefg\n"));
    EXPECT_EQ(canonical("i1l"), "111");
}
