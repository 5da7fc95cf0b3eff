#include "core/security/Totp.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>
#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr char Base32Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int Base32Bits = 5;

// RFC 2104. Qt's own keeps copies of the key.
QByteArray hmacSha1(QByteArrayView key, QByteArrayView message)
{
    constexpr int BlockSize = 64;
    if (key.size() > BlockSize)
        return hmacSha1(QCryptographicHash::hash(key.toByteArray(), QCryptographicHash::Sha1), message);
    std::array<char, BlockSize> block;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const auto startWith = [&](char pad) {
        block.fill(pad);
        for (qsizetype i = 0; i < key.size(); ++i)
            block[static_cast<std::size_t>(i)] = static_cast<char>(key[i] ^ pad);
        hash.reset();
        hash.addData(QByteArrayView(block.data(), BlockSize));
    };
    startWith(0x36);
    hash.addData(message);
    const QByteArray inner = hash.result();
    startWith(0x5c);
    hash.addData(inner);
    const QByteArray outer = hash.result();
    // The hash keeps its last block: another one takes its place.
    sodium_memzero(block.data(), block.size());
    hash.reset();
    hash.addData(QByteArrayView(block.data(), BlockSize));
    return outer;
}

QString digitsOnly(const QString& typed)
{
    QString digits;
    for (const QChar character : typed) {
        if (character.isSpace())
            continue;
        // Digits of a full-width keyboard are digits, too.
        const int value = character.digitValue();
        digits += value >= 0 ? QChar(u'0' + value) : character;
    }
    return digits;
}

} // namespace

qint64 totpStep(UtcTime moment)
{
    return moment.milliseconds() / TotpStepMilliseconds;
}

QString totpCode(QByteArrayView secret, qint64 step, int digits)
{
    QByteArray counter(8, Qt::Uninitialized);
    qToBigEndian(step, counter.data());
    const QByteArray hash = hmacSha1(secret, counter);
    // Dynamic truncation, RFC 4226 section 5.3.
    const int offset = hash.back() & 0xf;
    const quint32 number = qFromBigEndian<quint32>(hash.constData() + offset) & 0x7fffffffU;
    quint32 modulus = 1;
    for (int i = 0; i < digits; ++i)
        modulus *= 10;
    return QStringLiteral("%1").arg(number % modulus, digits, 10, QLatin1Char('0'));
}

std::optional<qint64> matchingTotpStep(QByteArrayView secret, const QString& code, UtcTime now)
{
    const QByteArray typed = digitsOnly(code).toLatin1();
    if (typed.size() != TotpDigits)
        return std::nullopt;
    std::optional<qint64> match;
    for (qint64 step = totpStep(now) - TotpStepsAround; step <= totpStep(now) + TotpStepsAround; ++step) {
        if (sodium_memcmp(totpCode(secret, step).toLatin1().constData(), typed.constData(), TotpDigits) == 0)
            match = step;
    }
    return match;
}

QByteArray toBase32(QByteArrayView bytes)
{
    QByteArray text;
    text.reserve((bytes.size() * 8 + Base32Bits - 1) / Base32Bits);
    quint32 bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        held += 8;
        while (held >= Base32Bits) {
            held -= Base32Bits;
            text += Base32Alphabet[(bits >> held) & 0x1f];
        }
    }
    if (held > 0)
        text += Base32Alphabet[(bits << (Base32Bits - held)) & 0x1f];
    return text;
}

std::optional<QByteArray> fromBase32(QByteArrayView text)
{
    QByteArray bytes;
    bytes.reserve(text.size() * Base32Bits / 8 + 1);
    quint32 bits = 0;
    int held = 0;
    for (const char character : text) {
        const char letter = character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
        if (letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == '=' || letter == '-')
            continue;
        const auto value = QByteArrayView(Base32Alphabet).indexOf(letter);
        if (value < 0)
            return std::nullopt;
        bits = (bits << Base32Bits) | static_cast<quint32>(value);
        held += Base32Bits;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((bits >> held) & 0xff);
        }
    }
    return bytes;
}

} // namespace gatehouse::security
