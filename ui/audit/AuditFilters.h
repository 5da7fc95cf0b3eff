#pragma once

#include "core/audit/AuditTrail.h"
#include "ui/common/SiteContext.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

class QComboBox;
class QDateEdit;
class QLineEdit;

namespace gatehouse::ui {

class Button;
class DataTable;

// The filter row of the audit page: a search by words of actions, numbers or a printed head, period, topic, operator,
// and the one subject whose history is asked for. Times are days of the site's time zone. Its widgets belong to the
// table; this object to the page. GUI thread.
class AuditFilters : public QObject
{
    Q_OBJECT

public:
    AuditFilters(const SiteContext& context, DataTable& table, QObject* parent);

    [[nodiscard]] audit::Filter filter() const;
    // What is looked for, to tell one search from the next; empty when nothing narrows the trail. What is typed stands
    // last.
    [[nodiscard]] QString sought() const;
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
    [[nodiscard]] std::optional<audit::Search> search() const;

    const SiteContext& m_context;
    QLineEdit* m_search;
    QTimer m_searchPause;
    QComboBox* m_period;
    QDateEdit* m_from;
    QDateEdit* m_until;
    QComboBox* m_topic;
    QComboBox* m_operator;
    Button* m_subjectChip;
    std::optional<audit::Subject> m_subject;
};

} // namespace gatehouse::ui
