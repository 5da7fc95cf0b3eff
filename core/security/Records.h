#pragma once

#include "core/base/Result.h"
#include "core/base/RowVersion.h"
#include "core/base/UtcTime.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

#include <QString>

#include <optional>

namespace gatehouse::security {

// What operators enter and change. Each is a row that counts its changes. (Operators themselves are not: they are only
// added, disabled and enabled, and each of those asks for the state it changes.)
enum class RecordKind { Person, Vehicle, Group, Zone, Schedule, Rule, Camera, Lane, Gate };

inline constexpr RecordKind AllRecordKinds[] = { RecordKind::Person, RecordKind::Vehicle, RecordKind::Group,
    RecordKind::Zone, RecordKind::Schedule, RecordKind::Rule, RecordKind::Camera, RecordKind::Lane, RecordKind::Gate };

// "person", "vehicle" …: the subject in the audit trail and the first word of its actions.
QString recordKindCode(RecordKind kind);
// What changing one needs.
Permission editPermission(RecordKind kind);

// Makes the row's next version the caller's, in the transaction that then rewrites it: NotFound when the row is gone,
// ChangedMeanwhile when it is no longer the one that was read, and then nothing may be written over it.
Result<void> claimRecord(store::Transaction& transaction, RecordKind kind, qint64 id, RowVersion read);

// Deletes the row. NotFound; StoreConstraint when something else still uses it.
Result<void> deleteRecord(store::Transaction& transaction, RecordKind kind, qint64 id);

struct RecordChange
{
    QString operatorName;
    UtcTime at;
};

// Who changed the row last, for the one who is about to change it too: needs what changing it needs. Absent when the
// trail holds no change of it.
Result<std::optional<RecordChange>> lastChange(
    const ActingOperator& actor, store::Database& database, RecordKind kind, qint64 id);

} // namespace gatehouse::security
