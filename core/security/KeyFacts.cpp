#include "core/security/KeyFacts.h"

#include "core/base/PrivateFile.h"
#include "core/security/KeySlotFile.h"

namespace gatehouse::security {

namespace {

constexpr qint64 LargestKeyFile = 4 << 20;

} // namespace

Result<KeyFacts> keyFacts(const SitePaths& paths)
{
    GATEHOUSE_TRY_ASSIGN(bytes, readSmallFile(paths.keys(), LargestKeyFile));
    GATEHOUSE_TRY_ASSIGN(file, KeySlotFile::decode(bytes));
    KeyFacts facts;
    facts.isWhole = file.encode() == bytes && file.isNewestVersion();
    for (const KeySlot& slot : file.entries()) {
        facts.entries.append({ slot.kind, slot.role, slot.cost.passes, slot.cost.memoryBytes,
            slot.cost.isWeakerThan(DerivationCost()), slot.format != SlotFormat::Sealed });
    }
    return facts;
}

} // namespace gatehouse::security
