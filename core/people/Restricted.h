#pragma once

#include "core/base/Id.h"
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

// Whoever is restricted, or has a request that is not answered yet, is not removed by the way: SubjectRestricted,
// SubjectRequestOpen. NotFound as above, and for a person who is removed already.
Result<void> requireRemovable(
    const security::ActingOperator& actor, store::Database& database, Member member, qint64 id);
// NotFound for a person who is removed, though something is held of them.
Result<void> requireNotRemoved(store::Database& database, PersonId person);

} // namespace gatehouse::people
