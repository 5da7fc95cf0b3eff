#include "ui/live/EventDetail.h"
#include "ui/live/EventFeed.h"
#include "ui/live/LivePage.h"
#include "ui/live/LivePast.h"
#include "ui/words/ErrorText.h"

#include <algorithm>
#include <iterator>

namespace gatehouse::ui {

// What the Live page reads of the past: when it is made, when another operator takes over, when people changed, and
// when somebody searches.

void LivePage::readPast()
{
    m_state.past = LiveState::Past::Reading;
    m_past->read([this](const Result<QList<lane::LaneEvent>>& events) {
        set(events ? withHistory(m_state, *events, m_context.clock.now()) : withPastFailed(m_state, events.error()));
    });
}

void LivePage::readAnew()
{
    m_past->forget();
    m_detail->forget();
    m_feed->forgetPast();
    set(withoutPast(m_state));
    renewRequests();
    if (isVisible()) // else when it is shown: nobody reads it now
        readPast();
}

void LivePage::renewRequests()
{
    QList<lane::LaneEvent> requests;
    for (const LaneCardState& lane : std::as_const(m_state.lanes)) {
        std::copy_if(lane.asks.begin(), lane.asks.end(), std::back_inserter(requests),
            [](const lane::LaneEvent& request) { return request.id.isValid(); });
    }
    m_areRequestsRenewed = true;
    if (requests.isEmpty())
        return;
    m_past->renew(requests, [this](const Result<LivePast::Renewed>& renewed) {
        m_areRequestsRenewed = renewed.isOk();
        set(renewed ? withRenewed(m_state, *renewed) : withoutNames(m_state));
    });
}

void LivePage::filterFeed(const FeedFilter& filter)
{
    const auto found = std::count_if(
        m_state.feed.begin(), m_state.feed.end(), [&](const lane::LaneEvent& event) { return passes(filter, event); });
    if (filter.text.trimmed().isEmpty()) {
        m_past->forgetSearch();
        set(withFilter(m_state, filter));
        return;
    }
    m_past->noteSearch(filter, found, [this, filter](const Result<void>& noted) {
        if (noted)
            set(withFilter(m_state, filter));
        else
            m_context.prompts.tell(errorText(noted.error()));
    });
}

} // namespace gatehouse::ui
