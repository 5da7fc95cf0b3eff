#pragma once

#include "core/security/OpenSite.h"

namespace gatehouse::security {

// Inside core/security: the files of a re-key, and what to do with those left by a machine that went off in the middle.
//
//   1. site.store.new and site.ring.new are written, checked and flushed. Until now they are worth nothing.
//   2. site.keys is replaced in one step: the one moment at which the new key counts.
//   3. The new files are moved over the old ones, which keep a second name until they are overwritten with zeros (see
//      removeOverwritten(): worth something on a plain disk, nothing sure on an SSD). What makes them unreadable there,
//      too, is that the old key is in no slot any more; an old copy of site.keys with its passphrase still holds it.
//
// So whoever has opened a slot knows by its site key on which side of step 2 the machine went off: a file that still
// opens with the key makes its .new worthless; one that does not is replaced by it.

QString rekeyedFile(const QString& file);

// Puts the file of step 1 in the place of the old one, which keeps its second name.
Result<void> exchangeFile(const QString& file);
// After it: overwrites and removes what was replaced, as far as the disk allows.
void overwriteReplaced(const SitePaths& paths);

// Before the store is opened. StoreInUse when another program is at it; StoreDamagedOrWrongKey when neither file opens.
Result<void> finishRekey(const SitePaths& paths, const store::SecretKey& siteKey);

} // namespace gatehouse::security
