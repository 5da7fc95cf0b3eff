#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/enrolment/FaceSample.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QList>

#include <optional>

namespace gatehouse::enrolment {

// Stores a person's consent, when one is given here, and the samples taken on it: all in one transaction, or nothing.
// Needs EnrolFaces. ConsentMissing without a consent in force, InvalidArgument above MaximumTemplatesAPerson. Runs on
// the thread that owns the connection. Gives back the new templates' ids.
Result<QList<TemplateId>> enrolFaces(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, PersonId person, const std::optional<people::Consent>& consent,
    const QList<FaceSample>& samples);

} // namespace gatehouse::enrolment
