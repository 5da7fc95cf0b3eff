#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"
#include "core/audit/ExportCheck.h"
#include "core/audit/Floor.h"
#include "core/backup/Backups.h"
#include "core/privacy/Certificate.h"
#include "core/privacy/ClockDoubt.h"
#include "core/security/AuditAccess.h"
#include "ui/words/ErrorText.h"

#include <QFile>

#include <algorithm>

namespace gatehouse::ctl {

namespace {

constexpr int PageSize = 500;

struct AuditOptions
{
    std::string file;
    std::string publicKey;
    std::string actionPrefix;
    std::string knownHead;
    std::string reason;
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
    const QString action =
        filter.actionPrefix.isEmpty() ? QStringLiteral("audit.list") : QStringLiteral("audit.search");
    GATEHOUSE_TRY(site->noteReading(
        site->openedBy(), { action, { QStringLiteral("audit"), 0 }, entries.size(), filter.actionPrefix }));
    context.print(entries);
    return {};
}

QString hexText(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

// Where the trail did not match what the site had signed, and people have accepted that. For a person, too: it is no
// fault of this check, and nobody may overlook it.
QJsonArray acceptedJson(const CtlContext& context, const QList<audit::Acceptance>& acceptances)
{
    QJsonArray rows;
    for (const audit::Acceptance& one : acceptances) {
        const QJsonObject said = one.said();
        QJsonObject row { { QStringLiteral("entry"), one.state.entries }, { QStringLiteral("at"), one.at.toIso() },
            { QStringLiteral("checkpoint"), one.checkpoint } };
        for (const char* const key :
            { "proposer", "approver", "reason", "fault", "place", "doubtedFrom", "anchorEntries", "broken" })
            row.insert(QLatin1StringView(key), said.value(QLatin1StringView(key)));
        rows.append(row);
        context.say(QStringLiteral("gatehousectl: ") + ui::acceptedHistoryText(one));
    }
    return rows;
}

// An export needs no site and no sign-in.
Result<void> verifyFile(const CtlContext& context, const AuditOptions& options)
{
    QFile in(QString::fromStdString(options.file));
    if (!in.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, in.errorString());
    GATEHOUSE_TRY_ASSIGN(found, audit::checkExport(in));
    if (!options.publicKey.empty()
        && found.publicKey != QByteArray::fromHex(QByteArray::fromStdString(options.publicKey)))
        return failure(ErrorCode::AuditChainBroken, QStringLiteral("key"));
    context.print({ { QStringLiteral("whole"), true }, { QStringLiteral("entries"), found.state.entries },
        { QStringLiteral("firstEntry"), found.floor.state.entries + 1 },
        { QStringLiteral("checkpoints"), found.checkpoints }, { QStringLiteral("madeAt"), found.madeAt.toIso() },
        { QStringLiteral("head"), hexText(found.state.head) },
        { QStringLiteral("accepted"), acceptedJson(context, found.acceptances) },
        { QStringLiteral("publicKey"), hexText(found.publicKey) } });
    return {};
}

Result<void> exportAudit(const CtlContext& context, const AuditOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(
        end, security::exportAudit(site->openedBy(), *site, context.clock(), QString::fromStdString(options.file)));
    context.print({ { QStringLiteral("entries"), end.state.entries }, { QStringLiteral("checkpoints"), end.number },
        { QStringLiteral("head"), hexText(end.state.head) },
        { QStringLiteral("publicKey"), hexText(site->signingKey().publicKey()) } });
    return {};
}

Result<void> showKey(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY(site->openedBy().require(security::Permission::ViewAudit));
    context.print(QJsonObject { { QStringLiteral("publicKey"), hexText(site->signingKey().publicKey()) } });
    return {};
}

// Signed here and now, so that it can be noted down and held against the trail later.
Result<void> signHead(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY(site->openedBy().require(security::Permission::ViewAudit));
    GATEHOUSE_TRY_ASSIGN(signature, site->signTrail(audit::CheckpointReason::Printed));
    context.print({ { QStringLiteral("printed"), audit::shortHead(signature.state) },
        { QStringLiteral("entries"), signature.state.entries },
        { QStringLiteral("head"), hexText(signature.state.head) }, { QStringLiteral("checkpoint"), signature.number },
        { QStringLiteral("at"), signature.at.toIso() } });
    return {};
}

// With what the key file and the backups on the shelf know.
Result<backup::ShelvedHeads> compareSigned(const CtlContext& context, security::OpenSite& site)
{
    GATEHOUSE_TRY(site.openedBy().require(security::Permission::ViewAudit));
    GATEHOUSE_TRY_ASSIGN(shelved, backup::Backups(site, context.clock()).signedHeads());
    GATEHOUSE_TRY_ASSIGN(history, site.compareHistory(shelved.heads));
    if (history.mismatch)
        return history.mismatch->error();
    return shelved;
}

Result<void> acceptHistory(const CtlContext& context, const AuditOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY(site->openedBy().require(security::Permission::AcceptHistory));
    GATEHOUSE_TRY_ASSIGN(shelved, backup::Backups(*site, context.clock()).signedHeads());
    GATEHOUSE_TRY(site->compareHistory(shelved.heads));
    GATEHOUSE_TRY_ASSIGN(mismatch, site->inDoubt());
    if (!mismatch)
        return failure(ErrorCode::NotFound, QStringLiteral("mismatch"));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::acceptHistory(*mismatch)));
    GATEHOUSE_TRY_ASSIGN(accepted,
        site->acceptHistory(
            site->openedBy(), std::move(approval), QString::fromStdString(options.reason), shelved.heads));
    context.print(acceptedJson(context, { accepted }).first().toObject());
    return {};
}

// Each time that people said the clock was right, and what went of the trail by that.
QJsonArray confirmationsJson(const QList<privacy::ClockConfirmation>& confirmations)
{
    QJsonArray rows;
    for (const privacy::ClockConfirmation& one : confirmations) {
        rows.append(QJsonObject { { QStringLiteral("entry"), one.entry }, { QStringLiteral("at"), one.at.toIso() },
            { QStringLiteral("operator"), one.proposer.value() },
            { QStringLiteral("approver"), one.approver.isValid() ? QJsonValue(one.approver.value()) : QJsonValue() },
            { QStringLiteral("days"), one.days() }, { QStringLiteral("believed"), one.believed.toIso() },
            { QStringLiteral("confirmed"), one.confirmed.toIso() }, { QStringLiteral("removedEntries"), one.removed },
            { QStringLiteral("removedFrom"), one.removedFrom }, { QStringLiteral("removedUntil"), one.removedUntil } });
    }
    return rows;
}

Result<void> verifyAudit(const CtlContext& context, const AuditOptions& options)
{
    if (!options.file.empty())
        return verifyFile(context, options);
    std::optional<audit::ChainState> known;
    if (!options.knownHead.empty()) {
        known = audit::headFromPrint(QString::fromStdString(options.knownHead),
            options.knownEntries > 0 ? std::optional(options.knownEntries) : std::nullopt);
        if (!known)
            return failure(ErrorCode::InvalidArgument,
                QStringLiteral("--known-head takes a head as it was printed, or its hash with --known-entries"));
    }
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(shelved, compareSigned(context, *site));
    GATEHOUSE_TRY_ASSIGN(state, site->reader().call([&](store::Database& database) {
        return security::verifyAudit(site->openedBy(), database, known);
    }));
    GATEHOUSE_TRY_ASSIGN(checkpoints, site->reader().call([&](store::Database& database) {
        return security::verifyAuditCheckpoints(site->openedBy(), database, site->signingKey().publicKey());
    }));
    GATEHOUSE_TRY_ASSIGN(certificates, site->reader().call([&](store::Database& database) {
        return privacy::verifyCertificates(site->openedBy(), database, site->signingKey().publicKey());
    }));
    GATEHOUSE_TRY_ASSIGN(
        acceptances, site->reader().call([](store::Database& database) { return audit::listAcceptances(database); }));
    GATEHOUSE_TRY_ASSIGN(
        floor, site->reader().call([](store::Database& database) { return audit::newestFloor(database); }));
    QJsonObject found { { QStringLiteral("whole"), true }, { QStringLiteral("entries"), state.entries },
        { QStringLiteral("firstEntry"), floor ? floor->state.entries + 1 : 1 },
        { QStringLiteral("checkpoints"), checkpoints }, { QStringLiteral("certificates"), certificates },
        { QStringLiteral("accepted"), acceptedJson(context, acceptances) },
        { QStringLiteral("backups"), shelved.heads.size() },
        { QStringLiteral("backupsOfOtherBranches"), shelved.ofOtherBranches },
        { QStringLiteral("head"), hexText(state.head) } };
    if (floor) {
        found.insert(QStringLiteral("removedAt"), floor->at.toIso());
        found.insert(QStringLiteral("removedAfterDays"), floor->days);
    }
    GATEHOUSE_TRY_ASSIGN(confirmations,
        site->reader().call([](store::Database& database) { return privacy::clockConfirmations(database); }));
    found.insert(QStringLiteral("clockConfirmations"), confirmationsJson(confirmations));
    context.print(found);
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

    auto* verify = noun->add_subcommand(
        "verify", "Recompute the whole chain and every signature; fails with the first that is wrong");
    auto* file = verify->add_option("--file", options->file, "Check this export instead of a site; needs no sign-in");
    verify->add_option("--public-key", options->publicKey, "The key the export has to be signed with, see audit key")
        ->needs(file);
    auto* head = verify->add_option("--known-head", options->knownHead,
        "A head as it stands on a receipt, a report or a backup (\"1842 7f3a-92c1-0b4d-55e2\"), or its hash alone");
    verify
        ->add_option("--known-entries", options->knownEntries,
            "Number of entries it was printed with, where it is the hash alone")
        ->needs(head);
    context.onRun(verify, [&context, options] { return finish(context, verifyAudit(context, *options)); });

    auto* exported = noun->add_subcommand("export",
        "Write the whole trail, signed, to a file that share/gatehouse/verify/verify_audit.py checks anywhere");
    exported->add_option("FILE", options->file, "The file, one JSON object a line; it names nobody")->required();
    context.onRun(exported, [&context, options] { return finish(context, exportAudit(context, *options)); });

    auto* signedHead = noun->add_subcommand("head", "Sign the trail as it stands and print its head, to be noted down");
    context.onRun(signedHead, [&context] { return finish(context, signHead(context)); });

    auto* accept = noun->add_subcommand("accept",
        "Accept a trail that does not match what the site has signed, where there is no backup to bring back: two "
        "people, told of for ever");
    accept->add_option("--reason", options->reason, "Why, in 10 to 500 characters; it is kept for ever, so name nobody")
        ->required();
    context.onRun(accept, [&context, options] { return finish(context, acceptHistory(context, *options)); });

    auto* key = noun->add_subcommand("key", "The public key this site signs its trail with");
    context.onRun(key, [&context] { return finish(context, showKey(context)); });
}

} // namespace gatehouse::ctl
