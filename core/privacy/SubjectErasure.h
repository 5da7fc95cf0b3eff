#pragma once

#include "core/audit/SigningKey.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/privacy/Certificate.h"
#include "core/privacy/Subject.h"
#include "core/security/DualControl.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

namespace gatehouse::privacy {

// Erases somebody for good (GDPR art. 17, PIPL art. 47) and certifies it, all in one transaction: a person with their
// vehicles and a vehicle as people::erasePerson() and eraseVehicle() do it; of a plate nobody registered its passages
// go whole. Notes of requests about them go; the requests stay, so that it can be shown that they were answered. Freed
// pages are overwritten, the logs of store and key ring truncated, where nobody reads at the moment
// (Certificate::logKeptSince). Needs EraseSubjects and a second person; audited
// ("subject.erase", with both). NotFound. Lanes learn of it when they are told to look again.
Result<Certificate> eraseSubject(const security::ActingOperator& actor, store::Database& database, const Clock& clock,
    const audit::SigningKey& key, const Subject& subject, security::Approval&& approval);

} // namespace gatehouse::privacy
