#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

class Banner;

// A recovery code, shown once: to be printed, saved to a stick or written down. It goes with the widget.
class RecoveryCodeSheet : public QWidget
{
    Q_OBJECT

public:
    RecoveryCodeSheet(const SiteContext& context, const security::Passphrase& code, QWidget* parent = nullptr);

private:
    void save();
    void print();
    [[nodiscard]] QString sheet() const;

    const SiteContext& m_context;
    Label* m_code;
    Banner* m_banner;
};

} // namespace gatehouse::ui
