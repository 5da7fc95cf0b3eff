#pragma once

#include <QSettings>

namespace gatehouse::ui {

// A settings file of plain text only, one "group/key=value" a line, a list as values between commas, everything but
// letters, digits and "-._~" percent-encoded. Qt's own .ini format makes any type it knows out of "@Variant(…)",
// pictures too, which is more than whoever may write that file should be able to have made. A line that is none of ours
// is passed over; sections and back-slashes of files in Qt's format are understood.
[[nodiscard]] QSettings::Format plainSettingsFormat();

} // namespace gatehouse::ui
