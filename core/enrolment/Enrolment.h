#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/enrolment/FaceSample.h"
#include "core/people/Person.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <QList>

namespace gatehouse::enrolment {

// Stores the consents a person gives here, each to its own purpose, and the samples taken on them: all in one
// transaction, or nothing.
// Needs EnrolFaces. ConsentMissing without a consent in force, InvalidArgument above MaximumTemplatesAPerson. Runs on
// the thread that owns the connection. Gives back the new templates' ids.
Result<QList<TemplateId>> enrolFaces(store::Database& database, const Clock& clock,
    const security::ActingOperator& actor, PersonId person, const QList<people::Consent>& consents,
    const QList<FaceSample>& samples);

} // namespace gatehouse::enrolment
