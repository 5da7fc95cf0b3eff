#include "core/security/UnfinishedRekey.h"

#include "core/base/PrivateFile.h"
#include "core/security/DerivedKey.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/RekeyedCopy.h"
#include "core/store/WriterLock.h"

#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace gatehouse::security {

namespace {

QString replacedFile(const QString& file)
{
    return file + QStringLiteral(".old");
}

Result<void> finishFile(const QString& file, const store::SecretKey& key)
{
    const QString replacement = rekeyedFile(file);
    if (!QFileInfo::exists(replacement))
        return {};
    if (QFileInfo::exists(file)) {
        GATEHOUSE_TRY_ASSIGN(isCurrent, store::opensWith(file, key));
        if (isCurrent) {
            store::removeStoreFiles(replacement);
            return {};
        }
    }
    GATEHOUSE_TRY_ASSIGN(isReplaced, store::opensWith(replacement, key));
    if (!isReplaced)
        return failure(ErrorCode::StoreDamagedOrWrongKey);
    return exchangeFile(file);
}

} // namespace

QString rekeyedFile(const QString& file)
{
    return file + QStringLiteral(".new");
}

Result<void> exchangeFile(const QString& file)
{
    // A file system without second names loses the old file at once, and its bytes are left to the disk.
    (void)::link(QFile::encodeName(file).constData(), QFile::encodeName(replacedFile(file)).constData());
    return store::replaceStore(file, rekeyedFile(file));
}

void overwriteReplaced(const SitePaths& paths)
{
    for (const QString& file : { paths.store(), paths.ring() })
        (void)removeOverwritten(replacedFile(file));
}

Result<void> finishRekey(const SitePaths& paths, const store::SecretKey& siteKey)
{
    if (QFileInfo::exists(replacedFile(paths.store())) || QFileInfo::exists(replacedFile(paths.ring())))
        overwriteReplaced(paths);
    if (!QFileInfo::exists(rekeyedFile(paths.store())) && !QFileInfo::exists(rekeyedFile(paths.ring())))
        return {};
    const auto lock = store::WriterLock::acquire(paths.store());
    if (!lock)
        return lock.error();
    GATEHOUSE_TRY(finishFile(paths.store(), siteKey));
    GATEHOUSE_TRY(finishFile(paths.ring(), deriveKey(siteKey, QLatin1StringView("ring"))));
    overwriteReplaced(paths);
    return {};
}

} // namespace gatehouse::security
