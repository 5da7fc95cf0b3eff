#pragma once

#include "core/audit/History.h"
#include "core/audit/SigningKey.h"

#include <optional>

namespace gatehouse::security {

// Inside core/security: how far the site has signed its trail, as the key file keeps it (KeySlotFile.h), outside the
// store.
struct TrailAnchors
{
    audit::Anchor newest;
    // What a restore has let in, by two people's word, until the store is opened that it names.
    audit::Anchor restored;
    friend bool operator==(const TrailAnchors&, const TrailAnchors&) = default;
};

// The section's bytes, all numbers little-endian: twice (u64 checkpoint, u64 entries, head [32]), newest and restored,
// all zero for none; signature [64], Ed25519 over "gatehouse anchors 1", the site's uuid, the key file's generation in
// 8 bytes and the bytes before it.
inline constexpr qsizetype TrailAnchorsSize = 160;

[[nodiscard]] QByteArray signedAnchors(
    const TrailAnchors& anchors, const QByteArray& siteUuid, quint64 generation, const audit::SigningKey& key);
// Absent when the site has not signed them for this generation.
[[nodiscard]] std::optional<TrailAnchors> readAnchors(
    const QByteArray& section, const QByteArray& siteUuid, quint64 generation, const QByteArray& publicKey);

} // namespace gatehouse::security
