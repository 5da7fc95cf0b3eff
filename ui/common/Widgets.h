#pragma once

#include "ui/common/Appearance.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>

class QScrollArea;

namespace gatehouse::ui {

// The small parts every page is made of. Each takes the Appearance and names roles; none knows a colour.

enum class Face { System, Code }; // Code: plates, money, times, codes

// A text in one of the five sizes and one role; wraps when asked to, never clips silently otherwise.
class Label : public QLabel
{
    Q_OBJECT

public:
    Label(const Appearance& appearance, const QString& text, TextSize size = TextSize::Body, Role tone = Role::Text,
        QWidget* parent = nullptr);

    void setTone(Role tone);
    void setFace(Face face);
    void setWeight(QFont::Weight weight);
    // Long texts break into lines.
    Label* wrapped();

private:
    void restyle();
    const Appearance& m_appearance;
    TextSize m_size;
    Face m_face = Face::System;
    QFont::Weight m_weight = QFont::Normal;
};

enum class ButtonLook {
    Plain,
    Primary, // one a page at most
    Quiet, // no border until touched: tool rows
    Link,
    Allow, // outlined in the decision's colour: lane keys
    Deny, // also what destroys
    Chip, // checkable filter
};

// A button at least 40 px high (lane keys: setLaneKey()).
class Button : public QPushButton
{
    Q_OBJECT

public:
    Button(const Appearance& appearance, ButtonLook look, const QString& text, QWidget* parent = nullptr);
    Button(const Appearance& appearance, ButtonLook look, Icon icon, const QString& text, QWidget* parent = nullptr);

    void setLook(ButtonLook look);
    // 56 px high with larger letters.
    void setLaneKey();
    // Only the icon is seen, the words are the tool tip and the screen reader's.
    void setIconOnly(const QString& words);

private:
    void restyle();
    const Appearance& m_appearance;
};

enum class Ground { Base, Surface, Raised, Card };

// A coloured ground. Ground::Card has the border and radius of a card and may carry a tone.
class Panel : public QFrame
{
    Q_OBJECT

public:
    explicit Panel(Ground ground, QWidget* parent = nullptr);
    // Role::Line takes the tone away; Ask, Deny and Alarm draw a border in that colour.
    void setTone(Role tone);
};

// A hairline across.
class Separator : public QFrame
{
    Q_OBJECT

public:
    explicit Separator(QWidget* parent = nullptr);
};

// What scrolls when the window is small: without a frame, and the content as wide as there is room. Owns the content.
[[nodiscard]] QScrollArea* makeScrollArea(QWidget* content);

// Names the role of any standard widget's text or border for the style sheet (Role::Text takes it away).
void setTone(QWidget* widget, Role tone);

} // namespace gatehouse::ui
