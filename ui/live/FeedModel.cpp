#include "ui/live/FeedModel.h"

#include "ui/live/CardText.h"
#include "ui/words/ReasonText.h"

namespace gatehouse::ui {

namespace {

bool isSameEvent(const lane::LaneEvent& left, const lane::LaneEvent& right)
{
    return left.id == right.id && left.at == right.at && left.lane == right.lane && left.kind == right.kind;
}

} // namespace

FeedModel::FeedModel(FetchCrop fetch, QObject* parent)
    : QAbstractListModel(parent)
    , m_fetch(std::move(fetch))
{
}

void FeedModel::setEvents(const QList<lane::LaneEvent>& events)
{
    qsizetype fresh = 0;
    while (fresh < events.size() && (m_events.isEmpty() || !isSameEvent(events[fresh], m_events.first())))
        ++fresh;
    const qsizetype kept = events.size() - fresh;
    bool isOnTop = kept > 0 && kept <= m_events.size();
    for (qsizetype at = 0; isOnTop && at < kept; ++at)
        isOnTop = isSameEvent(events[fresh + at], m_events[at]);
    if (!isOnTop) {
        beginResetModel();
        m_events = events;
        endResetModel();
        return;
    }
    if (kept < m_events.size()) {
        beginRemoveRows({}, int(kept), int(m_events.size()) - 1);
        m_events.resize(kept);
        endRemoveRows();
    }
    if (fresh > 0) {
        beginInsertRows({}, 0, int(fresh) - 1);
        m_events = events;
        endInsertRows();
    }
}

void FeedModel::forget()
{
    beginResetModel();
    m_events.clear();
    m_crops.clear();
    endResetModel();
}

void FeedModel::setCrop(EvidenceId id, const QImage& crop)
{
    m_crops.insert(id, crop);
    for (int row = 0; row < m_events.size(); ++row) {
        if (m_events[row].cropId == id)
            Q_EMIT dataChanged(index(row), index(row));
    }
}

QImage FeedModel::crop(int row) const
{
    const lane::LaneEvent& event = m_events[row];
    if (!event.crop.isNull() || !event.cropId.isValid())
        return event.crop;
    const auto known = m_crops.constFind(event.cropId);
    if (known != m_crops.cend())
        return *known;
    m_crops.insert(event.cropId, {});
    m_fetch(event.cropId);
    return {};
}

int FeedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

QVariant FeedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const lane::LaneEvent& event = m_events[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3, %4")
            .arg(event.laneName, subjectText(event), verdictText(event.decision.verdict), decisionText(event));
    case EventKeyRole:
        return event.id.value();
    default:
        return {};
    }
}

} // namespace gatehouse::ui
