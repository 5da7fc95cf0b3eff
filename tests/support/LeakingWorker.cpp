#include "app/drill/Worker.h"
#include "core/security/ProcessMemory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <arpa/inet.h>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

// leaking_worker KIND: works through a breach drill's features as gatehousectl does, but for the only feature it has,
// which leaks in one way. BreachDrillTest demands that the drill finds each.

namespace {

using namespace gatehouse;
using namespace gatehouse::drill;

constexpr QLatin1StringView LeakName("leak");
QString leakKind;

QString folder(const char* variable)
{
    return qEnvironmentVariable(variable);
}

Result<void> write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(path.section(QLatin1Char('/'), 0, -2));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? Result<void>()
                                                                                : failure(ErrorCode::FileNotWritable);
}

// A file that is gone again before the worker ends.
Result<void> writeForAMoment(const QString& path, const QByteArray& bytes)
{
    GATEHOUSE_TRY(write(path, bytes));
    // Long enough to be seen by whoever looks a few times a second on a busy machine.
    std::this_thread::sleep_for(std::chrono::seconds(3));
    QFile::remove(path);
    return {};
}

Result<void> listenForAMoment()
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(descriptor, 1);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    close(descriptor);
    return {};
}

Result<void> writeOpenly()
{
    QFile file(folder("XDG_DATA_HOME") + QStringLiteral("/gatehouse.log"));
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::FileNotWritable);
    fchmod(file.handle(), S_IRUSR | S_IWUSR | S_IROTH);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    fchmod(file.handle(), S_IRUSR | S_IWUSR);
    return {};
}

QByteArray utf16(const QString& text)
{
    return QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
}

Result<void> leak(DrillSite& drill)
{
    const CanaryPerson& person = drill.persons().last();
    const QByteArray face(
        reinterpret_cast<const char*>(person.face.data()), static_cast<qsizetype>(person.face.size() * sizeof(float)));
    if (leakKind == QLatin1String("none"))
        return {};
    if (leakKind == QLatin1String("name-in-settings"))
        return write(folder("XDG_CONFIG_HOME") + QStringLiteral("/console.ini"), "last=" + person.name().toUtf8());
    if (leakKind == QLatin1String("name-for-a-moment"))
        return writeForAMoment(folder("TMPDIR") + QStringLiteral("/sort.tmp"), utf16(person.familyName));
    if (leakKind == QLatin1String("plate-in-store-log"))
        return write(drill.paths().store() + QStringLiteral("-wal"), "page " + person.plate.toString().toUtf8());
    if (leakKind == QLatin1String("id-in-base64"))
        return write(
            folder("XDG_STATE_HOME") + QStringLiteral("/queue"), ("x" + person.residentId.toUtf8()).toBase64());
    if (leakKind == QLatin1String("picture-as-thumbnail"))
        return write(folder("XDG_CACHE_HOME") + QStringLiteral("/thumbnails/normal/0.png"), person.picture);
    if (leakKind == QLatin1String("template-in-core-file"))
        return write(folder("HOME") + QStringLiteral("/core.1"), "stack" + face + "heap");
    if (leakKind == QLatin1String("passphrase-in-message")) {
        std::fprintf(
            stderr, "sign-in failed: %s\n", qPrintable(drill.secret(static_cast<int>(DrillSite::Who::Administrator))));
        return {};
    }
    if (leakKind == QLatin1String("print-job"))
        return write(folder("TMPDIR") + QStringLiteral("/spool/d00001-001"), "%PDF-1.6 notice of somebody");
    if (leakKind == QLatin1String("plain-store"))
        return write(drill.paths().folder + QStringLiteral("/copy"), QByteArray("SQLite format 3\0", 16));
    if (leakKind == QLatin1String("readable-file")) {
        GATEHOUSE_TRY(write(folder("XDG_DATA_HOME") + QStringLiteral("/state"), "nothing personal"));
        QFile::setPermissions(
            folder("XDG_DATA_HOME") + QStringLiteral("/state"), QFileDevice::ReadOwner | QFileDevice::ReadOther);
        return {};
    }
    if (leakKind == QLatin1String("readable-while-open"))
        return writeOpenly();
    if (leakKind == QLatin1String("listener"))
        return listenForAMoment();
    if (leakKind == QLatin1String("open-memory")) {
        prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
        return {};
    }
    if (leakKind == QLatin1String("sudden-end"))
        _exit(0);
    return failure(ErrorCode::Internal, QStringLiteral("a feature that does not work"));
}

} // namespace

int main(int argc, char** argv)
{
    security::keepMemoryPrivate();
    security::keepFilesPrivate();
    const QCoreApplication application(argc, argv);
    leakKind = QString::fromLocal8Bit(argc > 1 ? argv[1] : "none");
    const SystemClock clock;
    const Feature features[] = { { LeakName, leak } };
    return runWorker(clock, features);
}
