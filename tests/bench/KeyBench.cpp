#include "core/security/KeySlot.h"
#include "core/security/KeySlotFile.h"
#include "tests/bench/FigureTable.h"

#include <QFile>

#include <cstdio>

using namespace gatehouse;
using namespace gatehouse::security;

// What one guess at a passphrase costs with the key derivation as it ships, and what it costs whoever types the right
// one. The reference is libsodium's INTERACTIVE cost: 2 passes over 64 MiB.

namespace {

constexpr DerivationCost Interactive { 2, 64ULL << 20 };
constexpr double LeastMilliseconds = 250;
constexpr int Rounds = 7;

store::SecretKey keyOf(unsigned char byte)
{
    store::SecretKey::Bytes bytes {};
    bytes.fill(byte);
    return store::SecretKey(bytes);
}

} // namespace

int main()
{
    const Passphrase passphrase = Passphrase::fromUtf8("violet anchor mustard");
    const double reference = bench::milliseconds(Rounds, [&] { spendDerivation(Interactive, passphrase); });
    const bench::FigureTable table(
        QStringLiteral("A key slot, one guess"), QStringLiteral("Argon2id, libsodium's INTERACTIVE cost"), reference);

    const KeySlotFile file = KeySlotFile::forNewSite();
    const SlotOwner owner { file.siteUuid(), operatorSlotId(file.siteSalt(), QStringLiteral("Ada")), SlotKind::Operator,
        Role::Guard, UtcTime() };
    const KeyRing ring { keyOf(1), keyOf(2), std::nullopt };
    const auto slot = sealSlot(owner, ring, passphrase, {});
    if (!slot) {
        std::printf("no memory for the key derivation\n");
        return 1;
    }
    const Passphrase wrong = Passphrase::fromUtf8("violet anchor mustarb");
    const double opened = bench::milliseconds(Rounds, [&] { (void)openSlot(file.siteUuid(), *slot, passphrase); });
    const double refused = bench::milliseconds(Rounds, [&] { (void)openSlot(file.siteUuid(), *slot, wrong); });
    const double unknown = bench::milliseconds(Rounds, [&] { spendDerivation({}, passphrase); });
    table.add(QStringLiteral("right passphrase"), opened);
    table.add(QStringLiteral("wrong passphrase"), refused);
    table.add(QStringLiteral("a name nobody has"), unknown);
    const double cheapest = std::min({ opened, refused, unknown });
    std::printf("  at least %.0f ms each: %s\n", LeastMilliseconds, cheapest >= LeastMilliseconds ? "yes" : "NO");
    return cheapest >= LeastMilliseconds ? 0 : 1;
}
