#pragma once

#include "ui/common/Widgets.h"

#include <QWidget>

class QVBoxLayout;

namespace gatehouse::ui {

// The frame of everything shown before the site is open: one card in the middle of a calm ground, scrolling when the
// window is small.
class LoginCard : public QWidget
{
    Q_OBJECT

public:
    // `width` in pixels at 100 %.
    LoginCard(const Appearance& appearance, const QString& title, const QString& text, int width = 440,
        QWidget* parent = nullptr);

protected:
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }
    void setTexts(const QString& title, const QString& text);

private:
    const Appearance& m_appearance;
    Label* m_title;
    Label* m_text;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
