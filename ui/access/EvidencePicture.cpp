#include "ui/access/EvidencePicture.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace gatehouse::ui {

EvidencePicture::EvidencePicture(const Appearance& appearance, const QString& caption, int height, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_caption(caption)
    , m_height(height)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(caption);
    connect(&appearance, &Appearance::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void EvidencePicture::setPicture(const QImage& picture)
{
    m_picture = picture;
    m_absence.clear();
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("See it larger (Enter)"));
    update();
}

void EvidencePicture::setAbsence(const QString& reason)
{
    m_picture = {};
    m_absence = reason;
    setFocusPolicy(Qt::NoFocus);
    unsetCursor();
    setToolTip({});
    setAccessibleDescription(reason);
    update();
}

QSize EvidencePicture::sizeHint() const
{
    return { m_appearance.theme().px(120), m_appearance.theme().px(m_height) };
}

void EvidencePicture::mouseReleaseEvent(QMouseEvent* event)
{
    if (hasPicture() && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT opened();
}

void EvidencePicture::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (hasPicture() && opens)
        Q_EMIT opened();
    else
        QWidget::keyPressEvent(event);
}

void EvidencePicture::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const int captionHeight = theme.px(20);
    const QRect place = rect().adjusted(0, 0, 0, -captionHeight);
    painter.fillRect(place, theme.color(Role::Base));
    painter.setFont(theme.font(TextSize::Caption));
    if (m_picture.isNull()) {
        painter.setPen(theme.color(Role::Muted));
        painter.drawText(
            place.marginsRemoved(theme.margins(Gap::Small)), Qt::AlignCenter | Qt::TextWordWrap, m_absence);
    } else {
        const qreal ratio = devicePixelRatioF();
        const QSize fitted = m_picture.size().scaled(place.size(), Qt::KeepAspectRatio);
        QRect target(QPoint(), fitted);
        target.moveCenter(place.center());
        QImage scaled = m_picture.scaled(fitted * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        scaled.setDevicePixelRatio(ratio);
        painter.drawImage(target.topLeft(), scaled);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter.drawRect(place.adjusted(1, 1, -2, -2));
    }
    painter.setPen(theme.color(Role::Muted));
    painter.drawText(QRect(0, place.bottom() + 1, width(), captionHeight), Qt::AlignLeft | Qt::AlignVCenter, m_caption);
}

} // namespace gatehouse::ui
