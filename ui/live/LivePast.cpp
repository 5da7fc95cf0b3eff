#include "ui/live/LivePast.h"

#include "core/lane/EventLog.h"

namespace gatehouse::ui {

namespace {

constexpr int HistoryLength = 100;

QString kindCode(FeedFilter::Kind kind)
{
    return kind == FeedFilter::Kind::All ? QString() : QStringLiteral("feed %1").arg(int(kind));
}

} // namespace

LivePast::LivePast(const SiteContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
}

void LivePast::read(std::function<void(const Result<QList<lane::LaneEvent>>&)> done)
{
    m_context.site.reader().request(
        [&site = m_context.site, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) -> Result<QList<lane::LaneEvent>> {
            lane::EventQuery query;
            query.limit = HistoryLength;
            GATEHOUSE_TRY_ASSIGN(events, lane::EventLog(database, clock).list(actor, query));
            GATEHOUSE_TRY(site.noteReading(
                actor, { QStringLiteral("event.list"), { QStringLiteral("event"), 0 }, events.size(), {} }));
            return events;
        },
        this,
        [this, asked = m_generation, done = std::move(done)](const Result<QList<lane::LaneEvent>>& events) {
            if (asked == m_generation)
                done(events);
        });
}

void LivePast::renew(const QList<lane::LaneEvent>& requests, std::function<void(const Result<Renewed>&)> done)
{
    m_context.site.reader().request(
        [requests, actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) -> Result<Renewed> {
            lane::EventLog log(database, clock);
            Renewed renewed;
            for (const lane::LaneEvent& request : requests) {
                const auto now = log.renewed(actor, request);
                if (!now && now.error().code != ErrorCode::NotFound)
                    return now.error();
                renewed.insert(request.id, now ? *now : withoutTraces(request));
            }
            return renewed;
        },
        this,
        [this, asked = m_generation, done = std::move(done)](const Result<Renewed>& renewed) {
            if (asked == m_generation)
                done(renewed);
        });
}

void LivePast::noteSearch(const FeedFilter& filter, qsizetype found, std::function<void(const Result<void>&)> done)
{
    const security::Reading reading { QStringLiteral("event.search"), { QStringLiteral("event"), 0 }, found,
        filter.text.trimmed(), kindCode(filter.kind) };
    m_context.site.reader().request([&site = m_context.site, actor = m_context.session.actor(), reading](
                                        store::Database&) { return site.noteReading(actor, reading); },
        this,
        [this, asked = m_generation, search = ++m_search, done = std::move(done)](const Result<void>& noted) {
            if (asked == m_generation && search == m_search)
                done(noted);
        });
}

} // namespace gatehouse::ui
