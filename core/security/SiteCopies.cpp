#include "core/security/OpenSite.h"
#include "core/security/OpenSiteState.h"
#include "core/security/RingCopy.h"
#include "core/security/RingUpkeep.h"
#include "core/store/RekeyedCopy.h"

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

Result<void> OpenSite::rekeyCopy(store::Database& opened, const QString& target) const
{
    GATEHOUSE_TRY_ASSIGN(copy, opened.beginCopy("main", target, d->siteKey()));
    return copy->finish();
}

Result<void> OpenSite::copyRing(const QString& target) const
{
    return store::copyWhileInUse(d->paths.ring(), target, ringKeyOf(d->siteKey()));
}

Result<std::unique_ptr<store::Database>> OpenSite::openRingCopy(const QString& file) const
{
    return security::openRingCopy(file, ringKeyOf(d->siteKey()));
}

KeySlotFile OpenSite::keyFile() const
{
    const std::lock_guard lock(d->keysMutex);
    return d->keys;
}

} // namespace gatehouse::security
