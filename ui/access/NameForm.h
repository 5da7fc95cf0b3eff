#pragma once

#include "ui/common/RecordForm.h"

class QLineEdit;

namespace gatehouse::ui {

// Adds or renames what has a name and nothing else: a zone or a group. `id` 0 adds.
class NameForm : public RecordForm
{
    Q_OBJECT

public:
    enum class Thing { Zone, Group };

    NameForm(const SiteContext& context, Thing thing, qint64 id, const QString& name, QWidget* parent = nullptr);
    void save() override;

protected:
    [[nodiscard]] QString fingerprint() const override;

private:
    const Thing m_thing;
    const qint64 m_id;
    QLineEdit* m_name;
};

} // namespace gatehouse::ui
