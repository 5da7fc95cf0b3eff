#include "core/drill/ScratchFolders.h"

#include "core/base/PrivateFile.h"

#include <QDir>

#include <utility>

namespace gatehouse::drill {

namespace {

constexpr std::pair<const char*, const char*> Folders[] = {
    { "HOME", "home" },
    { "TMPDIR", "tmp" },
    { "XDG_CACHE_HOME", "cache" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_STATE_HOME", "state" },
    { "XDG_RUNTIME_DIR", "run" },
};

} // namespace

ScratchFolders::ScratchFolders()
    : m_folder(QDir::tempPath() + QStringLiteral("/gatehouse-drill-XXXXXX"))
{
    m_isGood = m_folder.isValid() && bool(makePrivateFolder(root())) && bool(makePrivateFolder(input()))
        && bool(makePrivateFolder(root() + QStringLiteral("/said")));
    for (const auto& [variable, name] : Folders)
        m_isGood = m_isGood && bool(makePrivateFolder(root() + QLatin1Char('/') + QLatin1String(name)));
}

QString ScratchFolders::root() const
{
    return m_folder.filePath(QStringLiteral("written"));
}

QString ScratchFolders::input() const
{
    return m_folder.filePath(QStringLiteral("brought"));
}

QString ScratchFolders::said(const QString& program) const
{
    const QString file = root() + QStringLiteral("/said/") + program;
    (void)createPrivateFile(file); // its mode is ours: the program only writes to it
    return file;
}

QProcessEnvironment ScratchFolders::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [variable, name] : Folders)
        environment.insert(QLatin1String(variable), root() + QLatin1Char('/') + QLatin1String(name));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    return environment;
}

} // namespace gatehouse::drill
