#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/OldCopies.h"
#include "core/backup/RingCopies.h"

namespace gatehouse::ctl {

namespace {

struct RingOptions
{
    std::string file;
    SecretOfThen then;
};

QJsonObject copyJson(const backup::RingCopyState& copy)
{
    return { { QStringLiteral("file"), copy.file }, { QStringLiteral("takenAt"), copy.takenAt.toIso() },
        { QStringLiteral("isThere"), copy.isThere }, { QStringLiteral("keysDestroyedSince"), copy.destroyedSince },
        { QStringLiteral("keysMadeSince"), copy.madeSince }, { QStringLiteral("stale"), copy.isStale() } };
}

QJsonObject stateJson(const backup::RingState& state)
{
    QJsonArray exported;
    for (const backup::RingCopyState& copy : state.exported)
        exported.append(copyJson(copy));
    return { { QStringLiteral("keys"), state.content.keys }, { QStringLiteral("destroyed"), state.content.destroyed },
        { QStringLiteral("notReadable"), unreadableJson(state.unreadable) }, { QStringLiteral("folder"), state.folder },
        { QStringLiteral("copy"), state.kept ? QJsonValue(copyJson(*state.kept)) : QJsonValue() },
        { QStringLiteral("exported"), exported }, { QStringLiteral("folderMissing"), state.isFolderMissing },
        { QStringLiteral("besideBackups"), state.isBesideBackups },
        { QStringLiteral("onStoreDisk"), state.isOnStoreDisk }, { QStringLiteral("tooOld"), state.isTooOld },
        { QStringLiteral("needsAttention"), state.needsAttention() } };
}

Result<QJsonObject> exported(const CtlContext& context, const RingOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    backup::RingCopies copies(*site, context.clock());
    GATEHOUSE_TRY_ASSIGN(made, copies.exportTo(site->openedBy(), QString::fromStdString(options.file)));
    QJsonObject object = headerJson(made.header);
    object.insert(QStringLiteral("file"), made.file);
    object.insert(QStringLiteral("bytes"), made.bytes);
    return object;
}

Result<QJsonObject> imported(const CtlContext& context, const RingOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(old, oldBackup(options.file, options.then));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    backup::RingCopies copies(*site, context.clock());
    GATEHOUSE_TRY_ASSIGN(header, copies.inspect(site->openedBy(), old.file));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::restore(header.payloadDigest)));
    GATEHOUSE_TRY_ASSIGN(gain, copies.importFrom(site->openedBy(), std::move(approval), old));
    return QJsonObject { { QStringLiteral("takenAt"), header.takenAt.toIso() }, { QStringLiteral("keys"), gain.keys },
        { QStringLiteral("refused"), gain.refused }, { QStringLiteral("destroyed"), gain.destroyed },
        { QStringLiteral("templates"), gain.templates } };
}

Result<QJsonObject> status(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(state, backup::RingCopies(*site, context.clock()).state(site->openedBy()));
    return stateJson(state);
}

} // namespace

void addRingCommands(CLI::App& application, CtlContext& context)
{
    auto options = std::make_shared<RingOptions>();
    auto* noun = application.add_subcommand(
        "ring", "The keys of faces and pictures; no backup holds them, so they need a copy of their own");
    noun->require_subcommand(1);
    auto* take = noun->add_subcommand("export", "Copy the key ring into a file; one of that name is overwritten");
    take->add_option("file", options->file, "Away from the backups: whoever holds both can open both")->required();
    context.onRun(take, [&context, options] { return reported(context, exported(context, *options)); });
    auto* bring = noun->add_subcommand("import",
        "Fill in keys that are missing; none that was destroyed comes back. Takes a second person (--second-operator)");
    bring->add_option("file", options->file, "The copy")->required();
    addSecretOfThen(bring, options->then);
    context.onRun(bring, [&context, options] { return reported(context, imported(context, *options)); });
    auto* show = noun->add_subcommand("status", "What the ring holds, where its copies are, and which are stale");
    context.onRun(show, [&context] { return reported(context, status(context)); });
}

} // namespace gatehouse::ctl
