#pragma once

#include "ui/common/SiteContext.h"

namespace gatehouse::ui {

class PassphraseForm;
class SecondFactorForm;

// Who is at the console, what their role lets them do, and their own passphrase. Every role has it.
class AccountPage : public Page
{
    Q_OBJECT

public:
    explicit AccountPage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    [[nodiscard]] bool hasUnsavedInput() const override;

private:
    [[nodiscard]] QWidget* makeRights() const;
    const SiteContext& m_context;
    PassphraseForm* m_form;
    SecondFactorForm* m_secondFactor;
};

} // namespace gatehouse::ui
