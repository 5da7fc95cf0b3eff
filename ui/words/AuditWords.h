#pragma once

#include "core/audit/AuditTrail.h"

#include <QList>
#include <QString>

namespace gatehouse::ui {

// The trail's codes in the words people use. An action or a kind of subject that this program does not know (a newer
// one wrote it) is shown by its code.
[[nodiscard]] QString auditActionText(const QString& action);
[[nodiscard]] QString auditSubjectText(const audit::Subject& subject); // "Person 12"

// What the filter offers: a title and the beginning of the actions it stands for.
struct AuditTopic
{
    QString title;
    QString actionPrefix;
};
[[nodiscard]] QList<AuditTopic> auditTopics();
// The actions whose words hold what was typed, whatever its case.
[[nodiscard]] QStringList auditActionsSaying(const QString& typed);

// Refusals and withdrawals, which one looks for.
[[nodiscard]] bool isNotable(const QString& action);

} // namespace gatehouse::ui
