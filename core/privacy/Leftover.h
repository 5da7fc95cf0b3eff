#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <optional>

namespace gatehouse::privacy {

// What stays when a person is removed (people::PersonRegistry::remove): passages and their pictures until their time is
// over, and as long as there is one the name, so that a request of theirs finds it. Erasing takes all of it at once
// (SubjectErasure.h).
struct Leftover
{
    qint64 passages = 0;
    qint64 pictures = 0;
    // When the last of it is overdue; the next run takes it, and the name. Absent while no run deletes anything because
    // nobody decided the days (RetentionRecord.h).
    std::optional<UtcTime> until;
};

// Absent when nothing stays. Needs EditPeople, as removing does. On the thread that owns the connection.
Result<std::optional<Leftover>> leftoverOfRemoval(
    const security::ActingOperator& actor, store::Database& database, PersonId person);

} // namespace gatehouse::privacy
