#include "app/drill/Features.h"
#include "core/security/Totp.h"

namespace gatehouse::drill {

using Who = DrillSite::Who;

// The guard takes an authenticator into use and gives it up again.
Result<void> useSecondFactor(DrillSite& drill)
{
    security::OpenSite& site = drill.site();
    GATEHOUSE_TRY_ASSIGN(guard, site.authenticate(DrillSite::nameOf(Who::Guard), drill.passphraseOf(Who::Guard)));
    const security::SecondFactorOffer offer = site.offerSecondFactor(guard);
    drill.learn(CanaryKind::Secret, offer.secret.bytes().toByteArray());
    drill.learn(CanaryKind::Secret, security::toBase32(offer.secret));
    // A code is good once, and that of the next half minute already now.
    const qint64 step = security::totpStep(drill.clock().now());
    GATEHOUSE_TRY(site.turnOnSecondFactor(
        guard, drill.passphraseOf(Who::Guard), offer.secret, security::totpCode(offer.secret, step)));
    return site.turnOffSecondFactor(guard, drill.passphraseOf(Who::Guard), security::totpCode(offer.secret, step + 1));
}

// Store and key ring are written anew under another key, and everybody's slot gets it.
Result<void> rekeySite(DrillSite& drill)
{
    const security::ActingOperator administrator = drill.administrator();
    GATEHOUSE_TRY_ASSIGN(approval,
        drill.site().approve(administrator, security::Proposal::rekey(), DrillSite::nameOf(Who::PrivacyOfficer),
            drill.passphraseOf(Who::PrivacyOfficer)));
    GATEHOUSE_TRY(drill.site().rekey(administrator, std::move(approval)));
    return {};
}

} // namespace gatehouse::drill
