#pragma once

#include "core/store/Migration.h"

namespace gatehouse::store::schema {

extern const Migration SiteOperatorsAudit;
extern const Migration PeopleVehicles;
extern const Migration AccessDevices;
extern const Migration EventsEvidence;
extern const Migration RecordVersions;

} // namespace gatehouse::store::schema
