#pragma once

#include "core/base/Clock.h"
#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/security/SubjectKeys.h"
#include "core/store/Transaction.h"

#include <QByteArray>

#include <optional>

namespace gatehouse::security {

// Where a person's resident ID and date of birth stand: sealed to the vault (Vault.h), and that sealed once more under
// a key of the ring (SubjectKeys.h) that is the field's own. Whoever holds the vault's secret and an older copy of the
// store reads them only for as long as that key is there. It is destroyed when the field is written anew or taken away,
// and when the person is removed or erased.
//
// For core: no permission is asked, nothing is audited here. On the thread that owns the writing connection.
enum class SealedField { IdNumber, BirthDate };

// What sealField() made, in place of what was there before; without a value the field is empty from now on.
Result<void> putSealedField(store::Transaction& transaction, const Clock& clock, PersonId person, SealedField field,
    const std::optional<QByteArray>& sealedToVault);
// What openField() opens; absent where the field is empty. NotFound, KeyShredded where its key is gone.
Result<std::optional<QByteArray>> takenSealedField(store::Database& database, PersonId person, SealedField field);
// Both fields with their keys. How many keys were destroyed.
Result<int> dropSealedFields(
    store::Transaction& transaction, const Clock& clock, PersonId person, ShredReason reason = ShredReason::Erased);

// For the upkeep of the ring. Fields of a store of before they had keys get them, a batch a transaction: how many did.
Result<int> giveSealedFieldsKeys(store::Database& database, const Clock& clock);
// Fields of an older store whose key was destroyed since. How many.
Result<int> emptyShreddedFields(store::Transaction& transaction);

} // namespace gatehouse::security
