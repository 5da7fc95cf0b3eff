#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"

namespace gatehouse::security {

store::SecretKey OpenSite::Private::siteKey() const
{
    const std::lock_guard lock(keysMutex);
    return secrets.siteKey.copy();
}

Result<void> OpenSite::copyStore(const QString& target, const store::CopyWatcher& watcher) const
{
    return store::copyWhileInUse(d->paths.store(), target, d->siteKey(), watcher);
}

Result<std::unique_ptr<store::Database>> OpenSite::openCopy(const QString& file) const
{
    return store::Database::open(file, d->siteKey(), store::OpenMode::ReadWrite);
}

KeySlotFile OpenSite::keyFile() const
{
    const std::lock_guard lock(d->keysMutex);
    return d->keys;
}

} // namespace gatehouse::security
