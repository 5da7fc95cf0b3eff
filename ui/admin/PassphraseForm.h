#pragma once

#include "core/security/PassphraseRules.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

#include <QWidget>

namespace gatehouse::ui {

class Banner;
class FormField;
class NewPassphrase;
class PassphraseField;

// Changing one's own passphrase: the current one, then a new one twice. Wrong guesses of the current one are slowed
// down as at sign-in; the form then says how long.
class PassphraseForm : public QWidget
{
    Q_OBJECT

public:
    explicit PassphraseForm(const SiteContext& context, QWidget* parent = nullptr);

    void submit();
    void clear();
    [[nodiscard]] bool hasInput() const;
    // With a second factor a shorter one is enough.
    void setBeside(security::BesidePassphrase beside);

Q_SIGNALS:
    void changed();

private:
    void take(const Result<void>& outcome);

    const SiteContext& m_context;
    Banner* m_banner;
    PassphraseField* m_current;
    FormField* m_currentField;
    NewPassphrase* m_replacement;
    Button* m_save;
    bool m_isBusy = false;
};

} // namespace gatehouse::ui
