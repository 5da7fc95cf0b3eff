#pragma once

#include "core/lane/EventLog.h"
#include "core/store/Statement.h"

#include <QByteArray>

namespace gatehouse::lane {

// The statements of EventLog, apart from it so that a test can ask the engine how it would run them. Texts are made of
// fixed parts only; everything a person typed is bound.

// One row is one event; eventFromRow() reads it.
[[nodiscard]] QByteArray eventSelect();
[[nodiscard]] QByteArray eventListSql(const EventQuery& query);
void bindEventQuery(store::Statement& statement, const EventQuery& query);
// ?1 is the event.
[[nodiscard]] QByteArray eventStorySql();

[[nodiscard]] LaneEvent eventFromRow(const store::Statement& row);

} // namespace gatehouse::lane
