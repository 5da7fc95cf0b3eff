#include "ui/live/LiveState.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

LaneCardState* card(LiveState& state, LaneId lane)
{
    const auto found = std::find_if(
        state.lanes.begin(), state.lanes.end(), [lane](const LaneCardState& each) { return each.lane.id == lane; });
    return found == state.lanes.end() ? nullptr : &*found;
}

bool isSameSubject(const lane::LaneEvent& left, const lane::LaneEvent& right)
{
    if (left.plate && right.plate)
        return left.plate->merged() == right.plate->merged();
    return left.person.isValid() && left.person == right.person;
}

// The request an operator's event or a gate's report is about; a request that was never recorded has no id.
bool isAnsweredBy(const lane::LaneEvent& request, const lane::LaneEvent& answer)
{
    return request.id.isValid() ? request.id == answer.answers
                                : !answer.answers.isValid() && answer.kind == lane::EventKind::Operator;
}

bool isStranger(const lane::LaneEvent& event)
{
    return event.subject == lane::LaneEvent::Subject::Person && !event.person.isValid();
}

// Somebody nobody knows stands at the door and is seen again and again: one question.
bool isSameStranger(const LaneCardState& lane, const lane::LaneEvent& event)
{
    const qint64 since = event.at - lane.strangerSeen;
    return isStranger(event) && !lane.asks.isEmpty() && isStranger(lane.asks.last()) && since >= LiveState::SideBySide
        && since <= LiveState::StrangerPatience;
}

void queueAsk(LaneCardState& lane, const lane::LaneEvent& event)
{
    const bool isSeenAgain = isSameStranger(lane, event);
    if (isStranger(event))
        lane.strangerSeen = event.at;
    if (isSeenAgain) {
        const UtcTime since = lane.asks.last().at;
        lane.asks.last() = event;
        lane.asks.last().at = since;
        return;
    }
    const auto same = std::find_if(
        lane.asks.begin(), lane.asks.end(), [&](const lane::LaneEvent& each) { return isSameSubject(each, event); });
    if (same != lane.asks.end()) {
        const UtcTime since = same->at;
        *same = event;
        same->at = since; // how long they wait, not how often they were seen
        return;
    }
    if (lane.lane.purpose == lane::Purpose::Plates)
        lane.asks.clear(); // one car at a barrier: the newer stands there now
    lane.asks.append(event);
}

void takeRecognition(LaneCardState& lane, const lane::LaneEvent& event)
{
    if (event.decision.verdict == access::Verdict::Ask) {
        queueAsk(lane, event);
        return;
    }
    if (lane.lane.purpose == lane::Purpose::Plates)
        lane.asks.clear();
    else
        lane.asks.removeIf([&](const lane::LaneEvent& each) { return isSameSubject(each, event); });
    lane.shown = event;
}

void takeAnswer(LaneCardState& lane, const lane::LaneEvent& event)
{
    const std::optional<lane::LaneEvent> request = lane.pending && isAnsweredBy(lane.pending->request, event)
        ? std::optional(lane.pending->request)
        : std::nullopt;
    if (request)
        lane.pending.reset();
    lane.asks.removeIf([&](const lane::LaneEvent& each) { return isAnsweredBy(each, event); });
    lane::LaneEvent shown = event;
    if (request && shown.crop.isNull()) {
        shown.crop = request->crop;
        shown.enrolled = request->enrolled;
    }
    if (event.decision.verdict == access::Verdict::Ask) {
        lane.asks.prepend(shown); // the corrected plate is not registered either
        return;
    }
    lane.shown = shown;
    if (request && event.decision.verdict == access::Verdict::Deny) {
        lane.lastRefused = request;
        lane.refusedAt = event.at;
    } else {
        lane.lastRefused.reset();
    }
}

void happen(LaneCardState& lane, const lane::LaneEvent& event)
{
    switch (event.kind) {
    case lane::EventKind::Recognition:
        takeRecognition(lane, event);
        break;
    case lane::EventKind::Operator:
        takeAnswer(lane, event);
        break;
    case lane::EventKind::Gate:
        // An opening that went well is the lamp of the gate; one that failed needs somebody.
        if (event.decision.reason == access::Reason::GateFailed)
            lane.asks.prepend(event);
        break;
    }
    if (event.kind != lane::EventKind::Gate)
        lane.failure.reset();
}

} // namespace

bool passes(const FeedFilter& filter, const lane::LaneEvent& event)
{
    switch (filter.kind) {
    case FeedFilter::Kind::All:
        break;
    case FeedFilter::Kind::Asks:
        if (event.decision.verdict != access::Verdict::Ask)
            return false;
        break;
    case FeedFilter::Kind::Refused:
        if (event.decision.verdict != access::Verdict::Deny)
            return false;
        break;
    case FeedFilter::Kind::People:
        if (event.subject != lane::LaneEvent::Subject::Person)
            return false;
        break;
    case FeedFilter::Kind::Cars:
        if (event.subject != lane::LaneEvent::Subject::Vehicle)
            return false;
        break;
    }
    const QString text = filter.text.trimmed();
    if (text.isEmpty())
        return true;
    if (event.personName.contains(text, Qt::CaseInsensitive) || event.laneName.contains(text, Qt::CaseInsensitive)
        || event.vehicleDescription.contains(text, Qt::CaseInsensitive))
        return true;
    const auto typed = PlateText::fromUserInput(text);
    return event.plate && typed && event.plate->merged().contains(typed->merged());
}

std::optional<lane::LaneEvent> LaneCardState::answerable() const
{
    if (!asks.isEmpty())
        return asks.first();
    const bool isRefusedByRule = shown && shown->decision.verdict == access::Verdict::Deny
        && shown->decision.reason != access::Reason::OperatorDenied;
    if (!pending && isRefusedByRule)
        return shown;
    return std::nullopt;
}

LiveState withLanes(LiveState state, const QList<lane::Lane>& lanes, const QList<access::GateSettings>& gates)
{
    QList<LaneCardState> cards;
    for (const lane::Lane& lane : lanes) {
        if (!lane.isEnabled)
            continue;
        LaneCardState fresh;
        if (const LaneCardState* known = findLane(state, lane.id))
            fresh = *known;
        fresh.lane = lane;
        // Lanes start after the feed was read: who asked before the last sign-out still waits.
        if (!findLane(state, lane.id)) {
            fresh.isCaughtUp = state.past == LiveState::Past::Read;
            for (auto event = state.feed.crbegin(); event != state.feed.crend(); ++event) {
                if (event->lane == lane.id)
                    happen(fresh, *event);
            }
        }
        const auto gate = std::find_if(
            gates.begin(), gates.end(), [&](const access::GateSettings& each) { return each.id == lane.gate; });
        fresh.gateName = gate == gates.end() ? QString() : gate->name;
        cards.append(fresh);
    }
    state.lanes = cards;
    return state;
}

LiveState withEvent(LiveState state, const lane::LaneEvent& event)
{
    state.feed.prepend(event);
    if (state.feed.size() > LiveState::MostInFeed)
        state.feed.resize(LiveState::MostInFeed);
    if (LaneCardState* lane = card(state, event.lane))
        happen(*lane, event);
    return state;
}

LiveState withGatePhase(LiveState state, GateId gate, access::GatePhase phase)
{
    for (LaneCardState& lane : state.lanes) {
        if (gate.isValid() && lane.lane.gate == gate)
            lane.gatePhase = phase;
    }
    return state;
}

LiveState withAnswer(
    LiveState state, LaneId lane, const lane::LaneEvent& request, lane::OperatorDecision::Action action)
{
    if (LaneCardState* answered = card(state, lane)) {
        answered->asks.removeIf([&](const lane::LaneEvent& each) {
            return each.id == request.id && (request.id.isValid() || each.at == request.at);
        });
        answered->pending = PendingAnswer { request, action };
        answered->failure.reset();
        answered->lastRefused.reset();
    }
    return state;
}

LiveState withAnswerFailed(LiveState state, LaneId lane, const Error& error)
{
    if (LaneCardState* failed = card(state, lane)) {
        if (failed->pending && failed->pending->request.decision.verdict == access::Verdict::Ask)
            failed->asks.prepend(failed->pending->request);
        failed->pending.reset();
        failed->failure = error;
    }
    return state;
}

LiveState withUndo(LiveState state, LaneId lane, UtcTime now)
{
    LaneCardState* undone = card(state, lane);
    if (undone && undone->lastRefused && now - undone->refusedAt < LiveState::UndoPatience) {
        undone->asks.prepend(*undone->lastRefused);
        undone->lastRefused.reset();
    }
    return state;
}

LiveState withTime(LiveState state, UtcTime now)
{
    for (LaneCardState& lane : state.lanes) {
        lane.asks.removeIf([now](const lane::LaneEvent& each) { return now - each.at > LiveState::AskPatience; });
        if (lane.lastRefused && now - lane.refusedAt >= LiveState::UndoPatience)
            lane.lastRefused.reset();
    }
    return state;
}

LiveState withChosenLane(LiveState state, LaneId lane)
{
    state.chosenLane = lane;
    return state;
}

LiveState withNextLane(LiveState state)
{
    QList<const LaneCardState*> waiting;
    for (const LaneCardState& lane : state.lanes) {
        if (lane.isWaiting())
            waiting.append(&lane);
    }
    if (waiting.isEmpty())
        return state;
    std::stable_sort(waiting.begin(), waiting.end(), [](const LaneCardState* left, const LaneCardState* right) {
        return left->asks.first().at < right->asks.first().at;
    });
    const LaneId current = keyLane(state);
    qsizetype next = 0;
    for (qsizetype at = 0; at < waiting.size(); ++at) {
        if (waiting[at]->lane.id == current)
            next = (at + 1) % waiting.size();
    }
    state.chosenLane = waiting[next]->lane.id;
    return state;
}

LiveState withFilter(LiveState state, const FeedFilter& filter)
{
    state.filter = filter;
    return state;
}

LaneId keyLane(const LiveState& state)
{
    if (const LaneCardState* chosen = findLane(state, state.chosenLane); chosen && chosen->answerable())
        return chosen->lane.id;
    const LaneCardState* oldest = nullptr;
    for (const LaneCardState& lane : state.lanes) {
        if (lane.isWaiting() && (!oldest || lane.asks.first().at < oldest->asks.first().at))
            oldest = &lane;
    }
    if (oldest)
        return oldest->lane.id;
    const LaneCardState* newest = nullptr;
    for (const LaneCardState& lane : state.lanes) {
        if (lane.answerable() && (!newest || lane.shown->at > newest->shown->at))
            newest = &lane;
    }
    return newest ? newest->lane.id : LaneId();
}

int waitingCount(const LiveState& state)
{
    int count = 0;
    for (const LaneCardState& lane : state.lanes)
        count += int(lane.asks.size());
    return count;
}

const LaneCardState* findLane(const LiveState& state, LaneId lane)
{
    const auto found = std::find_if(
        state.lanes.begin(), state.lanes.end(), [lane](const LaneCardState& each) { return each.lane.id == lane; });
    return found == state.lanes.end() ? nullptr : &*found;
}

} // namespace gatehouse::ui
