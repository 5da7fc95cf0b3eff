#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/KeySlotFile.h"
#include "core/security/OpenSite.h"
#include "core/security/Operator.h"
#include "core/security/SiteSecrets.h"
#include "core/store/Database.h"

#include <memory>

namespace gatehouse::security {

// What opens a key file of another time: an operator's name and the passphrase they had then, or the recovery code of
// then.
struct CarriedSecret
{
    QString operatorName; // empty: the recovery code
    Passphrase words;
    QString code; // of the second factor, where the operator had one
};

// The keys in the key file that a backup or a copy of the ring carries, opened by whoever knows a secret of then: for a
// backup from before a re-key, and for a machine that has no site. Moved; the keys lie in locked memory. Opening runs
// the key derivation: never on the GUI thread.
class CarriedKeys
{
public:
    // One generic SignInRefused for an unknown name, a wrong secret and a file that its own keys have not signed.
    static Result<CarriedKeys> open(const KeySlotFile& file, const CarriedSecret& secret);

    // The site's; a re-key does not change it.
    [[nodiscard]] const audit::SigningKey& signingKey() const { return m_secrets.signing; }
    [[nodiscard]] quint64 generation() const { return m_file.generation(); }
    [[nodiscard]] bool isRecovery() const { return m_slot.kind == SlotKind::Recovery; }

    // A copy of the store, for writing, at today's schema; one of the ring: see openRingCopy(). StoreDamagedOrWrongKey
    // for one under other keys.
    Result<std::unique_ptr<store::Database>> openStore(const QString& file) const;
    Result<std::unique_ptr<store::Database>> openRing(const QString& file) const;
    // Makes the ring (openRing()'s, under these keys) part of a connection of its store.
    Result<void> attachRing(store::Database& store, const QString& ringFile) const;
    // What is open under other keys as a new file under these: "main" or "ring". The file is replaced.
    Result<void> copyHere(store::Database& opened, QByteArrayView schema, const QString& target) const;

    // The operator as the opened store knows them: enabled, in the slot's role, with the code of their second factor.
    // In the store's trail either way. Errors as OpenSite::signIn(); PermissionDenied for the recovery code.
    Result<ActingOperator> admit(store::Database& store, const Clock& clock, const QString& code) const;
    // A second operator of the same key file.
    [[nodiscard]] const KeySlotFile& file() const { return m_file; }
    // Brings the opened store and the key file together, as every sign-in does, and writes the file as that of `site`:
    // who has no slot in it is disabled in the store.
    Result<void> settle(store::Database& store, const Clock& clock, const SitePaths& site);
    // The settled key file of `site` knows the trail by this from now on, whatever it knew.
    Result<void> anchor(const audit::Checkpoint& newest, const SitePaths& site) const;

private:
    CarriedKeys(KeySlotFile file, KeySlot slot, SiteSecrets secrets);

    KeySlotFile m_file;
    KeySlot m_slot;
    SiteSecrets m_secrets;
};

} // namespace gatehouse::security
