#include "core/security/Totp.h"

#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QtEndian>

#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr char Base32Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int Base32Bits = 5;
constexpr int StepsAround = 1;

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

QByteArray newTotpSecret()
{
    QByteArray secret(TotpSecretSize, Qt::Uninitialized);
    randombytes_buf(secret.data(), static_cast<std::size_t>(secret.size()));
    return secret;
}

qint64 totpStep(UtcTime moment)
{
    return moment.milliseconds() / TotpStepMilliseconds;
}

QString totpCode(const QByteArray& secret, qint64 step, int digits)
{
    QByteArray counter(8, Qt::Uninitialized);
    qToBigEndian(step, counter.data());
    const QByteArray hash = QMessageAuthenticationCode::hash(counter, secret, QCryptographicHash::Sha1);
    // Dynamic truncation, RFC 4226 section 5.3.
    const int offset = hash.back() & 0xf;
    const quint32 number = qFromBigEndian<quint32>(hash.constData() + offset) & 0x7fffffffU;
    quint32 modulus = 1;
    for (int i = 0; i < digits; ++i)
        modulus *= 10;
    return QStringLiteral("%1").arg(number % modulus, digits, 10, QLatin1Char('0'));
}

std::optional<qint64> matchingTotpStep(const QByteArray& secret, const QString& code, UtcTime now)
{
    const QByteArray typed = digitsOnly(code).toLatin1();
    if (typed.size() != TotpDigits)
        return std::nullopt;
    std::optional<qint64> match;
    for (qint64 step = totpStep(now) - StepsAround; step <= totpStep(now) + StepsAround; ++step) {
        if (sodium_memcmp(totpCode(secret, step).toLatin1().constData(), typed.constData(), TotpDigits) == 0)
            match = step;
    }
    return match;
}

QString toBase32(const QByteArray& bytes)
{
    QString text;
    quint32 bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        held += 8;
        while (held >= Base32Bits) {
            held -= Base32Bits;
            text += QLatin1Char(Base32Alphabet[(bits >> held) & 0x1f]);
        }
    }
    if (held > 0)
        text += QLatin1Char(Base32Alphabet[(bits << (Base32Bits - held)) & 0x1f]);
    return text;
}

std::optional<QByteArray> fromBase32(const QString& text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int held = 0;
    for (const QChar character : text) {
        if (character.isSpace() || character == u'=' || character == u'-')
            continue;
        const auto value = QLatin1StringView(Base32Alphabet).indexOf(character.toUpper());
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

QString totpUri(const QByteArray& secret, const QString& siteName, const QString& operatorName)
{
    const QByteArray site = QUrl::toPercentEncoding(siteName);
    return QStringLiteral("otpauth://totp/%1:%2?secret=%3&issuer=%1")
        .arg(QString::fromLatin1(site), QString::fromLatin1(QUrl::toPercentEncoding(operatorName)), toBase32(secret));
}

} // namespace gatehouse::security
