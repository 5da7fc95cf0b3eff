#pragma once

#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/security/KeyRing.h"
#include "core/security/Passphrase.h"
#include "core/security/Role.h"

#include <QByteArray>
#include <QString>

namespace gatehouse::security {

// How much work one guess costs: Argon2id's passes and memory. The default is what ships (libsodium's MODERATE: 3
// passes over 256 MiB, 0.4-0.6 s on the machines this was measured on) and the only one app/ and ui/ use; tests lower
// it by naming other values. Stored in every slot, so that a raised default meets old slots: they are made anew when
// their operator signs in.
struct DerivationCost
{
    quint64 passes = 3;
    quint64 memoryBytes = 256ULL << 20;
    // Whether one guess is cheaper than with `other`.
    [[nodiscard]] bool isWeakerThan(const DerivationCost& other) const
    {
        return passes < other.passes || memoryBytes < other.memoryBytes;
    }
    friend bool operator==(const DerivationCost&, const DerivationCost&) = default;
};

enum class SlotKind : quint8 { Operator = 1, Recovery = 2 };

// How a slot keeps the ring. The first format wrapped the site key itself under the passphrase, so that only who knows
// the passphrase could change it; such slots become the second format when their operator signs in.
enum class SlotFormat : quint8 { Wrapped = 1, Sealed = 2 };

// Whose slot it is. All of it is bound into the slot as associated data.
struct SlotOwner
{
    QByteArray siteUuid;
    QByteArray id; // KeySlot::IdSize
    SlotKind kind = SlotKind::Operator;
    Role role = Role::Guard;
    UtcTime madeAt;
};

// The site's keys under one operator's passphrase, or under the recovery code:
//
//   passphrase --Argon2id(salt, cost)--> wrapping key
//   wrapped    = XChaCha20-Poly1305(wrapping key, nonce): the slot's X25519 secret [32] ‖ the site's Ed25519 public key
//   [32] associated = "gatehouse slot 2", site uuid, id, kind, role, cost, time made, salt, the slot's X25519 public
//   key sealed ring = crypto_box_seal to that public key: BLAKE2b-256(associated ‖ nonce ‖ wrapped) ‖ (tag, length,
//   key)…
//
// So a re-key renews everybody's ring without their passphrases, and no slot can be moved to another site, given
// another role or have its ring exchanged for another's. That the ring is the site's own is proved by the key file's
// signature (KeySlotFile.h), made with the key whose public half is wrapped here.
struct KeySlot
{
    static constexpr qsizetype IdSize = 16;
    static constexpr qsizetype PublicKeySize = 32;

    SlotFormat format = SlotFormat::Sealed;
    QByteArray id;
    SlotKind kind = SlotKind::Operator;
    Role role = Role::Guard;
    DerivationCost cost;
    UtcTime madeAt; // of format 1: the epoch
    QByteArray salt; // 16 bytes, Argon2id
    QByteArray nonce; // 24 bytes, XChaCha20-Poly1305
    QByteArray wrapped; // with its authenticator
    QByteArray publicKey; // format 2
    QByteArray sealedRing; // format 2
    bool holdsVault = false; // whether the vault's secret is in the ring; bound by the file's signature

    friend bool operator==(const KeySlot&, const KeySlot&) = default;
};

// What an operator is called without regard to case, width and spacing.
QString foldedOperatorName(const QString& name);

// BLAKE2b-128 of the folded name, keyed with the site's salt: finds the slot without any name outside the store.
QByteArray operatorSlotId(const QByteArray& siteSalt, const QString& name);
QByteArray recoverySlotId(const QByteArray& siteSalt);

// Whether a slot of this kind and role is given the vault's secret.
bool mayHoldVault(SlotKind kind, Role role);

// A new slot; the vault's secret goes in only where mayHoldVault(). Runs the key derivation. Internal when there is not
// memory enough for it.
Result<KeySlot> sealSlot(
    const SlotOwner& owner, const KeyRing& ring, const Passphrase& passphrase, const DerivationCost& cost);

// The same slot (format 2) with another ring, without its passphrase. The site's signing key cannot change.
Result<KeySlot> resealSlot(const QByteArray& siteUuid, const KeySlot& slot, const KeyRing& ring);

// SignInRefused when the passphrase does not fit or anything in the slot was changed. The signing seed of a slot of
// format 1 is derived from its site key.
Result<KeyRing> openSlot(const QByteArray& siteUuid, const KeySlot& slot, const Passphrase& passphrase);

// Spends what openSlot() would spend, so that a name without a slot answers no faster than a wrong passphrase.
void spendDerivation(const DerivationCost& cost, const Passphrase& passphrase);

} // namespace gatehouse::security
