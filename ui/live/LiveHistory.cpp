#include "ui/live/LiveState.h"

#include <algorithm>
#include <utility>

namespace gatehouse::ui {

namespace {

lane::LaneEvent nameless(lane::LaneEvent event)
{
    event.enrolled = {};
    event.personName.clear();
    event.personKind.clear();
    event.vehicleDescription.clear();
    event.runnerUp.clear();
    event.runnerUpPerson = {};
    event.runnerUpConfidence = 0;
    return event;
}

// What happened, from its beginning: the same lanes, and nothing known of them.
LiveState replayed(const LiveState& state, const QList<lane::LaneEvent>& newestFirst)
{
    LiveState past;
    for (const LaneCardState& each : state.lanes) {
        LaneCardState lane;
        lane.lane = each.lane;
        past.lanes.append(lane);
    }
    for (auto event = newestFirst.crbegin(); event != newestFirst.crend(); ++event)
        past = withEvent(std::move(past), *event);
    // What arrived while the history was read is newer than all of it.
    for (auto event = state.feed.crbegin(); event != state.feed.crend(); ++event) {
        const bool isKnown = event->id.isValid()
            && std::any_of(newestFirst.begin(), newestFirst.end(),
                [&](const lane::LaneEvent& each) { return each.id == event->id; });
        if (!isKnown)
            past = withEvent(std::move(past), *event);
    }
    return past;
}

// Who waits there is known better than the store knows it: a refusal was taken back, a request was never recorded.
void catchUp(LaneCardState& lane, LaneCardState& past)
{
    if (!lane.shown)
        lane.shown = past.shown;
    if (std::exchange(lane.isCaughtUp, true))
        return;
    const auto isKnown = [&lane](const lane::LaneEvent& asked) {
        return (lane.pending && lane.pending->request.id == asked.id)
            || std::any_of(
                lane.asks.begin(), lane.asks.end(), [&](const lane::LaneEvent& each) { return each.id == asked.id; });
    };
    if (lane.asks.isEmpty())
        lane.strangerSeen = past.strangerSeen;
    else if (lane.lane.purpose == lane::Purpose::Plates)
        return; // one car at a barrier, and that is the newer
    past.asks.removeIf(isKnown);
    lane.asks = past.asks + lane.asks;
}

} // namespace

LiveState withHistory(LiveState state, const QList<lane::LaneEvent>& newestFirst, UtcTime now)
{
    LiveState past = replayed(state, newestFirst);
    for (qsizetype at = 0; at < state.lanes.size(); ++at)
        catchUp(state.lanes[at], past.lanes[at]);
    state.feed = past.feed;
    state.past = LiveState::Past::Read;
    state.pastFailure.reset();
    return withTime(std::move(state), now);
}

LiveState withPastFailed(LiveState state, const Error& error)
{
    state.past = LiveState::Past::Unread;
    state.pastFailure = error;
    return state;
}

LiveState withoutPast(LiveState state)
{
    state.feed.clear();
    state.past = LiveState::Past::Unread;
    state.pastFailure.reset();
    for (LaneCardState& lane : state.lanes) {
        lane.shown.reset();
        lane.lastRefused.reset();
        if (lane.pending)
            lane.pending->request = nameless(lane.pending->request);
        for (lane::LaneEvent& request : lane.asks) {
            request.enrolled = {};
            if (!request.id.isValid()) // never recorded: nothing says whether it may be named still
                request = nameless(request);
        }
    }
    return state;
}

LiveState withRenewed(LiveState state, const QHash<EventId, lane::LaneEvent>& requests)
{
    for (LaneCardState& lane : state.lanes) {
        for (lane::LaneEvent& request : lane.asks) {
            const auto renewed = requests.constFind(request.id);
            if (renewed == requests.cend())
                continue;
            const UtcTime since = request.at;
            request = *renewed;
            request.at = since;
        }
    }
    return state;
}

LiveState withoutNames(LiveState state)
{
    for (LaneCardState& lane : state.lanes) {
        for (lane::LaneEvent& request : lane.asks)
            request = nameless(request);
    }
    return state;
}

lane::LaneEvent withoutTraces(const lane::LaneEvent& request)
{
    lane::LaneEvent left;
    left.at = request.at;
    left.lane = request.lane;
    left.laneName = request.laneName;
    left.kind = request.kind;
    left.subject = request.subject;
    left.decision = request.decision;
    left.note = request.kind == lane::EventKind::Gate ? request.note : QString(); // the code of what went wrong
    left.opensGate = request.opensGate;
    return left;
}

} // namespace gatehouse::ui
