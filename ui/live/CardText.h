#pragma once

#include "ui/common/Icon.h"
#include "ui/common/Tokens.h"
#include "ui/live/LiveState.h"

#include <QStringList>

namespace gatehouse::ui {

// What a lane card says, in words: who, what, why, how sure, and what else it could have been. Pure.
struct CardText
{
    Icon icon = Icon::Clock;
    Role tone = Role::Muted; // of the headline word
    QString state; // "asks you", "allowed", "opening…"
    QString waiting; // "0:04 · 2 more"
    QString who; // the plate or the name
    bool isPlate = false;
    QString what; // "employee", "red hatchback"
    QString why; // "rule “night shift”"
    QString sure; // "match 0.71 (needs 0.50) · live 0.98"
    QString runnerUp; // "or 沪AD12346 (0.61)"
    QStringList reasons; // behind “Why?”
};

[[nodiscard]] CardText cardText(const LaneCardState& card, UtcTime now);

// One line of the feed: who and why.
[[nodiscard]] QString subjectText(const lane::LaneEvent& event);
[[nodiscard]] QString decisionText(const lane::LaneEvent& event);
// Who stands behind a verdict when it was a person: “✓ opened by Y. Chen”.
[[nodiscard]] QString sureText(const lane::LaneEvent& event);

} // namespace gatehouse::ui
