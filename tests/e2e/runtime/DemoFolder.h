#pragma once

#include "core/base/Clock.h"
#include "core/security/OpenSite.h"
#include "core/video/CameraSource.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <utility>

#include "resources/demo/GateScene.h"

namespace gatehouse::test {

// A demo site made from scratch in a private place of its own: below root() lie the site, the home, the temporary and
// cache folders that gatehousectl is given, and nothing else. Stops the program when it cannot be made.
class DemoFolder
{
public:
    DemoFolder();

    [[nodiscard]] QString root() const { return m_folder.path(); }
    [[nodiscard]] security::SitePaths paths() const { return { m_folder.filePath(QStringLiteral("site")) }; }
    [[nodiscard]] std::unique_ptr<security::OpenSite> open() const;
    // Puts another source in the place of a lane's camera.
    void replaceCamera(security::OpenSite& site, const QString& lane, const video::CameraAddress& address) const;

    // One of our programs, ready to start, with the home, temporary and cache folders below root(). The kernel ends it
    // with SIGSYS when it listens (tests/support/NoListening.h).
    [[nodiscard]] std::unique_ptr<QProcess> program(const QString& name, const QStringList& arguments) const;
    // A gatehousectl of this site: signed in as the administrator.
    [[nodiscard]] std::unique_ptr<QProcess> ctl(const QStringList& arguments) const;
    // What the folders of program() are called in a process's environment, and where they are.
    [[nodiscard]] QList<std::pair<QString, QString>> environment() const;
    [[nodiscard]] static QString administratorName();
    [[nodiscard]] static QString administratorWords();
    [[nodiscard]] const Clock& clock() const { return m_clock; }

private:
    SystemClock m_clock;
    QTemporaryDir m_folder;
    // Outside root(): the passphrase is the operator's, not the program's, to write down.
    QTemporaryDir m_secrets;
};

// Draws a queue at a door, a folder of small pictures for a replay: each of the looks stands there for two pictures,
// then nobody for a while. Looks 2 and 21 are enrolled at the demo site; 5 and 19 are like nobody there (most others
// are drawn too much alike to be told from those two).
void drawQueue(const QString& folder, const QList<int>& looks);
// Draws cars that stand at the barrier one after the other, a folder of pictures for a replay.
void drawArrivals(const QString& folder, const QList<demo::VehicleLook>& cars);
// The film of a drawn lane (resources/demo) as rtsp_film.py takes it; an empty string when ffmpeg failed.
QString filmOf(const QString& clip, const QString& folder);

} // namespace gatehouse::test
