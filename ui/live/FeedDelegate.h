#pragma once

#include "ui/common/SiteContext.h"

#include <QStyledItemDelegate>

namespace gatehouse::ui {

// Paints one line of the feed.
class FeedDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    FeedDelegate(const SiteContext& context, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    // How large a crop is shown at most: more of it is not fetched.
    [[nodiscard]] QSize cropSize() const;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const SiteContext& m_context;
};

} // namespace gatehouse::ui
