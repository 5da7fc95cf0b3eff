#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/Appearance.h"

#include <QLineEdit>

class QAction;

namespace gatehouse::ui {

// A line for a passphrase or recovery code. Pasting is welcome, copying and dragging out never work, shown or hidden; a
// toggle at its right end shows the letters. take() empties it: the text lives in locked memory from there on, and what
// the line itself kept of it is overwritten, as it is when the line goes. Whoever keeps a copy of text() keeps one that
// is overwritten with it. There is nothing to undo in it.
class PassphraseField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PassphraseField(const Appearance& appearance, QWidget* parent = nullptr);
    ~PassphraseField() override;

    // What is typed so far; the field keeps it.
    [[nodiscard]] security::Passphrase passphrase() const;
    // What is typed; the field is empty and hides again.
    security::Passphrase take();
    // Nothing is left of what was typed.
    void clear();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setShown(bool isShown);
    void makeRoom();
    void overwriteText();
    void overwriteHistory();
    const Appearance& m_appearance;
    QAction* m_toggle;
};

} // namespace gatehouse::ui
