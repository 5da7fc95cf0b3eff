#include "ui/people/SignaturePad.h"

#include <QBuffer>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>

namespace gatehouse::ui {

namespace {

constexpr double LeastLength = 40; // px drawn; below it is a slip of the hand
constexpr int Margin = 12; // px around the drawing in the picture
constexpr double PenWidth = 2.5; // px
const QColor Ink(0x10, 0x15, 0x1A);

double lengthOf(const QPolygonF& stroke)
{
    double length = 0;
    for (qsizetype at = 1; at < stroke.size(); ++at)
        length += QLineF(stroke.at(at - 1), stroke.at(at)).length();
    return length;
}

} // namespace

SignaturePad::SignaturePad(const Appearance& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
{
    setObjectName(QStringLiteral("signature"));
    setAccessibleName(tr("Signature"));
    setAccessibleDescription(tr("Sign here with the mouse, a pen or a finger"));
    setCursor(Qt::CrossCursor);
    setMinimumHeight(sizeHint().height());
    connect(&look, &Appearance::changed, this, [this] {
        setMinimumHeight(sizeHint().height());
        update();
    });
}

bool SignaturePad::isSigned() const
{
    double length = 0;
    for (const QPolygonF& stroke : m_strokes)
        length += lengthOf(stroke);
    return length >= LeastLength;
}

QByteArray SignaturePad::png() const
{
    if (m_strokes.isEmpty())
        return {};
    QRectF drawn;
    for (const QPolygonF& stroke : m_strokes)
        drawn = drawn.united(stroke.boundingRect().adjusted(-PenWidth, -PenWidth, PenWidth, PenWidth));
    const QRect area = drawn.toAlignedRect().adjusted(-Margin, -Margin, Margin, Margin);
    QImage picture(area.size(), QImage::Format_RGB32);
    picture.fill(Qt::white);
    {
        QPainter painter(&picture);
        painter.translate(-area.topLeft());
        drawStrokes(painter);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !picture.convertToFormat(QImage::Format_Grayscale8).save(&buffer, "PNG"))
        return {};
    return bytes;
}

void SignaturePad::clear()
{
    m_strokes.clear();
    update();
    Q_EMIT changed();
}

QSize SignaturePad::sizeHint() const
{
    return { m_look.theme().px(320), m_look.theme().px(112) };
}

void SignaturePad::drawStrokes(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Ink, PenWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const QPolygonF& stroke : m_strokes) {
        if (stroke.size() == 1)
            painter.drawPoint(stroke.front());
        else
            painter.drawPolyline(stroke);
    }
}

void SignaturePad::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int base = height() - theme.px(24);
    painter.setPen(QPen(QColor(0x6B, 0x76, 0x82), 1));
    painter.drawLine(theme.px(16), base, width() - theme.px(16), base);
    painter.drawText(QRect(theme.px(16), base, width() - theme.px(32), height() - base), Qt::AlignCenter,
        tr("Sign above this line"));
    drawStrokes(painter);
    painter.setPen(QPen(theme.color(Role::Line), theme.lineWidth()));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void SignaturePad::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_strokes.append(QPolygonF { event->position() });
    update();
}

void SignaturePad::mouseMoveEvent(QMouseEvent* event)
{
    if (m_strokes.isEmpty() || !(event->buttons() & Qt::LeftButton))
        return;
    m_strokes.last().append(event->position());
    update();
}

void SignaturePad::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT changed();
}

} // namespace gatehouse::ui
