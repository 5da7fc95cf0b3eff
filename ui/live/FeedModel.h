#pragma once

#include "core/lane/LaneTypes.h"

#include <QAbstractListModel>

#include <functional>

namespace gatehouse::ui {

// The events of the feed that pass its filter, newest first. Pictures of events read back from the store are fetched
// when they are first painted.
class FeedModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum DataRole { EventKeyRole = Qt::UserRole + 1 };

    // Asks for the crop of an event; setCrop() brings it.
    using FetchCrop = std::function<void(EvidenceId)>;
    explicit FeedModel(FetchCrop fetch, QObject* parent = nullptr);

    // The new list; what is on top of the old one is inserted, so that selection and scrolling stay.
    void setEvents(const QList<lane::LaneEvent>& events);
    // Every event and every picture goes.
    void forget();
    void setCrop(EvidenceId id, const QImage& crop);
    [[nodiscard]] const lane::LaneEvent& event(int row) const { return m_events[row]; }
    // For the delegate: the crop, asked for when it is not there.
    [[nodiscard]] QImage crop(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    FetchCrop m_fetch;
    QList<lane::LaneEvent> m_events;
    mutable QHash<EvidenceId, QImage> m_crops; // null: asked for
};

} // namespace gatehouse::ui
