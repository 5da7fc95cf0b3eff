#include "ui/people/FaceView.h"

#include <QPainter>

namespace gatehouse::ui {

FaceView::FaceView(const Appearance& look, QWidget* parent)
    : QWidget(parent)
    , m_look(look)
{
    setMinimumHeight(look.theme().px(230));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&look, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void FaceView::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void FaceView::setFaces(const std::vector<QRectF>& faces, Role tone)
{
    m_faces = faces;
    m_tone = tone;
    update();
}

void FaceView::setHint(const QString& hint)
{
    m_hint = hint;
    setAccessibleName(hint);
    update();
}

void FaceView::clear()
{
    m_picture = {};
    m_faces.clear();
    update();
}

void FaceView::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_look.theme();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), theme.color(Role::Surface));
    if (m_picture.isNull()) {
        painter.setPen(theme.color(Role::Muted));
        painter.setFont(theme.font());
        painter.drawText(rect().adjusted(theme.px(Gap::Large), 0, -theme.px(Gap::Large), 0),
            int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_hint);
    } else {
        const QSizeF size = QSizeF(m_picture.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
        const QRectF shown(QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.drawImage(shown, m_picture);
        for (std::size_t index = 0; index < m_faces.size(); ++index) {
            const QRectF& face = m_faces[index];
            painter.setPen(QPen(theme.onPicture(index == 0 ? m_tone : Role::Muted), theme.px(2)));
            painter.drawRect(QRectF(shown.x() + face.x() * shown.width(), shown.y() + face.y() * shown.height(),
                face.width() * shown.width(), face.height() * shown.height()));
        }
    }
    painter.setPen(QPen(theme.color(Role::Line), theme.lineWidth()));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace gatehouse::ui
