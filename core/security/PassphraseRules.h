#pragma once

#include "core/base/Result.h"
#include "core/security/Passphrase.h"

namespace gatehouse::security {

// What else has to be there at sign-in: with a code beside it, a passphrase may be shorter.
enum class BesidePassphrase { Nothing, SecondFactor };

[[nodiscard]] int shortestPassphrase(BesidePassphrase beside);

// Why a passphrase would be refused, or ok (NIST SP 800-63B-4 section 3.1.1.2: length and a block list, no composition
// rules). PassphraseTooWeak says which rule in its detail, one of these words:
//   too-short     under 15 characters, or 8 beside a second factor
//   too-long      over 1024 bytes
//   repetitive    the same few characters again and again, or a run such as abcdef…
//   names         little more than the name of the site, of the operator or of this program
//   blocked       on the block list, or up to three of its entries and digits strung together
// ResourceMissing when the block list is not there: then nothing is accepted.
Result<void> checkPassphrase(const Passphrase& passphrase, const QString& operatorName, const QString& siteName,
    BesidePassphrase beside = BesidePassphrase::Nothing);

} // namespace gatehouse::security
