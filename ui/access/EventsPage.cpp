#include "ui/access/EventsPage.h"

#include "core/lane/LaneRegistry.h"
#include "ui/access/EventFilters.h"
#include "ui/access/EventStory.h"
#include "ui/access/LargePicture.h"

#include <QShortcut>

namespace gatehouse::ui {

namespace {

constexpr int EventRowHeight = 44;

} // namespace

EventsPage::EventsPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Events"), parent)
    , m_empty(new EmptyState(context.appearance, Icon::History, {}, {}, {}))
    , m_new(addAction(-1, ButtonLook::Plain, Icon::Reload, {}, QStringLiteral("showNew")))
{
    auto* table = new DataTable(context.appearance, context.settings, QStringLiteral("events"), m_empty);
    table->setRowHeight(EventRowHeight);
    m_filters = new EventFilters(context, table);
    m_model = new Model(
        eventColumns(context.time), [](const EventRow& row) { return row.event.id.value(); }, loader());
    addList(tr("Events"), table, m_model);
    m_new->hide();

    connect(m_filters, &EventFilters::changed, this, &EventsPage::filter);
    connect(m_empty, &EmptyState::actionTriggered, m_filters, &EventFilters::clear);
    connect(m_new, &QPushButton::clicked, this, &EventsPage::showNew);
    connect(&context.lanes, &lane::LaneRuntime::eventRecorded, this, &EventsPage::eventArrived);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_filters, &EventFilters::focusText);
    filter();
}

PageEntry EventsPage::entry()
{
    return { QStringLiteral("events"), [] { return tr("Events"); }, Icon::History, security::Permission::ViewEvents,
        [](const SiteContext& context) { return new EventsPage(context); } };
}

void EventsPage::activated()
{
    m_isShown = true;
    loadLanes();
    showNew();
}

void EventsPage::deactivated()
{
    m_isShown = false;
}

EventsPage::Model::Loader EventsPage::loader()
{
    const lane::EventQuery query = m_filters->query();
    return storeLoader<EventRow>(context().site.reader(), this,
        [query, &site = context().site, actor = context().session.actor(), &clock = context().clock](
            store::Database& database, const SliceRequest<EventRow>& request) -> Result<Slice<EventRow>> {
            GATEHOUSE_TRY_ASSIGN(slice, readEventRows(database, clock, actor, query, request));
            const QString action = query.text.isEmpty() ? QStringLiteral("event.list") : QStringLiteral("event.search");
            GATEHOUSE_TRY(site.noteReading(actor,
                { action, { QStringLiteral("event"), 0 }, slice.rows.size(), query.text, lane::narrowedBy(query),
                    request.last ? security::Reading::Part::Further : security::Reading::Part::First }));
            return slice;
        });
}

void EventsPage::filter()
{
    if (m_filters->isNarrowed())
        m_empty->setTexts(tr("Nothing found"), tr("No event fits these filters."), tr("Show everything"));
    else
        m_empty->setTexts(tr("Nothing happened yet"),
            tr("Whatever the lanes recognise, decide and open stands here, with its pictures."), {});
    m_model->setLoader(loader());
}

void EventsPage::loadLanes()
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock](
            store::Database& database) { return lane::LaneRegistry(database, clock).lanes(actor); },
        this,
        [this](const Result<QList<lane::Lane>>& lanes) {
            if (lanes)
                m_filters->setLanes(*lanes);
            else
                showProblem(lanes.error());
        });
}

void EventsPage::rowChosen(int, qint64 key)
{
    loadStory(EventId(key));
}

void EventsPage::loadStory(EventId id)
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock, &site = context().site, id](
            store::Database& database) -> Result<QList<lane::LaneEvent>> {
            GATEHOUSE_TRY_ASSIGN(story, lane::EventLog(database, clock).story(actor, id));
            GATEHOUSE_TRY(site.noteReading(
                actor, { QStringLiteral("event.view"), { QStringLiteral("event"), id.value() }, 1, {} }));
            return story;
        },
        this, [this, id](const Result<QList<lane::LaneEvent>>& story) { showStory(id, story); });
}

void EventsPage::showStory(EventId id, const Result<QList<lane::LaneEvent>>& story)
{
    if (!story) {
        showProblem(story.error());
        return;
    }
    auto* body = new EventStory(context(), *story, id);
    connect(body, &EventStory::personRequested, this, [this](PersonId person) {
        context().openPage({ QStringLiteral("people"), person.value() });
    });
    connect(body, &EventStory::vehicleRequested, this, [this](VehicleId vehicle) {
        context().openPage({ QStringLiteral("vehicles"), vehicle.value() });
    });
    connect(body, &EventStory::pictureOpened, this, [this](const QImage& picture, const QString& caption) {
        new LargePicture(context().appearance, picture, caption, this); // it lives until it is closed
    });
    showDetail(id.value(), tr("Event"), body, {});
}

void EventsPage::eventArrived()
{
    ++m_newEvents;
    if (!m_isShown)
        return;
    m_new->setText(tr("Show %n new", nullptr, m_newEvents));
    m_new->show();
}

void EventsPage::showNew()
{
    m_newEvents = 0;
    m_new->hide();
    m_model->reload();
}

} // namespace gatehouse::ui
