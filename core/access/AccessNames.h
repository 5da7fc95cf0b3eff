#pragma once

#include "core/base/Result.h"
#include "core/store/Database.h"

#include <QByteArrayView>
#include <QString>

namespace gatehouse::access {

inline constexpr int MaximumNameLength = 60;

// A name as it is stored: without blanks at its ends, 1 to 60 characters without control characters, held by no other
// row. `holderSql` selects the id of the row with name ?1. Errors: InvalidArgument and AlreadyExists with the detail
// "name".
Result<QString> checkedName(store::Database& database, QByteArrayView holderSql, const QString& typed, qint64 self);

} // namespace gatehouse::access
