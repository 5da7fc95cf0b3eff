#pragma once

#include "core/security/Passphrase.h"
#include "ui/common/Appearance.h"

#include <QLineEdit>

class QAction;

namespace gatehouse::ui {

// A line for a passphrase or recovery code. Pasting is welcome, copying and dragging out never work, shown or hidden; a
// toggle at its right end shows the letters. take() empties it: the text lives in locked memory from there on.
class PassphraseField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PassphraseField(const Appearance& appearance, QWidget* parent = nullptr);

    // What is typed so far; the field keeps it.
    [[nodiscard]] security::Passphrase passphrase() const;
    // What is typed; the field is empty and hides again.
    security::Passphrase take();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setShown(bool isShown);
    const Appearance& m_appearance;
    QAction* m_toggle;
};

} // namespace gatehouse::ui
