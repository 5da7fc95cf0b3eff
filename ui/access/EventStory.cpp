#include "ui/access/EventStory.h"

#include "core/lane/EventLog.h"
#include "ui/access/EventRow.h"
#include "ui/access/EvidencePicture.h"
#include "ui/words/ReasonText.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int CropHeight = 150; // px at 100 %
constexpr int FrameHeight = 250;
constexpr int NameColumn = 104;

QString shareText(double share)
{
    return QLocale().toString(share, 'f', 2);
}

lane::Purpose purposeOf(const lane::LaneEvent& event)
{
    return event.subject == lane::LaneEvent::Subject::Person ? lane::Purpose::Faces : lane::Purpose::Plates;
}

const lane::LaneEvent* eventOfId(const QList<lane::LaneEvent>& story, EventId id)
{
    for (const lane::LaneEvent& event : story) {
        if (event.id == id)
            return &event;
    }
    return nullptr;
}

} // namespace

EventStory::EventStory(const SiteContext& context, const QList<lane::LaneEvent>& story, EventId chosen, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(new QVBoxLayout(this))
{
    const Theme& theme = context.appearance.theme();
    m_column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    m_column->setSpacing(theme.px(Gap::Small));
    const lane::LaneEvent* event = eventOfId(story, chosen);
    if (!event)
        return;
    const lane::LaneEvent& seen = story.first();
    addPictures(seen);
    addSubject(*event);
    if (seen.kind == lane::EventKind::Recognition)
        addMeasures(seen);
    if (story.size() > 1)
        addStory(story, chosen);
    m_column->addStretch(1);
}

void EventStory::addPictures(const lane::LaneEvent& seen)
{
    if (!seen.cropId.isValid() && !seen.frameId.isValid())
        return;
    EvidencePicture* crop = addPicture(QStringLiteral("crop"), tr("What was recognised"), CropHeight);
    EvidencePicture* frame = addPicture(QStringLiteral("frame"), tr("The whole picture"), FrameHeight);
    // On the writer: that somebody looked is written down first.
    m_context.site.writer().request(
        [id = seen.id, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) { return lane::EventLog(database, clock).look(actor, id); },
        this,
        [seen, crop, frame](const Result<lane::EventPictures>& looked) {
            if (!looked) {
                crop->setAbsence(tr("The picture cannot be read."));
                frame->setAbsence(tr("The picture cannot be read."));
                return;
            }
            const auto show = [](EvidencePicture* place, EvidenceId id, const std::optional<QImage>& picture) {
                if (picture)
                    place->setPicture(*picture);
                else
                    place->setAbsence(
                        id.isValid() ? tr("The picture's time is over: it was deleted.") : tr("No picture was kept."));
            };
            show(crop, seen.cropId, looked->crop);
            show(frame, seen.frameId, looked->frame);
        });
}

EvidencePicture* EventStory::addPicture(const QString& name, const QString& caption, int height)
{
    auto* picture = new EvidencePicture(m_context.appearance, caption, height);
    picture->setObjectName(name);
    m_column->addWidget(picture);
    connect(picture, &EvidencePicture::opened, this,
        [this, picture] { Q_EMIT pictureOpened(picture->picture(), picture->caption()); });
    return picture;
}

void EventStory::addSubject(const lane::LaneEvent& event)
{
    const Appearance& look = m_context.appearance;
    auto* who = new Label(look, eventSubjectText(event), TextSize::Headline);
    who->setObjectName(QStringLiteral("who"));
    who->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (event.plate)
        who->setFace(Face::Code);
    m_column->addWidget(who->wrapped());

    auto* verdict = new QHBoxLayout;
    auto* icon = new QLabel;
    icon->setPixmap(look.pixmap(eventVerdictIcon(event), eventVerdictRole(event)));
    verdict->addWidget(icon);
    auto* words = new Label(look, eventVerdictText(event), TextSize::Title, eventVerdictRole(event));
    words->setObjectName(QStringLiteral("verdict"));
    verdict->addWidget(words, 1);
    m_column->addLayout(verdict);
    auto* why = new Label(look, eventReasonText(event));
    why->setObjectName(QStringLiteral("why"));
    m_column->addWidget(why->wrapped());

    addFact(tr("When"), m_context.time.dateTime(event.at), Face::Code);
    addFact(tr("Lane"), event.laneName);
    if (event.plateRegion)
        addFact(tr("Region"), regionText(*event.plateRegion));
    addFact(tr("Vehicle"), event.vehicleDescription);
    if (event.plate)
        addFact(tr("Owner"), event.personName);
    addFact(tr("Kind"), personKindText(event.personKind));
    if (event.person.isValid() && m_context.session.may(security::Permission::ViewPeople)) {
        auto* open = new Button(look, ButtonLook::Link, Icon::User, tr("Show this person"));
        open->setObjectName(QStringLiteral("showPerson"));
        connect(open, &QPushButton::clicked, this, [this, id = event.person] { Q_EMIT personRequested(id); });
        m_column->addWidget(open, 0, Qt::AlignLeft);
    }
    if (event.vehicle.isValid() && m_context.session.may(security::Permission::ViewVehicles)) {
        auto* open = new Button(look, ButtonLook::Link, Icon::Car, tr("Show this vehicle"));
        open->setObjectName(QStringLiteral("showVehicle"));
        connect(open, &QPushButton::clicked, this, [this, id = event.vehicle] { Q_EMIT vehicleRequested(id); });
        m_column->addWidget(open, 0, Qt::AlignLeft);
    }
}

void EventStory::addMeasures(const lane::LaneEvent& seen)
{
    addTitle(tr("How sure"));
    addFact(tr("Result"), certaintyText(seen.certainty));
    addFact(tr("Confidence"),
        seen.threshold > 0 ? tr("%1, needs %2").arg(shareText(seen.confidence), shareText(seen.threshold))
                           : shareText(seen.confidence),
        Face::Code);
    if (!seen.runnerUp.isEmpty()) {
        addFact(tr("Next best"), QStringLiteral("%1 (%2)").arg(seen.runnerUp, shareText(seen.runnerUpConfidence)),
            seen.subject == lane::LaneEvent::Subject::Vehicle ? Face::Code : Face::System);
    }
    if (seen.reads > 0)
        addFact(tr("Reads"), tr("%1 of %2 agree").arg(seen.agreeing).arg(seen.reads));
    if (seen.liveness >= 0)
        addFact(tr("Alive"), shareText(seen.liveness), Face::Code);
    for (const vision::Finding& finding : seen.findings)
        addFact(tr("In the way"), findingText(finding, purposeOf(seen)));
}

void EventStory::addStory(const QList<lane::LaneEvent>& story, EventId chosen)
{
    const Appearance& look = m_context.appearance;
    addTitle(tr("What happened"));
    for (const lane::LaneEvent& event : story) {
        auto* row = new QHBoxLayout;
        row->setSpacing(look.theme().px(Gap::Small));
        auto* time = new Label(look, m_context.time.time(event.at), TextSize::Body, Role::Muted);
        time->setFace(Face::Code);
        row->addWidget(time, 0, Qt::AlignTop);
        auto* icon = new QLabel;
        icon->setPixmap(look.pixmap(eventVerdictIcon(event), eventVerdictRole(event), 16));
        row->addWidget(icon, 0, Qt::AlignTop);
        auto* words = new Label(look,
            eventKindText(event.kind) + QStringLiteral(": ") + eventVerdictText(event) + QStringLiteral(" \u00B7 ")
                + eventReasonText(event));
        if (event.id == chosen)
            words->setWeight(QFont::DemiBold);
        words->setObjectName(QStringLiteral("storyLine"));
        row->addWidget(words->wrapped(), 1);
        m_column->addLayout(row);
    }
}

void EventStory::addTitle(const QString& text)
{
    m_column->addSpacing(m_context.appearance.theme().px(Gap::Small));
    m_column->addWidget(new Separator);
    auto* title = new Label(m_context.appearance, text);
    title->setWeight(QFont::DemiBold);
    m_column->addWidget(title);
}

void EventStory::addFact(const QString& name, const QString& value, Face face)
{
    if (value.isEmpty())
        return;
    const Appearance& look = m_context.appearance;
    auto* row = new QHBoxLayout;
    row->setSpacing(look.theme().px(Gap::Small));
    auto* label = new Label(look, name, TextSize::Body, Role::Muted);
    label->setFixedWidth(look.theme().px(NameColumn));
    row->addWidget(label, 0, Qt::AlignTop);
    auto* text = new Label(look, value);
    text->setFace(face);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text->wrapped(), 1);
    m_column->addLayout(row);
}

} // namespace gatehouse::ui
