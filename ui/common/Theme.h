#pragma once

#include "core/base/Result.h"
#include "ui/common/Tokens.h"

#include <QColor>
#include <QFont>
#include <QMargins>
#include <QPalette>
#include <QString>

#include <array>
#include <optional>

namespace gatehouse::ui {

QString themeCode(ThemeName name); // "night", "day", "contrast": settings and command line
std::optional<ThemeName> themeFromCode(QStringView code);

// What one theme looks like at one scale: a value without behaviour beyond answering. It is read once from
// style/tokens.json; who paints by hand asks it for colours by role and for scaled pixels. Any thread may hold a copy.
class Theme
{
public:
    // ResourceMissing when the token file is not there, FormatInvalid when a role is missing or is no colour.
    // `scale` is clamped to 1.0 … 2.0.
    static Result<Theme> load(ThemeName name, double scale = 1.0);

    [[nodiscard]] ThemeName name() const { return m_name; }
    [[nodiscard]] double scale() const { return m_scale; }

    [[nodiscard]] QColor color(Role role) const { return m_colors[static_cast<std::size_t>(role)]; }
    // The ground of a selected or hovered row: the accent at 8 % over the surface.
    [[nodiscard]] QColor selection() const;
    [[nodiscard]] QColor hover() const;
    // For labels over camera pictures, which are never repainted by theme: the night colours on a dark ground.
    [[nodiscard]] QColor onPicture(Role role) const { return m_night[static_cast<std::size_t>(role)]; }

    // Pixels at this scale.
    [[nodiscard]] int px(int atHundredPercent) const;
    [[nodiscard]] int px(Gap gap) const { return px(static_cast<int>(gap)); }
    [[nodiscard]] int px(TextSize size) const { return px(static_cast<int>(size)); }
    [[nodiscard]] QMargins margins(Gap all) const { return { px(all), px(all), px(all), px(all) }; }
    [[nodiscard]] int lineWidth() const { return px(m_lineWidth); }

    // The system's face with a CJK fallback; `code` for plates, money, times and codes: a clear 0/O, 1/I, 8/B.
    [[nodiscard]] QFont font(TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] QFont codeFont(TextSize size = TextSize::Body, QFont::Weight weight = QFont::Normal) const;

    [[nodiscard]] QPalette palette() const;
    // For QApplication: every standard widget, and the dynamic properties of ui/common's own (StyleSheet.cpp).
    [[nodiscard]] QString styleSheet() const;

private:
    using Colors = std::array<QColor, std::size(AllRoles)>;
    Theme() = default;

    ThemeName m_name = ThemeName::Night;
    double m_scale = 1.0;
    int m_lineWidth = 1;
    Colors m_colors;
    Colors m_night;
};

// Contrast of two opaque colours as WCAG 2.2 defines it (1 … 21): (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
double contrastRatio(const QColor& first, const QColor& second);

} // namespace gatehouse::ui
