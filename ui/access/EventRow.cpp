#include "ui/access/EventRow.h"

#include "ui/common/StateTone.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

// The translation context of the words in this file.
struct EventWords
{
    Q_DECLARE_TR_FUNCTIONS(EventRow)
};

constexpr QSize ThumbnailSize(192, 72); // what a row shows at 200 %

Role mutedUnlessDecided(const EventRow& row)
{
    return row.event.kind == lane::EventKind::Recognition ? Role::Text : Role::Muted;
}

} // namespace

Result<Slice<EventRow>> readEventRows(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, lane::EventQuery query, const SliceRequest<EventRow>& request)
{
    query.limit = request.limit;
    if (request.last)
        query.before = request.last->event.id;
    lane::EventLog log(database, clock);
    GATEHOUSE_TRY_ASSIGN(events, log.list(actor, query));
    Slice<EventRow> slice;
    slice.rows.reserve(events.size());
    for (const lane::LaneEvent& event : std::as_const(events)) {
        EventRow row { event, {} };
        if (event.cropId.isValid()) {
            if (const auto thumbnail = log.thumbnail(actor, event.cropId, ThumbnailSize))
                row.thumbnail = *thumbnail;
        }
        slice.rows.append(row);
    }
    return slice;
}

QString eventSubjectText(const lane::LaneEvent& event)
{
    if (event.plate)
        return event.plate->display();
    if (!event.personName.isEmpty())
        return event.personName;
    if (event.subject == lane::LaneEvent::Subject::Person)
        return event.certainty == vision::Certainty::Known ? EventWords::tr("a person who was removed")
                                                           : EventWords::tr("nobody known");
    if (event.subject == lane::LaneEvent::Subject::Vehicle)
        return EventWords::tr("a plate that could not be read");
    return {};
}

QString eventReasonText(const lane::LaneEvent& event)
{
    QString text = reasonText(event.decision.reason, event.ruleName);
    if (event.kind == lane::EventKind::Operator) {
        text = event.operatorName.isEmpty() ? text : event.operatorName + QStringLiteral(": ") + text;
        if (!event.note.isEmpty())
            text += QStringLiteral(" \u00B7 ") + event.note;
    }
    return text;
}

QString eventKindText(lane::EventKind kind)
{
    switch (kind) {
    case lane::EventKind::Recognition:
        return EventWords::tr("recognised");
    case lane::EventKind::Operator:
        return EventWords::tr("operator");
    case lane::EventKind::Gate:
        return EventWords::tr("gate");
    }
    return {};
}

QString eventVerdictText(const lane::LaneEvent& event)
{
    if (event.kind == lane::EventKind::Gate) {
        return event.decision.reason == access::Reason::GateOpened ? EventWords::tr("opened")
                                                                   : EventWords::tr("did not open");
    }
    return event.decision.verdict == access::Verdict::Ask ? EventWords::tr("asked")
                                                          : verdictText(event.decision.verdict);
}

Role eventVerdictRole(const lane::LaneEvent& event)
{
    if (event.decision.reason == access::Reason::GateFailed)
        return Role::Deny;
    return verdictRole(event.decision.verdict);
}

Icon eventVerdictIcon(const lane::LaneEvent& event)
{
    if (event.kind == lane::EventKind::Gate)
        return event.decision.reason == access::Reason::GateOpened ? Icon::Gate : Icon::Warning;
    return verdictIcon(event.decision.verdict);
}

PagedTableModel<EventRow>::Columns eventColumns(const SiteTime& time)
{
    return {
        { QStringLiteral("at"), EventWords::tr("Time"),
            [time](const EventRow& row) { return time.dateTime(row.event.at); },
            [](const EventRow& row) { return QVariant(row.event.at.milliseconds()); }, mutedUnlessDecided, {}, {},
            { Qt::AlignLeft, Face::Code, 192 } },
        { QStringLiteral("lane"), EventWords::tr("Lane"), [](const EventRow& row) { return row.event.laneName; }, {},
            mutedUnlessDecided, {}, {}, { Qt::AlignLeft, Face::System, 110 } },
        { QStringLiteral("picture"), EventWords::tr("Picture"), {}, {}, {}, {},
            [](const EventRow& row) { return row.thumbnail; }, { Qt::AlignLeft, Face::System, 112 } },
        { QStringLiteral("subject"), EventWords::tr("Who or what"),
            [](const EventRow& row) { return eventSubjectText(row.event); }, {}, mutedUnlessDecided, {}, {},
            { Qt::AlignLeft, Face::Code, 150 } },
        { QStringLiteral("decision"), EventWords::tr("Decision"),
            [](const EventRow& row) { return eventVerdictText(row.event); }, {},
            [](const EventRow& row) { return eventVerdictRole(row.event); },
            [](const EventRow& row) { return std::optional(eventVerdictIcon(row.event)); }, {},
            { Qt::AlignLeft, Face::System, 130 } },
        { QStringLiteral("kind"), EventWords::tr("Kind"),
            [](const EventRow& row) { return eventKindText(row.event.kind); }, {}, mutedUnlessDecided, {}, {},
            { Qt::AlignLeft, Face::System, 100, Shown::OnRequest } },
        { QStringLiteral("confidence"), EventWords::tr("Sure, %"),
            [](const EventRow& row) {
                return row.event.kind == lane::EventKind::Recognition
                    ? QString::number(qRound(row.event.confidence * 100))
                    : QString();
            },
            [](const EventRow& row) { return QVariant(row.event.confidence); }, mutedUnlessDecided, {}, {},
            { Qt::AlignRight, Face::Code, 80, Shown::OnRequest } },
        { QStringLiteral("reason"), EventWords::tr("Why"),
            [](const EventRow& row) { return eventReasonText(row.event); }, {}, mutedUnlessDecided, {}, {},
            { Qt::AlignLeft, Face::System, 300 } },
    };
}

} // namespace gatehouse::ui
