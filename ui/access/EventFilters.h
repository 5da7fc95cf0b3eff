#pragma once

#include "core/lane/EventLog.h"
#include "ui/common/SiteContext.h"

#include <QObject>
#include <QTimer>

class QComboBox;
class QDateTimeEdit;
class QLineEdit;

namespace gatehouse::ui {

class DataTable;

// The filter row above the events: time, lane, what, decision and text. Lives with its table.
class EventFilters : public QObject
{
    Q_OBJECT

public:
    EventFilters(const SiteContext& context, DataTable* table);

    // The lanes there are, keeping what is chosen.
    void setLanes(const QList<lane::Lane>& lanes);
    [[nodiscard]] lane::EventQuery query() const;
    [[nodiscard]] bool isNarrowed() const;
    // Shows everything again.
    void clear();
    void focusText();

Q_SIGNALS:
    void changed();

private:
    enum class Span { All, Today, Yesterday, Week, Month, Day, Between };
    [[nodiscard]] std::pair<std::optional<UtcTime>, std::optional<UtcTime>> timeSpan() const;
    void setUpMoment(QDateTimeEdit* editor, const QString& name, const QString& words, const QDateTime& start);
    void spanChosen();

    const SiteContext& m_context;
    QLineEdit* m_text;
    QComboBox* m_span;
    QLineEdit* m_day;
    QDateTimeEdit* m_from;
    QDateTimeEdit* m_until;
    QComboBox* m_lane;
    QComboBox* m_kind;
    QComboBox* m_decision;
    QTimer m_pause;
};

} // namespace gatehouse::ui
