#include "ui/common/PagedTableBase.h"

namespace gatehouse::ui {

void PagedTableBase::reload()
{
    request(true);
}

QVariant PagedTableBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(columnLook(section).alignment | Qt::AlignVCenter));
    return {};
}

bool PagedTableBase::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_hasMore && m_state == LoadState::Idle;
}

void PagedTableBase::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        request(m_isReplacing);
}

void PagedTableBase::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    if (column < 0) {
        if (rowCount() > 0)
            reload();
        return;
    }
    if (m_isReplacing || m_state == LoadState::Loading)
        return; // sorted when the rows are there
    if (m_hasMore && m_total > MostSorted) {
        m_sortColumn = -1;
        Q_EMIT sortRefused();
    } else if (m_hasMore) {
        request(false);
    } else {
        sortRows(column, order);
    }
}

void PagedTableBase::loaded(int total, bool hasMore)
{
    m_total = total;
    m_hasMore = hasMore;
    m_isReplacing = false;
    setState(LoadState::Idle);
    if (m_sortColumn >= 0) {
        if (hasMore && rowCount() >= MostSorted) {
            m_sortColumn = -1;
            Q_EMIT sortRefused();
        } else {
            sort(m_sortColumn, m_sortOrder);
        }
    }
}

void PagedTableBase::failed(const Error& error)
{
    setState(LoadState::Failed);
    Q_EMIT loadFailed(error);
}

bool PagedTableBase::isBefore(const QVariant& left, const QVariant& right)
{
    if (left.typeId() == QMetaType::QString && right.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(left.toString(), right.toString()) < 0;
    return QVariant::compare(left, right) == QPartialOrdering::Less;
}

void PagedTableBase::request(bool fromStart)
{
    ++m_generation;
    m_isReplacing = fromStart;
    setState(LoadState::Loading);
    requestSlice(m_generation, fromStart);
}

void PagedTableBase::setState(LoadState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT loadStateChanged();
}

} // namespace gatehouse::ui
