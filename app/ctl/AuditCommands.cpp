#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/security/AuditAccess.h"

#include <algorithm>

namespace gatehouse::ctl {

namespace {

constexpr int PageSize = 500;

struct AuditOptions
{
    std::string actionPrefix;
    std::string knownHead;
    qint64 knownEntries = 0;
    int limit = 0;
};

QJsonObject recordToJson(const audit::Record& record)
{
    QJsonObject object { { QStringLiteral("sequence"), record.sequence }, { QStringLiteral("at"), record.at.toIso() },
        { QStringLiteral("action"), record.entry.action }, { QStringLiteral("subjectKind"), record.entry.subject.kind },
        { QStringLiteral("detail"), record.entry.detail },
        { QStringLiteral("hash"), QString::fromLatin1(record.hash.toHex()) } };
    object.insert(QStringLiteral("operator"),
        record.entry.actor.isValid() ? QJsonValue(record.entry.actor.value()) : QJsonValue());
    object.insert(
        QStringLiteral("subject"), record.entry.subject.id == 0 ? QJsonValue() : QJsonValue(record.entry.subject.id));
    return object;
}

Result<void> listAudit(const CtlContext& context, const AuditOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    audit::Filter filter;
    filter.actionPrefix = QString::fromStdString(options.actionPrefix);
    std::optional<qint64> before;
    QJsonArray entries;
    for (;;) {
        const int wanted =
            options.limit == 0 ? PageSize : std::min(PageSize, options.limit - static_cast<int>(entries.size()));
        const auto page = site->reader().call([&](store::Database& database) {
            return security::readAudit(site->openedBy(), database, filter, wanted, before);
        });
        if (!page)
            return page.error();
        for (const audit::Record& record : *page)
            entries.append(recordToJson(record));
        if (page->size() < PageSize || entries.size() == options.limit)
            break;
        before = page->last().sequence;
    }
    context.print(entries);
    return {};
}

Result<void> verifyAudit(const CtlContext& context, const AuditOptions& options)
{
    std::optional<audit::ChainState> known;
    if (!options.knownHead.empty())
        known = { options.knownEntries, QByteArray::fromHex(QByteArray::fromStdString(options.knownHead)) };
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(state, site->reader().call([&](store::Database& database) {
        return security::verifyAudit(site->openedBy(), database, known);
    }));
    context.print({ { QStringLiteral("whole"), true }, { QStringLiteral("entries"), state.entries },
        { QStringLiteral("head"), QString::fromLatin1(state.head.toHex()) } });
    return {};
}

int finish(const CtlContext& context, const Result<void>& outcome)
{
    return outcome ? ExitSuccess : context.fail(outcome.error());
}

} // namespace

void addAuditCommands(CLI::App& application, CtlContext& context)
{
    auto* noun = application.add_subcommand("audit", "What was done, by whom");
    noun->require_subcommand(1);
    auto options = std::make_shared<AuditOptions>();

    auto* list = noun->add_subcommand("list", "The trail, newest first, as one line of JSON");
    list->add_flag("--json")->description("JSON is what it prints anyway");
    list->add_option("--action", options->actionPrefix, "Only actions that begin with this, such as operator.");
    list->add_option("--limit", options->limit, "At most so many entries")->check(CLI::PositiveNumber);
    context.onRun(list, [&context, options] { return finish(context, listAudit(context, *options)); });

    auto* verify =
        noun->add_subcommand("verify", "Recompute the whole chain; fails with the first entry that is wrong");
    auto* head = verify->add_option("--known-head", options->knownHead, "Hash an earlier run printed as head");
    auto* entries =
        verify->add_option("--known-entries", options->knownEntries, "Number of entries that run printed with it");
    head->needs(entries);
    entries->needs(head);
    context.onRun(verify, [&context, options] { return finish(context, verifyAudit(context, *options)); });
}

} // namespace gatehouse::ctl
