#include "core/store/Column.h"

namespace gatehouse::store {

Result<QList<qint64>> integersOf(Statement& rows)
{
    QList<qint64> integers;
    while (true) {
        GATEHOUSE_TRY_ASSIGN(more, rows.step());
        if (!more)
            return integers;
        integers.append(rows.integer(0));
    }
}

} // namespace gatehouse::store
