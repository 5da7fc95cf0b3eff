#include "app/gatehouse/Finders.h"

#include "core/lane/EventLog.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "ui/common/SiteContext.h"
#include "ui/live/CardText.h"
#include "ui/words/ReasonText.h"

namespace gatehouse {

namespace {

constexpr int MostFound = 6;
using Found = std::function<void(QList<ui::FinderResult>)>;

} // namespace

ui::FinderSource personFinder()
{
    return { security::Permission::ViewPeople,
        [](const ui::SiteContext& context, const QString& text, QObject* receiver, Found done) {
            context.site.reader().request(
                [&site = context.site, actor = context.session.actor(), &clock = context.clock, text](
                    store::Database& database) -> Result<people::Page<people::Person>> {
                    people::PersonQuery query;
                    query.text = text;
                    query.limit = MostFound;
                    GATEHOUSE_TRY_ASSIGN(page, people::PersonRegistry(database, clock).list(actor, query));
                    GATEHOUSE_TRY(site.noteReading(
                        actor, { QStringLiteral("person.search"), { QStringLiteral("person"), 0 }, page.total, text }));
                    return page;
                },
                receiver,
                [done = std::move(done)](const Result<people::Page<people::Person>>& page) {
                    QList<ui::FinderResult> results;
                    if (page) {
                        for (const people::Person& person : page->rows)
                            results.append({ person.name, ui::personKindText(person.kind), ui::Icon::User,
                                { QStringLiteral("people"), person.id.value() } });
                    }
                    done(results);
                });
        } };
}

ui::FinderSource vehicleFinder()
{
    return { security::Permission::ViewVehicles,
        [](const ui::SiteContext& context, const QString& text, QObject* receiver, Found done) {
            context.site.reader().request(
                [&site = context.site, actor = context.session.actor(), &clock = context.clock, text](
                    store::Database& database) -> Result<people::Page<people::Vehicle>> {
                    people::VehicleQuery query;
                    query.text = text;
                    query.limit = MostFound;
                    GATEHOUSE_TRY_ASSIGN(page, people::VehicleRegistry(database, clock).list(actor, query));
                    GATEHOUSE_TRY(site.noteReading(actor,
                        { QStringLiteral("vehicle.search"), { QStringLiteral("vehicle"), 0 }, page.total, text }));
                    return page;
                },
                receiver,
                [done = std::move(done)](const Result<people::Page<people::Vehicle>>& page) {
                    QList<ui::FinderResult> results;
                    if (page) {
                        for (const people::Vehicle& vehicle : page->rows)
                            results.append({ vehicle.plate.display(),
                                vehicle.ownerName.isEmpty() ? vehicle.description : vehicle.ownerName, ui::Icon::Car,
                                { QStringLiteral("vehicles"), vehicle.id.value() } });
                    }
                    done(results);
                });
        } };
}

ui::FinderSource eventFinder()
{
    return { security::Permission::ViewEvents,
        [](const ui::SiteContext& context, const QString& text, QObject* receiver, Found done) {
            context.site.reader().request(
                [&site = context.site, actor = context.session.actor(), &clock = context.clock, text](
                    store::Database& database) -> Result<QList<lane::LaneEvent>> {
                    lane::EventQuery query;
                    query.kind = lane::EventKind::Recognition; // its story has the rest
                    query.text = text;
                    query.limit = MostFound;
                    GATEHOUSE_TRY_ASSIGN(events, lane::EventLog(database, clock).list(actor, query));
                    GATEHOUSE_TRY(site.noteReading(actor,
                        { QStringLiteral("event.search"), { QStringLiteral("event"), 0 }, events.size(), text }));
                    return events;
                },
                receiver,
                [done = std::move(done), time = context.time](const Result<QList<lane::LaneEvent>>& events) {
                    QList<ui::FinderResult> results;
                    if (events) {
                        for (const lane::LaneEvent& event : *events)
                            results.append({ ui::subjectText(event),
                                QStringLiteral("%1 · %2 · %3")
                                    .arg(time.dateTime(event.at), event.laneName,
                                        ui::verdictText(event.decision.verdict)),
                                ui::Icon::History, { QStringLiteral("events"), event.id.value() } });
                    }
                    done(results);
                });
        } };
}

} // namespace gatehouse
