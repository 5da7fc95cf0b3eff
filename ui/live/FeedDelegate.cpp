#include "ui/live/FeedDelegate.h"

#include "ui/common/StateTone.h"
#include "ui/live/CardText.h"
#include "ui/live/FeedModel.h"
#include "ui/words/ReasonText.h"

#include <QPainter>

namespace gatehouse::ui {

namespace {

constexpr int FeedRowHeight = 44;
// Widths at 100 %; the reason takes what is left.
constexpr int MomentWidth = 84;
constexpr int LaneWidth = 116;
constexpr int FeedCropWidth = 64;
constexpr int SubjectWidth = 200;
constexpr int VerdictWidth = 110;
// Beside an open detail there is room for when, where, who and the decision only.
constexpr int NarrowRow = 600;
constexpr int NarrowLaneWidth = 84;
constexpr int NarrowSubjectWidth = 144;

} // namespace

FeedDelegate::FeedDelegate(const SiteContext& context, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_context(context)
{
}

void FeedDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_context.appearance.theme();
    const auto* model = static_cast<const FeedModel*>(index.model());
    const lane::LaneEvent& event = model->event(index.row());
    const QRect row = option.rect;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);

    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->fillRect(row,
        isSelected                                           ? theme.selection()
            : option.state.testFlag(QStyle::State_MouseOver) ? theme.hover()
                                                             : theme.color(Role::Surface));
    painter->fillRect(QRect(row.left(), row.bottom() - theme.lineWidth() + 1, row.width(), theme.lineWidth()),
        theme.color(Role::Line));
    if (isSelected)
        painter->fillRect(QRect(row.left(), row.top(), theme.px(3), row.height()), theme.color(Role::Accent));

    int left = row.left() + theme.px(Gap::Medium);
    const auto write = [&](const QString& text, int width, const QFont& font, Role role) {
        const QRect cell(left, row.top(), width, row.height());
        painter->setFont(font);
        painter->setPen(theme.color(role));
        painter->drawText(cell, Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(text, Qt::ElideRight, width - theme.px(Gap::Tight)));
        left += width;
    };

    write(m_context.time.time(event.at), theme.px(MomentWidth), theme.codeFont(), Role::Muted);
    const bool isNarrow = row.width() < theme.px(NarrowRow);
    write(event.laneName, theme.px(isNarrow ? NarrowLaneWidth : LaneWidth), theme.font(TextSize::Body, QFont::Medium),
        Role::Text);

    const QImage crop = isNarrow ? QImage() : model->crop(index.row());
    const QRect place(QPoint(left, row.top() + theme.px(3)), cropSize());
    if (!crop.isNull()) {
        const QSize fitted = crop.size().scaled(place.size(), Qt::KeepAspectRatio);
        painter->drawImage(
            QRect(
                place.topLeft() + QPoint((place.width() - fitted.width()) / 2, (place.height() - fitted.height()) / 2),
                fitted),
            crop);
    }
    if (!isNarrow)
        left += theme.px(FeedCropWidth);

    const bool isPlate = event.plate.has_value() && event.kind != lane::EventKind::Gate;
    write(subjectText(event), theme.px(isNarrow ? NarrowSubjectWidth : SubjectWidth),
        isPlate ? theme.codeFont(TextSize::Body, QFont::Bold) : theme.font(TextSize::Body, QFont::DemiBold),
        Role::Text);

    const bool isFailure =
        event.decision.reason == access::Reason::RecordFailed || event.decision.reason == access::Reason::GateFailed;
    const bool isGate = event.kind == lane::EventKind::Gate;
    // Allowed is the calm case: coloured is only what a person had or has to look at.
    const Role role = isFailure                                      ? Role::Alarm
        : isGate || event.decision.verdict == access::Verdict::Allow ? Role::Muted
                                                                     : verdictRole(event.decision.verdict);
    const Icon sign = isFailure ? Icon::Alarm : isGate ? Icon::Gate : verdictIcon(event.decision.verdict);
    const int side = theme.px(18);
    painter->drawPixmap(QRect(left, row.center().y() - side / 2, side, side),
        m_context.appearance.pixmap(sign, role, 18, painter->device()->devicePixelRatioF()));
    left += side + theme.px(6);
    if (!isFailure && !isGate)
        write(verdictText(event.decision.verdict), theme.px(VerdictWidth), theme.font(), role);
    if (!isNarrow || isFailure || isGate)
        write(decisionText(event), row.right() - left - theme.px(Gap::Small), theme.font(),
            isFailure ? Role::Alarm : Role::Muted);

    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter->drawRect(row.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

QSize FeedDelegate::cropSize() const
{
    const Theme& theme = m_context.appearance.theme();
    return { theme.px(FeedCropWidth - 8), theme.px(FeedRowHeight) - theme.px(7) };
}

QSize FeedDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { 0, m_context.appearance.theme().px(FeedRowHeight) };
}

} // namespace gatehouse::ui
