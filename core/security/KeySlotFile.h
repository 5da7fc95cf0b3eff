#pragma once

#include "core/audit/SigningKey.h"
#include "core/security/KeySlot.h"

#include <QList>

namespace gatehouse::security {

// The site's key file, `site.keys`. It holds no name and no key in clear. All numbers are little-endian:
//
//   file  = copy copy                      the same content twice, so that a damaged copy is found out and repaired
//   copy  = "GHKEYS\0\2"  u32 length of body and signature  body  signature [64]  BLAKE2b-256 over the copy before it
//   body  = site uuid [16]  site salt [32]  u64 generation  u16 number of slots  slot…
//   slot  = u8 format  id [16]  u8 kind  u8 role  u64 passes  u64 memory bytes  salt [16]  nonce [24]
//           u16 length  wrapped        and in format 2: i64 time made  public key [32]  u8 holds the vault
//           u16 length  sealed ring
//
// The checksum finds damage. Against malice there are each slot's own authenticators (KeySlot.h) and the signature,
// Ed25519 with the site's key over all of the copy before it: a slot added, taken out or brought back, another salt or
// generation is found out as soon as any slot is opened, because the public key comes out of that slot.
//
// Version 1 had no signature, and in its slots no format, time, public key and ring. It is read, and written as
// version 2 from the first sign-in on. A value; the owner synchronises.
class KeySlotFile
{
public:
    static constexpr qsizetype SiteUuidSize = 16;
    static constexpr qsizetype SiteSaltSize = 32;

    // For a new site: random uuid and salt, no slot.
    static KeySlotFile forNewSite();
    // Reads the file; writes it anew when one of the copies is damaged (if that fails it is still good). Errors:
    // NotFound, FileNotReadable, KeyFileDamaged, and FormatInvalid for a version this program does not know.
    static Result<KeySlotFile> load(const QString& file);
    static Result<KeySlotFile> decode(const QByteArray& bytes);

    // Signs and replaces the file as a whole, with the next generation number. FileNotWritable leaves the old file.
    Result<void> save(const QString& file, const audit::SigningKey& key);
    // As read or last saved.
    [[nodiscard]] QByteArray encode() const;
    // Whether the content is the holder's of this public key. A file of version 1 has no signature and holds slots of
    // format 1 only, each of which proves itself.
    [[nodiscard]] bool isSignedBy(const QByteArray& publicKey) const;
    [[nodiscard]] bool isFirstVersion() const { return m_version == 1; }

    [[nodiscard]] const QByteArray& siteUuid() const { return m_siteUuid; }
    [[nodiscard]] const QByteArray& siteSalt() const { return m_siteSalt; }
    [[nodiscard]] quint64 generation() const { return m_generation; }
    [[nodiscard]] const QList<KeySlot>& entries() const { return m_entries; }
    [[nodiscard]] const KeySlot* find(const QByteArray& id) const;
    // Adds the slot or takes the place of the one with its id.
    void put(const KeySlot& slot);
    // False when there was none.
    bool remove(const QByteArray& id);

private:
    [[nodiscard]] QByteArray signedPart() const;

    int m_version = 2;
    QByteArray m_siteUuid;
    QByteArray m_siteSalt;
    quint64 m_generation = 0;
    QList<KeySlot> m_entries;
    QByteArray m_signature;

    friend class KeySlotReader;
};

} // namespace gatehouse::security
