#include "core/access/AccessNames.h"

#include <algorithm>

namespace gatehouse::access {

Result<QString> checkedName(store::Database& database, QByteArrayView holderSql, const QString& typed, qint64 self)
{
    const QString name = typed.simplified();
    const bool isReadable = std::all_of(
        name.cbegin(), name.cend(), [](QChar character) { return character.category() != QChar::Other_Control; });
    if (name.isEmpty() || name.size() > MaximumNameLength || !isReadable)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("name"));
    GATEHOUSE_TRY_ASSIGN(holder, database.prepare(holderSql));
    holder.bindAll(name);
    GATEHOUSE_TRY_ASSIGN(isHeld, holder.step());
    if (isHeld && holder.integer(0) != self)
        return failure(ErrorCode::AlreadyExists, QStringLiteral("name"));
    return name;
}

} // namespace gatehouse::access
