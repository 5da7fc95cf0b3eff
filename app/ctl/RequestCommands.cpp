#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/SubjectOptions.h"
#include "core/privacy/SubjectRequests.h"

namespace gatehouse::ctl {

namespace {

using security::ActingOperator;

constexpr int RequestsListed = 10'000;

struct RequestOptions
{
    SubjectOptions about;
    std::string kind;
    std::string received;
    std::string note;
    std::string state = "done";
    qint64 number = 0;
    bool all = false;
};

QJsonObject requestJson(const privacy::SubjectRequest& request, UtcTime now)
{
    return { { QStringLiteral("number"), request.id.value() },
        { QStringLiteral("kind"), privacy::requestKindCode(request.kind) },
        { QStringLiteral("about"), request.subject.isOne() ? QJsonValue(request.subject.kind()) : QJsonValue() },
        { QStringLiteral("name"), request.subjectName }, { QStringLiteral("receivedAt"), request.receivedAt.toIso() },
        { QStringLiteral("dueAt"), request.dueAt.toIso() }, { QStringLiteral("overdue"), request.isOverdue(now) },
        { QStringLiteral("state"), privacy::requestStateCode(request.state) }, { QStringLiteral("note"), request.note },
        { QStringLiteral("closedAt"), momentJson(request.closedAt) },
        { QStringLiteral("rectifiedAt"), momentJson(request.rectifiedAt) } };
}

Result<QJsonArray> listed(const CtlContext& context, bool all)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(page, site->reader().call([&](store::Database& database) {
        return privacy::SubjectRequests(database, context.clock())
            .list(site->openedBy(), { !all, std::nullopt, 0, RequestsListed });
    }));
    GATEHOUSE_TRY(site->noteReading(
        site->openedBy(), { QStringLiteral("request.list"), { QStringLiteral("request"), 0 }, page.rows.size(), {} }));
    QJsonArray rows;
    for (const privacy::SubjectRequest& row : std::as_const(page.rows))
        rows.append(requestJson(row, context.clock().now()));
    return rows;
}

Result<QJsonObject> added(const CtlContext& context, const RequestOptions& options)
{
    privacy::SubjectRequest draft;
    const auto kind = privacy::requestKindFromCode(QString::fromStdString(options.kind));
    if (!kind)
        return failure(
            ErrorCode::InvalidArgument, QStringLiteral("--kind: access, rectify, restrict, erase or object"));
    draft.kind = *kind;
    draft.note = QString::fromStdString(options.note);
    GATEHOUSE_TRY_ASSIGN(subject, options.about.subject());
    draft.subject = subject;
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    draft.receivedAt = context.clock().now();
    if (!options.received.empty()) {
        GATEHOUSE_TRY_ASSIGN(received, momentFromText(options.received, site->info().timeZone, "--received"));
        draft.receivedAt = received;
    }
    return site->writer().call([&](store::Database& database) -> Result<QJsonObject> {
        privacy::SubjectRequests requests(database, context.clock());
        GATEHOUSE_TRY_ASSIGN(id, requests.add(site->openedBy(), draft));
        GATEHOUSE_TRY_ASSIGN(row, requests.get(site->openedBy(), id));
        return requestJson(row, context.clock().now());
    });
}

Result<QJsonObject> closed(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const RequestOptions& options)
{
    if (options.state != "done" && options.state != "refused")
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--as: done or refused"));
    privacy::SubjectRequests requests(database, context.clock());
    GATEHOUSE_TRY_ASSIGN(request, requests.get(actor, privacy::RequestId(options.number)));
    if (!options.note.empty())
        request.note = QString::fromStdString(options.note);
    GATEHOUSE_TRY(requests.close(
        actor, request, options.state == "done" ? privacy::RequestState::Done : privacy::RequestState::Refused));
    GATEHOUSE_TRY_ASSIGN(row, requests.get(actor, request.id));
    return requestJson(row, context.clock().now());
}

} // namespace

void addRequestCommands(CLI::App& application, CtlContext& context)
{
    auto* noun = addNoun(application, "request", "requests", "Requests of the people recorded, by due date");
    auto options = std::make_shared<RequestOptions>();
    auto* list = addList(*noun);
    list->add_flag("--all", options->all, "Closed ones too");
    context.onRun(list, [&context, options] { return reported(context, listed(context, options->all)); });
    auto* add = noun->add_subcommand("add", "Note a request that came in");
    options->about.addTo(*add);
    add->add_option("--kind", options->kind, "access, rectify, restrict, erase or object")->required();
    add->add_option("--received", options->received, "When it came (now)");
    add->add_option("--note", options->note, "How it came, who asked");
    context.onRun(add, [&context, options] { return reported(context, added(context, *options)); });

    auto* close = noun->add_subcommand("close", "Say that a request is dealt with");
    close->add_option("--number", options->number, "Its number")->required();
    close->add_option("--as", options->state, "done (or refused, with the reasons in the note)");
    close->add_option("--note", options->note, "What was done, or why not");
    context.onRun(close, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return closed(context, database, actor, *options);
        });
    });
}

} // namespace gatehouse::ctl
