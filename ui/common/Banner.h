#pragma once

#include "core/base/Error.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// One line across a page or panel that says what is wrong or done, with the way out; hidden while there is nothing to
// say. It never takes the focus.
class Banner : public Panel
{
    Q_OBJECT

public:
    explicit Banner(const Appearance& appearance, QWidget* parent = nullptr);

    // The role gives the icon: Alarm and Deny, Ask, Allow, anything else informs.
    void showText(Role tone, const QString& text);
    void showError(const Error& error);
    // A button at its right end, replaced by the next call; empty text takes it away.
    void setAction(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

private:
    const Appearance& m_appearance;
    Role m_tone = Role::Text;
    QLabel* m_icon;
    Label* m_text;
    Button* m_action;
    Button* m_close;
    void paintIcon();
};

} // namespace gatehouse::ui
