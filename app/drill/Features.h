#pragma once

#include "app/drill/DrillSite.h"

#include <QLatin1StringView>

#include <span>

namespace gatehouse::drill {

// One thing the program can do, done in the scratch site with what is planted there. An error is a finding: what was
// not worked through was not shown to leave nothing behind.
struct Feature
{
    QLatin1StringView name; // a code; the console words it
    Result<void> (*workThrough)(DrillSite&);
};

// All of them in the order they are worked through. A new feature of the program is one line here.
[[nodiscard]] std::span<const Feature> features();

// The site and who works with it.
Result<void> createSite(DrillSite& drill);
Result<void> addOperators(DrillSite& drill);
Result<void> failToSignIn(DrillSite& drill);
Result<void> changePassphrase(DrillSite& drill);
Result<void> recoverAccess(DrillSite& drill);
Result<void> useSecondFactor(DrillSite& drill);
Result<void> rekeySite(DrillSite& drill);
// People, vehicles and faces.
Result<void> addPeople(DrillSite& drill);
Result<void> sealFields(DrillSite& drill);
Result<void> enrolFaces(DrillSite& drill);
Result<void> importPeople(DrillSite& drill);
Result<void> importVehicles(DrillSite& drill);
Result<void> refuseImports(DrillSite& drill);
Result<void> searchPeople(DrillSite& drill);
Result<void> changePeople(DrillSite& drill);
Result<void> withdrawConsents(DrillSite& drill);
// Lanes and what they record.
Result<void> installDevices(DrillSite& drill);
Result<void> enrolFromPictures(DrillSite& drill);
Result<void> replayFilms(DrillSite& drill);
Result<void> recordPassages(DrillSite& drill);
Result<void> lookAtPassages(DrillSite& drill);
// What the law asks for.
Result<void> runRetention(DrillSite& drill);
Result<void> answerRequest(DrillSite& drill);
Result<void> erasePerson(DrillSite& drill);
// Copies.
Result<void> backUpAndRestore(DrillSite& drill);
// The trail.
Result<void> readTrail(DrillSite& drill);
Result<void> exportTrail(DrillSite& drill);

} // namespace gatehouse::drill
