#pragma once

#include "core/base/Result.h"
#include "core/security/KeySlot.h"
#include "core/security/OpenSite.h"

#include <QList>

namespace gatehouse::security {

// What the key file tells whoever holds it, without any passphrase, and whether it is as it should be.
struct SlotFacts
{
    SlotKind kind = SlotKind::Operator;
    Role role = Role::Guard;
    quint64 passes = 0;
    quint64 memoryBytes = 0;
    bool isWeak = false; // a guess costs less than what ships: made anew when its operator signs in
    bool isOldFormat = false;
};

struct KeyFacts
{
    QList<SlotFacts> entries;
    bool isWhole = false; // both copies good, of the newest version
};

// Reads the file and changes nothing. NotFound, FileNotReadable, KeyFileDamaged, FormatInvalid. Any thread.
Result<KeyFacts> keyFacts(const SitePaths& paths);

} // namespace gatehouse::security
