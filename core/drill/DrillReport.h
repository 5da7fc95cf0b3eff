#pragma once

#include "core/base/UtcTime.h"
#include "core/drill/TraceSearch.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::drill {

// What the drill can find.
enum class FindingKind {
    CanaryFound, // a planted name, ID, plate, picture, template or passphrase in clear
    PictureInClear,
    DocumentInClear,
    StoreInClear,
    ReadableByOthers, // a file or folder of ours whose mode lets others in
    OpenFileReadable, // the same, while a program had it open
    ListeningSocket,
    MemoryNotPrivate,
    WeakSlot, // a key slot cheaper to guess than what ships
    OldSlotFormat,
    KeyFileDamaged, // one of its two copies
    ChainBroken,
    CheckpointMissing, // a signature under the trail is gone, or there is none of late
    HistoryAccepted, // two people have accepted a trail that did not match: to be read, no fault of now
    StoreSchema, // a trigger, index or table is not as this program makes it
    Overdue, // kept longer than its class may be
    LogKept, // what was deleted still lies, encrypted, in the store's log
    BackupMissing,
    BackupOld,
    BackupUnverified,
    FeatureFailed, // something could not be worked through: the drill proves nothing about it
    NotLookedAt, // a place or check that could not be looked at
    ClosedPlace, // a folder that belongs to others too, of which something is closed to this account
};

inline constexpr FindingKind AllFindingKinds[] = { FindingKind::CanaryFound, FindingKind::PictureInClear,
    FindingKind::DocumentInClear, FindingKind::StoreInClear, FindingKind::ReadableByOthers,
    FindingKind::OpenFileReadable, FindingKind::ListeningSocket, FindingKind::MemoryNotPrivate, FindingKind::WeakSlot,
    FindingKind::OldSlotFormat, FindingKind::KeyFileDamaged, FindingKind::ChainBroken, FindingKind::CheckpointMissing,
    FindingKind::HistoryAccepted, FindingKind::StoreSchema, FindingKind::Overdue, FindingKind::LogKept,
    FindingKind::BackupMissing, FindingKind::BackupOld, FindingKind::BackupUnverified, FindingKind::FeatureFailed,
    FindingKind::NotLookedAt, FindingKind::ClosedPlace };

// "canary-found", "listening-socket" …: stable, for JSON.
[[nodiscard]] QString findingKindCode(FindingKind kind);

// Where it was found: in the scratch site the drill works in, on the real site, or elsewhere on the machine.
enum class DrillPlace { Scratch, Site, Elsewhere };
[[nodiscard]] QString drillPlaceCode(DrillPlace place);

struct Finding
{
    FindingKind kind = FindingKind::NotLookedAt;
    DrillPlace place = DrillPlace::Scratch;
    QString what; // a path, a socket, a feature's or slot's code: never what was found in it
    QString detail; // codes and numbers
    std::optional<CanaryKind> canary;
    // What is told so that nobody overlooks it; there is nothing to put right.
    [[nodiscard]] bool isOnlyToRead() const
    {
        return kind == FindingKind::HistoryAccepted || kind == FindingKind::ClosedPlace;
    }
};

// A file a thief of the machine would carry away, and what is in it for somebody without any key.
enum class LootKind { Store, StoreLog, KeyFile, KeyRing, SignInState, Backup, Log, Settings, Marker, Other };
[[nodiscard]] QString lootKindCode(LootKind kind);

struct Loot
{
    LootKind kind = LootKind::Other;
    QString file;
    qint64 bytes = 0;
};

// One thing the drill did, and how it went.
struct FeatureOutcome
{
    QString name;
    bool isDone = false;
    QString error; // the code's name
};

struct DrillReport
{
    UtcTime startedAt;
    UtcTime finishedAt;
    int canaries = 0; // planted
    qint64 filesScanned = 0;
    qint64 bytesScanned = 0;
    QList<FeatureOutcome> features;
    QList<Finding> findings;
    QList<Loot> loot; // of the real site
    QJsonObject site; // what is known of the real site: slots, trail, backups

    // Nothing to put right. What is closed to the account the program runs as is nothing it could have written itself,
    // but a spooler may have for it: that is no failure, and the verdict says that it was not looked at.
    [[nodiscard]] bool isPassed() const { return faults() == 0; }
    // Findings that are something to put right.
    [[nodiscard]] int faults() const;
    [[nodiscard]] int closedPlaces() const;
    // How many canaries came out, of one kind or of all.
    [[nodiscard]] int found(std::optional<CanaryKind> kind = std::nullopt) const;
    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace gatehouse::drill
