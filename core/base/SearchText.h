#pragma once

#include <QString>

namespace gatehouse {

// The form names are searched in: case, accents and full-width forms do not matter ("Müller" is found by "mull", "Øst"
// stays itself). Unicode NFKD, combining marks dropped, case folded, blanks simplified.
[[nodiscard]] QString searchFolded(QStringView text);

// A LIKE pattern (ESCAPE '\') for texts that hold `part`, whose own % and _ are taken literally.
[[nodiscard]] QString likeContains(QStringView part);

} // namespace gatehouse
