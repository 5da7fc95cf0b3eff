#include "resources/demo/DrawnPlate.h"

#include <QFont>
#include <QPainter>
#include <QPainterPath>

namespace gatehouse::demo {

namespace {

struct Layout
{
    double aspect; // width / height
    QColor ground;
    QColor ink;
    double left; // where the text begins and ends, fractions of the width
    double right;
    double top; // fractions of the height
    double bottom;
};

Layout layoutOf(PlateStyle style)
{
    switch (style) {
    case PlateStyle::ChinaBlue:
        return { 440.0 / 140, { 24, 66, 160 }, { 245, 247, 250 }, 0.04, 0.96, 0.17, 0.83 };
    case PlateStyle::ChinaGreen:
        return { 480.0 / 140, { 120, 205, 130 }, { 18, 22, 20 }, 0.04, 0.96, 0.17, 0.83 };
    case PlateStyle::ChinaYellow:
        return { 440.0 / 140, { 236, 182, 32 }, { 20, 20, 18 }, 0.04, 0.96, 0.17, 0.83 };
    case PlateStyle::ChinaWhite:
        return { 440.0 / 140, { 246, 247, 247 }, { 18, 18, 20 }, 0.04, 0.96, 0.17, 0.83 };
    case PlateStyle::ChinaBlack:
        return { 440.0 / 140, { 24, 24, 27 }, { 245, 247, 250 }, 0.04, 0.96, 0.17, 0.83 };
    case PlateStyle::Europe:
        return { 520.0 / 110, { 248, 248, 246 }, { 18, 18, 20 }, 0.11, 0.97, 0.14, 0.86 };
    case PlateStyle::UnitedStates:
        return { 305.0 / 152, { 240, 243, 248 }, { 24, 44, 96 }, 0.06, 0.94, 0.30, 0.76 };
    case PlateStyle::Brazil:
        return { 400.0 / 130, { 246, 247, 247 }, { 16, 16, 18 }, 0.05, 0.95, 0.30, 0.92 };
    }
    Q_UNREACHABLE();
}

bool isChinese(PlateStyle style)
{
    switch (style) {
    case PlateStyle::ChinaBlue:
    case PlateStyle::ChinaGreen:
    case PlateStyle::ChinaYellow:
    case PlateStyle::ChinaWhite:
    case PlateStyle::ChinaBlack:
        return true;
    case PlateStyle::Europe:
    case PlateStyle::UnitedStates:
    case PlateStyle::Brazil:
        return false;
    }
    Q_UNREACHABLE();
}

bool isHanzi(QChar character)
{
    return character.unicode() >= 0x4E00;
}

// One glyph stretched into its cell, as stamped plate letters are.
void drawGlyph(QPainter& painter, QChar character, const QRectF& cell)
{
    QFont font(isHanzi(character) ? QStringLiteral("WenQuanYi Zen Hei") : QStringLiteral("DejaVu Sans"));
    font.setPixelSize(200);
    font.setBold(!isHanzi(character));
    QPainterPath glyph;
    glyph.addText(0, 0, font, QString(character));
    QRectF bounds = glyph.boundingRect();
    // Narrow letters keep their width: a 1 does not fill its cell.
    const double natural = bounds.width() / bounds.height();
    const double widest = cell.width() / cell.height();
    const double width = cell.width() * qMin(1.0, qMax(natural / qMax(widest, 0.45), 0.18));
    QTransform place;
    place.translate(cell.center().x() - width / 2, cell.top());
    place.scale(width / bounds.width(), cell.height() / bounds.height());
    place.translate(-bounds.left(), -bounds.top());
    painter.drawPath(place.map(glyph));
}

void drawText(QPainter& painter, const QString& text, const QRectF& area, int gapAfter)
{
    const double gap = gapAfter > 0 ? 0.45 : 0.0; // in cells
    const double cell = area.width() / (double(text.size()) + gap);
    double left = area.left();
    for (qsizetype index = 0; index < text.size(); ++index) {
        drawGlyph(painter, text.at(index), QRectF(left + cell * 0.09, area.top(), cell * 0.82, area.height()));
        left += cell;
        if (index + 1 == gapAfter)
            left += cell * gap;
    }
}

void drawBand(QPainter& painter, PlateStyle style, const QSizeF& size)
{
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setBold(true);
    if (style == PlateStyle::Europe) {
        const QRectF band(0, 0, size.width() * 0.09, size.height());
        painter.fillRect(band, QColor(0, 51, 153));
        font.setPixelSize(qMax(1, int(size.height() * 0.28)));
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(QRectF(band.left(), size.height() * 0.6, band.width(), size.height() * 0.35), Qt::AlignCenter,
            QStringLiteral("D"));
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(255, 204, 0));
        painter.drawEllipse(QPointF(band.center().x(), size.height() * 0.3), size.height() * 0.1, size.height() * 0.1);
    } else if (style == PlateStyle::Brazil) {
        const QRectF band(0, 0, size.width(), size.height() * 0.22);
        painter.fillRect(band, QColor(0, 60, 150));
        font.setPixelSize(qMax(1, int(size.height() * 0.15)));
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(band, Qt::AlignCenter, QStringLiteral("BRASIL"));
    } else if (style == PlateStyle::UnitedStates) {
        font.setPixelSize(qMax(1, int(size.height() * 0.15)));
        painter.setFont(font);
        painter.setPen(QColor(176, 36, 40));
        painter.drawText(QRectF(0, size.height() * 0.05, size.width(), size.height() * 0.2), Qt::AlignCenter,
            QStringLiteral("California"));
    }
}

} // namespace

QImage drawPlate(PlateStyle style, const QString& text, int height)
{
    const Layout layout = layoutOf(style);
    const QSizeF size(height * layout.aspect, height);
    QImage plate(size.toSize(), QImage::Format_ARGB32_Premultiplied);
    plate.fill(Qt::transparent);
    QPainter painter(&plate);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (style == PlateStyle::ChinaGreen) {
        QLinearGradient fade(0, 0, 0, size.height());
        fade.setColorAt(0, QColor(238, 246, 240));
        fade.setColorAt(1, layout.ground);
        painter.setBrush(fade);
    } else {
        painter.setBrush(layout.ground);
    }
    const double radius = size.height() * 0.07;
    painter.drawRoundedRect(QRectF(QPointF(0, 0), size), radius, radius);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(layout.ink, size.height() * 0.022));
    const double inset = size.height() * 0.04;
    painter.drawRoundedRect(
        QRectF(QPointF(0, 0), size).adjusted(inset, inset, -inset, -inset), radius * 0.8, radius * 0.8);
    drawBand(painter, style, size);

    painter.setPen(Qt::NoPen);
    painter.setBrush(layout.ink);
    const QRectF area(QPointF(size.width() * layout.left, size.height() * layout.top),
        QPointF(size.width() * layout.right, size.height() * layout.bottom));
    drawText(painter, text, area, isChinese(style) ? 2 : style == PlateStyle::Europe ? 1 : 3);
    // The raised dot of the 92-type plates; new-energy plates have none.
    if (isChinese(style) && style != PlateStyle::ChinaGreen) {
        const double cell = area.width() / (double(text.size()) + 0.45);
        painter.drawEllipse(QPointF(area.left() + cell * 2.22, area.center().y()), cell * 0.08, cell * 0.08);
    }
    return plate;
}

} // namespace gatehouse::demo
