#pragma once

#include "core/security/Operator.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

class Banner;
class NewPassphrase;
class SecondPerson;

// Somebody has lost their second factor: it is removed, and they get a new passphrase, because theirs may be too short
// to stand alone. Takes two people.
class LostFactorForm : public PanelForm
{
    Q_OBJECT

public:
    LostFactorForm(const SiteContext& context, OperatorId id, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Second factor of %1 lost").arg(m_name); }
    [[nodiscard]] QString saveWord() const override { return tr("Remove it"); }
    [[nodiscard]] bool canSave() const override { return !m_isBusy; }
    [[nodiscard]] bool isDirty() const override;
    void save() override;

private:
    void setBusy(bool isBusy);

    const SiteContext& m_context;
    const OperatorId m_id;
    const QString m_name;
    Banner* m_banner;
    NewPassphrase* m_passphrase;
    SecondPerson* m_second;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
