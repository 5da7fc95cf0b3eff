#include "core/store/Migration.h"

#include "core/store/schema/Steps.h"

namespace gatehouse::store {

const QList<Migration>& allMigrations()
{
    static const QList<Migration> steps {
        schema::SiteOperatorsAudit,
        schema::PeopleVehicles,
        schema::AccessDevices,
        schema::EventsEvidence,
        schema::RecordVersions,
        schema::SiteKeys,
        schema::Privacy,
        schema::SubjectKeys,
        schema::AuditCheckpoints,
        schema::AuditFloors,
        schema::SlotKeys,
        schema::EvidenceWithoutExpiry,
        schema::NamedEvents,
        schema::Erasures,
        schema::ChildrensConsents,
        schema::RemovedPersons,
        schema::SealedFieldKeys,
        schema::OperatorRecoveries,
        schema::AcceptedHistories,
    };
    return steps;
}

const QList<Migration>& ringMigrations()
{
    static const QList<Migration> steps { schema::RingSubjectKeys, schema::RingErasures };
    return steps;
}

} // namespace gatehouse::store
