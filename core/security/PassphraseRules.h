#pragma once

#include "core/base/Result.h"
#include "core/security/Passphrase.h"

namespace gatehouse::security {

// Why a passphrase would be refused, or ok (NIST SP 800-63B-4 section 3.1.1.2: length and a block list, no composition
// rules). PassphraseTooWeak says which rule in its detail, one of these words:
//   too-short     under 15 characters
//   too-long      over 1024 bytes
//   repetitive    the same few characters again and again, or a run such as abcdef…
//   names         little more than the name of the site, of the operator or of this program
//   blocked       on the block list, or up to three of its entries and digits strung together
// ResourceMissing when the block list is not there: then nothing is accepted.
Result<void> checkPassphrase(const Passphrase& passphrase, const QString& operatorName, const QString& siteName);

} // namespace gatehouse::security
