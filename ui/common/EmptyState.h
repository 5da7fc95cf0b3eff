#pragma once

#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// What stands where there is nothing yet: what belongs here, and the first step.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    // `action` may be empty: nothing this role can do about it.
    EmptyState(const Appearance& appearance, Icon icon, const QString& title, const QString& text,
        const QString& action, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text, const QString& action);

Q_SIGNALS:
    void actionTriggered();

private:
    const Appearance& m_appearance;
    Icon m_icon;
    QLabel* m_picture;
    Label* m_title;
    Label* m_text;
    Button* m_action;
};

} // namespace gatehouse::ui
