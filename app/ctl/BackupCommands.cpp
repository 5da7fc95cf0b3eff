#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/OldCopies.h"
#include "core/backup/Restore.h"
#include "core/backup/RingCopies.h"
#include "core/backup/SiteReturn.h"

#include <QFileInfo>

namespace gatehouse::ctl {

namespace {

using backup::Backups;

struct BackupOptions
{
    std::string folder;
    std::string file;
    std::string dailyAt;
    std::string ringFolder;
    int newest = 0;
    int days = 0;
    int weeks = 0;
    int months = 0;
    int warnAfterDays = 0;
    SecretOfThen then;
    std::string ring; // of a new site
    bool isNewSite = false;
};

QJsonObject shelvedJson(const backup::ShelvedBackup& one)
{
    QJsonObject object = one.fault ? QJsonObject() : headerJson(one.header);
    if (!one.fault)
        object.insert(QStringLiteral("branch"), backup::backupWayCode(one.way));
    object.insert(QStringLiteral("file"), one.file);
    object.insert(QStringLiteral("bytes"), one.bytes);
    if (one.fault)
        object.insert(QStringLiteral("fault"), errorCodeName(*one.fault));
    return object;
}

QJsonObject drillJson(const backup::DrillReport& report)
{
    QJsonObject rows;
    for (const auto& [table, count] : report.rows)
        rows.insert(table, count);
    return { { QStringLiteral("good"), true }, { QStringLiteral("takenAt"), report.header.takenAt.toIso() },
        { QStringLiteral("auditEntries"), report.chain.entries },
        { QStringLiteral("auditHead"), QString::fromLatin1(report.chain.head.toHex()) },
        { QStringLiteral("checkpoints"), report.checkpoints },
        { QStringLiteral("rulesMissing"), QJsonArray::fromStringList(report.rulesMissing) },
        { QStringLiteral("rows"), rows }, { QStringLiteral("underOlderKey"), report.isUnderOlderKey },
        { QStringLiteral("milliseconds"), report.milliseconds } };
}

QJsonObject verifiedJson(const backup::DrillReport& report)
{
    QJsonObject object = headerJson(report.header);
    object.insert(QStringLiteral("opened"), report.isOpened);
    object.insert(QStringLiteral("underOlderKey"), report.isUnderOlderKey);
    if (report.isOpened) {
        object.insert(QStringLiteral("chainWhole"), true);
        object.insert(QStringLiteral("checkpoints"), report.checkpoints);
        object.insert(QStringLiteral("rulesMissing"), QJsonArray::fromStringList(report.rulesMissing));
    }
    return object;
}

QJsonObject settingsJson(const backup::BackupSettings& settings)
{
    const QJsonValue daily =
        settings.dailyAt ? QJsonValue(settings.dailyAt->toString(QStringLiteral("HH:mm"))) : QJsonValue();
    return { { QStringLiteral("folder"), settings.folder }, { QStringLiteral("ringFolder"), settings.ringFolder },
        { QStringLiteral("dailyAt"), daily }, { QStringLiteral("keepNewest"), settings.keep.newest },
        { QStringLiteral("keepDays"), settings.keep.days }, { QStringLiteral("keepWeeks"), settings.keep.weeks },
        { QStringLiteral("keepMonths"), settings.keep.months },
        { QStringLiteral("warnAfterDays"), settings.warnAfterDays } };
}

// Signs in and runs `work(Backups&, actor)` on this thread.
template <typename Work>
int withBackups(const CtlContext& context, Work work)
{
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    Backups backups(**site, context.clock());
    return reported(context, work(backups, (*site)->openedBy()));
}

// The backup is there, whatever becomes of the ring's copy.
Result<QJsonObject> taken(const CtlContext& context, const BackupOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(
        made, Backups(*site, context.clock()).take(site->openedBy(), QString::fromStdString(options.folder)));
    QJsonObject report = shelvedJson(made);
    const auto ring = backup::RingCopies(*site, context.clock()).copyWhenDue();
    if (!ring)
        report.insert(QStringLiteral("ringCopyFailed"), errorCodeName(ring.error().code));
    else if (*ring)
        report.insert(QStringLiteral("ringCopy"), (*ring)->file);
    return report;
}

Result<QJsonArray> listed(Backups& backups, const security::ActingOperator& actor, const BackupOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(found, backups.list(actor, QString::fromStdString(options.folder)));
    QJsonArray rows;
    for (const backup::ShelvedBackup& one : found)
        rows.append(shelvedJson(one));
    return rows;
}

Result<QJsonObject> changed(
    Backups& backups, const security::ActingOperator& actor, const CLI::App& command, const BackupOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(settings, backups.settings(actor));
    const backup::BackupSettings before = settings;
    if (command.count("--folder") > 0)
        settings.folder = QFileInfo(QString::fromStdString(options.folder)).absoluteFilePath();
    if (command.count("--ring-folder") > 0)
        settings.ringFolder = QFileInfo(QString::fromStdString(options.ringFolder)).absoluteFilePath();
    if (command.count("--daily-at") > 0) {
        settings.dailyAt = QTime::fromString(QString::fromStdString(options.dailyAt), QStringLiteral("HH:mm"));
        if (!settings.dailyAt->isValid())
            return failure(ErrorCode::InvalidArgument, QStringLiteral("--daily-at: write it like 02:30"));
    }
    if (command.count("--by-hand") > 0)
        settings.dailyAt.reset();
    const auto take = [&](const char* option, int given, int& target) {
        if (command.count(option) > 0)
            target = given;
    };
    take("--keep-newest", options.newest, settings.keep.newest);
    take("--keep-days", options.days, settings.keep.days);
    take("--keep-weeks", options.weeks, settings.keep.weeks);
    take("--keep-months", options.months, settings.keep.months);
    take("--warn-after-days", options.warnAfterDays, settings.warnAfterDays);
    if (settings != before)
        GATEHOUSE_TRY(backups.setSettings(actor, settings));
    return settingsJson(settings);
}

// The site closes in between: only then the store can change place.
Result<QJsonObject> restored(const CtlContext& context, const BackupOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(old, oldBackup(options.file, options.then));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(staged, backup::Restore::stage(*site, context.clock(), site->openedBy(), old));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, staged.preview().proposal()));
    GATEHOUSE_TRY(staged.confirm(*site, site->openedBy(), std::move(approval)));
    site.reset();
    GATEHOUSE_TRY_ASSIGN(kept, staged.finish());
    QJsonObject report = drillJson(staged.preview().report);
    report.insert(QStringLiteral("entriesLost"), staged.preview().entriesLost);
    report.insert(QStringLiteral("eventsLost"), staged.preview().eventsLost);
    report.insert(QStringLiteral("replacedStore"), kept);
    const backup::CarriedSubjects& carried = staged.preview().carried;
    report.insert(QStringLiteral("carried"),
        QJsonObject { { QStringLiteral("restricted"), carried.restricted },
            { QStringLiteral("lifted"), carried.lifted }, { QStringLiteral("requests"), carried.requests },
            { QStringLiteral("gone"), carried.gone } });
    report.insert(QStringLiteral("notReadable"), unreadableJson(staged.preview().unreadable));
    return report;
}

// A machine that has no site: the passphrase options are those of then.
Result<QJsonObject> returned(const CtlContext& context, const BackupOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(paths, context.sitePaths());
    GATEHOUSE_TRY_ASSIGN(secret, context.carriedSecret(options.then.recoveryCodeFile));
    GATEHOUSE_TRY_ASSIGN(second, context.secondCarriedSecret());
    const backup::SiteReturn::Files files { QString::fromStdString(options.file),
        QString::fromStdString(options.ring) };
    GATEHOUSE_TRY_ASSIGN(staged, backup::SiteReturn::stage(paths, context.clock(), files, secret));
    GATEHOUSE_TRY(staged.finish(second));
    const backup::ReturnPreview& preview = staged.preview();
    QJsonObject report = drillJson(preview.report);
    report.insert(QStringLiteral("newSite"), true);
    report.insert(QStringLiteral("ringTakenAt"), preview.ringTakenAt ? preview.ringTakenAt->toIso() : QString());
    report.insert(QStringLiteral("templates"), preview.templates);
    report.insert(QStringLiteral("pictures"), preview.pictures);
    report.insert(QStringLiteral("notReadable"), unreadableJson(preview.unreadable));
    report.insert(
        QStringLiteral("keyFileOf"), preview.isKeyFileOfRing ? QStringLiteral("ring") : QStringLiteral("backup"));
    report.insert(QStringLiteral("approvedBySecond"), second.has_value());
    return report;
}

CLI::App* addFileCommand(CLI::App& noun, const char* name, const char* description, BackupOptions& options)
{
    auto* command = noun.add_subcommand(name, description);
    command->add_option("file", options.file, "The backup")->required();
    return command;
}

void addSchedule(CLI::App& noun, CtlContext& context, const std::shared_ptr<BackupOptions>& options)
{
    auto* schedule = noun.add_subcommand("schedule", "Show or change where backups go, when, and how many stay");
    schedule->add_option("--folder", options->folder, "Folder for backups; another disk than the store's");
    schedule->add_option("--ring-folder", options->ringFolder, "Folder for the key ring's one copy");
    auto* daily = schedule->add_option("--daily-at", options->dailyAt, "Site time of the daily backup, like 02:30");
    schedule->add_flag("--by-hand")->description("No daily backup")->excludes(daily);
    schedule->add_option("--keep-newest", options->newest, "The newest so many stay");
    schedule->add_option("--keep-days", options->days, "The newest of each of so many days stays");
    schedule->add_option("--keep-weeks", options->weeks, "… of so many weeks");
    schedule->add_option("--keep-months", options->months, "… of so many months");
    schedule->add_option("--warn-after-days", options->warnAfterDays, "Alarm when the last good one is older");
    context.onRun(schedule, [&context, options, schedule] {
        return withBackups(context, [&](Backups& backups, const security::ActingOperator& actor) {
            return changed(backups, actor, *schedule, *options);
        });
    });
}

} // namespace

void addBackupCommands(CLI::App& application, CtlContext& context)
{
    auto options = std::make_shared<BackupOptions>();
    auto* noun = addNoun(application, "backup", "backups", "Copies of the site's store, encrypted with its keys");

    auto* take = noun->add_subcommand("take", "Take one now, lanes may go on, and read it back");
    take->add_option("--folder", options->folder, "Where to; the folder of the schedule when left out");
    context.onRun(take, [&context, options] { return reported(context, taken(context, *options)); });

    auto* list = addList(*noun);
    list->add_option("--folder", options->folder, "Another folder than the schedule's");
    context.onRun(list, [&context, options] {
        return withBackups(context,
            [&](Backups& backups, const security::ActingOperator& actor) { return listed(backups, actor, *options); });
    });

    auto* inspect = addFileCommand(*noun, "inspect", "Print what stands in front of one; needs no key", *options);
    context.onRun(inspect, [&context, options]() -> int {
        const auto header = backup::readHeader(QString::fromStdString(options->file));
        return reported(
            context, header ? Result<QJsonObject>(headerJson(*header)) : Result<QJsonObject>(header.error()));
    });

    auto* verify = addFileCommand(
        *noun, "verify", "Read every byte of one, open it and check its trail and every signature", *options);
    context.onRun(verify, [&context, options] {
        return withBackups(
            context, [&](Backups& backups, const security::ActingOperator& actor) -> Result<QJsonObject> {
                GATEHOUSE_TRY_ASSIGN(report, backups.verify(actor, QString::fromStdString(options->file)));
                return verifiedJson(report);
            });
    });

    auto* drill = addFileCommand(*noun, "drill", "Restore one in a scratch place, check all of it, wipe it", *options);
    context.onRun(drill, [&context, options] {
        return withBackups(
            context, [&](Backups& backups, const security::ActingOperator& actor) -> Result<QJsonObject> {
                GATEHOUSE_TRY_ASSIGN(old, oldBackup(options->file, options->then));
                GATEHOUSE_TRY_ASSIGN(report, backups.drill(actor, old));
                return drillJson(report);
            });
    });
    addSecretOfThen(drill, options->then);

    auto* restore = addFileCommand(
        *noun, "restore", "Bring one back in the store's place; takes a second person (--second-operator)", *options);
    addSecretOfThen(restore, options->then);
    restore->add_flag("--new-site", options->isNewSite,
        "On a machine without a site: --operator with the passphrase of then, or --then-recovery-code-file alone");
    restore->add_option("--ring", options->ring, "With --new-site: the copy of the key ring; without it, no faces");
    context.onRun(restore, [&context, options] {
        return reported(context, options->isNewSite ? returned(context, *options) : restored(context, *options));
    });

    auto* prune = noun->add_subcommand("prune", "Drop what the schedule lets go; never the only good one");
    context.onRun(prune, [&context] {
        return withBackups(context, [&](Backups& backups, const security::ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(dropped, backups.prune(actor));
            return QJsonArray::fromStringList(dropped);
        });
    });
    addSchedule(*noun, context, options);
}

} // namespace gatehouse::ctl
