#pragma once

#include <QString>

namespace gatehouse {

// Where a file that ships with the program lies (models, style, sounds, notice texts): below $GATEHOUSE_RESOURCES when
// that is set, else below ../share/gatehouse beside the program. The file need not exist.
QString resourcePath(QStringView relative);

} // namespace gatehouse
