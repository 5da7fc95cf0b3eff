#include "tests/support/FirstKeyFile.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <sodium.h>

namespace gatehouse::test {

namespace {

template <typename Number>
QByteArray littleEndian(Number value)
{
    QByteArray bytes(sizeof value, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

unsigned char* raw(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

QByteArray firstSlot(const QByteArray& siteUuid, const store::SecretKey& siteKey, const FirstSlot& owner,
    const security::DerivationCost& cost)
{
    QByteArray salt(crypto_pwhash_SALTBYTES, '\0');
    QByteArray nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, '\0');
    randombytes_buf(salt.data(), std::size_t(salt.size()));
    randombytes_buf(nonce.data(), std::size_t(nonce.size()));
    QByteArray key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, '\0');
    if (crypto_pwhash(raw(key), std::size_t(key.size()), owner.passphrase, qstrlen(owner.passphrase), raw(salt),
            cost.passes, std::size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        qFatal("no memory");
    QByteArray ring = QByteArray("\1\40", 2)
        + QByteArray(reinterpret_cast<const char*>(siteKey.bytes().data()), store::SecretKey::Size);
    const QByteArray head = owner.id + char(owner.kind) + char(owner.role) + littleEndian(cost.passes)
        + littleEndian(cost.memoryBytes) + salt;
    QByteArray bound = "gatehouse slot 1" + siteUuid + head;
    QByteArray wrapped(ring.size() + qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES), '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(wrapped), nullptr, raw(ring),
        static_cast<unsigned long long>(ring.size()), raw(bound), static_cast<unsigned long long>(bound.size()),
        nullptr, raw(nonce), raw(key));
    return head + nonce + littleEndian(quint16(wrapped.size())) + wrapped;
}

} // namespace

QByteArray firstKeyFile(const QByteArray& siteUuid, const QByteArray& siteSalt, const store::SecretKey& siteKey,
    const QList<FirstSlot>& owners, const security::DerivationCost& cost)
{
    QByteArray body = siteUuid + siteSalt + littleEndian(quint64(3)) + littleEndian(quint16(owners.size()));
    for (const FirstSlot& owner : owners)
        body += firstSlot(siteUuid, siteKey, owner, cost);
    QByteArray copy = QByteArray("GHKEYS\0\1", 8) + littleEndian(quint32(body.size())) + body;
    copy += QCryptographicHash::hash(copy, QCryptographicHash::Blake2b_256);
    return copy + copy;
}

} // namespace gatehouse::test
