#include "ui/access/LargePicture.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr double ZoomStep = 1.25;
constexpr double LargestZoom = 12;

} // namespace

LargePicture::LargePicture(const Appearance& appearance, const QImage& picture, const QString& caption, QWidget* page)
    : QWidget(page)
    , m_appearance(appearance)
    , m_picture(picture)
    , m_caption(caption)
    , m_close(new Button(appearance, ButtonLook::Plain, Icon::Close, {}, this))
    , m_focusBefore(QApplication::focusWidget())
{
    setObjectName(QStringLiteral("largePicture"));
    setAccessibleName(caption);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    m_close->setObjectName(QStringLiteral("closePicture"));
    m_close->setIconOnly(tr("Close the picture (Esc)"));
    m_close->setCursor(Qt::ArrowCursor);
    connect(m_close, &QPushButton::clicked, this, &LargePicture::leave);
    page->installEventFilter(this);
    setGeometry(page->rect());
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
}

bool LargePicture::event(QEvent* event)
{
    // Esc is the window's way back to Live; while the picture lies over the page it only takes the picture away.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool LargePicture::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void LargePicture::resizeEvent(QResizeEvent*)
{
    const int gap = m_appearance.theme().px(Gap::Medium);
    m_close->adjustSize();
    m_close->move(width() - m_close->width() - gap, gap);
}

void LargePicture::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Base));
    const int captionHeight = theme.px(28);
    const QRect place = rect().adjusted(0, 0, 0, -captionHeight);
    const QSizeF whole = QSizeF(m_picture.size()).scaled(place.size(), Qt::KeepAspectRatio) * m_zoom;
    const QPointF corner =
        QRectF(place).center() - QPointF(m_middle.x() * whole.width(), m_middle.y() * whole.height());
    painter.setClipRect(place);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(corner, whole), m_picture);
    painter.setClipping(false);
    painter.setPen(theme.color(Role::Muted));
    painter.setFont(theme.font(TextSize::Body));
    painter.drawText(QRect(0, place.bottom(), width(), captionHeight), Qt::AlignCenter, m_caption);
}

void LargePicture::wheelEvent(QWheelEvent* event)
{
    zoomTo(event->angleDelta().y() > 0 ? m_zoom * ZoomStep : m_zoom / ZoomStep);
    event->accept();
}

void LargePicture::mousePressEvent(QMouseEvent* event)
{
    m_grabbed = event->pos();
}

void LargePicture::mouseMoveEvent(QMouseEvent* event)
{
    const QSizeF whole = QSizeF(m_picture.size()).scaled(size(), Qt::KeepAspectRatio) * m_zoom;
    const QPointF moved = event->pos() - m_grabbed;
    m_grabbed = event->pos();
    m_middle.setX(std::clamp(m_middle.x() - moved.x() / whole.width(), 0.0, 1.0));
    m_middle.setY(std::clamp(m_middle.y() - moved.y() / whole.height(), 0.0, 1.0));
    update();
}

void LargePicture::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        leave();
        return;
    case Qt::Key_Plus:
        zoomTo(m_zoom * ZoomStep);
        return;
    case Qt::Key_Minus:
        zoomTo(m_zoom / ZoomStep);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LargePicture::zoomTo(double zoom)
{
    m_zoom = std::clamp(zoom, 1.0, LargestZoom);
    if (m_zoom == 1.0)
        m_middle = { 0.5, 0.5 };
    update();
}

void LargePicture::leave()
{
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    hide();
    deleteLater();
}

} // namespace gatehouse::ui
