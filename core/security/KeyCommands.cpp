#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"
#include "core/security/RecoveryCode.h"
#include "core/security/SecondFactor.h"

namespace gatehouse::security {

Result<QList<KeySlotRow>> OpenSite::keySlots(const ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    const KeySlotFile keys = d->keysNow();
    return d->reader->call([&](store::Database& database) -> Result<QList<KeySlotRow>> {
        GATEHOUSE_TRY_ASSIGN(withFactor, operatorsWithSecondFactor(database));
        QList<KeySlotRow> rows;
        for (const KeySlot& slot : keys.entries()) {
            KeySlotRow row { slot.kind, {}, {}, slot.role, slot.cost, slot.madeAt, slot.format, slot.holdsVault,
                false };
            GATEHOUSE_TRY_ASSIGN(stored, operatorBySlot(database, slot.id));
            if (stored) {
                row.operatorId = stored->row.id;
                row.operatorName = stored->row.name;
                row.hasSecondFactor = withFactor.contains(stored->row.id);
            }
            rows.append(row);
        }
        return rows;
    });
}

Result<Passphrase> OpenSite::renewRecoveryCode(const ActingOperator& actor, Approval&& approval)
{
    GATEHOUSE_TRY(actor.require(Permission::ManageOperators));
    const std::lock_guard lock(d->changing);
    const KeyRing ring = d->ring();
    Passphrase code = makeRecoveryCode();
    GATEHOUSE_TRY_ASSIGN(slot,
        sealSlot({ d->siteUuid, recoverySlotId(d->siteSalt), SlotKind::Recovery, Role::Administrator, d->clock.now() },
            ring, canonicalRecoveryCode(code), d->cost));
    const auto changed =
        d->changeWithKeys(actor, [&](store::Transaction& transaction, KeySlotFile& keys) -> Result<void> {
            GATEHOUSE_TRY(approval.require(actor, Proposal::renewRecoveryCode(), transaction.database()));
            keys.put(slot);
            return audit::append(transaction, d->clock,
                { actor.id, QStringLiteral("site.recovery-code"), { QStringLiteral("site"), 1 }, approval.noted() });
        });
    if (!changed)
        return changed.error();
    return code;
}

} // namespace gatehouse::security
