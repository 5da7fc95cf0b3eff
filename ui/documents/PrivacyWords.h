#pragma once

#include "core/privacy/DataClass.h"
#include "core/privacy/ImpactFacts.h"
#include "core/privacy/SubjectRequests.h"

#include <QJsonObject>
#include <QString>

namespace gatehouse::ui {

// The codes of core/privacy in the words people use. Every switch is exhaustive.

[[nodiscard]] QString dataClassText(privacy::DataClass dataClass); // "Pictures of unknown people and vehicles"
// Why it is kept as long as the standard says, in one or two sentences.
[[nodiscard]] QString dataClassReason(privacy::DataClass dataClass);
[[nodiscard]] QString daysText(int days); // "90 days"
[[nodiscard]] QString requestKindText(privacy::RequestKind kind); // "See what is held"
// What to do about it on the subject's screen.
[[nodiscard]] QString requestKindHelp(privacy::RequestKind kind);
[[nodiscard]] QString requestStateText(privacy::RequestState state);

// By what clock a run deleted, by the words of its certificate; empty where they do not say.
[[nodiscard]] QString clockText(const QJsonObject& certificateWords);

struct RiskWords
{
    QString what;
    QString measure;
};
[[nodiscard]] RiskWords riskWords(privacy::Risk risk);

} // namespace gatehouse::ui
