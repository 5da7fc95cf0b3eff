#pragma once

#include "core/access/AccessTypes.h"
#include "ui/common/RecordForm.h"

class QLineEdit;

namespace gatehouse::ui {

// Adds or renames what has a name and nothing else: a zone or a group (whose id is invalid: adds).
class NameForm : public RecordForm
{
    Q_OBJECT

public:
    NameForm(const SiteContext& context, const access::Zone& zone, QWidget* parent = nullptr);
    NameForm(const SiteContext& context, const people::Group& group, QWidget* parent = nullptr);
    void save() override;

protected:
    void readAgain() override;

private:
    struct Named
    {
        security::RecordKind kind;
        qint64 id;
        QString name;
        RowVersion version;
    };
    NameForm(const SiteContext& context, const Named& named, QWidget* parent);

    const Named m_before;
    QLineEdit* m_name;
};

} // namespace gatehouse::ui
