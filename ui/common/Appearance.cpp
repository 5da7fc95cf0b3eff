#include "ui/common/Appearance.h"

#include "core/base/Resources.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPointer>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace gatehouse::ui {

namespace {

void paintIcon(QPainter& painter, const QRectF& rect, Icon icon, const QColor& color)
{
    QFile file(resourcePath(QStringLiteral("icons/%1.svg").arg(iconName(icon))));
    if (!file.open(QIODevice::ReadOnly))
        return;
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer(svg).render(&painter, rect);
}

// Looks its colour up whenever it is painted, so that a change of theme needs no new icons.
class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(const Appearance* appearance, Icon icon, Role role)
        : m_appearance(appearance)
        , m_icon(icon)
        , m_role(role)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        if (m_appearance) {
            const Role role = mode == QIcon::Disabled ? Role::Muted : m_role;
            paintIcon(*painter, rect, m_icon, m_appearance->theme().color(role));
        }
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new TintedIconEngine(*this); }

private:
    QPointer<const Appearance> m_appearance;
    Icon m_icon;
    Role m_role;
};

} // namespace

Appearance::Appearance(Theme theme, QObject* parent)
    : QObject(parent)
    , m_theme(std::move(theme))
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

void Appearance::setTheme(const Theme& theme)
{
    m_theme = theme;
    apply();
    Q_EMIT changed();
}

QIcon Appearance::icon(Icon icon, Role role) const
{
    return QIcon(new TintedIconEngine(this, icon, role));
}

QPixmap Appearance::pixmap(Icon icon, Role role, int size, qreal pixelRatio) const
{
    const int pixels = qRound(m_theme.px(size) * pixelRatio);
    QPixmap picture(pixels, pixels);
    picture.fill(Qt::transparent);
    {
        QPainter painter(&picture);
        paintIcon(painter, picture.rect(), icon, m_theme.color(role));
    }
    picture.setDevicePixelRatio(pixelRatio);
    return picture;
}

void Appearance::apply() const
{
    // Each of these visits every widget there is.
    if (QApplication::font() != m_theme.font())
        QApplication::setFont(m_theme.font());
    QApplication::setPalette(m_theme.palette());
    qApp->setStyleSheet(m_theme.styleSheet());
}

} // namespace gatehouse::ui
