#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"
#include "core/security/KeySlot.h"

#include <QString>

#include <functional>
#include <optional>

namespace gatehouse::security {

// How far a re-key has come. Everything up to Checking can be cancelled and leaves nothing behind; a machine that goes
// off anywhere comes back with the old key or with the new one.
enum class RekeyStage {
    Copying, // the store goes into a new file under the new key, page by page; lanes go on
    Checking, // every page of the copy; the store takes no writes from here to the end
    Committing, // copies are on the disk, the key file is about to be exchanged
    Committed, // the new key file counts
    Exchanged, // the new store is in its place
    Finished,
};

struct RekeyProgress
{
    RekeyStage stage = RekeyStage::Copying;
    qint64 copied = 0; // pages of 4 KiB
    qint64 total = 0;
};

enum class RekeyGoesOn { Yes, No };

// Asked at every stage and after each two megabytes; from the calling thread while copying, from the store's
// afterwards. From Committing on the answer changes nothing.
using RekeyWatcher = std::function<RekeyGoesOn(const RekeyProgress&)>;

// What a re-key could not take along: slots of the first format, which only their passphrase opens, and slots in the
// key file that the site has not made itself.
struct RekeyOutcome
{
    int operatorsLeftOut = 0; // disabled now, until they are given a passphrase
    bool isRecoveryCodeLeftOut = false; // the old one is void: make a new one
};

// What a page shows of the re-key that is under way, or of the last one since the site was opened.
struct RekeyState
{
    bool isRunning = false;
    RekeyProgress progress;
    std::optional<Result<RekeyOutcome>> ended;
};

// A key slot as the keys page shows it.
struct KeySlotRow
{
    SlotKind kind = SlotKind::Operator;
    OperatorId operatorId; // invalid: the recovery code's
    QString operatorName;
    Role role = Role::Guard;
    DerivationCost cost;
    UtcTime madeAt;
    SlotFormat format = SlotFormat::Sealed; // Wrapped: madeAt is not known
    bool holdsVault = false;
    bool hasSecondFactor = false;
};

} // namespace gatehouse::security
