#include "core/security/KeySlotFile.h"

#include "core/base/PrivateFile.h"

#include <QtEndian>

#include <algorithm>
#include <optional>
#include <sodium.h>
#include <variant>

namespace gatehouse::security {

namespace {

constexpr char Magic[] = { 'G', 'H', 'K', 'E', 'Y', 'S', '\0' };
constexpr char FirstVersion = 1;
constexpr char SignedVersion = 2; // the first with a signature
constexpr char Version = 3;
constexpr qsizetype HeadSize = sizeof Magic + 1 + 4;
constexpr qsizetype ChecksumSize = 32;
constexpr qsizetype SignatureSize = audit::SigningKey::SignatureSize;
constexpr qint64 FileSizeLimit = 4 << 20;
constexpr qsizetype SlotSaltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype NonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
// A changed file must not make the program allocate without end.
constexpr quint64 MostPasses = 64;
constexpr quint64 MostMemory = 2ULL << 30;

// A sound file has two; more of them only cost time.
constexpr int MostPlacesLookedAt = 16;

QByteArray checksum(QByteArrayView bytes)
{
    QByteArray sum(ChecksumSize, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(sum.data()), ChecksumSize,
        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned long long>(bytes.size()), nullptr,
        0);
    return sum;
}

template <typename Number>
void append(QByteArray& bytes, Number value)
{
    char raw[sizeof(Number)];
    qToLittleEndian(value, raw);
    bytes.append(raw, sizeof raw);
}

} // namespace

// Takes a body apart; once something does not fit it stays failed.
class KeySlotReader
{
public:
    KeySlotReader(QByteArray body, int version)
        : m_body(std::move(body))
        , m_version(version)
    {
    }

    std::optional<KeySlotFile> read()
    {
        KeySlotFile file;
        file.m_version = m_version;
        file.m_siteUuid = take(KeySlotFile::SiteUuidSize);
        file.m_siteSalt = take(KeySlotFile::SiteSaltSize);
        file.m_generation = number<quint64>();
        const quint16 count = number<quint16>();
        for (quint16 i = 0; i < count && m_isGood; ++i)
            file.m_entries.append(slot());
        if (m_version >= SignedVersion)
            file.m_signature = take(SignatureSize);
        if (m_version >= Version)
            file.m_anchors = take(TrailAnchorsSize);
        if (!m_isGood || m_at != m_body.size())
            return std::nullopt;
        return file;
    }

private:
    QByteArray take(qsizetype size)
    {
        if (!m_isGood || m_body.size() - m_at < size) {
            m_isGood = false;
            return {};
        }
        m_at += size;
        return m_body.mid(m_at - size, size);
    }

    template <typename Number>
    Number number()
    {
        const QByteArray raw = take(sizeof(Number));
        return m_isGood ? qFromLittleEndian<Number>(raw.constData()) : Number(0);
    }

    KeySlot slot()
    {
        KeySlot slot;
        const quint8 format = m_version == FirstVersion ? quint8(SlotFormat::Wrapped) : number<quint8>();
        slot.format = static_cast<SlotFormat>(format);
        slot.id = take(KeySlot::IdSize);
        const auto kind = number<quint8>();
        const auto role = number<quint8>();
        slot.cost.passes = number<quint64>();
        slot.cost.memoryBytes = number<quint64>();
        slot.salt = take(SlotSaltSize);
        slot.nonce = take(NonceSize);
        slot.wrapped = take(number<quint16>());
        if (slot.format == SlotFormat::Sealed)
            readRing(slot);
        slot.kind = static_cast<SlotKind>(kind);
        slot.role = static_cast<Role>(role);
        m_isGood = m_isGood && (slot.format == SlotFormat::Wrapped || slot.format == SlotFormat::Sealed)
            && (slot.kind == SlotKind::Operator || slot.kind == SlotKind::Recovery) && role < std::size(AllRoles)
            && slot.cost.passes >= crypto_pwhash_OPSLIMIT_MIN && slot.cost.passes <= MostPasses
            && slot.cost.memoryBytes >= crypto_pwhash_MEMLIMIT_MIN && slot.cost.memoryBytes <= MostMemory
            && slot.wrapped.size() > qsizetype(crypto_aead_xchacha20poly1305_ietf_ABYTES);
        return slot;
    }

    void readRing(KeySlot& slot)
    {
        slot.madeAt = UtcTime::fromMilliseconds(number<qint64>());
        slot.publicKey = take(KeySlot::PublicKeySize);
        const auto holdsVault = number<quint8>();
        slot.holdsVault = holdsVault == 1;
        slot.sealedRing = take(number<quint16>());
        m_isGood = m_isGood && holdsVault <= 1;
    }

    QByteArray m_body;
    int m_version;
    qsizetype m_at = 0;
    bool m_isGood = true;
};

namespace {

std::optional<KeySlotFile> copyAt(const QByteArray& bytes, qsizetype at)
{
    if (bytes.size() - at < HeadSize + ChecksumSize)
        return std::nullopt;
    const auto length = qFromLittleEndian<quint32>(bytes.constData() + at + HeadSize - 4);
    const qsizetype covered = HeadSize + qsizetype(length);
    if (bytes.size() - at < covered + ChecksumSize
        || checksum(QByteArrayView(bytes).sliced(at, covered))
            != QByteArrayView(bytes).sliced(at + covered, ChecksumSize))
        return std::nullopt;
    return KeySlotReader(bytes.mid(at + HeadSize, length), bytes.at(at + qsizetype(sizeof Magic))).read();
}

} // namespace

KeySlotFile KeySlotFile::forNewSite()
{
    KeySlotFile file;
    file.m_signature = QByteArray(SignatureSize, '\0');
    file.m_anchors = QByteArray(TrailAnchorsSize, '\0');
    file.m_siteUuid = QByteArray(SiteUuidSize, Qt::Uninitialized);
    file.m_siteSalt = QByteArray(SiteSaltSize, Qt::Uninitialized);
    randombytes_buf(file.m_siteUuid.data(), SiteUuidSize);
    randombytes_buf(file.m_siteSalt.data(), SiteSaltSize);
    return file;
}

Result<KeySlotFile> KeySlotFile::decode(const QByteArray& bytes)
{
    // A copy is looked for wherever one may begin: damage may have changed the first one's length.
    const QByteArray magic(Magic, sizeof Magic);
    std::optional<KeySlotFile> newest;
    bool sawOtherVersion = false;
    int lookedAt = 0;
    for (qsizetype at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
        if (at + qsizetype(sizeof Magic) >= bytes.size())
            break;
        const char version = bytes.at(at + qsizetype(sizeof Magic));
        if (version < FirstVersion || version > Version) {
            sawOtherVersion = true;
            continue;
        }
        if (++lookedAt > MostPlacesLookedAt)
            break;
        auto copy = copyAt(bytes, at);
        if (copy && (!newest || copy->m_generation > newest->m_generation))
            newest = std::move(copy);
    }
    if (newest)
        return *newest;
    return sawOtherVersion ? failure(ErrorCode::FormatInvalid, QStringLiteral("key file of another version"))
                           : failure(ErrorCode::KeyFileDamaged);
}

Result<KeySlotFile> KeySlotFile::load(const QString& file)
{
    if (sodium_init() < 0)
        return failure(ErrorCode::Internal, QStringLiteral("libsodium does not start"));
    GATEHOUSE_TRY_ASSIGN(bytes, readSmallFile(file, FileSizeLimit));
    GATEHOUSE_TRY_ASSIGN(decoded, decode(bytes));
    decoded.m_wasDamaged = bytes != decoded.encode();
    return std::move(decoded);
}

Result<void> KeySlotFile::repair(const QString& file)
{
    GATEHOUSE_TRY_ASSIGN(current, load(file));
    return current.m_wasDamaged ? replacePrivateFile(file, current.encode()) : Result<void>();
}

Result<void> KeySlotFile::save(const QString& file, const audit::SigningKey& key)
{
    const auto anchors = anchorsToKeep(file, key.publicKey());
    ++m_generation;
    m_version = Version;
    if (const auto* genuine = std::get_if<TrailAnchors>(&anchors))
        m_anchors = signedAnchors(*genuine, m_siteUuid, m_generation, key);
    else
        m_anchors = std::get<QByteArray>(anchors);
    m_signature = QByteArray(SignatureSize, '\0');
    m_signature = key.sign(signedPart());
    return replacePrivateFile(file, encode());
}

// Those on the disk; bytes that the site has not signed stay what they are, so that it is found out.
std::variant<TrailAnchors, QByteArray> KeySlotFile::anchorsToKeep(
    const QString& file, const QByteArray& publicKey) const
{
    const auto bytes = readSmallFile(file, FileSizeLimit);
    const auto onDisk = bytes ? decode(*bytes) : Result<KeySlotFile>(bytes.error());
    const bool isSameSite = onDisk && onDisk->m_siteUuid == m_siteUuid;
    const KeySlotFile& source = isSameSite ? *onDisk : *this;
    const SignedAnchors found = source.anchors(publicKey);
    const bool wasNeverSaved = source.m_signature == QByteArray(SignatureSize, '\0');
    if (found.state == AnchorState::Forged && !wasNeverSaved)
        return source.m_anchors;
    return found.anchors;
}

void KeySlotFile::raiseGeneration(quint64 atLeast)
{
    m_generation = std::max(m_generation, atLeast);
}

Result<void> KeySlotFile::saveAnchors(const QString& file, const TrailAnchors& anchors, const audit::SigningKey& key)
{
    GATEHOUSE_TRY_ASSIGN(bytes, readSmallFile(file, FileSizeLimit));
    GATEHOUSE_TRY_ASSIGN(onDisk, decode(bytes));
    if (!onDisk.isNewestVersion())
        return failure(ErrorCode::FormatInvalid, QStringLiteral("key file of an older version"));
    if (!onDisk.isSignedBy(key.publicKey()))
        return failure(ErrorCode::KeyFileForeign);
    onDisk.m_anchors = signedAnchors(anchors, onDisk.m_siteUuid, onDisk.m_generation, key);
    return replacePrivateFile(file, onDisk.encode());
}

KeySlotFile::SignedAnchors KeySlotFile::anchors(const QByteArray& publicKey) const
{
    if (!isNewestVersion())
        return {};
    const auto read = readAnchors(m_anchors, m_siteUuid, m_generation, publicKey);
    return read ? SignedAnchors { AnchorState::Signed, *read } : SignedAnchors { AnchorState::Forged, {} };
}

bool KeySlotFile::isNewestVersion() const
{
    return m_version == Version;
}

bool KeySlotFile::hasContentOf(const KeySlotFile& other) const
{
    return signedPart() + m_signature == other.signedPart() + other.m_signature;
}

bool KeySlotFile::isSignedBy(const QByteArray& publicKey) const
{
    return m_version == FirstVersion || audit::SigningKey::verify(publicKey, signedPart(), m_signature);
}

// Magic, version, length and everything but the signature itself.
QByteArray KeySlotFile::signedPart() const
{
    QByteArray body = m_siteUuid + m_siteSalt;
    append(body, m_generation);
    append(body, quint16(m_entries.size()));
    for (const KeySlot& slot : m_entries) {
        if (m_version >= SignedVersion)
            append(body, quint8(slot.format));
        body += slot.id;
        append(body, quint8(slot.kind));
        append(body, quint8(slot.role));
        append(body, slot.cost.passes);
        append(body, slot.cost.memoryBytes);
        body += slot.salt + slot.nonce;
        append(body, quint16(slot.wrapped.size()));
        body += slot.wrapped;
        if (slot.format == SlotFormat::Sealed) {
            append(body, slot.madeAt.milliseconds());
            body += slot.publicKey;
            append(body, quint8(slot.holdsVault ? 1 : 0));
            append(body, quint16(slot.sealedRing.size()));
            body += slot.sealedRing;
        }
    }
    QByteArray part(Magic, sizeof Magic);
    part += char(m_version);
    append(part, quint32(body.size() + m_signature.size() + m_anchors.size()));
    return part + body;
}

QByteArray KeySlotFile::encode() const
{
    QByteArray copy = signedPart() + m_signature + m_anchors;
    copy += checksum(copy);
    return copy + copy;
}

QList<QByteArray> KeySlotFile::slotIds() const
{
    QList<QByteArray> ids;
    for (const KeySlot& slot : m_entries)
        ids.append(slot.id);
    return ids;
}

const KeySlot* KeySlotFile::find(const QByteArray& id) const
{
    const auto found = std::ranges::find(m_entries, id, &KeySlot::id);
    return found == m_entries.end() ? nullptr : &*found;
}

void KeySlotFile::put(const KeySlot& slot)
{
    remove(slot.id);
    m_entries.append(slot);
}

bool KeySlotFile::remove(const QByteArray& id)
{
    return m_entries.removeIf([&](const KeySlot& slot) { return slot.id == id; }) > 0;
}

} // namespace gatehouse::security
