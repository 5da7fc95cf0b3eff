#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "tests/store/backup/BackupSite.h"

namespace gatehouse::test {

// Somebody with consent and a face on file, of the model "test-embedder"; ends the program when it fails.
PersonId enrolPerson(BackupSite& site, const QString& name);

// The right to be forgotten, as the command does it.
Result<void> erasePerson(BackupSite& site, PersonId person);

// How many faces a lane would recognise.
int comparableFaces(security::OpenSite& site, const Clock& clock);

} // namespace gatehouse::test
