#pragma once

#include "core/base/Result.h"
#include "core/security/LockedBytes.h"
#include "core/store/Database.h"
#include "core/store/SecretKey.h"

#include <QByteArray>

namespace gatehouse::security {

// Sealed fields (resident ID, date of birth): whoever may edit people writes them, only a holder of the vault's secret
// reads them back. The public half stands in the store (SiteKeyTable.h), the secret one in the key rings of the roles
// that hold Permission::ReadSealedFields and in the recovery code's, nowhere else.
//
//   sealed = crypto_box_seal( BLAKE2b-256(context) ‖ plain, padded to whole blocks of 32 bytes ), X25519
//
// `context` says whose field and which it is: what was sealed for one row does not open in another's place.
Result<QByteArray> sealField(const QByteArray& vaultPublicKey, const QByteArray& plain, const QByteArray& context);
// With the public key that stands in the store. VaultMissing while the store has none: one made by an older version
// gets its vault when an administrator signs in.
Result<QByteArray> sealField(store::Database& database, const QByteArray& plain, const QByteArray& context);

// The vault's secret, in locked memory that is wiped when it goes. Moved, never copied.
class VaultKey
{
public:
    static constexpr qsizetype PublicKeySize = 32;

    static VaultKey generate();
    static VaultKey fromSecret(const store::SecretKey& secret);

    [[nodiscard]] const QByteArray& publicKey() const { return m_publicKey; }
    // For the slots' key ring, nothing else.
    [[nodiscard]] store::SecretKey secret() const;
    // FormatInvalid when it was not sealed to this vault for this context, or was changed.
    [[nodiscard]] Result<QByteArray> open(const QByteArray& sealed, const QByteArray& context) const;

private:
    explicit VaultKey(LockedBytes secret);
    LockedBytes m_secret;
    QByteArray m_publicKey;
};

} // namespace gatehouse::security
