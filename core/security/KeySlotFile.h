#pragma once

#include "core/audit/SigningKey.h"
#include "core/security/KeySlot.h"
#include "core/security/TrailAnchors.h"

#include <QList>

#include <variant>

namespace gatehouse::security {

// The site's key file, `site.keys`. It holds no name and no key in clear. All numbers are little-endian:
//
//   file  = copy copy                      the same content twice, so that a damaged copy is found out and repaired
//   copy  = "GHKEYS\0\3"  u32 length of body, signature and anchors  body  signature [64]  anchors [160]
//           BLAKE2b-256 over the copy before it
//   body  = site uuid [16]  site salt [32]  u64 generation  u16 number of slots  slot…
//   slot  = u8 format  id [16]  u8 kind  u8 role  u64 passes  u64 memory bytes  salt [16]  nonce [24]
//           u16 length  wrapped        and in format 2: i64 time made  public key [32]  u8 holds the vault
//           u16 length  sealed ring
//
// The checksum finds damage. Against malice there are each slot's own authenticators (KeySlot.h) and the signature,
// Ed25519 with the site's key over all of the copy before it: a slot added, taken out or brought back, another salt or
// generation is found out as soon as any slot is opened, because the public key comes out of that slot.
//
// The anchors (TrailAnchors.h) say how far the trail was signed. They bear a signature of their own and are renewed
// with every checkpoint: the slots and their signature are carried over as they lie on the disk.
//
// Version 1 had no signature, and in its slots no format, time, public key and ring; version 2 had no anchors. Both are
// read, and written as version 3 from the first sign-in on. A value; the owner synchronises.
class KeySlotFile
{
public:
    static constexpr qsizetype SiteUuidSize = 16;
    static constexpr qsizetype SiteSaltSize = 32;

    // For a new site: random uuid and salt, no slot.
    static KeySlotFile forNewSite();
    // Reads the file: the newest sound copy among the first 16 places where one may begin. Errors: NotFound,
    // FileNotReadable, KeyFileDamaged, and FormatInvalid for a version this program does not know.
    static Result<KeySlotFile> load(const QString& file);
    static Result<KeySlotFile> decode(const QByteArray& bytes);
    // As it was loaded: one of its copies was damaged or missing, or something else stood beside them.
    [[nodiscard]] bool wasDamaged() const { return m_wasDamaged; }
    // Reads it anew and writes both copies when one is damaged. For whoever holds the store's WriterLock: without it a
    // change that somebody else is just writing would be lost.
    static Result<void> repair(const QString& file);

    // Signs and replaces the file as a whole, with the next generation number. The anchors that lie on the disk stay:
    // nothing in memory is newer. FileNotWritable leaves the old file.
    Result<void> save(const QString& file, const audit::SigningKey& key);
    // The next generation number is above this one.
    void raiseGeneration(quint64 atLeast);
    // Writes the anchors into the file that lies there and leaves everything else as it lies; generation included.
    // KeyFileForeign when the file is not this key's, FormatInvalid for one of an older version, and as load(), save().
    static Result<void> saveAnchors(const QString& file, const TrailAnchors& anchors, const audit::SigningKey& key);
    // None in a file of an older version. Forged: not this site's, or of another generation.
    enum class AnchorState { None, Signed, Forged };
    struct SignedAnchors
    {
        AnchorState state = AnchorState::None;
        TrailAnchors anchors;
    };
    [[nodiscard]] SignedAnchors anchors(const QByteArray& publicKey) const;
    // As read or last saved.
    [[nodiscard]] QByteArray encode() const;
    // Whether the content is the holder's of this public key. A file of version 1 has no signature and holds slots of
    // format 1 only, each of which proves itself.
    [[nodiscard]] bool isSignedBy(const QByteArray& publicKey) const;
    [[nodiscard]] bool isFirstVersion() const { return m_version == 1; }
    [[nodiscard]] bool isNewestVersion() const;
    // The same slots in the same generation, whatever the anchors say.
    [[nodiscard]] bool hasContentOf(const KeySlotFile& other) const;

    [[nodiscard]] const QByteArray& siteUuid() const { return m_siteUuid; }
    [[nodiscard]] const QByteArray& siteSalt() const { return m_siteSalt; }
    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] const QList<KeySlot>& entries() const { return m_entries; }
    [[nodiscard]] QList<QByteArray> slotIds() const;
    [[nodiscard]] const KeySlot* find(const QByteArray& id) const;
    // Adds the slot or takes the place of the one with its id.
    void put(const KeySlot& slot);
    // False when there was none.
    bool remove(const QByteArray& id);

private:
    [[nodiscard]] QByteArray signedPart() const;
    [[nodiscard]] std::variant<TrailAnchors, QByteArray> anchorsToKeep(
        const QString& file, const QByteArray& publicKey) const;

    int m_version = 3;
    QByteArray m_siteUuid;
    QByteArray m_siteSalt;
    quint64 m_generation = 0;
    QList<KeySlot> m_entries;
    QByteArray m_signature;
    QByteArray m_anchors; // from version 3 on, as they lie in the file
    bool m_wasDamaged = false;

    friend class KeySlotReader;
};

} // namespace gatehouse::security
