#pragma once

#include "core/base/Result.h"
#include "core/people/Membership.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

namespace gatehouse::people {

// Restriction of processing (GDPR art. 18): the row is kept, but only those who handle requests see it. Who may:
[[nodiscard]] bool seesRestricted(const security::ActingOperator& actor);
// NotFound where the row is restricted and they may not.
Result<void> requireUnrestricted(
    const security::ActingOperator& actor, store::Database& database, Member member, qint64 id);

} // namespace gatehouse::people
