#pragma once

#include "core/store/Migration.h"

namespace gatehouse::store::schema {

extern const Migration SiteOperatorsAudit;
extern const Migration PeopleVehicles;
extern const Migration AccessDevices;
extern const Migration EventsEvidence;
extern const Migration RecordVersions;
extern const Migration SiteKeys;
extern const Migration Privacy;
extern const Migration SubjectKeys;
extern const Migration AuditCheckpoints;
extern const Migration AuditFloors;
extern const Migration SlotKeys;
extern const Migration EvidenceWithoutExpiry;
extern const Migration NamedEvents;
extern const Migration Erasures;
extern const Migration ChildrensConsents;
extern const Migration RemovedPersons;
extern const Migration SealedFieldKeys;
extern const Migration OperatorRecoveries;
extern const Migration AcceptedHistories;

extern const Migration RingSubjectKeys;
extern const Migration RingErasures;

} // namespace gatehouse::store::schema
