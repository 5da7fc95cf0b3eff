#include "ui/admin/RegionPicker.h"

#include "ui/common/StateTone.h"
#include "ui/words/ReasonText.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace gatehouse::ui {

namespace {

constexpr double KeyStep = 0.01;
constexpr double UsualShape = 9.0 / 16;
constexpr int HandleSize = 10; // px at 100 %

std::array<QPoint, 4> cornersOf(const QRect& rect)
{
    return { rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft() };
}

QPointF clampedToPicture(QPointF point)
{
    return { std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0) };
}

} // namespace

RegionPicker::RegionPicker(const Appearance& appearance, Use use, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_use(use)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (use == Use::Pick) {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::CrossCursor);
    }
    connect(&appearance, &Appearance::changed, this, [this] { update(); });
    describe();
}

void RegionPicker::setPicture(const QImage& picture)
{
    const bool isOtherShape = m_picture.size() != picture.size();
    m_picture = picture;
    if (isOtherShape)
        updateGeometry();
    update();
}

void RegionPicker::setState(const video::CameraState& state)
{
    m_state = state;
    update();
}

void RegionPicker::setHint(const QString& hint)
{
    m_hint = hint;
    update();
}

void RegionPicker::setRegion(const QRectF& region)
{
    m_region = region;
    describe();
    update();
}

QSize RegionPicker::sizeHint() const
{
    const int width = m_appearance.theme().px(400);
    return { width, heightForWidth(width) };
}

int RegionPicker::heightForWidth(int width) const
{
    const double shape = m_picture.isNull() ? UsualShape : double(m_picture.height()) / std::max(1, m_picture.width());
    return int(width * std::min(shape, 1.0));
}

QRect RegionPicker::pictureRect() const
{
    const QSize shape = m_picture.isNull() ? QSize(16, 9) : m_picture.size();
    QRect place(QPoint(), shape.scaled(size(), Qt::KeepAspectRatio));
    place.moveCenter(rect().center());
    return place;
}

QRect RegionPicker::regionRect() const
{
    const QRect picture = pictureRect();
    return QRectF(picture.left() + m_region.left() * picture.width(), picture.top() + m_region.top() * picture.height(),
        m_region.width() * picture.width(), m_region.height() * picture.height())
        .toAlignedRect();
}

QPointF RegionPicker::fractionAt(QPoint place) const
{
    const QRect picture = pictureRect();
    return clampedToPicture({ double(place.x() - picture.left()) / std::max(1, picture.width()),
        double(place.y() - picture.top()) / std::max(1, picture.height()) });
}

void RegionPicker::change(QRectF region)
{
    region = region.normalized();
    region.setWidth(std::clamp(region.width(), SmallestSide, 1.0));
    region.setHeight(std::clamp(region.height(), SmallestSide, 1.0));
    region.moveLeft(std::clamp(region.left(), 0.0, 1 - region.width()));
    region.moveTop(std::clamp(region.top(), 0.0, 1 - region.height()));
    setRegion(region);
}

void RegionPicker::mousePressEvent(QMouseEvent* event)
{
    if (m_use == Use::Look || event->button() != Qt::LeftButton || !pictureRect().contains(event->pos()))
        return;
    const QRect region = regionRect();
    const int reach = m_appearance.theme().px(HandleSize);
    const auto corners = cornersOf(region);
    const std::array<QPointF, 4> opposite { m_region.bottomRight(), m_region.bottomLeft(), m_region.topLeft(),
        m_region.topRight() };
    for (std::size_t corner = 0; corner < corners.size(); ++corner) {
        if ((corners[corner] - event->pos()).manhattanLength() <= reach) {
            m_drag = Drag::Size;
            m_anchor = opposite[corner];
            return;
        }
    }
    const bool isWhole = m_region == QRectF(0, 0, 1, 1);
    if (region.contains(event->pos()) && !isWhole) {
        m_drag = Drag::Move;
        m_anchor = fractionAt(event->pos()) - m_region.topLeft();
    } else {
        m_drag = Drag::Draw;
        m_anchor = fractionAt(event->pos());
    }
}

void RegionPicker::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF place = fractionAt(event->pos());
    if (m_drag == Drag::Move)
        change(QRectF(place - m_anchor, m_region.size()));
    else if (m_drag != Drag::None)
        change(QRectF(m_anchor, place));
}

void RegionPicker::mouseReleaseEvent(QMouseEvent*)
{
    if (m_drag == Drag::None)
        return;
    m_drag = Drag::None;
    Q_EMIT regionEdited();
}

void RegionPicker::keyPressEvent(QKeyEvent* event)
{
    QPointF step;
    switch (event->key()) {
    case Qt::Key_Left:
        step = { -KeyStep, 0 };
        break;
    case Qt::Key_Right:
        step = { KeyStep, 0 };
        break;
    case Qt::Key_Up:
        step = { 0, -KeyStep };
        break;
    case Qt::Key_Down:
        step = { 0, KeyStep };
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    QRectF region = m_region;
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        // Clamped before normalizing, or a side pushed through the other would turn it inside out.
        region.setWidth(std::clamp(region.width() + step.x(), SmallestSide, 1 - region.left()));
        region.setHeight(std::clamp(region.height() + step.y(), SmallestSide, 1 - region.top()));
    } else {
        region.translate(step);
    }
    change(region);
    Q_EMIT regionEdited();
}

void RegionPicker::describe()
{
    if (m_use == Use::Look)
        return;
    const auto percent = [](double share) { return QString::number(qRound(share * 100)); };
    setAccessibleDescription(tr("%1 % from the left, %2 % from the top, %3 % wide, %4 % high")
                                 .arg(percent(m_region.left()), percent(m_region.top()), percent(m_region.width()),
                                     percent(m_region.height())));
}

void RegionPicker::paintRegion(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const QRect region = regionRect();
    const QRegion outside = QRegion(pictureRect()).subtracted(region);
    painter.save();
    painter.setClipRegion(outside);
    painter.fillRect(pictureRect(), QColor(0, 0, 0, 130));
    painter.restore();
    painter.setPen(QPen(theme.onPicture(Role::Accent), theme.px(2)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(region.adjusted(1, 1, -1, -1));
    if (m_use == Use::Look)
        return;
    painter.setBrush(theme.onPicture(Role::Accent));
    const int handle = theme.px(HandleSize);
    for (const QPoint corner : cornersOf(region.adjusted(1, 1, -1, -1)))
        painter.drawRect(QRect(corner - QPoint(handle / 2, handle / 2), QSize(handle, handle)) & rect());
}

void RegionPicker::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.onPicture(Role::Ink));
    const bool isLive = m_state.phase == video::CameraPhase::Live;
    if (!m_picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(pictureRect(), isLive ? m_picture : m_picture.convertToFormat(QImage::Format_Grayscale8));
    }
    if (m_use == Use::Pick || m_region != QRectF(0, 0, 1, 1))
        paintRegion(painter);
    if (!isLive) {
        const bool isSilent = m_state.phase == video::CameraPhase::Stopped;
        const QString words = isSilent ? m_hint : cameraStateText(m_state);
        painter.setFont(theme.font(TextSize::Body, QFont::DemiBold));
        const bool isAlarm = !isSilent && cameraStateRole(m_state) == Role::Alarm;
        painter.setPen(theme.onPicture(isAlarm ? Role::Alarm : Role::Text));
        painter.drawText(rect().marginsRemoved(theme.margins(Gap::Large)), Qt::AlignCenter | Qt::TextWordWrap, words);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace gatehouse::ui
