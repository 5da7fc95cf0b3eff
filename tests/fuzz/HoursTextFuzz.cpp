#include "core/access/WeeklyWindows.h"
#include "core/enrolment/ImportText.h"
#include "tests/fuzz/FuzzTarget.h"

using namespace gatehouse;

// Hours and days as people type them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTimeZone zone("America/Sao_Paulo");
    const QString typed = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    static_cast<void>(enrolment::parsedMoment(typed, zone, enrolment::DayEdge::End));
    const auto windows = access::windowsFromText(typed);
    if (!windows)
        return 0;
    QList<access::WeeklyWindow> again;
    for (const access::WeeklyWindow& window : *windows) {
        fuzz::mustHold(access::isValidWindow(window), "within its day");
        const auto read = access::windowsFromText(access::windowText(window));
        fuzz::mustHold(bool(read), "what is written can be read");
        again += *read;
    }
    fuzz::mustHold(access::normalized(again) == access::normalized(*windows), "and means the same");
    return 0;
}
