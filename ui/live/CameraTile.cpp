#include "ui/live/CameraTile.h"

#include "ui/common/StateTone.h"
#include "ui/words/ReasonText.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cstdlib>

namespace gatehouse::ui {

namespace {

constexpr int TileHeadHeight = 26;

bool isPictureLive(const video::CameraState& state)
{
    return state.phase == video::CameraPhase::Live;
}

} // namespace

CameraTile::CameraTile(const Appearance& appearance, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setFocusPolicy(Qt::StrongFocus);
    connect(&appearance, &Appearance::changed, this, qOverload<>(&QWidget::update));
}

void CameraTile::setCamera(CameraId id, const QString& name)
{
    if (m_id != id) {
        m_picture = {};
        m_overlays.clear();
        m_state = {};
    }
    m_id = id;
    m_name = name;
    setAccessibleName(tr("Camera %1").arg(name));
    update();
}

void CameraTile::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void CameraTile::setOverlays(const QList<lane::Overlay>& overlays)
{
    m_overlays = overlays;
    update();
}

void CameraTile::setState(const video::CameraState& state)
{
    if (state == m_state)
        return;
    m_state = state;
    setAccessibleDescription(stateText());
    update();
}

QSize CameraTile::wantedPicture() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

QString CameraTile::stateText() const
{
    return cameraStateText(m_state);
}

void CameraTile::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.onPicture(Role::Ink));
    const bool isLive = isPictureLive(m_state);
    if (!m_picture.isNull()) {
        const QRect on = pictureRect();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(on, isLive ? m_picture : m_picture.convertToFormat(QImage::Format_Grayscale8));
        if (isLive)
            paintOverlays(painter, on);
        else
            painter.fillRect(on, QColor(0, 0, 0, 150));
    }
    if (!isLive || m_picture.isNull()) {
        const bool isAlarm = cameraStateRole(m_state) == Role::Alarm;
        painter.setFont(theme.font(TextSize::Title, QFont::DemiBold));
        painter.setPen(theme.onPicture(isAlarm ? Role::Alarm : Role::Muted));
        const QString sign = isAlarm ? QStringLiteral("▲ ") : QString();
        const QRect inside =
            rect().adjusted(theme.px(Gap::Medium), theme.px(TileHeadHeight), -theme.px(Gap::Medium), 0);
        const QString words = isLive ? tr("waiting for the first picture") : sign + stateText();
        painter.drawText(inside, Qt::AlignCenter | Qt::TextWordWrap, words);
    }
    paintHead(painter);
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    } else if (cameraStateRole(m_state) == Role::Alarm) {
        painter.setPen(QPen(theme.onPicture(Role::Alarm), theme.px(2)));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void CameraTile::paintHead(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const QRect head(0, 0, width(), theme.px(TileHeadHeight));
    painter.fillRect(head, QColor(16, 21, 26, 190));
    const QRect inside = head.adjusted(theme.px(Gap::Small), 0, -theme.px(Gap::Small), 0);
    const bool isAlarm = cameraStateRole(m_state) == Role::Alarm;
    painter.setFont(theme.font(TextSize::Caption, isAlarm ? QFont::Bold : QFont::Normal));
    const QString state = (isAlarm ? QStringLiteral("▲ ") : QString())
        + (m_state.phase == video::CameraPhase::Failed ? tr("failed") : stateText());
    const int stateWidth = painter.fontMetrics().horizontalAdvance(state);
    painter.setPen(theme.onPicture(isAlarm ? Role::Alarm : Role::Muted));
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, state);
    painter.setFont(theme.font(TextSize::Body, QFont::DemiBold));
    painter.setPen(theme.onPicture(Role::Text));
    const QRect nameRect = inside.adjusted(0, 0, -stateWidth - theme.px(Gap::Small), 0);
    painter.drawText(nameRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(m_name, Qt::ElideRight, nameRect.width()));
}

void CameraTile::paintOverlays(QPainter& painter, const QRect& on) const
{
    const Theme& theme = m_appearance.theme();
    painter.save();
    painter.setClipRect(on);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const lane::Overlay& overlay : m_overlays) {
        // Known is calm white; only what a person may have to look at is coloured.
        const Role role = overlay.certainty == vision::Certainty::Known ? Role::Text
            : overlay.certainty == vision::Certainty::Unknown           ? Role::Ask
                                                                        : Role::Muted;
        const QRectF box(on.x() + overlay.box.x() * on.width(), on.y() + overlay.box.y() * on.height(),
            overlay.box.width() * on.width(), overlay.box.height() * on.height());
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(0, 0, 0, 160), theme.px(4)));
        painter.drawRoundedRect(box, theme.px(3), theme.px(3));
        painter.setPen(QPen(theme.onPicture(role), theme.px(2)));
        painter.drawRoundedRect(box, theme.px(3), theme.px(3));

        const QString word = overlay.certainty == vision::Certainty::Known && !overlay.label.isEmpty() ? overlay.label
            : overlay.certainty == vision::Certainty::Unsure
            ? (overlay.label.isEmpty() ? tr("not clear") : overlay.label + QStringLiteral(" ?"))
            : (overlay.label.isEmpty() ? tr("unknown") : overlay.label + QStringLiteral(" · ") + tr("unknown"));
        painter.setFont(theme.codeFont(TextSize::Body, QFont::Bold));
        const QSize text(painter.fontMetrics().horizontalAdvance(word) + theme.px(12), theme.px(22));
        QRectF plate(box.left(), box.top() - text.height() - theme.px(3), text.width(), text.height());
        if (plate.top() < on.top() + theme.px(TileHeadHeight))
            plate.moveTop(std::min(box.bottom() + theme.px(3), double(on.bottom() - text.height())));
        plate.moveLeft(std::clamp(
            plate.left(), double(on.left()), std::max(double(on.left()), double(on.right() - plate.width()))));
        painter.fillRect(plate, QColor(16, 21, 26, 220));
        painter.setPen(theme.onPicture(role));
        painter.drawText(plate, Qt::AlignCenter | Qt::TextSingleLine, word);
    }
    painter.restore();
}

QRect CameraTile::pictureRect() const
{
    QSize fitted = m_picture.size().scaled(size(), Qt::KeepAspectRatio);
    // Made for this tile, it is painted as it is: stretching it by the pixel that rounding took costs fifteen times as
    // much.
    const QSize asItIs = m_picture.size() / devicePixelRatioF();
    if (std::abs(asItIs.width() - fitted.width()) <= 1 && std::abs(asItIs.height() - fitted.height()) <= 1)
        fitted = asItIs;
    return { QPoint((width() - fitted.width()) / 2, (height() - fitted.height()) / 2), fitted };
}

void CameraTile::mouseDoubleClickEvent(QMouseEvent*)
{
    Q_EMIT opened(m_id);
}

void CameraTile::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT opened(m_id);
    else
        QWidget::keyPressEvent(event);
}

} // namespace gatehouse::ui
