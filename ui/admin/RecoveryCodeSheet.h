#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"

class QCheckBox;

namespace gatehouse::ui {

// A recovery code, shown once: to be printed, saved to a stick or written down. Nothing takes its place on the panel
// until somebody says that they have it; it goes with the widget.
class RecoveryCodeSheet : public PanelForm
{
    Q_OBJECT

public:
    // `row` is shown when it is done.
    RecoveryCodeSheet(
        const SiteContext& context, const security::Passphrase& code, qint64 row, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString saveWord() const override;
    [[nodiscard]] bool canSave() const override;
    [[nodiscard]] bool isDirty() const override { return !m_isDone; }
    [[nodiscard]] QString lossText() const override;
    void save() override;

private:
    const qint64 m_row;
    QCheckBox* m_kept;
    bool m_isDone = false;
};

} // namespace gatehouse::ui
