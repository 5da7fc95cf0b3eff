#pragma once

#include "core/base/Result.h"
#include "ui/documents/Document.h"

#include <QByteArray>

namespace gatehouse::ui {

// The document as PDF: A4 upright, margins of 20 mm, 10 point, page numbers at the foot, fonts embedded (a font with
// Chinese characters as the second choice). Made in memory: what may hold personal data touches no disk. Any thread,
// several at once too (Qt lays out and paints text outside the GUI thread, see "Painting in Threads" in its manual),
// while a QGuiApplication is there (any platform plugin, "offscreen" too). Internal when the page cannot be painted.
[[nodiscard]] Result<QByteArray> pdfOf(const Document& document);

// The same into a file that is whole or not there; readable by its owner only. FileNotWritable.
[[nodiscard]] Result<void> writePdf(const Document& document, const QString& file);

} // namespace gatehouse::ui
