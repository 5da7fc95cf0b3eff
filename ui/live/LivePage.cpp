#include "ui/live/LivePage.h"

#include "ui/common/EmptyState.h"
#include "ui/live/CameraWall.h"
#include "ui/live/EventDetail.h"
#include "ui/live/EventFeed.h"
#include "ui/live/LaneCard.h"
#include "ui/live/LivePast.h"
#include "ui/live/SoundButton.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int LanesWidth = 400; // at 100 %
constexpr int FeedAndDetailWidth = 740; // at 100 %
// A second press of the same hand belongs to the lane the keys just left, not to the one they came to.
constexpr qint64 KeysSettleMilliseconds = 400;

} // namespace

LivePage::LivePage(const SiteContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_sounds(context)
    , m_wall(new CameraWall(context))
    , m_feed(new EventFeed(context))
    , m_detail(new EventDetail(context))
    , m_past(new LivePast(context, this))
    , m_waitingWord(new Label(context.appearance, {}, TextSize::Body, Role::Muted))
    , m_cardColumn(new QVBoxLayout)
    , m_noLanes(nullptr)
    , m_scroll(new QScrollArea)
    , m_keysMovedAt(-KeysSettleMilliseconds)
{
    setFocusPolicy(Qt::StrongFocus);
    m_wall->addTool(new SoundButton(context.appearance, m_sounds.sounds()));
    const Theme& theme = context.appearance.theme();
    auto* cards = new QWidget;
    auto* cardsLayout = new QVBoxLayout(cards);
    cardsLayout->setContentsMargins(0, 0, theme.px(Gap::Tight), 0);
    cardsLayout->setSpacing(theme.px(Gap::Small));
    m_cardColumn->setSpacing(theme.px(Gap::Small));
    m_noLanes = new EmptyState(context.appearance, Icon::Gate, {}, {}, {});
    connect(m_noLanes, &EmptyState::actionTriggered, this, [this] {
        m_context.openPage({ QStringLiteral("devices"), 0 });
    });
    cardsLayout->addWidget(m_noLanes);
    cardsLayout->addLayout(m_cardColumn);
    cardsLayout->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(cards);
    m_scroll->setMinimumWidth(theme.px(LanesWidth));
    cards->installEventFilter(this);

    auto* lanes = new QWidget;
    auto* laneColumn = new QVBoxLayout(lanes);
    laneColumn->setContentsMargins(0, 0, 0, 0);
    laneColumn->setSpacing(theme.px(Gap::Tight));
    m_waitingWord->setObjectName(QStringLiteral("waiting"));
    m_waitingWord->setMinimumHeight(theme.px(TargetHeight)); // in line with the wall's head
    laneColumn->addWidget(m_waitingWord);
    laneColumn->addWidget(m_scroll, 1);

    const auto split = [&theme](Qt::Orientation along, QWidget* first, QWidget* second) {
        auto* made = new QSplitter(along);
        made->addWidget(first);
        made->addWidget(second);
        made->setChildrenCollapsible(false);
        made->setHandleWidth(theme.px(Gap::Small));
        return made;
    };
    auto* lower = split(Qt::Horizontal, m_feed, m_detail);
    lower->setStretchFactor(0, 1);
    m_lower = lower;
    auto* left = split(Qt::Vertical, m_wall, lower);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 2);
    left->setSizes({ 300, 200 });
    // The lanes have the whole height: no question hides below the edge.
    auto* whole = split(Qt::Horizontal, left, lanes);
    whole->setStretchFactor(0, 1);
    whole->setSizes({ theme.px(1400), theme.px(LanesWidth) });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.margins(Gap::Small));
    column->addWidget(whole);

    connect(m_feed, &EventFeed::filterChanged, this, &LivePage::filterFeed);
    connect(m_feed, &EventFeed::eventOpened, this, [this](const lane::LaneEvent& event) {
        const LaneCardState* lane = findLane(m_state, event.lane);
        m_detail->show(event, lane ? lane->lane.purpose : lane::Purpose::Plates);
    });
    connect(m_detail, &EventDetail::shown, this, &LivePage::arrangeFeed);
    connect(m_detail, &SidePanel::closed, this, &LivePage::arrangeFeed);
    connect(&context.running, &RunningLanes::changed, this, &LivePage::takeLanes);
    connect(&context.lanes, &lane::LaneRuntime::eventRecorded, this,
        [this](const lane::LaneEvent& event) { set(withEvent(m_state, event)); });
    connect(&context.lanes, &lane::LaneRuntime::recordFailed, this,
        [this](const lane::LaneEvent& event, const Error&) { set(withEvent(m_state, event)); });
    connect(&context.lanes, &lane::LaneRuntime::gatePhaseChanged, this,
        [this](GateId gate, access::GatePhase phase) { set(withGatePhase(m_state, gate, phase)); });
    connect(&context.session, &OperatorSession::changed, this, [this] {
        forgetInput();
        m_feed->forgetFilter();
        readAnew();
    });
    connect(&context.lanes, &lane::LaneRuntime::knowledgeRefreshed, this, &LivePage::readAnew);
    connect(&m_second, &QTimer::timeout, this, [this] { set(withTime(m_state, m_context.clock.now())); });
    m_second.start(1000);
    addShortcuts();
    takeLanes();
    readPast();
}

PageEntry LivePage::entry()
{
    return { QStringLiteral("live"), [] { return tr("Live"); }, Icon::Live, security::Permission::WatchLive,
        [](const SiteContext& context) -> Page* { return new LivePage(context); }, PageLifetime::Site };
}

void LivePage::activated()
{
    setFocus(Qt::OtherFocusReason);
    render();
    if (m_state.past == LiveState::Past::Unread)
        readPast();
    if (!m_areRequestsRenewed)
        renewRequests();
}

bool LivePage::focusNextPrevChild(bool next)
{
    // While somebody waits, Tab goes from lane to lane; otherwise through the page as everywhere.
    if (next && waitingCount(m_state) > 1 && !keyCard()->isCorrecting()) {
        set(withNextLane(m_state));
        return true;
    }
    return Page::focusNextPrevChild(next);
}

bool LivePage::hasUnsavedInput() const
{
    return std::any_of(m_cards.cbegin(), m_cards.cend(), [](const LaneCard* card) { return card->hasInput(); });
}

bool LivePage::takeEscape()
{
    LaneCard* card = keyCard();
    if (!card || !card->isCorrecting())
        return false;
    card->stopCorrection();
    setFocus(Qt::OtherFocusReason);
    return true;
}

void LivePage::forgetInput()
{
    for (LaneCard* card : std::as_const(m_cards))
        card->forgetInput();
}

void LivePage::addShortcuts()
{
    // Wherever the focus is: on the rail, in a filter, on a camera. A page that is not shown has no keys.
    const auto on = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WindowShortcut);
        shortcut->setAutoRepeat(false); // a key held down opens once
        connect(shortcut, &QShortcut::activated, this, action);
    };
    on(QKeySequence(Qt::Key_F4), [this] {
        if (LaneCard* card = keyCard())
            card->toggleReasons();
    });
    on(QKeySequence(Qt::Key_F5), [this] { answerByKey(lane::OperatorDecision::Action::Open); });
    on(QKeySequence(Qt::Key_F6), [this] { answerByKey(lane::OperatorDecision::Action::Refuse); });
    on(QKeySequence(Qt::Key_F7), [this] {
        if (LaneCard* card = keyCard())
            card->startCorrection();
    });
    on(QKeySequence(Qt::CTRL | Qt::Key_Z), [this] {
        for (const LaneCardState& lane : std::as_const(m_state.lanes)) {
            if (lane.lastRefused) {
                set(withUndo(m_state, lane.lane.id, m_context.clock.now()));
                return;
            }
        }
    });
}

void LivePage::takeLanes()
{
    m_wall->setCameras(m_context.running.cameras());
    LiveState next = withLanes(m_state, m_context.running.lanes(), m_context.running.gates());
    for (const access::GateSettings& gate : m_context.running.gates())
        next = withGatePhase(std::move(next), gate.id, m_context.lanes.gatePhase(gate.id));
    set(withTime(std::move(next), m_context.clock.now()));
}

void LivePage::set(LiveState state)
{
    m_state = std::move(state);
    render();
    if (const int waiting = waitingCount(m_state); waiting != m_waiting) {
        m_waiting = waiting;
        m_sounds.setWaiting(waiting);
        Q_EMIT attentionChanged(waiting);
    }
}

void LivePage::render()
{
    const UtcTime now = m_context.clock.now();
    const LaneId keysAt = keyLane(m_state);
    const bool mayAnswer = m_context.session.may(security::Permission::DecideAtLane);
    // The one with the keys stands first. They take their places one after the other: a layout has no places to skip.
    QList<const LaneCardState*> inOrder;
    for (const LaneCardState& lane : std::as_const(m_state.lanes))
        inOrder.insert(lane.lane.id == keysAt ? 0 : inOrder.size(), &lane);
    QHash<LaneId, LaneCard*> gone = m_cards;
    for (int place = 0; place < inOrder.size(); ++place) {
        const LaneCardState& lane = *inOrder.at(place);
        LaneCard* card = m_cards.value(lane.lane.id);
        if (!card)
            card = makeCard(lane.lane.id);
        gone.remove(lane.lane.id);
        if (m_cardColumn->indexOf(card) != place)
            m_cardColumn->insertWidget(place, card);
        card->render(lane, now, lane.lane.id == keysAt ? LaneCard::Keys::Here : LaneCard::Keys::Elsewhere,
            mayAnswer ? LaneCard::Answering::Allowed : LaneCard::Answering::NotAllowed);
    }
    for (auto each = gone.cbegin(); each != gone.cend(); ++each) {
        m_cards.remove(each.key());
        delete each.value();
    }
    moveKeys(keysAt);
    renderWaiting();
    renderNoLanes();
    m_feed->render(m_state);
}

void LivePage::moveKeys(LaneId to)
{
    if (to == m_keysAt)
        return;
    const bool isByHand = to == m_state.chosenLane;
    if (m_keysAt.isValid() && to.isValid() && !isByHand)
        m_keysMovedAt = m_context.clock.monotonicMilliseconds();
    m_keysAt = to;
    m_scroll->verticalScrollBar()->setValue(0);
    // Laid out first: the card that got the keys has grown.
    QTimer::singleShot(0, this, [this] { m_scroll->verticalScrollBar()->setValue(0); });
}

// No key and no word of a card is cut off, however long it is in this language and however many wait. Once wider it
// stays: nothing jumps back.
bool LivePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->widget() && event->type() == QEvent::LayoutRequest) {
        const int needed =
            m_scroll->widget()->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width();
        m_scroll->setMinimumWidth(std::max(m_scroll->minimumWidth(), needed));
    }
    return Page::eventFilter(watched, event);
}

bool LivePage::areKeysSettled() const
{
    return m_context.clock.monotonicMilliseconds() - m_keysMovedAt >= KeysSettleMilliseconds;
}

void LivePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    // The splitters follow first.
    QTimer::singleShot(0, this, &LivePage::arrangeFeed);
}

void LivePage::arrangeFeed()
{
    // Where both have no room the detail takes the feed's place until it is closed.
    const bool isNarrow = m_lower->width() < m_context.appearance.theme().px(FeedAndDetailWidth);
    m_feed->setVisible(!isNarrow || m_detail->isHidden());
}

void LivePage::renderWaiting()
{
    const int waiting = waitingCount(m_state);
    const auto lanesWaiting = std::count_if(
        m_state.lanes.begin(), m_state.lanes.end(), [](const LaneCardState& lane) { return lane.isWaiting(); });
    QString words = waiting > 0 ? tr("%n ask(s) you", nullptr, waiting) : tr("Lanes");
    if (lanesWaiting > 1)
        words += QStringLiteral(" · ") + tr("Tab: the next lane");
    m_waitingWord->setText(words);
    m_waitingWord->setTone(waiting > 0 ? Role::Ask : Role::Muted);
}

void LivePage::renderNoLanes()
{
    m_noLanes->setVisible(m_state.lanes.isEmpty());
    if (m_context.running.isStarting())
        m_noLanes->setTexts(
            tr("The lanes are starting"), tr("Recognition is being loaded. This takes a few seconds."), {});
    else
        m_noLanes->setTexts(tr("No lane is running"),
            tr("A lane is a camera, what it looks for, and a gate. Set the first one up under “Devices”."),
            m_context.session.may(security::Permission::EditDevices) ? tr("Set up cameras and lanes") : QString());
}

void LivePage::answer(LaneId laneId, const lane::OperatorDecision& decision)
{
    const LaneCardState* lane = findLane(m_state, laneId);
    const std::optional<lane::LaneEvent> request = lane ? lane->answerable() : std::nullopt;
    if (!request || !areKeysSettled())
        return;
    // Shown first: the record takes its time, the person at the barrier does not.
    set(withAnswer(m_state, laneId, *request, decision.action));
    const Result<void> taken = m_context.lanes.decide(m_context.session.actor(), *request, decision);
    if (!taken)
        set(withAnswerFailed(m_state, laneId, taken.error()));
}

void LivePage::answerByKey(lane::OperatorDecision::Action action)
{
    LaneCard* card = keyCard();
    if (card && !card->isCorrecting()) // the keys are not shown then
        answer(keyLane(m_state), { action, card->reason(), {}, {} });
}

LaneCard* LivePage::makeCard(LaneId lane)
{
    auto* card = new LaneCard(m_context.appearance);
    m_cards.insert(lane, card);
    using Action = lane::OperatorDecision::Action;
    connect(card, &LaneCard::openPressed, this, [this, lane, card] {
        answer(lane, { Action::Open, card->reason(), {}, {} });
    });
    connect(card, &LaneCard::refusePressed, this, [this, lane, card] {
        answer(lane, { Action::Refuse, card->reason(), {}, {} });
    });
    connect(card, &LaneCard::notThisPersonPressed, this, [this, lane] {
        answer(lane, { Action::Refuse, tr("not this person"), {}, {} });
    });
    connect(card, &LaneCard::undoPressed, this, [this, lane] { set(withUndo(m_state, lane, m_context.clock.now())); });
    connect(card, &LaneCard::chosen, this, [this, lane] { set(withChosenLane(m_state, lane)); });
    connect(card, &LaneCard::correctionMade, this, [this, lane, card](const PlateText& plate, Region region) {
        setFocus(Qt::OtherFocusReason);
        answer(lane, { Action::Correct, card->reason(), plate, region });
    });
    return card;
}

LaneCard* LivePage::keyCard() const
{
    return m_cards.value(keyLane(m_state));
}

} // namespace gatehouse::ui
