#pragma once

#include "core/privacy/ImpactFacts.h"
#include "ui/documents/Document.h"
#include "ui/words/SiteTime.h"

namespace gatehouse::ui {

// The impact assessment (GDPR art. 35(7), PIPL art. 56) made from the live configuration, in the language of the
// program: what is done and why, whether it is needed, the risks, the measures. What only people can weigh is left for
// them with lines to write on.
[[nodiscard]] Document impactDocument(const privacy::ImpactFacts& facts, const SiteTime& time);

} // namespace gatehouse::ui
