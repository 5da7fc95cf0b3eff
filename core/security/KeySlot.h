#pragma once

#include "core/base/Result.h"
#include "core/security/Passphrase.h"
#include "core/security/Role.h"
#include "core/store/SecretKey.h"

#include <QByteArray>
#include <QString>

namespace gatehouse::security {

// How much work one guess costs: Argon2id's passes and memory. The default is what ships (libsodium's MODERATE: 3
// passes over 256 MiB, 0.4-0.6 s on the machines this was measured on) and the only one app/ and ui/ use; tests lower
// it by naming other values. Stored in every slot, so that a raised default meets old slots.
struct DerivationCost
{
    quint64 passes = 3;
    quint64 memoryBytes = 256ULL << 20;
    friend bool operator==(const DerivationCost&, const DerivationCost&) = default;
};

enum class SlotKind : quint8 { Operator = 1, Recovery = 2 };

// The site key under one operator's passphrase, or under the recovery code.
struct KeySlot
{
    static constexpr qsizetype IdSize = 16;

    QByteArray id;
    SlotKind kind = SlotKind::Operator;
    Role role = Role::Guard;
    DerivationCost cost;
    QByteArray salt; // 16 bytes, Argon2id
    QByteArray nonce; // 24 bytes, XChaCha20-Poly1305
    QByteArray wrapped; // the sealed key ring, with its authenticator
};

// What an operator is called without regard to case, width and spacing.
QString foldedOperatorName(const QString& name);

// BLAKE2b-128 of the folded name, keyed with the site's salt: finds the slot without any name outside the store.
QByteArray operatorSlotId(const QByteArray& siteSalt, const QString& name);
QByteArray recoverySlotId(const QByteArray& siteSalt);

// Wraps the site key: Argon2id(passphrase) -> XChaCha20-Poly1305. Site, slot id, kind, role and cost are bound as
// associated data, so that no slot can be moved to another site or given another role. Runs the key derivation.
// Internal when there is not memory enough for it.
Result<KeySlot> sealSlot(const QByteArray& siteUuid, const QByteArray& id, SlotKind kind, Role role,
    const store::SecretKey& siteKey, const Passphrase& passphrase, const DerivationCost& cost);

// SignInRefused when the passphrase does not fit or anything in the slot was changed.
Result<store::SecretKey> openSlot(const QByteArray& siteUuid, const KeySlot& slot, const Passphrase& passphrase);

// Spends what openSlot() would spend, so that a name without a slot answers no faster than a wrong passphrase.
void spendDerivation(const DerivationCost& cost, const Passphrase& passphrase);

} // namespace gatehouse::security
