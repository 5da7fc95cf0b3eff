#pragma once

#include "core/store/Statement.h"

#include <QList>

namespace gatehouse::store {

// The first column of every row that is left, read to the end; NULL reads as 0, or as an id that is not valid.
Result<QList<qint64>> integersOf(Statement& rows);

template <typename IdType>
Result<QList<IdType>> idsOf(Statement& rows)
{
    QList<IdType> ids;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return ids;
        ids.append(rows.id<IdType>(0));
    }
}

} // namespace gatehouse::store
