#include "core/enrolment/VehicleImport.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    static const QTimeZone zone("Europe/Berlin");
    const fuzz::ScratchFile csv(folder, ".csv", fuzz::bytesOf(data, size));
    const auto file = enrolment::readVehicleFile(csv.path(), zone);
    if (!file)
        return 0;
    fuzz::mustHold(file->rows.size() <= static_cast<qsizetype>(size), "no more rows than bytes");
    int line = 1;
    for (const enrolment::VehicleRow& row : file->rows) {
        fuzz::mustHold(row.line > line, "rows stand one after the other, below the header");
        line = row.line;
        fuzz::mustHold(!row.plate.isEmpty() && row.plate.toString().size() <= 12, "a plate has 1 to 12 characters");
        fuzz::mustHold(PlateText::fromUserInput(row.plate.toString()) == row.plate, "a plate reads as itself");
    }
    return 0;
}
