#include "core/security/TrailAnchors.h"

#include <QtEndian>

namespace gatehouse::security {

namespace {

constexpr qsizetype NumberSize = 8;
constexpr qsizetype HeadSize = 32;
constexpr qsizetype AnchorSize = 2 * NumberSize + HeadSize;
constexpr qsizetype SignedSize = 2 * AnchorSize;
static_assert(TrailAnchorsSize == SignedSize + audit::SigningKey::SignatureSize);

QByteArray numberBytes(quint64 number)
{
    QByteArray bytes(NumberSize, Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

QByteArray anchorBytes(const audit::Anchor& anchor)
{
    return numberBytes(quint64(anchor.checkpoint)) + numberBytes(quint64(anchor.state.entries)) + anchor.state.head;
}

audit::Anchor anchorFrom(const QByteArray& bytes)
{
    return { qFromLittleEndian<qint64>(bytes.constData()),
        { qFromLittleEndian<qint64>(bytes.constData() + NumberSize), bytes.sliced(2 * NumberSize, HeadSize) } };
}

QByteArray messageOf(const QByteArray& anchors, const QByteArray& siteUuid, quint64 generation)
{
    return "gatehouse anchors 1" + siteUuid + numberBytes(generation) + anchors;
}

} // namespace

QByteArray signedAnchors(
    const TrailAnchors& anchors, const QByteArray& siteUuid, quint64 generation, const audit::SigningKey& key)
{
    const QByteArray bytes = anchorBytes(anchors.newest) + anchorBytes(anchors.restored);
    return bytes + key.sign(messageOf(bytes, siteUuid, generation));
}

std::optional<TrailAnchors> readAnchors(
    const QByteArray& section, const QByteArray& siteUuid, quint64 generation, const QByteArray& publicKey)
{
    if (section.size() != TrailAnchorsSize)
        return std::nullopt;
    const QByteArray bytes = section.first(SignedSize);
    if (!audit::SigningKey::verify(publicKey, messageOf(bytes, siteUuid, generation), section.sliced(SignedSize)))
        return std::nullopt;
    return TrailAnchors { anchorFrom(bytes), anchorFrom(bytes.sliced(AnchorSize)) };
}

} // namespace gatehouse::security
