#include "ui/common/Theme.h"

#include "core/base/Resources.h"

#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace gatehouse::ui {

namespace {

QString roleKey(Role role)
{
    switch (role) {
    case Role::Base:
        return QStringLiteral("base");
    case Role::Surface:
        return QStringLiteral("surface");
    case Role::Raised:
        return QStringLiteral("raised");
    case Role::Line:
        return QStringLiteral("line");
    case Role::Text:
        return QStringLiteral("text");
    case Role::Muted:
        return QStringLiteral("muted");
    case Role::Accent:
        return QStringLiteral("accent");
    case Role::Allow:
        return QStringLiteral("allow");
    case Role::Ask:
        return QStringLiteral("ask");
    case Role::Deny:
        return QStringLiteral("deny");
    case Role::Alarm:
        return QStringLiteral("alarm");
    case Role::Ink:
        return QStringLiteral("ink");
    }
    return {};
}

QColor mixed(const QColor& ground, const QColor& over, double share)
{
    const auto part = [share](float from, float to) {
        return static_cast<float>(double(from) * (1.0 - share) + double(to) * share);
    };
    return QColor::fromRgbF(
        part(ground.redF(), over.redF()), part(ground.greenF(), over.greenF()), part(ground.blueF(), over.blueF()));
}

QStringList withCjkFallback(QStringList families)
{
    families << QStringLiteral("Noto Sans CJK SC") << QStringLiteral("WenQuanYi Zen Hei");
    return families;
}

double relativeLuminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(double(color.redF())) + 0.7152 * linear(double(color.greenF()))
        + 0.0722 * linear(double(color.blueF()));
}

} // namespace

QString themeCode(ThemeName name)
{
    switch (name) {
    case ThemeName::Night:
        return QStringLiteral("night");
    case ThemeName::Day:
        return QStringLiteral("day");
    case ThemeName::HighContrast:
        return QStringLiteral("contrast");
    }
    return {};
}

std::optional<ThemeName> themeFromCode(QStringView code)
{
    for (const ThemeName name : AllThemes) {
        if (themeCode(name) == code)
            return name;
    }
    return std::nullopt;
}

Result<Theme> Theme::load(ThemeName name, double scale)
{
    QFile file(resourcePath(u"style/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ResourceMissing, QStringLiteral("style/tokens.json"));
    const QJsonObject themes =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("themes")).toObject();

    const auto readColors = [&themes](ThemeName wanted, Colors& into) {
        const QJsonObject tokens = themes.value(themeCode(wanted)).toObject();
        return std::all_of(std::begin(AllRoles), std::end(AllRoles), [&](Role role) {
            QColor& color = into[static_cast<std::size_t>(role)];
            color = QColor(tokens.value(roleKey(role)).toString());
            return color.isValid();
        });
    };

    Theme theme;
    theme.m_name = name;
    theme.m_scale = std::clamp(scale, 1.0, 2.0);
    theme.m_lineWidth = themes.value(themeCode(name)).toObject().value(QStringLiteral("lineWidth")).toInt(1);
    if (!readColors(name, theme.m_colors) || !readColors(ThemeName::Night, theme.m_night))
        return failure(
            ErrorCode::FormatInvalid, QStringLiteral("style/tokens.json: a role is missing or is no colour"));
    return theme;
}

QColor Theme::selection() const
{
    return mixed(color(Role::Surface), color(Role::Accent), 0.08);
}

QColor Theme::hover() const
{
    return mixed(color(Role::Surface), color(Role::Text), 0.06);
}

int Theme::px(int atHundredPercent) const
{
    return static_cast<int>(std::lround(atHundredPercent * m_scale));
}

QFont Theme::font(TextSize size, QFont::Weight weight) const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // By its real name: an alias such as "Sans Serif" loses to the fallback in a list of families.
    font.setFamilies(withCjkFallback({ QFontInfo(font).family() }));
    font.setPixelSize(px(size));
    font.setWeight(weight);
    return font;
}

QFont Theme::codeFont(TextSize size, QFont::Weight weight) const
{
    // DejaVu's zero is dotted. B612 Mono's is an O at these sizes, and its colon leans to the left.
    QFont font;
    font.setFamilies(withCjkFallback({ QStringLiteral("DejaVu Sans Mono"), QStringLiteral("B612 Mono") }));
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(px(size));
    font.setWeight(weight);
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Role::Base));
    palette.setColor(QPalette::WindowText, color(Role::Text));
    palette.setColor(QPalette::Base, color(Role::Raised));
    palette.setColor(QPalette::AlternateBase, color(Role::Surface));
    palette.setColor(QPalette::Text, color(Role::Text));
    palette.setColor(QPalette::PlaceholderText, color(Role::Muted));
    palette.setColor(QPalette::Button, color(Role::Raised));
    palette.setColor(QPalette::ButtonText, color(Role::Text));
    palette.setColor(QPalette::BrightText, color(Role::Alarm));
    palette.setColor(QPalette::Highlight, color(Role::Accent));
    palette.setColor(QPalette::HighlightedText, color(Role::Ink));
    palette.setColor(QPalette::Link, color(Role::Accent));
    palette.setColor(QPalette::LinkVisited, color(Role::Accent));
    palette.setColor(QPalette::ToolTipBase, color(Role::Raised));
    palette.setColor(QPalette::ToolTipText, color(Role::Text));
    palette.setColor(QPalette::Light, color(Role::Raised));
    palette.setColor(QPalette::Mid, color(Role::Line));
    palette.setColor(QPalette::Midlight, color(Role::Line));
    palette.setColor(QPalette::Dark, color(Role::Line));
    palette.setColor(QPalette::Shadow, color(Role::Base));
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, mixed(color(Role::Surface), color(Role::Muted), 0.6));
    return palette;
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const auto [darker, lighter] = std::minmax({ relativeLuminance(first), relativeLuminance(second) });
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace gatehouse::ui
