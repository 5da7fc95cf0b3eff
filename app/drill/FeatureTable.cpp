#include "app/drill/Features.h"

namespace gatehouse::drill {

std::span<const Feature> features()
{
    static constexpr Feature Table[] = {
        { QLatin1StringView("create-site"), createSite },
        { QLatin1StringView("operators"), addOperators },
        { QLatin1StringView("sign-in-failures"), failToSignIn },
        { QLatin1StringView("second-factor"), useSecondFactor },
        { QLatin1StringView("people"), addPeople },
        { QLatin1StringView("sealed-fields"), sealFields },
        { QLatin1StringView("faces"), enrolFaces },
        { QLatin1StringView("import-people"), importPeople },
        { QLatin1StringView("import-vehicles"), importVehicles },
        { QLatin1StringView("refused-imports"), refuseImports },
        { QLatin1StringView("devices"), installDevices },
        { QLatin1StringView("enrol-pictures"), enrolFromPictures },
        { QLatin1StringView("lanes"), replayFilms },
        { QLatin1StringView("events"), recordPassages },
        { QLatin1StringView("look"), lookAtPassages },
        { QLatin1StringView("search"), searchPeople },
        { QLatin1StringView("change-people"), changePeople },
        { QLatin1StringView("withdraw-consent"), withdrawConsents },
        { QLatin1StringView("subject-rights"), answerRequest },
        { QLatin1StringView("erasure"), erasePerson },
        { QLatin1StringView("retention"), runRetention },
        { QLatin1StringView("backup"), backUpAndRestore },
        { QLatin1StringView("audit"), readTrail },
        { QLatin1StringView("audit-export"), exportTrail },
        { QLatin1StringView("re-key"), rekeySite },
        { QLatin1StringView("change-passphrase"), changePassphrase },
        { QLatin1StringView("recover"), recoverAccess },
    };
    return Table;
}

} // namespace gatehouse::drill
