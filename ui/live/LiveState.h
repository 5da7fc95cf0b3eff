#pragma once

#include "core/lane/LaneRuntime.h"
#include "core/lane/LaneTypes.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace gatehouse::ui {

// What the Live page knows, as values; the functions below are pure and the widgets only render.

// Which events the feed shows.
struct FeedFilter
{
    enum class Kind { All, Asks, Refused, People, Cars };
    Kind kind = Kind::All;
    QString text; // part of a plate, a name or a lane, in any case

    friend bool operator==(const FeedFilter&, const FeedFilter&) = default;
};

[[nodiscard]] bool passes(const FeedFilter& filter, const lane::LaneEvent& event);

// An operator's answer on its way: shown at once, settled when its record arrives.
struct PendingAnswer
{
    lane::LaneEvent request;
    lane::OperatorDecision::Action action = lane::OperatorDecision::Action::Refuse;
};

// One lane: what it shows and who waits there.
struct LaneCardState
{
    lane::Lane lane;
    QString gateName;
    access::GatePhase gatePhase = access::GatePhase::Unknown;
    std::optional<lane::LaneEvent> shown; // the newest thing that happened here, when nobody waits
    QList<lane::LaneEvent> asks; // oldest first
    UtcTime strangerSeen; // the last of asks, when it is somebody nobody knows, was seen once more
    std::optional<PendingAnswer> pending;
    std::optional<lane::LaneEvent> lastRefused; // refused by the operator: can still be undone
    UtcTime refusedAt;
    std::optional<Error> failure; // the last answer did not go through
    bool isCaughtUp = false; // the past was looked through for who waits here

    [[nodiscard]] bool isWaiting() const { return !asks.isEmpty(); }
    // What the keys act upon: the oldest that waits, else a known subject the rules refused (a person may overrule).
    [[nodiscard]] std::optional<lane::LaneEvent> answerable() const;
};

struct LiveState
{
    static constexpr int MostInFeed = 300;
    // Somebody who asked this long ago at a door has gone.
    static constexpr qint64 AskPatience = 5 * 60 * 1000;
    // A stranger's face cannot be compared. Seen again at the same door within this it is taken for the same person;
    // two looks closer than that are two people side by side.
    static constexpr qint64 StrangerPatience = 30 * 1000;
    static constexpr qint64 SideBySide = 3 * 1000;
    // As long a refusal can be taken back.
    static constexpr qint64 UndoPatience = 10 * 1000;

    // What happened before: of the store, as the operator may read it.
    enum class Past { Unread, Reading, Read };

    QList<LaneCardState> lanes;
    QList<lane::LaneEvent> feed; // newest first
    FeedFilter filter;
    LaneId chosenLane; // by Tab or click; invalid: the oldest that waits
    Past past = Past::Unread;
    std::optional<Error> pastFailure {}; // why it could not be read
};

// Keeps what is known of lanes that are still there; a new one shows what the feed has of it. Call withTime() after it.
[[nodiscard]] LiveState withLanes(
    LiveState state, const QList<lane::Lane>& lanes, const QList<access::GateSettings>& gates);
// Events read back from the store, newest first: fills feed and cards; recent requests nobody answered wait again where
// nobody looked for them before.
[[nodiscard]] LiveState withHistory(LiveState state, const QList<lane::LaneEvent>& newestFirst, UtcTime now);
[[nodiscard]] LiveState withPastFailed(LiveState state, const Error& error);
// Another operator takes over, or people and vehicles are not what they were: nothing that happened is shown, no
// picture on file is left. Who waits goes on waiting, and an answer on its way is settled.
[[nodiscard]] LiveState withoutPast(LiveState state);
// Requests that wait, by the ids they had, as they are now; see withoutTraces() for one that was deleted.
[[nodiscard]] LiveState withRenewed(LiveState state, const QHash<EventId, lane::LaneEvent>& requests);
// Who waits could not be looked up anew: nobody is named.
[[nodiscard]] LiveState withoutNames(LiveState state);
// Who asked was erased since, and somebody still has to be answered: when and where, and nothing else.
[[nodiscard]] lane::LaneEvent withoutTraces(const lane::LaneEvent& request);
// Something happened. At a barrier a newer car takes the place of the one that asked; the same person or plate asking
// again keeps its place in the queue.
[[nodiscard]] LiveState withEvent(LiveState state, const lane::LaneEvent& event);
[[nodiscard]] LiveState withGatePhase(LiveState state, GateId gate, access::GatePhase phase);
// The operator pressed a key: the request leaves the queue and its effect is shown before it is recorded.
[[nodiscard]] LiveState withAnswer(
    LiveState state, LaneId lane, const lane::LaneEvent& request, lane::OperatorDecision::Action action);
// The answer was not taken: the request waits again, with the reason.
[[nodiscard]] LiveState withAnswerFailed(LiveState state, LaneId lane, const Error& error);
// Takes a refusal back: the request waits again.
[[nodiscard]] LiveState withUndo(LiveState state, LaneId lane, UtcTime now);
// Lets those go who no longer wait.
[[nodiscard]] LiveState withTime(LiveState state, UtcTime now);
[[nodiscard]] LiveState withChosenLane(LiveState state, LaneId lane);
// The next waiting lane after the one that has the keys.
[[nodiscard]] LiveState withNextLane(LiveState state);
[[nodiscard]] LiveState withFilter(LiveState state, const FeedFilter& filter);

// The lane the keys act on: the chosen one while something there can be answered, else the one whose request is oldest,
// else the lane whose refusal is newest; invalid when there is nothing to answer.
[[nodiscard]] LaneId keyLane(const LiveState& state);
[[nodiscard]] int waitingCount(const LiveState& state);
[[nodiscard]] const LaneCardState* findLane(const LiveState& state, LaneId lane);

} // namespace gatehouse::ui
