#include "ui/people/FaceThumb.h"

#include <QPainter>
#include <QPainterPath>

namespace gatehouse::ui {

FaceThumb::FaceThumb(const Appearance& look, const QImage& picture, QSize size, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
    , m_picture(picture)
    , m_size(size)
{
    setFixedSize(sizeHint());
    connect(&look, &Appearance::changed, this, [this] {
        setFixedSize(sizeHint());
        update();
    });
}

void FaceThumb::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

QSize FaceThumb::sizeHint() const
{
    return { m_look.theme().px(m_size.width()), m_look.theme().px(m_size.height()) };
}

void FaceThumb::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, theme.px(CardRadius), theme.px(CardRadius));
    painter.fillPath(outline, theme.color(Role::Surface));
    if (m_picture.isNull()) {
        const QPixmap person = m_look.pixmap(Icon::User, Role::Muted, 32, devicePixelRatioF());
        const QSizeF drawn = QSizeF(person.size()) / person.devicePixelRatio();
        painter.drawPixmap(QPointF((width() - drawn.width()) / 2, (height() - drawn.height()) / 2), person);
    } else {
        // Fills the frame from the middle: what a face picture has to spare is at its edges.
        const QSizeF cut = QSizeF(size()).scaled(QSizeF(m_picture.size()), Qt::KeepAspectRatio);
        const QRectF source(
            (m_picture.width() - cut.width()) / 2, (m_picture.height() - cut.height()) / 2, cut.width(), cut.height());
        painter.setClipPath(outline);
        painter.drawImage(QRectF(rect()), m_picture, source);
        painter.setClipping(false);
    }
    painter.setPen(QPen(theme.color(Role::Line), theme.lineWidth()));
    painter.drawPath(outline);
}

} // namespace gatehouse::ui
