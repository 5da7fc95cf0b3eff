#include "core/security/SubjectKeys.h"

#include "core/security/LogUpkeep.h"

#include <array>
#include <sodium.h>

namespace gatehouse::security {

namespace {

constexpr int SparesMadeAtOnce = 64;
// A store that was brought back from between two commits may use one already.
constexpr char UnusedSpare[] = "SELECT id FROM ring.subject_keys k WHERE k.kind = 'spare' "
                               "AND NOT EXISTS (SELECT 1 FROM main.shredded_keys s WHERE s.key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.consents c WHERE c.key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.id_number_key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.persons p WHERE p.birth_date_key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.vehicles v WHERE v.key_id = k.id) "
                               "AND NOT EXISTS (SELECT 1 FROM main.evidence e WHERE e.key_id = k.id) LIMIT 1";
constexpr qsizetype NonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype TagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(NonceSize + TagSize == SubjectKeys::Overhead);

QString subjectKindCode(SubjectKind kind)
{
    switch (kind) {
    case SubjectKind::Consent:
        return QStringLiteral("consent");
    case SubjectKind::Person:
        return QStringLiteral("person");
    case SubjectKind::Vehicle:
        return QStringLiteral("vehicle");
    case SubjectKind::Span:
        return QStringLiteral("day"); // as the ring's schema has called it since spans were days
    }
    Q_UNREACHABLE();
}

qint64 spanOf(UtcTime moment)
{
    constexpr qint64 Length = SubjectKeys::SpanMilliseconds;
    const qint64 milliseconds = moment.milliseconds();
    return (milliseconds - (milliseconds < 0 ? Length - 1 : 0)) / Length;
}

// A key out of the ring, wiped at the end of its life.
class RingKey
{
public:
    explicit RingKey(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    RingKey(RingKey&&) noexcept = default;
    RingKey& operator=(RingKey&&) = delete;
    ~RingKey()
    {
        if (!m_bytes.isEmpty())
            sodium_memzero(m_bytes.data(), static_cast<std::size_t>(m_bytes.size()));
    }
    [[nodiscard]] const unsigned char* data() const
    {
        return reinterpret_cast<const unsigned char*>(m_bytes.constData());
    }

private:
    QByteArray m_bytes;
};

Result<RingKey> ringKey(store::Database& database, const QByteArray& keyId)
{
    if (!database.hasRing())
        return failure(ErrorCode::RingMissing);
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT key FROM ring.subject_keys WHERE id = ?1"));
    query.bindAll(keyId);
    GATEHOUSE_TRY_ASSIGN(found, query.step());
    if (!found)
        return failure(ErrorCode::KeyShredded);
    return RingKey(query.blob(0));
}

const unsigned char* bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char*>(view.data());
}

unsigned char* bytesOf(QByteArray& array)
{
    return reinterpret_cast<unsigned char*>(array.data());
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<std::size_t>(count));
    return bytes;
}

} // namespace

QString shredReasonCode(ShredReason reason)
{
    switch (reason) {
    case ShredReason::Withdrawn:
        return QStringLiteral("withdrawn");
    case ShredReason::Erased:
        return QStringLiteral("erased");
    case ShredReason::Retention:
        return QStringLiteral("retention");
    }
    Q_UNREACHABLE();
}

SubjectKeys::SubjectKeys(store::Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<void> SubjectKeys::stock(int wanted)
{
    if (!m_database.hasRing())
        return failure(ErrorCode::RingMissing);
    int spares = 0;
    {
        GATEHOUSE_TRY_ASSIGN(count, m_database.prepare("SELECT count(*) FROM ring.subject_keys WHERE kind = 'spare'"));
        GATEHOUSE_TRY(count.step());
        spares = static_cast<int>(count.integer(0));
    }
    if (spares >= wanted)
        return {};
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    for (; spares < wanted + SparesMadeAtOnce; ++spares)
        GATEHOUSE_TRY(insertRow(QStringLiteral("spare"), std::nullopt));
    return transaction.commit();
}

Result<QByteArray> SubjectKeys::create(store::Transaction& transaction, SubjectKind kind)
{
    Q_ASSERT(&transaction.database() == &m_database);
    if (!m_database.hasRing())
        return failure(ErrorCode::RingMissing);
    QByteArray id;
    {
        GATEHOUSE_TRY_ASSIGN(spare, m_database.prepare(UnusedSpare));
        GATEHOUSE_TRY_ASSIGN(found, spare.step());
        if (!found) {
            transaction.needsRing();
            return insertRow(subjectKindCode(kind), std::nullopt);
        }
        id = spare.blob(0);
    }
    GATEHOUSE_TRY_ASSIGN(
        take, m_database.prepare("UPDATE ring.subject_keys SET kind = ?2, created_at = ?3 WHERE id = ?1"));
    take.bindAll(id, subjectKindCode(kind), m_clock.now());
    GATEHOUSE_TRY(take.run());
    return id;
}

Result<void> SubjectKeys::prepareSpan(UtcTime moment)
{
    if (!m_database.hasRing())
        return failure(ErrorCode::RingMissing);
    {
        GATEHOUSE_TRY_ASSIGN(query, m_database.prepare("SELECT 1 FROM ring.subject_keys WHERE day = ?1"));
        query.bindAll(spanOf(moment));
        GATEHOUSE_TRY_ASSIGN(isThere, query.step());
        if (isThere)
            return {};
    }
    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(insertRow(subjectKindCode(SubjectKind::Span), spanOf(moment)));
    return transaction.commit();
}

Result<QByteArray> SubjectKeys::ofSpan(store::Transaction& transaction, UtcTime moment)
{
    Q_ASSERT(&transaction.database() == &m_database);
    if (!m_database.hasRing())
        return failure(ErrorCode::RingMissing);
    {
        GATEHOUSE_TRY_ASSIGN(query, m_database.prepare("SELECT id FROM ring.subject_keys WHERE day = ?1"));
        query.bindAll(spanOf(moment));
        GATEHOUSE_TRY_ASSIGN(found, query.step());
        if (found)
            return query.blob(0);
    }
    transaction.needsRing();
    return insertRow(subjectKindCode(SubjectKind::Span), spanOf(moment));
}

Result<QByteArray> SubjectKeys::insertRow(const QString& kind, std::optional<qint64> span)
{
    const QByteArray id = randomBytes(IdSize);
    QByteArray key = randomBytes(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    GATEHOUSE_TRY_ASSIGN(insert,
        m_database.prepare(
            "INSERT INTO ring.subject_keys (id, kind, key, day, created_at) VALUES (?1, ?2, ?3, ?4, ?5)"));
    insert.bindAll(id, kind, key, span, m_clock.now());
    auto inserted = insert.run();
    insert.reset();
    sodium_memzero(key.data(), static_cast<std::size_t>(key.size()));
    GATEHOUSE_TRY(inserted);
    return id;
}

Result<QByteArray> SubjectKeys::seal(
    store::Database& database, const QByteArray& keyId, const QByteArray& plain, QByteArrayView context)
{
    GATEHOUSE_TRY_ASSIGN(key, ringKey(database, keyId));
    QByteArray sealed(NonceSize + plain.size() + TagSize, Qt::Uninitialized);
    randombytes_buf(sealed.data(), static_cast<std::size_t>(NonceSize));
    unsigned char* const nonce = bytesOf(sealed);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NonceSize, nullptr, bytesOf(QByteArrayView(plain)),
        static_cast<unsigned long long>(plain.size()), bytesOf(context),
        static_cast<unsigned long long>(context.size()), nullptr, nonce, key.data());
    return sealed;
}

Result<QByteArray> SubjectKeys::unseal(
    store::Database& database, const QByteArray& keyId, const QByteArray& sealed, QByteArrayView context)
{
    GATEHOUSE_TRY_ASSIGN(key, ringKey(database, keyId));
    if (sealed.size() < Overhead)
        return failure(ErrorCode::StoreDamagedOrWrongKey, QStringLiteral("sealed value too short"));
    QByteArray plain(sealed.size() - Overhead, Qt::Uninitialized);
    const unsigned char* const nonce = bytesOf(QByteArrayView(sealed));
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(plain), nullptr, nullptr, nonce + NonceSize,
        static_cast<unsigned long long>(sealed.size() - NonceSize), bytesOf(context),
        static_cast<unsigned long long>(context.size()), nonce, key.data());
    if (opened != 0)
        return failure(ErrorCode::StoreDamagedOrWrongKey, QStringLiteral("sealed value of another key or context"));
    return plain;
}

Result<void> SubjectKeys::shred(store::Transaction& transaction, const QByteArray& keyId, ShredReason reason)
{
    Q_ASSERT(&transaction.database() == &m_database);
    if (!m_database.hasRing())
        return failure(ErrorCode::RingMissing);
    if (keyId.isEmpty())
        return {};
    const QString word = shredReasonCode(reason);
    for (const QByteArrayView sql :
        { "INSERT INTO main.shredded_keys (key_id, at, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            "INSERT INTO ring.shredded (id, at, reason) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING" }) {
        GATEHOUSE_TRY_ASSIGN(note, m_database.prepare(sql));
        note.bindAll(keyId, m_clock.now(), word);
        GATEHOUSE_TRY(note.run());
    }
    GATEHOUSE_TRY_ASSIGN(destroy, m_database.prepare("DELETE FROM ring.subject_keys WHERE id = ?1"));
    destroy.bindAll(keyId);
    return destroy.run();
}

void SubjectKeys::forgetForGood(store::Database& database, const Clock& clock)
{
    truncateLogs(database, clock);
}

Result<bool> SubjectKeys::exists(store::Database& database, const QByteArray& keyId)
{
    if (!database.hasRing())
        return failure(ErrorCode::RingMissing);
    GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT 1 FROM ring.subject_keys WHERE id = ?1"));
    query.bindAll(keyId);
    return query.step();
}

} // namespace gatehouse::security
