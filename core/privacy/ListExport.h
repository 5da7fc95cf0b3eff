#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/security/DualControl.h"
#include "core/store/Database.h"

#include <QString>

namespace gatehouse::privacy {

// Lists of people, vehicles and events written out as data. One person may take about as many rows as a screen shows;
// more is an export of personal data, which takes two.
inline constexpr int MostRowsAlone = 50;

enum class ListKind { People, Vehicles, Events };

// "person", "vehicle" or "event": as the audit trail says it.
[[nodiscard]] QString listKindCode(ListKind kind);
[[nodiscard]] security::Proposal listExportProposal(ListKind kind);

// Before more than MostRowsAlone rows are handed over: uses the approval up and notes "list.export" with both people.
// On the writer. PermissionDenied, and what Approval::require() says.
Result<void> approveListExport(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    ListKind kind, security::Approval&& approval);

} // namespace gatehouse::privacy
