#pragma once

class QWidget;

namespace gatehouse {

// Puts what is typed in the fields of one screen into the fields of the same name of another: the same screen made anew
// in another language or size. Passphrases go from field to field and lie nowhere between.
void carryInput(const QWidget& from, QWidget& to);

} // namespace gatehouse
