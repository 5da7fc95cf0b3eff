#include "ui/words/DrillWords.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace gatehouse::ui {

namespace {

using drill::CanaryKind;
using drill::FindingKind;
using drill::LootKind;

struct DrillTexts
{
    Q_DECLARE_TR_FUNCTIONS(DrillWords)
public:
    static QHash<QString, QString> steps();
};

QHash<QString, QString> DrillTexts::steps()
{
    return {
        { QStringLiteral("create-site"), tr("Making a site that exists only for this") },
        { QStringLiteral("operators"), tr("Adding operators") },
        { QStringLiteral("sign-in-failures"), tr("Signing in wrongly") },
        { QStringLiteral("second-factor"), tr("Using a second factor") },
        { QStringLiteral("people"), tr("Adding people and vehicles") },
        { QStringLiteral("sealed-fields"), tr("Sealing ID numbers and showing one") },
        { QStringLiteral("faces"), tr("Enrolling faces") },
        { QStringLiteral("import-people"), tr("Importing people") },
        { QStringLiteral("import-vehicles"), tr("Importing vehicles") },
        { QStringLiteral("refused-imports"), tr("Having wrong files refused") },
        { QStringLiteral("devices"), tr("Installing cameras") },
        { QStringLiteral("enrol-pictures"), tr("Enrolling faces from pictures") },
        { QStringLiteral("lanes"), tr("Replaying films through the lanes") },
        { QStringLiteral("events"), tr("Recording passages") },
        { QStringLiteral("look"), tr("Looking at passages") },
        { QStringLiteral("search"), tr("Searching people") },
        { QStringLiteral("change-people"), tr("Changing and removing people") },
        { QStringLiteral("withdraw-consent"), tr("Withdrawing a consent") },
        { QStringLiteral("subject-rights"), tr("Answering a person's request") },
        { QStringLiteral("erasure"), tr("Erasing somebody") },
        { QStringLiteral("retention"), tr("Deleting what has had its time") },
        { QStringLiteral("backup"), tr("Making and restoring a backup") },
        { QStringLiteral("audit"), tr("Reading the audit trail") },
        { QStringLiteral("audit-export"), tr("Exporting the audit trail") },
        { QStringLiteral("re-key"), tr("Giving the whole store a new key") },
        { QStringLiteral("change-passphrase"), tr("Changing a passphrase") },
        { QStringLiteral("recover"), tr("Coming back with the recovery code") },
        { QStringLiteral("crash"), tr("Crashing on purpose") },
        { QStringLiteral("console"), tr("Showing the console") },
        { QStringLiteral("scan"), tr("Looking through everything that was written") },
        { QStringLiteral("site"), tr("Checking this site") },
    };
}

QString megabytes(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace

QString drillStepText(const QString& step)
{
    const QHash<QString, QString> steps = DrillTexts::steps();
    return steps.value(step, step);
}

QString canaryText(CanaryKind kind)
{
    switch (kind) {
    case CanaryKind::Name:
        return DrillTexts::tr("a name");
    case CanaryKind::ResidentId:
        return DrillTexts::tr("a resident ID number");
    case CanaryKind::Plate:
        return DrillTexts::tr("a number plate");
    case CanaryKind::Picture:
        return DrillTexts::tr("a picture");
    case CanaryKind::Template:
        return DrillTexts::tr("a face template");
    case CanaryKind::Secret:
        return DrillTexts::tr("a passphrase or password");
    }
    Q_UNREACHABLE();
}

FindingWords findingWords(const drill::Finding& finding)
{
    const QString& what = finding.what;
    switch (finding.kind) {
    case FindingKind::CanaryFound:
        return {
            DrillTexts::tr("%1 stands readable in %2").arg(canaryText(finding.canary.value_or(CanaryKind::Name)), what),
            DrillTexts::tr("Do not use this version any more and report this: the program leaks.")
        };
    case FindingKind::PictureInClear:
        return { DrillTexts::tr("A picture lies readable in %1").arg(what),
            DrillTexts::tr("Delete it if somebody put it there; otherwise report it.") };
    case FindingKind::DocumentInClear:
        return { DrillTexts::tr("A document lies readable in %1").arg(what),
            DrillTexts::tr("Move it to where only those who need it can read it.") };
    case FindingKind::StoreInClear:
        return { DrillTexts::tr("A database that is not encrypted lies in %1").arg(what),
            DrillTexts::tr("Find out who put it there; the program makes none.") };
    case FindingKind::ReadableByOthers:
        return { DrillTexts::tr("Other accounts of this machine may read %1").arg(what),
            DrillTexts::tr("Take the rights of others away (chmod go-rwx).") };
    case FindingKind::OpenFileReadable:
        return { DrillTexts::tr("The program wrote %1, which other accounts may read").arg(what),
            DrillTexts::tr("Take the rights of others away (chmod go-rwx) and report it.") };
    case FindingKind::ListeningSocket:
        return { DrillTexts::tr("The program listens to the network: %1").arg(what),
            DrillTexts::tr("Take this machine off the network and report it: the program never listens.") };
    case FindingKind::MemoryNotPrivate:
        return { DrillTexts::tr("Other programs could read the memory of %1").arg(what),
            DrillTexts::tr("Start it anew; if that does not help, report it.") };
    case FindingKind::WeakSlot:
        return { DrillTexts::tr("A passphrase can be guessed faster than it should: key slot of %1").arg(what),
            DrillTexts::tr("Its operator signs in once: the slot is then made anew.") };
    case FindingKind::OldSlotFormat:
        return { DrillTexts::tr("A key slot is of an older format: %1").arg(what),
            DrillTexts::tr("Its operator signs in once: the slot is then made anew.") };
    case FindingKind::KeyFileDamaged:
        return { DrillTexts::tr("The key file is damaged: %1").arg(what),
            DrillTexts::tr("Sign in anew: a good copy repairs the other one. Make a backup today.") };
    case FindingKind::ChainBroken:
        return { DrillTexts::tr("The audit trail was changed from outside"),
            DrillTexts::tr("Open the audit page to see where, and keep this machine as it is.") };
    case FindingKind::CheckpointMissing:
        return { DrillTexts::tr("A signature under the audit trail is missing"),
            DrillTexts::tr(
                "Sign out and in again: that signs it anew. If it is still missing then, somebody removed it: "
                "keep this machine as it is.") };
    case FindingKind::HistoryAccepted:
        return {
            DrillTexts::tr("At entry %1 a history was accepted that does not match what the site had signed").arg(what),
            DrillTexts::tr("Read on the audit page who accepted it and why. This is told for ever.")
        };
    case FindingKind::StoreSchema:
        return { DrillTexts::tr("The store is not as this program makes it"),
            DrillTexts::tr(
                "Somebody has changed its rules or tables with another program. Sign out and in again: rules that "
                "are missing are put back then. Call the privacy officer.") };
    case FindingKind::Overdue:
        return { DrillTexts::tr("Kept longer than allowed: %1").arg(what),
            DrillTexts::tr("Run the retention now and find out why it did not run.") };
    case FindingKind::LogKept:
        return { DrillTexts::tr(
                     "What was deleted since %1 still lies, encrypted, in the log of the store: somebody was "
                     "reading then")
                     .arg(what),
            DrillTexts::tr(
                "Wait for the backup or drill to end; it is tried again by itself. If it stays, sign out.") };
    case FindingKind::BackupMissing:
        return { DrillTexts::tr("There is no backup"), DrillTexts::tr("Make one now, on another disk.") };
    case FindingKind::BackupOld:
        return { DrillTexts::tr("The newest backup is old: %1").arg(what), DrillTexts::tr("Make one now.") };
    case FindingKind::BackupUnverified:
        return { DrillTexts::tr("A backup could not be verified: %1").arg(what),
            DrillTexts::tr("Do not count on it; make a new one and verify it.") };
    case FindingKind::FeatureFailed:
        return { DrillTexts::tr("This could not be worked through: %1").arg(drillStepText(what)),
            DrillTexts::tr("Run the drill again; it proves nothing about this part.") };
    case FindingKind::NotLookedAt:
        return { DrillTexts::tr("This could not be looked at: %1").arg(what),
            DrillTexts::tr("Look at it yourself, or run the drill again.") };
    case FindingKind::ClosedPlace:
        return { DrillTexts::tr("Not looked at, as it is closed to this account: something in %1").arg(what),
            DrillTexts::tr("Have the machine's administrator look at it, or run the drill as an account that may.") };
    }
    Q_UNREACHABLE();
}

QString lootText(LootKind kind)
{
    switch (kind) {
    case LootKind::Store:
    case LootKind::StoreLog:
        return DrillTexts::tr("The encrypted store: how large it is, and nothing else");
    case LootKind::KeyFile:
        return DrillTexts::tr("The key file: how many operators there are and in which roles; no names, no key");
    case LootKind::KeyRing:
        return DrillTexts::tr("The encrypted key ring: how large it is, and nothing else");
    case LootKind::SignInState:
        return DrillTexts::tr("Failed sign-ins: when and how many, without names");
    case LootKind::Backup:
        return DrillTexts::tr("An encrypted backup: of when it is and how large; no name, no key");
    case LootKind::Log:
        return DrillTexts::tr("Messages of the program: when it ran and what went wrong, without names or plates");
    case LootKind::Settings:
        return DrillTexts::tr("Settings of this console: language, colours, sounds");
    case LootKind::Marker:
        return DrillTexts::tr("An empty file");
    case LootKind::Other:
        return DrillTexts::tr("A file that is not the program's");
    }
    Q_UNREACHABLE();
}

QString drillVerdict(const drill::DrillReport& report)
{
    const int closed = report.closedPlaces();
    const QString unseen = closed > 0
        ? QLatin1Char(' ') + DrillTexts::tr("%n place(s) could not be looked at.", nullptr, closed)
        : QString();
    if (report.isPassed()) {
        return closed > 0 ? DrillTexts::tr("Nothing readable was found where the drill could look.") + unseen
                          : DrillTexts::tr("A thief of this machine would hold nothing readable.");
    }
    if (report.found() > 0)
        return DrillTexts::tr("The program leaks: %n planted thing(s) came out.", nullptr, report.found()) + unseen;
    return DrillTexts::tr("%n thing(s) to put right.", nullptr, report.faults()) + unseen;
}

QString drillExtent(const drill::DrillReport& report)
{
    const QLocale locale;
    return DrillTexts::tr("%1 names, numbers, plates, pictures and templates were planted, %2 features worked through, "
                          "%3 files (%4) looked through.")
        .arg(locale.toString(report.canaries), locale.toString(report.features.size()),
            locale.toString(report.filesScanned), megabytes(report.bytesScanned));
}

QStringList drillLines(const drill::DrillReport& report)
{
    QStringList lines { drillVerdict(report), drillExtent(report) };
    for (const drill::Finding& finding : report.findings) {
        const FindingWords words = findingWords(finding);
        lines.append(QStringLiteral("- %1. %2").arg(words.what, words.wayOut));
    }
    lines.append(DrillTexts::tr("What a thief would hold:"));
    for (const drill::Loot& file : report.loot)
        lines.append(QStringLiteral("- %1 (%2): %3").arg(file.file, megabytes(file.bytes), lootText(file.kind)));
    return lines;
}

} // namespace gatehouse::ui
