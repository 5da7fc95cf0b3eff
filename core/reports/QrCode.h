#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <QString>

namespace gatehouse::reports {

// A QR code (ISO/IEC 18004, error correction level M) of a text: black on white, one pixel a module, with the quiet
// zone of four modules the standard asks for. Whoever shows it enlarges it by whole numbers, without smoothing.
// InvalidArgument for a text that does not fit into one. No copy of the text is left in memory, only modules of the
// picture in what the encoder worked with. Pure; any thread.
Result<QImage> qrCode(const QString& text);

} // namespace gatehouse::reports
