#pragma once

#include "core/audit/AuditTrail.h"
#include "ui/common/SiteContext.h"

#include <QHash>
#include <QObject>

#include <optional>

class QComboBox;
class QDateEdit;

namespace gatehouse::ui {

class Button;
class DataTable;

// The filter row of the audit page: period, topic, operator, and the one subject whose history is asked for. Times are
// days of the site's time zone. Its widgets belong to the table; this object to the page. GUI thread.
class AuditFilters : public QObject
{
    Q_OBJECT

public:
    AuditFilters(const SiteContext& context, DataTable& table, QObject* parent);

    [[nodiscard]] audit::Filter filter() const;
    [[nodiscard]] bool isNarrowed() const;
    void setOperators(const QHash<OperatorId, QString>& names);
    void setSubject(const audit::Subject& subject);
    void clear();

Q_SIGNALS:
    void changed();

private:
    enum class Period { Any, Today, Yesterday, LastWeek, LastMonth, Chosen };
    void periodChanged();
    [[nodiscard]] UtcTime startOf(QDate day) const;

    const SiteContext& m_context;
    QComboBox* m_period;
    QDateEdit* m_from;
    QDateEdit* m_until;
    QComboBox* m_topic;
    QComboBox* m_operator;
    Button* m_subjectChip;
    std::optional<audit::Subject> m_subject;
};

} // namespace gatehouse::ui
