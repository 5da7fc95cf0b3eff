#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Transaction.h"

namespace gatehouse::people {

// Groups of persons and vehicles, what access rules speak of. Reading needs ViewPeople, ViewVehicles or
// ViewAccessRules; changes need EditAccessRules, are checked (InvalidArgument, AlreadyExists, NotFound, and
// ChangedMeanwhile where the row is no longer as it was read) and audited.
class GroupRegistry
{
public:
    GroupRegistry(store::Database& database, const Clock& clock);

    Result<QList<Group>> list(const security::ActingOperator& actor);
    Result<GroupId> add(const security::ActingOperator& actor, const QString& name);
    Result<void> rename(const security::ActingOperator& actor, const Group& group);
    // Rules that name the group go with it.
    Result<void> remove(const security::ActingOperator& actor, GroupId id);
    // The group of that name, made when there is none (which needs EditAccessRules): for imports and command lines.
    Result<GroupId> findOrAdd(
        store::Transaction& transaction, const security::ActingOperator& actor, const QString& name);

private:
    store::Database& m_database;
    const Clock& m_clock;
};

} // namespace gatehouse::people
