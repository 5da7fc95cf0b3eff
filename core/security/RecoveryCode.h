#pragma once

#include "core/security/Passphrase.h"

namespace gatehouse::security {

// Thirty symbols in six groups of five, from an alphabet of 32 without I, L, O and U (Crockford's base 32): 150 random
// bits, to be printed and kept away from the machine.
Passphrase makeRecoveryCode();

// What was typed, without spaces and dashes, in capitals, with the four missing letters read as the digits and the
// letter they are mistaken for (O as 0, I and L as 1, U as V). Both sides of a key slot go through this.
Passphrase canonicalRecoveryCode(const Passphrase& typed);

} // namespace gatehouse::security
