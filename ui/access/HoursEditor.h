#pragma once

#include "ui/access/WeekGrid.h"
#include "ui/common/Widgets.h"

class QTimeEdit;

namespace gatehouse::ui {

// The hours of a schedule: the week to drag over, and below it days and times for hours that are not on the half.
class HoursEditor : public QWidget
{
    Q_OBJECT

public:
    HoursEditor(const Appearance& appearance, const QList<access::WeeklyWindow>& windows, QWidget* parent = nullptr);
    [[nodiscard]] const QList<access::WeeklyWindow>& windows() const { return m_grid->windows(); }

Q_SIGNALS:
    void edited();

private:
    [[nodiscard]] QList<access::WeeklyWindow> typedWindows() const;
    void add();
    void takeAway();
    void refresh();

    WeekGrid* m_grid;
    Label* m_words;
    QList<Button*> m_days;
    QTimeEdit* m_from;
    QTimeEdit* m_until;
    Button* m_add;
    Button* m_takeAway;
};

} // namespace gatehouse::ui
