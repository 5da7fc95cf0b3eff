#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/EventJson.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::ctl {

using security::ActingOperator;

namespace {

constexpr int EventsAtATime = 500;

struct EventOptions
{
    std::string from;
    std::string until;
    std::string lane;
    std::string decision;
    std::string kind;
    std::string text;
    int limit = privacy::MostRowsAlone;
};

Result<lane::EventQuery> queryFromOptions(const CtlContext& context, store::Database& database,
    const ActingOperator& actor, const QTimeZone& zone, const EventOptions& options)
{
    lane::EventQuery query;
    GATEHOUSE_TRY_ASSIGN(from, optionalMoment(options.from, zone, "--from"));
    GATEHOUSE_TRY_ASSIGN(until, optionalMoment(options.until, zone, "--until"));
    query.from = from;
    query.until = until;
    query.text = QString::fromStdString(options.text);
    if (!options.lane.empty()) {
        GATEHOUSE_TRY_ASSIGN(lanes, lane::LaneRegistry(database, context.clock()).lanes(actor));
        GATEHOUSE_TRY_ASSIGN(found, rowNamed(lanes, options.lane, "--lane"));
        query.lane = found.id;
    }
    if (!options.decision.empty()) {
        query.verdict = access::verdictFromCode(QString::fromStdString(options.decision));
        if (!query.verdict)
            return failure(ErrorCode::InvalidArgument, QStringLiteral("--decision: allow, deny or ask"));
    }
    if (!options.kind.empty()) {
        query.kind = lane::eventKindFromCode(QString::fromStdString(options.kind));
        if (!query.kind)
            return failure(ErrorCode::InvalidArgument, QStringLiteral("--kind: recognition, operator or gate"));
    }
    return query;
}

// Page by page, so that the reader is never held for long.
Result<QJsonArray> listedEvents(const CtlContext& context, const EventOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    if (options.limit > privacy::MostRowsAlone)
        GATEHOUSE_TRY(approveWholeList(context, *site, privacy::ListKind::Events));
    const ActingOperator& actor = site->openedBy();
    const QTimeZone zone = site->info().timeZone;
    GATEHOUSE_TRY_ASSIGN(query, site->reader().call([&](store::Database& database) {
        return queryFromOptions(context, database, actor, zone, options);
    }));
    QJsonArray rows;
    while (rows.size() < options.limit) {
        query.limit = std::min(EventsAtATime, options.limit - static_cast<int>(rows.size()));
        GATEHOUSE_TRY_ASSIGN(page, site->reader().call([&](store::Database& database) {
            return lane::EventLog(database, context.clock()).list(actor, query);
        }));
        for (const lane::LaneEvent& event : std::as_const(page))
            rows.append(eventToJson(event));
        if (page.size() < query.limit)
            break;
        query.before = page.last().id;
    }
    const QString action = query.text.isEmpty() ? QStringLiteral("event.list") : QStringLiteral("event.search");
    GATEHOUSE_TRY(site->noteReading(
        actor, { action, { QStringLiteral("event"), 0 }, rows.size(), query.text, lane::narrowedBy(query) }));
    return rows;
}

} // namespace

void addEventCommands(CLI::App& application, CtlContext& context)
{
    auto* event = addNoun(application, "event", "events", "What happened at the lanes");
    auto* list = addList(*event);
    list->description("Print the newest as one JSON array, newest first");
    auto options = std::make_shared<EventOptions>();
    list->add_option("--from", options->from, "Not before, such as 2025-03-04 or 2025-03-04T22:30");
    list->add_option("--until", options->until, "Before");
    list->add_option("--lane", options->lane, "Only of this lane");
    list->add_option("--decision", options->decision, "Only allow, deny or ask");
    list->add_option("--kind", options->kind, "Only recognition, operator or gate");
    list->add_option("--text", options->text, "Part of a plate or a name");
    list->add_option("--limit", options->limit, "At most so many; more than these take a second person")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    context.onRun(list, [&context, options] { return reported(context, listedEvents(context, *options)); });
}

} // namespace gatehouse::ctl
