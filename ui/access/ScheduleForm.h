#pragma once

#include "core/access/AccessTypes.h"
#include "ui/common/RecordForm.h"

class QLineEdit;

namespace gatehouse::ui {

class HoursEditor;

// Adds a schedule (whose id is invalid) or changes one.
class ScheduleForm : public RecordForm
{
    Q_OBJECT

public:
    ScheduleForm(const SiteContext& context, const access::Schedule& schedule, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;

private:
    const access::Schedule m_schedule;
    QLineEdit* m_name;
    HoursEditor* m_hours;
};

} // namespace gatehouse::ui
