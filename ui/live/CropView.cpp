#include "ui/live/CropView.h"

#include <QPainter>

namespace gatehouse::ui {

namespace {

constexpr int CaptionHeight = 16;

} // namespace

CropView::CropView(const Appearance& appearance, const QString& caption, QSize size, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_size(size)
{
    setCaption(caption);
    setFixedSize(sizeHint());
    connect(&appearance, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void CropView::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void CropView::setCaption(const QString& caption)
{
    m_caption = caption;
    setAccessibleName(caption);
    update();
}

void CropView::setSizeAtHundredPercent(QSize size)
{
    m_size = size;
    setFixedSize(sizeHint());
}

QSize CropView::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return { theme.px(m_size.width()), theme.px(m_size.height() + CaptionHeight) };
}

void CropView::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const QRect frame(0, 0, width(), height() - theme.px(CaptionHeight));
    painter.fillRect(frame, theme.color(Role::Base));
    if (m_picture.isNull()) {
        const QPixmap none = m_appearance.pixmap(Icon::Picture, Role::Line, 24, devicePixelRatioF());
        const int side = theme.px(24);
        painter.drawPixmap(QRect(frame.center() - QPoint(side / 2, side / 2), QSize(side, side)), none);
    } else {
        const QSize fitted = m_picture.size().scaled(frame.size(), Qt::KeepAspectRatio);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(
            QRect(QPoint((frame.width() - fitted.width()) / 2, (frame.height() - fitted.height()) / 2), fitted),
            m_picture);
    }
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const QRect words(0, frame.bottom() + 1, width(), theme.px(CaptionHeight));
    painter.drawText(words, Qt::AlignCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(m_caption, Qt::ElideRight, words.width()));
}

} // namespace gatehouse::ui
