#include "ui/common/TableCellDelegate.h"

#include "ui/common/PagedTableBase.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

namespace gatehouse::ui {

namespace {

// Whether nothing of the row stands left of the cell: columns can be moved and hidden.
bool isFirstShown(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* view = qobject_cast<const QTableView*>(option.widget);
    if (!view)
        return index.column() == 0;
    const QHeaderView* header = view->horizontalHeader();
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        if (!header->isSectionHidden(column))
            return column == index.column();
    }
    return false;
}

} // namespace

TableCellDelegate::TableCellDelegate(const Appearance& appearance, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_appearance(appearance)
{
}

void TableCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = m_appearance.theme();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRect cell = option.rect;

    painter->save();
    painter->fillRect(cell, isSelected ? theme.selection() : isHovered ? theme.hover() : theme.color(Role::Surface));
    painter->fillRect(QRect(cell.left(), cell.bottom() - theme.lineWidth() + 1, cell.width(), theme.lineWidth()),
        theme.color(Role::Line));
    if (isSelected && isFirstShown(option, index))
        painter->fillRect(QRect(cell.left(), cell.top(), theme.px(3), cell.height()), theme.color(Role::Accent));

    QRect inside = cell.adjusted(theme.px(Gap::Small), 0, -theme.px(Gap::Small), 0);
    const Role tone = static_cast<Role>(index.data(PagedTableBase::ToneRole).toInt());

    const QImage picture = index.data(PagedTableBase::PictureRole).value<QImage>();
    if (!picture.isNull()) {
        const int height = cell.height() - theme.px(Gap::Small);
        const QSize bound(theme.px(96), height);
        const QSize size = picture.size().scaled(bound, Qt::KeepAspectRatio);
        const QRect place(inside.left(), cell.top() + (cell.height() - size.height()) / 2, size.width(), size.height());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(place, picture);
        inside.setLeft(place.right() + theme.px(Gap::Small));
    }

    const QVariant icon = index.data(PagedTableBase::IconRole);
    if (icon.isValid()) {
        const QPixmap pixmap =
            m_appearance.pixmap(static_cast<Icon>(icon.toInt()), tone, 16, painter->device()->devicePixelRatioF());
        const int side = theme.px(16);
        painter->drawPixmap(QRect(inside.left(), cell.center().y() - side / 2, side, side), pixmap);
        inside.setLeft(inside.left() + side + theme.px(6));
    }

    const bool isCode = static_cast<Face>(index.data(PagedTableBase::FaceRole).toInt()) == Face::Code;
    painter->setFont(isCode ? theme.codeFont() : theme.font());
    painter->setPen(theme.color(tone));
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    const QString text =
        painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, inside.width());
    painter->drawText(inside, int(alignment) | Qt::TextSingleLine, text);

    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.color(Role::Accent), theme.px(2)));
        painter->drawRect(cell.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

} // namespace gatehouse::ui
