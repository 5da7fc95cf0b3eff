#pragma once

#include <QStringList>

class QWidget;
class QSize;

namespace gatehouse::test {

// What a person could not read or reach on a window laid out and shown: a text wider or higher than its label, button,
// choice or tab; a part outside the window or outside a list that does not scroll that way; two texts over each other;
// a window that needs more than `screen`; what the keyboard
// reaches and a screen reader cannot name. One line each: the chain of widgets, the text, what is missing.
[[nodiscard]] QStringList misfits(const QWidget& window, QSize screen);

} // namespace gatehouse::test
