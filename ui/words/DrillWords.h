#pragma once

#include "core/drill/DrillReport.h"

#include <QString>
#include <QStringList>

namespace gatehouse::ui {

// The breach drill for those who answer for it. Nothing here repeats what was found; files are named.

// What the drill is doing: a feature's code, "scan" or "site".
[[nodiscard]] QString drillStepText(const QString& step);

// One finding: what it means, and the way out.
struct FindingWords
{
    QString what;
    QString wayOut;
};
[[nodiscard]] FindingWords findingWords(const drill::Finding& finding);

// A name, a plate … as a thing: "a name".
[[nodiscard]] QString canaryText(drill::CanaryKind kind);

// What a thief would carry away with a file, and what it tells without a key.
[[nodiscard]] QString lootText(drill::LootKind kind);

// The whole drill in one sentence: whether anything came out.
[[nodiscard]] QString drillVerdict(const drill::DrillReport& report);
// How much was planted, worked through and looked at.
[[nodiscard]] QString drillExtent(const drill::DrillReport& report);

// The report as lines of text: verdict, extent, findings, and what a thief would hold.
[[nodiscard]] QStringList drillLines(const drill::DrillReport& report);

} // namespace gatehouse::ui
