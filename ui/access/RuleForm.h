#pragma once

#include "ui/access/AccessBook.h"
#include "ui/common/RecordForm.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace gatehouse::ui {

// Adds a rule (whose id is invalid) or changes one.
class RuleForm : public RecordForm
{
    Q_OBJECT

public:
    RuleForm(
        const SiteContext& context, const AccessBook& book, const access::AccessRule& rule, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;

private:
    [[nodiscard]] bool readDate(const QLineEdit* line, bool isEnd, std::optional<UtcTime>& moment) const;

    const AccessBook m_book;
    const access::AccessRule m_rule;
    QLineEdit* m_name;
    QComboBox* m_effect;
    QComboBox* m_group;
    QComboBox* m_zone;
    QComboBox* m_schedule;
    QLineEdit* m_from;
    QLineEdit* m_until;
    QCheckBox* m_enabled;
};

} // namespace gatehouse::ui
