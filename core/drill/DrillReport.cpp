#include "core/drill/DrillReport.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::drill {

QString findingKindCode(FindingKind kind)
{
    switch (kind) {
    case FindingKind::CanaryFound:
        return QStringLiteral("canary-found");
    case FindingKind::PictureInClear:
        return QStringLiteral("picture-in-clear");
    case FindingKind::DocumentInClear:
        return QStringLiteral("document-in-clear");
    case FindingKind::StoreInClear:
        return QStringLiteral("store-in-clear");
    case FindingKind::ReadableByOthers:
        return QStringLiteral("readable-by-others");
    case FindingKind::OpenFileReadable:
        return QStringLiteral("open-file-readable");
    case FindingKind::ListeningSocket:
        return QStringLiteral("listening-socket");
    case FindingKind::MemoryNotPrivate:
        return QStringLiteral("memory-not-private");
    case FindingKind::WeakSlot:
        return QStringLiteral("weak-slot");
    case FindingKind::OldSlotFormat:
        return QStringLiteral("old-slot-format");
    case FindingKind::KeyFileDamaged:
        return QStringLiteral("key-file-damaged");
    case FindingKind::ChainBroken:
        return QStringLiteral("chain-broken");
    case FindingKind::CheckpointMissing:
        return QStringLiteral("checkpoint-missing");
    case FindingKind::HistoryAccepted:
        return QStringLiteral("history-accepted");
    case FindingKind::StoreSchema:
        return QStringLiteral("store-schema");
    case FindingKind::Overdue:
        return QStringLiteral("overdue");
    case FindingKind::LogKept:
        return QStringLiteral("log-kept");
    case FindingKind::BackupMissing:
        return QStringLiteral("backup-missing");
    case FindingKind::BackupOld:
        return QStringLiteral("backup-old");
    case FindingKind::BackupUnverified:
        return QStringLiteral("backup-unverified");
    case FindingKind::FeatureFailed:
        return QStringLiteral("feature-failed");
    case FindingKind::NotLookedAt:
        return QStringLiteral("not-looked-at");
    case FindingKind::ClosedPlace:
        return QStringLiteral("closed-place");
    }
    Q_UNREACHABLE();
}

QString drillPlaceCode(DrillPlace place)
{
    switch (place) {
    case DrillPlace::Scratch:
        return QStringLiteral("scratch");
    case DrillPlace::Site:
        return QStringLiteral("site");
    case DrillPlace::Elsewhere:
        return QStringLiteral("elsewhere");
    }
    Q_UNREACHABLE();
}

QString lootKindCode(LootKind kind)
{
    switch (kind) {
    case LootKind::Store:
        return QStringLiteral("store");
    case LootKind::StoreLog:
        return QStringLiteral("store-log");
    case LootKind::KeyFile:
        return QStringLiteral("key-file");
    case LootKind::KeyRing:
        return QStringLiteral("key-ring");
    case LootKind::SignInState:
        return QStringLiteral("sign-in-state");
    case LootKind::Backup:
        return QStringLiteral("backup");
    case LootKind::Log:
        return QStringLiteral("log");
    case LootKind::Settings:
        return QStringLiteral("settings");
    case LootKind::Marker:
        return QStringLiteral("marker");
    case LootKind::Other:
        return QStringLiteral("other");
    }
    Q_UNREACHABLE();
}

int DrillReport::faults() const
{
    return static_cast<int>(
        std::ranges::count_if(findings, [](const Finding& finding) { return !finding.isOnlyToRead(); }));
}

int DrillReport::closedPlaces() const
{
    return static_cast<int>(std::ranges::count(findings, FindingKind::ClosedPlace, &Finding::kind));
}

int DrillReport::found(std::optional<CanaryKind> kind) const
{
    return static_cast<int>(std::ranges::count_if(findings, [kind](const Finding& finding) {
        return finding.kind == FindingKind::CanaryFound && (!kind || finding.canary == kind);
    }));
}

QJsonObject DrillReport::toJson() const
{
    QJsonObject foundByKind;
    for (const CanaryKind kind : AllCanaryKinds)
        foundByKind.insert(canaryKindCode(kind), found(kind));
    QJsonArray featureRows;
    for (const FeatureOutcome& feature : features) {
        QJsonObject row { { QStringLiteral("name"), feature.name }, { QStringLiteral("done"), feature.isDone } };
        if (!feature.error.isEmpty())
            row.insert(QStringLiteral("error"), feature.error);
        featureRows.append(row);
    }
    QJsonArray findingRows;
    for (const Finding& finding : findings) {
        QJsonObject row { { QStringLiteral("kind"), findingKindCode(finding.kind) },
            { QStringLiteral("place"), drillPlaceCode(finding.place) }, { QStringLiteral("what"), finding.what },
            { QStringLiteral("detail"), finding.detail } };
        if (finding.canary)
            row.insert(QStringLiteral("canary"), canaryKindCode(*finding.canary));
        findingRows.append(row);
    }
    QJsonArray lootRows;
    for (const Loot& file : loot) {
        lootRows.append(QJsonObject { { QStringLiteral("kind"), lootKindCode(file.kind) },
            { QStringLiteral("file"), file.file }, { QStringLiteral("bytes"), file.bytes } });
    }
    return { { QStringLiteral("passed"), isPassed() }, { QStringLiteral("closedPlaces"), closedPlaces() },
        { QStringLiteral("startedAt"), startedAt.toIso() }, { QStringLiteral("finishedAt"), finishedAt.toIso() },
        { QStringLiteral("canaries"),
            QJsonObject { { QStringLiteral("planted"), canaries }, { QStringLiteral("found"), found() },
                { QStringLiteral("foundByKind"), foundByKind } } },
        { QStringLiteral("scanned"),
            QJsonObject { { QStringLiteral("files"), filesScanned }, { QStringLiteral("bytes"), bytesScanned } } },
        { QStringLiteral("features"), featureRows }, { QStringLiteral("findings"), findingRows },
        { QStringLiteral("thiefHolds"), lootRows }, { QStringLiteral("site"), site } };
}

} // namespace gatehouse::drill
