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
    };
    return steps;
}

} // namespace gatehouse::store
