#pragma once

#include "core/lane/EventLog.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

class QVBoxLayout;

namespace gatehouse::ui {

class EvidencePicture;

// Everything about one event, for the side panel: both pictures, who, what and why, what was measured and what else it
// could have been, and the story it belongs to: what was seen, what an operator decided, what the gate did.
class EventStory : public QWidget
{
    Q_OBJECT

public:
    // `story` is oldest first and holds the event with the id `chosen`.
    EventStory(
        const SiteContext& context, const QList<lane::LaneEvent>& story, EventId chosen, QWidget* parent = nullptr);

Q_SIGNALS:
    void personRequested(gatehouse::PersonId person);
    void vehicleRequested(gatehouse::VehicleId vehicle);
    void pictureOpened(const QImage& picture, const QString& caption);

private:
    void addPictures(const lane::LaneEvent& seen);
    void addSubject(const lane::LaneEvent& event);
    void addMeasures(const lane::LaneEvent& seen);
    void addStory(const QList<lane::LaneEvent>& story, EventId chosen);
    void addFact(const QString& name, const QString& value, Face face = Face::System);
    void addTitle(const QString& text);
    EvidencePicture* addPicture(const QString& name, const QString& caption, int height);

    const SiteContext& m_context;
    QVBoxLayout* m_column;
};

} // namespace gatehouse::ui
