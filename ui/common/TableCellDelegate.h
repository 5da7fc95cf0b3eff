#pragma once

#include "ui/common/Appearance.h"

#include <QStyledItemDelegate>

namespace gatehouse::ui {

// Paints the cells of a DataTable by role: tone, face, icon, picture (PagedTableBase's data roles).
class TableCellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TableCellDelegate(const Appearance& appearance, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Appearance& m_appearance;
};

} // namespace gatehouse::ui
