#include "core/security/UnfinishedRekey.h"

#include "core/security/DerivedKey.h"
#include "core/store/EncryptedCopy.h"
#include "core/store/RekeyedCopy.h"
#include "core/store/WriterLock.h"

#include <QFileInfo>

namespace gatehouse::security {

namespace {

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
    return store::replaceStore(file, replacement);
}

} // namespace

QString rekeyedFile(const QString& file)
{
    return file + QStringLiteral(".new");
}

Result<void> finishRekey(const SitePaths& paths, const store::SecretKey& siteKey)
{
    if (!QFileInfo::exists(rekeyedFile(paths.store())) && !QFileInfo::exists(rekeyedFile(paths.ring())))
        return {};
    const auto lock = store::WriterLock::acquire(paths.store());
    if (!lock)
        return lock.error();
    GATEHOUSE_TRY(finishFile(paths.store(), siteKey));
    return finishFile(paths.ring(), deriveKey(siteKey, QLatin1StringView("ring")));
}

} // namespace gatehouse::security
