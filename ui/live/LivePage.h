#pragma once

#include "ui/common/Page.h"
#include "ui/common/SiteContext.h"
#include "ui/live/LiveSounds.h"
#include "ui/live/LiveState.h"

#include <QHash>
#include <QTimer>

class QScrollArea;
class QVBoxLayout;

namespace gatehouse::ui {

class CameraWall;
class EmptyState;
class EventDetail;
class EventFeed;
class Label;
class LaneCard;
class LivePast;

// Where a guard spends the night: camera wall, one card a lane, the feed. All it knows is a LiveState; signals of the
// runtime and keys become new states, and everything on screen is rendered from it. It goes on while another page is
// shown, while the screen is locked and when another operator takes over, so that no question is lost; what happened
// before is read anew for whoever takes over and when people or vehicles changed. The card with the keys stands on top;
// its keys work wherever the focus is while the page is shown.
class LivePage : public Page
{
    Q_OBJECT

public:
    explicit LivePage(const SiteContext& context, QWidget* parent = nullptr);
    static PageEntry entry();

    void activated() override;
    // A correction or a reason that is typed and not sent.
    [[nodiscard]] bool hasUnsavedInput() const override;
    [[nodiscard]] bool takeEscape() override;
    void alarmsSeen() override { m_sounds.sounds().acknowledge(); }
    [[nodiscard]] const LiveState& state() const { return m_state; }
    [[nodiscard]] AlarmSounds& sounds() { return m_sounds.sounds(); }

protected:
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addShortcuts();
    void takeLanes();
    void readPast();
    void readAnew();
    void renewRequests();
    void filterFeed(const FeedFilter& filter);
    void set(LiveState state);
    void render();
    void renderNoLanes();
    void renderWaiting();
    void arrangeFeed();
    void moveKeys(LaneId to);
    [[nodiscard]] bool areKeysSettled() const;
    void forgetInput();
    void answer(LaneId lane, const lane::OperatorDecision& decision);
    void answerByKey(lane::OperatorDecision::Action action);
    LaneCard* makeCard(LaneId lane);
    [[nodiscard]] LaneCard* keyCard() const;

    const SiteContext& m_context;
    LiveState m_state;
    LiveSounds m_sounds;
    CameraWall* m_wall;
    EventFeed* m_feed;
    EventDetail* m_detail;
    LivePast* m_past;
    bool m_areRequestsRenewed = true;
    Label* m_waitingWord;
    QWidget* m_lower = nullptr;
    QVBoxLayout* m_cardColumn;
    EmptyState* m_noLanes;
    QScrollArea* m_scroll;
    QHash<LaneId, LaneCard*> m_cards;
    QTimer m_second;
    int m_waiting = -1;
    LaneId m_keysAt;
    qint64 m_keysMovedAt; // from one lane to another, on the monotonic clock
};

} // namespace gatehouse::ui
