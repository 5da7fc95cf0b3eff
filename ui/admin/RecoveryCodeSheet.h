#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/PanelForm.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QCheckBox;

namespace gatehouse::ui {

class Banner;

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
    void saveToStick();
    void print();
    [[nodiscard]] QString sheet() const;

    const SiteContext& m_context;
    const qint64 m_row;
    Label* m_code;
    Banner* m_banner;
    QCheckBox* m_kept;
    bool m_isDone = false;
};

} // namespace gatehouse::ui
