#pragma once

#include "core/base/Clock.h"
#include "core/enrolment/ImportRun.h"
#include "core/enrolment/ImportTypes.h"
#include "core/enrolment/PersonFile.h"
#include "core/enrolment/PersonPictures.h"
#include "core/people/ConsentNotice.h"
#include "core/security/Operator.h"
#include "core/store/Database.h"

#include <optional>

namespace gatehouse::enrolment {

// Adds or updates (by ref) every row with its groups, consent and templates in one transaction, or none when a row has
// a problem. A consent is recorded as given now, to the notice of each purpose it covers, unless one is in force
// already. A template that is there already is passed over; without a consent the picture is a problem and the person
// is taken. Needs EditPeople, and EnrolFaces where a row brings a consent or pictures, EditAccessRules where it names a
// new group. Runs on the thread that owns the connection.
Result<ImportReport> importPersons(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const PersonFile& file, const PersonPictures& pictures, const people::ConsentNotices& notices, ImportMode mode,
    const ImportProgress& progress = {});

// The next RowsTriedAtOnce rows of a dry run, after those of the report so far: the same as a whole dry run when it is
// repeated until `tried` is `rows`, but the writer serves others in between. Same permissions.
Result<ImportReport> tryPersons(store::Database& database, const Clock& clock, const security::ActingOperator& actor,
    const PersonFile& file, const PersonPictures& pictures, const people::ConsentNotices& notices,
    const std::optional<ImportReport>& soFar);

} // namespace gatehouse::enrolment
