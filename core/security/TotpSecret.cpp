#include "core/security/TotpSecret.h"

#include "core/security/Totp.h"

#include <QUrl>

#include <cstring>
#include <sodium.h>

namespace gatehouse::security {

namespace {

// Ordinary memory that held the secret for a moment; its room was there before, so that no shorter part of it is left.
Passphrase lockedAndWiped(QByteArray& text)
{
    Passphrase locked = Passphrase::fromUtf8(text);
    sodium_memzero(text.data(), static_cast<std::size_t>(text.size()));
    return locked;
}

} // namespace

TotpSecret::TotpSecret()
    : m_bytes(std::make_shared<LockedBytes>(static_cast<std::size_t>(Size)))
{
}

TotpSecret TotpSecret::random()
{
    TotpSecret secret;
    randombytes_buf(secret.m_bytes->data(), secret.m_bytes->size());
    return secret;
}

std::optional<TotpSecret> TotpSecret::fromBase32(QByteArrayView letters)
{
    auto decoded = security::fromBase32(letters);
    if (!decoded)
        return std::nullopt;
    std::optional<TotpSecret> secret;
    if (decoded->size() == Size) {
        secret = TotpSecret();
        std::memcpy(secret->m_bytes->data(), decoded->constData(), static_cast<std::size_t>(Size));
    }
    if (!decoded->isEmpty())
        sodium_memzero(decoded->data(), static_cast<std::size_t>(decoded->size()));
    return secret;
}

QByteArrayView TotpSecret::bytes() const
{
    return { reinterpret_cast<const char*>(m_bytes->data()), Size };
}

Passphrase TotpSecret::base32() const
{
    QByteArray letters = toBase32(bytes());
    return lockedAndWiped(letters);
}

Passphrase TotpSecret::uri(const QString& siteName, const QString& operatorName) const
{
    const QByteArray site = QUrl::toPercentEncoding(siteName);
    const QByteArray name = QUrl::toPercentEncoding(operatorName);
    QByteArray letters = toBase32(bytes());
    QByteArray text;
    text.reserve(64 + 2 * site.size() + name.size() + letters.size());
    text += "otpauth://totp/";
    text += site;
    text += ':';
    text += name;
    text += "?secret=";
    text += letters;
    text += "&issuer=";
    text += site;
    sodium_memzero(letters.data(), static_cast<std::size_t>(letters.size()));
    return lockedAndWiped(text);
}

} // namespace gatehouse::security
