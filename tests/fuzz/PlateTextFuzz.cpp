#include "core/base/PlateText.h"
#include "tests/fuzz/FuzzTarget.h"

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString typed = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto plate = PlateText::fromUserInput(typed);
    if (!plate)
        return 0;
    fuzz::mustHold(!plate->isEmpty() && plate->toString().size() <= 12, "1 to 12 characters");
    fuzz::mustHold(PlateText::fromUserInput(plate->toString()) == plate, "a plate reads as itself");
    fuzz::mustHold(PlateText::fromUserInput(plate->display()) == plate, "what is shown reads as the plate");
    const auto merged = PlateText::fromUserInput(plate->merged());
    fuzz::mustHold(merged && merged->merged() == plate->merged(), "merging twice changes nothing");
    return 0;
}
