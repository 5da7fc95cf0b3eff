#include "core/enrolment/PersonFile.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"

#include <QDir>

using namespace gatehouse;

namespace {

// A picture of one of the corpus's people lies in the folder, another one beside it, where nothing may be taken from.
struct Place
{
    fuzz::ScratchFolder folder;
    QString pictures = folder.path() + QStringLiteral("/pictures");

    Place()
    {
        static_cast<void>(folder.write(QStringLiteral("pictures/E-1.jpg"), "one"));
        static_cast<void>(folder.write(QStringLiteral("pictures/E-2/a.png"), "two"));
        static_cast<void>(folder.write(QStringLiteral("outside.jpg"), "three"));
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Place place;
    static const QTimeZone zone("Asia/Shanghai");
    const fuzz::ScratchFile csv(place.folder, ".csv", fuzz::bytesOf(data, size));
    const auto file = enrolment::readPersonFile(csv.path(), place.pictures, zone);
    if (!file)
        return 0;
    fuzz::mustHold(file->rows.size() <= static_cast<qsizetype>(size), "no more rows than bytes");
    const QString inside = QDir(place.pictures).canonicalPath() + QLatin1Char('/');
    int line = 1;
    for (const enrolment::PersonRow& row : file->rows) {
        fuzz::mustHold(row.line > line, "rows stand one after the other, below the header");
        line = row.line;
        for (const QString& picture : row.pictures)
            fuzz::mustHold(picture.startsWith(inside), "no picture from outside of the folder");
        if (row.validity && row.validity->from && row.validity->until && *row.validity->from >= *row.validity->until)
            fuzz::mustHold(!file->problems.isEmpty(), "what ends before it begins is a problem");
        if (row.name.isEmpty() || row.ref.isEmpty())
            fuzz::mustHold(!file->problems.isEmpty(), "a person without name or reference is a problem");
    }
    return 0;
}
