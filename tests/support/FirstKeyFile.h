#pragma once

#include "core/security/KeySlotFile.h"

#include <QByteArray>
#include <QList>

namespace gatehouse::test {

// A key file as version 1 of the program wrote it, byte by byte: each slot wraps the site key itself under the
// passphrase, there is no ring, no time and no signature.
struct FirstSlot
{
    QByteArray id;
    security::SlotKind kind;
    security::Role role;
    const char* passphrase;
};
QByteArray firstKeyFile(const QByteArray& siteUuid, const QByteArray& siteSalt, const store::SecretKey& siteKey,
    const QList<FirstSlot>& owners, const security::DerivationCost& cost);

} // namespace gatehouse::test
