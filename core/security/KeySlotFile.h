#pragma once

#include "core/security/KeySlot.h"

#include <QList>

namespace gatehouse::security {

// The site's key file, `site.keys`. It holds no name and no key in clear. All numbers are little-endian:
//
//   file  = copy copy                      the same content twice, so that a damaged copy is found out and repaired
//   copy  = "GHKEYS\0\1"  u32 length of body  body  BLAKE2b-256 over all of the copy before it
//   body  = site uuid [16]  site salt [32]  u64 generation  u16 number of slots  slot…
//   slot  = id [16]  u8 kind  u8 role  u64 passes  u64 memory bytes  salt [16]  nonce [24]  u16 length  wrapped key
//   ring
//
// The checksum finds damage, not malice: what must not be changed is bound into each slot's authenticator (KeySlot.h).
// A value; the owner synchronises.
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

    // Replaces the file as a whole, with the next generation number. FileNotWritable leaves the old file.
    Result<void> save(const QString& file);
    [[nodiscard]] QByteArray encode() const;

    [[nodiscard]] const QByteArray& siteUuid() const { return m_siteUuid; }
    [[nodiscard]] const QByteArray& siteSalt() const { return m_siteSalt; }
    [[nodiscard]] const QList<KeySlot>& entries() const { return m_entries; }
    [[nodiscard]] const KeySlot* find(const QByteArray& id) const;
    // Adds the slot or takes the place of the one with its id.
    void put(const KeySlot& slot);
    // False when there was none.
    bool remove(const QByteArray& id);

private:
    QByteArray m_siteUuid;
    QByteArray m_siteSalt;
    quint64 m_generation = 0;
    QList<KeySlot> m_entries;

    friend class KeySlotReader;
};

} // namespace gatehouse::security
