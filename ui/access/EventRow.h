#pragma once

#include "core/lane/EventLog.h"
#include "ui/common/PagedTableModel.h"
#include "ui/words/SiteTime.h"

#include <QImage>

namespace gatehouse::ui {

// One line of the events table: the event and a small copy of its crop.
struct EventRow
{
    lane::LaneEvent event;
    QImage thumbnail;
};

// Events with their thumbnails, on the store's thread. A picture that retention removed leaves the thumbnail empty.
Result<Slice<EventRow>> readEventRows(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, lane::EventQuery query, const SliceRequest<EventRow>& request);

// Who or what it was about: a name, a plate, or that it was nobody known.
[[nodiscard]] QString eventSubjectText(const lane::LaneEvent& event);
// Why: the reason, with the rule's or the operator's words.
[[nodiscard]] QString eventReasonText(const lane::LaneEvent& event);
[[nodiscard]] QString eventKindText(lane::EventKind kind);
// What was decided or done, in one or two words. A gate that failed is not "asks you".
[[nodiscard]] QString eventVerdictText(const lane::LaneEvent& event);
[[nodiscard]] Role eventVerdictRole(const lane::LaneEvent& event);
[[nodiscard]] Icon eventVerdictIcon(const lane::LaneEvent& event);

[[nodiscard]] PagedTableModel<EventRow>::Columns eventColumns(const SiteTime& time);

} // namespace gatehouse::ui
