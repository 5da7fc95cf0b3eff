#include "core/enrolment/PictureFolder.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"

#include <QFileInfo>

using namespace gatehouse;

namespace {

// A folder of pictures beside what must not be reached from it, and links that lead out.
struct Place
{
    fuzz::ScratchFolder folder;
    QString inside = folder.path() + QStringLiteral("/pictures/");

    Place()
    {
        static_cast<void>(folder.write(QStringLiteral("pictures/A.jpg"), "in"));
        static_cast<void>(folder.write(QStringLiteral("pictures/A_1.png"), "in"));
        static_cast<void>(folder.write(QStringLiteral("pictures/B/one.webp"), "in"));
        static_cast<void>(folder.write(QStringLiteral("outside/secret.jpg"), "out"));
        static_cast<void>(folder.write(QStringLiteral("secret.jpg"), "out"));
        QFile::link(folder.path() + QStringLiteral("/outside"), inside + QStringLiteral("C"));
        QFile::link(folder.path() + QStringLiteral("/secret.jpg"), inside + QStringLiteral("D.jpg"));
    }
};

} // namespace

// Names and references an import file may give: nothing outside of the folder is ever named.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Place place;
    static const auto pictures = enrolment::PictureFolder::open(place.inside);
    fuzz::mustHold(bool(pictures), "the folder is there");
    const QString name = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    QStringList found = pictures->ofRef(name, { QStringLiteral("A_1") });
    if (const QString path = pictures->named(name); !path.isEmpty())
        found.append(path);
    for (const QString& path : std::as_const(found)) {
        const QFileInfo file(path);
        fuzz::mustHold(file.isFile(), "it is there");
        fuzz::mustHold(file.canonicalFilePath().startsWith(place.inside), "it lies in the folder");
    }
    return 0;
}
