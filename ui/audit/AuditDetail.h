#pragma once

#include "core/audit/AuditTrail.h"
#include "ui/common/SiteContext.h"

#include <QWidget>

class QVBoxLayout;

namespace gatehouse::ui {

// One entry of the trail with the names of the operator and of who approved it, as the table and the side panel show
// it.
struct AuditLine
{
    audit::Record record;
    QString who;
    QString approver; // the second person's name; empty where it took none
    QString subjectName; // of an operator; nobody else is named here
};
// What it was done to: "Gus Guard (Operator 3)", "Vehicle 12".
[[nodiscard]] QString subjectText(const AuditLine& line);

// The whole of one entry: everything that was recorded, and the two hashes that tie it into the chain. Texts can be
// selected and copied.
class AuditDetail : public QWidget
{
    Q_OBJECT

public:
    AuditDetail(const SiteContext& context, const AuditLine& line, QWidget* parent = nullptr);

private:
    void addFact(const QString& title, const QString& value, bool isCode = false);
    const SiteContext& m_context;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
