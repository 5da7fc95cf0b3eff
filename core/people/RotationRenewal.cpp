#include "core/audit/AuditTrail.h"
#include "core/people/FaceTemplates.h"
#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "core/security/TemplateTurning.h"

namespace gatehouse::people {

Result<int> FaceTemplates::renewRotation(const security::ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(security::Permission::RekeyStore));
    GATEHOUSE_TRY_ASSIGN(before, security::currentRotationGeneration(m_database));
    GATEHOUSE_TRY(security::rotationSecret(m_database, before)); // nothing is made where it is gone
    GATEHOUSE_TRY_ASSIGN(after, security::makeRotationSecret(m_database, m_clock));

    GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(m_database));
    GATEHOUSE_TRY_ASSIGN(count, security::turnTemplates(transaction, before, after));
    GATEHOUSE_TRY(security::setRotationGeneration(transaction, after));
    GATEHOUSE_TRY_ASSIGN(leftBehind, security::turnTemplatesToCurrent(transaction));
    count += leftBehind;
    GATEHOUSE_TRY(audit::append(transaction, m_clock,
        { actor.id, QStringLiteral("template.renew"), { QStringLiteral("site"), 1 },
            { { QStringLiteral("templates"), count }, { QStringLiteral("generation"), after } } }));
    GATEHOUSE_TRY(transaction.commit());

    // Only once the store stands on the new one.
    GATEHOUSE_TRY_ASSIGN(cleaning, store::Transaction::begin(m_database));
    GATEHOUSE_TRY(security::keepOnlyRotationSecret(cleaning, after));
    GATEHOUSE_TRY(cleaning.commit());
    security::SubjectKeys::forgetForGood(m_database, m_clock);
    return count;
}

} // namespace gatehouse::people
