#pragma once

#include "ui/common/Background.h"
#include "ui/common/PagedTableModel.h"

namespace gatehouse::ui {

// For lists that are short by nature (operators, keys): `read()` gives a Result of all rows, on a pool thread, and they
// are one slice. What `read` refers to must outlive it, see runInBackground(). Nothing is loaded once the receiver is
// gone.
template <typename Row, typename Read>
typename PagedTableModel<Row>::Loader wholeListLoader(QObject* receiver, Read read)
{
    using Model = PagedTableModel<Row>;
    return [receiver, read = std::move(read)](const SliceRequest<Row>&, typename Model::Done done) {
        runInBackground(receiver, read, [done = std::move(done)](const Result<QList<Row>>& rows) {
            if (rows)
                done(Slice<Row> { *rows, static_cast<int>(rows->size()) });
            else
                done(rows.error());
        });
    };
}

} // namespace gatehouse::ui
