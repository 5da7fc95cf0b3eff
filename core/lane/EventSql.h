#pragma once

#include "core/lane/EventLog.h"
#include "core/store/Statement.h"

#include <QByteArray>

namespace gatehouse::lane {

// The statements of EventLog, apart from it so that a test can ask the engine how it would run them. Texts are made of
// fixed parts only; everything a person typed is bound.

// Whose data is restricted (persons and vehicles, a vehicle with its owner) is shown to those who handle requests
// alone: for everybody else a row of theirs says time, lane and decision, and no text finds it.
enum class RestrictedRows { Hidden, Shown };

// One row is one event; eventFromRow() reads it.
[[nodiscard]] QByteArray eventSelect(RestrictedRows restricted);
// Of what eventSelect() gives, what may still be shown: an event whose time is over may not, deleted or not.
// The plus leaves the choice of the index to what was asked for.
inline constexpr char ShownEvents[] = "+e.at >= shown_from('passages')";
[[nodiscard]] QByteArray eventListSql(const EventQuery& query, RestrictedRows restricted = RestrictedRows::Hidden);
void bindEventQuery(store::Statement& statement, const EventQuery& query);
// ?1 is the event.
[[nodiscard]] QByteArray eventStorySql(RestrictedRows restricted = RestrictedRows::Hidden);
// Whether a picture (?1) shows whose data is restricted: a row when it does.
[[nodiscard]] QByteArray restrictedPictureSql();

[[nodiscard]] LaneEvent eventFromRow(const store::Statement& row);

} // namespace gatehouse::lane
