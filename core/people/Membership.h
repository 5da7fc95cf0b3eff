#pragma once

#include "core/base/Result.h"
#include "core/people/Person.h"
#include "core/store/Transaction.h"

#include <QJsonArray>

namespace gatehouse::people {

// Which table a membership row is in.
enum class Member { Person, Vehicle };

// Makes `groups` the member's groups, inside the caller's transaction. NotFound when one of them is gone.
Result<void> replaceGroups(store::Transaction& transaction, Member member, qint64 id, const QList<GroupId>& groups);

// Reads SQLite's group_concat() of group numbers, sorted.
[[nodiscard]] QList<GroupId> groupsFromList(const QString& concatenated);

// The same for an audit entry's detail.
[[nodiscard]] QJsonArray groupNumbers(const QList<GroupId>& groups);

} // namespace gatehouse::people
