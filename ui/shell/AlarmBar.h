#pragma once

#include "ui/common/Widgets.h"
#include "ui/shell/SiteStatus.h"

namespace gatehouse::ui {

// Only there when something needs a person now: the most urgent in words, how many more, F9 for all of them.
class AlarmBar : public Panel
{
    Q_OBJECT

public:
    explicit AlarmBar(const Appearance& appearance, QWidget* parent = nullptr);
    void setAlarms(const QList<SiteAlarm>& alarms);

Q_SIGNALS:
    void detailsRequested();

private:
    void paintIcon();
    const Appearance& m_appearance;
    QLabel* m_icon;
    Label* m_text;
    Label* m_more;
};

} // namespace gatehouse::ui
