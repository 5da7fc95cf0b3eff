#pragma once

#include "ui/common/Widgets.h"

#include <QScrollArea>

class QVBoxLayout;

namespace gatehouse::ui {

// The detail of a row, beside the table it belongs to: a title, a close button, a scrolling body and a fixed foot for
// the buttons. Hidden until opened.
class SidePanel : public Panel
{
    Q_OBJECT

public:
    explicit SidePanel(const Appearance& appearance, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    // Takes `body` over; the earlier one is deleted later, so a slot of it may call this. Had it the focus, the panel
    // keeps it: Tab goes on in the new body, not somewhere else in the window.
    void setBody(QWidget* body);
    // Buttons, the main one last; empty takes the foot away. The panel takes them over.
    void setFoot(const QList<QWidget*>& buttons);
    [[nodiscard]] QWidget* body() const { return m_scroll->widget(); }

    // Shows it and puts the focus on the first field of the body.
    void open();
    void close();

Q_SIGNALS:
    void closed();

private:
    void keepFocus();

    const Appearance& m_appearance;
    Label* m_title;
    QScrollArea* m_scroll;
    QWidget* m_foot = nullptr;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
