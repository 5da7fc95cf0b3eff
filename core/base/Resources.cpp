#include "core/base/Resources.h"

#include <QCoreApplication>
#include <QDir>

namespace gatehouse {

QString resourcePath(QStringView relative)
{
    const QString configured = qEnvironmentVariable("GATEHOUSE_RESOURCES");
    const QDir root(configured.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/../share/gatehouse")
                                         : configured);
    return QDir::cleanPath(root.absoluteFilePath(relative.toString()));
}

} // namespace gatehouse
