#pragma once

#include "core/people/Person.h"

namespace gatehouse::people {

// What is wrong with a draft, told by the field so that a form can say it beside it.
enum class DraftField { None, Name, ExternalRef, Note, Validity, VisitEnd, Plate, Description, GroupName };

// "name", "ref", "note", "validity", "visit-end", "plate", "description", "group": the detail of InvalidArgument.
QString draftFieldCode(DraftField field);
DraftField draftFieldFromCode(QStringView code);

inline constexpr int MaximumNameLength = 120;
inline constexpr int MaximumRefLength = 64;
inline constexpr int MaximumNoteLength = 2000;
inline constexpr int MaximumDescriptionLength = 200;
inline constexpr int MaximumGroupNameLength = 60;

// The draft as it is stored: texts without blanks at their ends, every group once.
[[nodiscard]] Person cleaned(Person draft);
[[nodiscard]] Vehicle cleaned(Vehicle draft);

// The first field of a cleaned draft that cannot be stored, or None. Pure; any thread.
[[nodiscard]] DraftField firstInvalidField(const Person& draft);
[[nodiscard]] DraftField firstInvalidField(const Vehicle& draft);
// The end of the longest visit that may be entered at this moment: the last of LongestVisitDays counts whole.
[[nodiscard]] UtcTime latestVisitEnd(UtcTime enteredAt);
// Whether the draft, entered at `now`, is no visitor's or has an end by then: the retention of visitors' faces counts
// from it.
[[nodiscard]] bool isVisitBounded(const Person& draft, UtcTime now);
[[nodiscard]] bool isValidGroupName(const QString& name);

} // namespace gatehouse::people
