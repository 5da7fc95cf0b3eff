#pragma once

#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QIcon>
#include <QObject>
#include <QPixmap>

namespace gatehouse::ui {

// The theme in force. Made once in app/ and passed by reference to whoever shows something; setTheme() restyles the
// whole program at once. GUI thread only; it outlives every widget.
//
// Who paints by hand reads theme() in paintEvent and calls update() on changed(). Everything else follows by itself:
// style sheet, palette and the icons given out here.
class Appearance : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(Theme theme, QObject* parent = nullptr);

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    void setTheme(const Theme& theme);

    // An icon in the colour of the role, whatever theme comes; a disabled one is muted.
    [[nodiscard]] QIcon icon(Icon icon, Role role = Role::Text) const;
    // The same as a picture of `size` × `size` px at 100 %, in today's colour.
    [[nodiscard]] QPixmap pixmap(Icon icon, Role role = Role::Text, int size = IconSize, qreal pixelRatio = 1.0) const;

Q_SIGNALS:
    void changed();

private:
    void apply() const;
    Theme m_theme;
};

} // namespace gatehouse::ui
