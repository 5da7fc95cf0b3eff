#include "ui/live/LivePage.h"

#include "core/lane/EventLog.h"
#include "tests/support/PageStage.h"
#include "tests/support/ScriptedSite.h"
#include "tests/support/WaitFor.h"
#include "tests/ui/live/LiveEvents.h"
#include "ui/common/Widgets.h"
#include "ui/live/CameraTile.h"
#include "ui/live/EventFeed.h"
#include "ui/live/LaneCard.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using test::waitFor;

namespace {

lane::Conclusion strangersPlate(int track, QStringView text, QStringView runnerUp)
{
    lane::Conclusion conclusion;
    conclusion.track = track;
    conclusion.box = QRectF(0.4, 0.5, 0.1, 0.05);
    conclusion.subject = lane::LaneEvent::Subject::Vehicle;
    conclusion.certainty = vision::Certainty::Known;
    conclusion.plate = vision::PlateCandidate { *PlateText::fromUserInput(text), Region::China, 0.96F };
    conclusion.runnerUpPlate = vision::PlateCandidate { *PlateText::fromUserInput(runnerUp), Region::China, 0.61F };
    conclusion.runnerUpConfidence = 0.61;
    conclusion.confidence = 0.96;
    conclusion.threshold = 0.5;
    conclusion.reads = 9;
    conclusion.agreeing = 7;
    conclusion.findings = { { vision::Obstacle::TooSmall, 14, 16 } };
    conclusion.frame = test::scriptedFrame(1);
    conclusion.crop = conclusion.frame.toImage();
    return conclusion;
}

} // namespace

// The Live page over a real runtime and store: camera, recognition and gate do what the test says, everything between
// is the product. A car nobody knows drives up; a guard presses keys.
class LivePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void openIsRecordedBeforeTheGateMoves();
    void refuseCanBeTakenBack();
    void onePlateCharacterIsCorrectedWithThreeKeys();
    void aHeldKeyOpensOnce();
    void keysWorkWhereverTheFocusIs();
    void theOldestAskHasItsKeysOnScreen_data();
    void theOldestAskHasItsKeysOnScreen();
    void aSecondPressNeverAnswersTheNextLane();
    void aCorrectionSurvivesWhatHappensMeanwhile();
    void whoMayOnlyWatchHasNoKeys();
    void whyShowsWhatWasMeasured();
    void chipsAndTextFilterTheFeed();
    void theFeedOpensItsDetail();
    void aSilentCameraIsNeverMistakenForALiveOne();
    void aPageMadeAnewRemembersWhoWaits();
    void photographs();

private:
    void driveUp(int track, QStringView plate, QStringView runnerUp);
    [[nodiscard]] LaneCard* card() const { return m_page->findChild<LaneCard*>(); }
    [[nodiscard]] QList<lane::LaneEvent> recorded() const;

    test::ScriptedCamera m_camera;
    std::unique_ptr<test::ScriptedGate> m_gate;
    test::ScriptedRecognition m_recognition;
    std::unique_ptr<test::PageStage> m_stage;
    std::unique_ptr<LivePage> m_page;
    quint64 m_frames = 0;
};

void LivePageTest::init()
{
    m_gate = std::make_unique<test::ScriptedGate>();
    lane::LaneParts parts;
    parts.makeCamera = [this](const video::CameraAddress&, video::Playback, video::VideoRuntime&) {
        return Result<std::unique_ptr<video::CameraSource>>(m_camera.source());
    };
    parts.makeGate = [this](const access::GateSettings&, const std::function<void(access::GatePhase)>&) {
        return Result<std::unique_ptr<access::Gate>>(m_gate->gate());
    };
    parts.makeAnalyser = [this](const lane::Lane&) {
        return Result<std::unique_ptr<lane::LaneAnalyser>>(m_recognition.analyser());
    };
    m_stage = std::make_unique<test::PageStage>(ThemeName::Night, parts);
    m_stage->actAs(security::Role::Guard);
    lane::LaneRuntime::Setup setup;
    setup.cameras.append(
        { CameraId(1), QStringLiteral("Entry 1"), { video::CameraKind::File, QStringLiteral("x") }, true });
    access::GateSettings barrier;
    barrier.id = GateId(1);
    barrier.name = QStringLiteral("Barrier");
    setup.gates.append(barrier);
    lane::Lane lane;
    lane.id = LaneId(1);
    lane.name = QStringLiteral("Entry 1");
    lane.camera = CameraId(1);
    lane.gate = GateId(1);
    lane.zone = ZoneId(1);
    lane.regions = { Region::China, Region::Europe };
    setup.lanes.append(lane);
    m_stage->startLanes(setup);
    m_page = std::make_unique<LivePage>(m_stage->context());
    test::PageStage::show(*m_page, { 1366, 680 });
    m_page->activated();
    m_frames = 0;
}

void LivePageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void LivePageTest::driveUp(int track, QStringView plate, QStringView runnerUp)
{
    const auto conclusion = strangersPlate(track, plate, runnerUp);
    m_recognition.answer([conclusion, said = std::make_shared<bool>(false)](const video::Frame&) {
        lane::Analysis analysis;
        if (!std::exchange(*said, true))
            analysis.conclusions = { conclusion };
        return analysis;
    });
    m_camera.say(video::CameraPhase::Live);
    ++m_frames;
    m_camera.deliver(test::scriptedFrame(m_frames, qint64(m_frames) * 60'000));
    QVERIFY(waitFor([this] { return waitingCount(m_page->state()) == 1; }));
}

QList<lane::LaneEvent> LivePageTest::recorded() const
{
    return *m_stage->writer().call([&](store::Database& database) {
        return lane::EventLog(database, m_stage->clock()).list(m_stage->actor(security::Role::Guard), {});
    });
}

void LivePageTest::openIsRecordedBeforeTheGateMoves()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QCOMPARE(card()->text().who, QStringLiteral("沪A·D12345"));
    QCOMPARE(card()->text().state, QStringLiteral("asks you"));
    std::atomic<qsizetype> rowsWhenOpened = -1;
    m_gate->onOpen = [&] {
        rowsWhenOpened = m_stage->site().reader().call([&](store::Database& database) {
            return lane::EventLog(database, m_stage->clock()).list(m_stage->actor(security::Role::Guard), {})->size();
        });
    };
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QCOMPARE(card()->text().state, QStringLiteral("opening…"));
    QVERIFY(waitFor([this] { return card()->text().state == QStringLiteral("allowed"); }));
    m_gate->onOpen = {};
    QCOMPARE(m_gate->openings(), 1);
    QCOMPARE(rowsWhenOpened.load(), 2);
    QVERIFY(waitFor([this] { return recorded().size() == 3; })); // request, answer, gate's report
    const QList<lane::LaneEvent> events = recorded();
    QCOMPARE(events[1].kind, lane::EventKind::Operator);
    QCOMPARE(events[1].operatorName, QStringLiteral("Guard Gao"));
    QCOMPARE(events[1].answers, events[2].id);
}

void LivePageTest::refuseCanBeTakenBack()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QTest::keyClick(m_page.get(), Qt::Key_F6);
    QVERIFY(waitFor([this] { return card()->text().state == QStringLiteral("refused"); }));
    QCOMPARE(m_gate->openings(), 0);
    auto* undo = card()->findChild<Button*>(QStringLiteral("undo"));
    QVERIFY(undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QCOMPARE(waitingCount(m_page->state()), 1);
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(waitFor([this] { return m_gate->openings() == 1; }));
}

void LivePageTest::onePlateCharacterIsCorrectedWithThreeKeys()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QTest::keyClick(m_page.get(), Qt::Key_F7);
    auto* line = card()->findChild<QLineEdit*>(QStringLiteral("plateLine"));
    QVERIFY(line->hasFocus());
    QTest::keyClick(line, Qt::Key_7); // the cursor stands on the 5 the second reading doubts
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(waitFor([this] { return recorded().size() == 2; }));
    QCOMPARE(recorded().first().plate->toString(), QStringLiteral("沪AD12347"));
    // No rule knows the corrected plate either: it asks on, with the right text.
    QVERIFY(waitFor([this] { return card()->text().who == QStringLiteral("沪A·D12347"); }));
    QCOMPARE(waitingCount(m_page->state()), 1);
    QCOMPARE(m_gate->openings(), 0);

    QTest::keyClick(m_page.get(), Qt::Key_F7);
    QTest::keyClick(line, Qt::Key_F5); // no key that is not shown
    QCOMPARE(m_gate->openings(), 0);
    QVERIFY(card()->isCorrecting());
    QTest::mouseClick(card()->findChild<Button*>(QStringLiteral("province0")), Qt::LeftButton);
    QCOMPARE(line->text(), QStringLiteral("京AD12347"));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!card()->isCorrecting());
}

void LivePageTest::aHeldKeyOpensOnce()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(waitFor([this] { return recorded().size() == 3; }));
    QCOMPARE(m_gate->openings(), 1);
}

void LivePageTest::keysWorkWhereverTheFocusIs()
{
    // The page as the shell holds it: beside other things that take the focus.
    QWidget window;
    auto* row = new QHBoxLayout(&window);
    auto* elsewhere = new QLineEdit;
    row->addWidget(elsewhere);
    row->addWidget(m_page.get());
    test::PageStage::show(window, { 1366, 680 });
    QVERIFY(QTest::qWaitForWindowActive(&window));

    driveUp(1, u"沪AD12345", u"沪AD12346");
    elsewhere->setFocus();
    QTest::keyClick(elsewhere, Qt::Key_F4);
    QVERIFY(card()->findChild<Label*>(QStringLiteral("reasons"))->isVisible());
    QTest::keyClick(elsewhere, Qt::Key_F6);
    QVERIFY(waitFor([this] { return card()->text().state == QStringLiteral("refused"); }));

    driveUp(2, u"沪AD12399", u"沪AD12398");
    auto* reason = card()->findChild<QComboBox*>();
    reason->showPopup();
    QVERIFY(reason->view()->isVisible());
    QTest::keyClick(reason->view(), Qt::Key_F5);
    QVERIFY(!reason->view()->isVisible());
    QVERIFY(waitFor([this] { return m_gate->openings() == 1; }));

    driveUp(3, u"沪AD12377", u"沪AD12378");
    m_page->hide(); // behind another page
    QTest::keyClick(elsewhere, Qt::Key_F5);
    QCOMPARE(waitingCount(m_page->state()), 1);
    m_page->setParent(nullptr);
}

void LivePageTest::theOldestAskHasItsKeysOnScreen_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1366x768") << QSize(1274, 660); // without rail, strip and bars
    QTest::newRow("1920x1080") << QSize(1828, 970);
}

void LivePageTest::theOldestAskHasItsKeysOnScreen()
{
    QFETCH(QSize, size);
    // Five lanes; the last ones ask, at the third press of Tab any of them has the keys.
    lane::LaneRuntime::Setup setup;
    for (int number = 1; number <= 5; ++number) {
        // A name that does not break, as German ones.
        lane::Lane lane = test::plateLane(number, QStringLiteral("Warenanlieferungseinfahrt %1").arg(number));
        lane.camera = CameraId(1);
        lane.gate = {};
        setup.lanes.append(lane);
    }
    setup.cameras.append(
        { CameraId(1), QStringLiteral("Entry 1"), { video::CameraKind::File, QStringLiteral("x") }, true });
    m_stage->startLanes(setup);
    test::PageStage::show(*m_page, size);
    const UtcTime now = m_stage->clock().now();
    const auto happens = [&](const lane::LaneEvent& event) { Q_EMIT m_stage->context().lanes.eventRecorded(event); };
    for (int number = 1; number <= 3; ++number)
        happens(test::plateEvent(number, number, u"MGH3141", access::Verdict::Allow, now));
    happens(test::plateEvent(4, 5, u"沪AD12345", access::Verdict::Ask, now));
    happens(test::plateEvent(5, 4, u"沪AD12346", access::Verdict::Ask, now.plusMilliseconds(1000)));
    happens(test::plateEvent(6, 2, u"沪AD12347", access::Verdict::Ask, now.plusMilliseconds(2000)));

    const auto* number = m_page->findChild<Label*>(QStringLiteral("waiting"));
    const QRect page = m_page->rect();
    for (const LaneId lane : { LaneId(5), LaneId(4), LaneId(2), LaneId(5) }) {
        QCOMPARE(keyLane(m_page->state()), lane);
        QVERIFY(number->text().startsWith(QStringLiteral("3 ask")));
        const auto isWholeOnScreen = [&](const QWidget* widget) {
            if (!widget->isVisible() || widget->visibleRegion().boundingRect() != widget->rect())
                return false;
            return page.contains(QRect(widget->mapTo(m_page.get(), QPoint()), widget->size()));
        };
        for (LaneCard* card : m_page->findChildren<LaneCard*>()) {
            if (card->lane() != lane)
                continue;
            for (const char* name : { "open", "refuse", "correct", "who", "why", "state", "age" }) {
                const auto* part = card->findChild<QWidget*>(QLatin1String(name));
                QVERIFY2(waitFor([&] { return isWholeOnScreen(part); }), name);
            }
        }
        QVERIFY(isWholeOnScreen(number));
        QTest::keyClick(m_page.get(), Qt::Key_Tab);
    }
}

void LivePageTest::aSecondPressNeverAnswersTheNextLane()
{
    lane::LaneRuntime::Setup setup;
    for (int number = 1; number <= 2; ++number) {
        lane::Lane lane = test::plateLane(number, QStringLiteral("Lane %1").arg(number));
        lane.camera = CameraId(1);
        lane.gate = {};
        setup.lanes.append(lane);
    }
    setup.cameras.append(
        { CameraId(1), QStringLiteral("Entry 1"), { video::CameraKind::File, QStringLiteral("x") }, true });
    m_stage->startLanes(setup);
    const UtcTime now = m_stage->clock().now();
    Q_EMIT m_stage->context().lanes.eventRecorded(test::plateEvent(1, 1, u"沪AD12345", access::Verdict::Ask, now));
    Q_EMIT m_stage->context().lanes.eventRecorded(
        test::plateEvent(2, 2, u"沪AD12346", access::Verdict::Ask, now.plusMilliseconds(1)));
    QTest::keyClick(m_page.get(), Qt::Key_F6);
    QCOMPARE(keyLane(m_page->state()), LaneId(2));
    QTest::keyClick(m_page.get(), Qt::Key_F6); // the same hand once more
    QCOMPARE(waitingCount(m_page->state()), 1);
    m_stage->clock().advance(400);
    QTest::keyClick(m_page.get(), Qt::Key_F6);
    QCOMPARE(waitingCount(m_page->state()), 0);
}

void LivePageTest::aCorrectionSurvivesWhatHappensMeanwhile()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QTest::keyClick(m_page.get(), Qt::Key_F7);
    auto* line = card()->findChild<QLineEdit*>(QStringLiteral("plateLine"));
    QTest::keyClick(line, Qt::Key_7);
    QVERIFY(m_page->hasUnsavedInput());
    lane::LaneEvent again = test::plateEvent(99, 1, u"沪AD12345", access::Verdict::Ask, m_stage->clock().now());
    Q_EMIT m_stage->context().lanes.eventRecorded(again); // the car is seen once more
    QVERIFY(line->isVisible());
    QCOMPARE(line->text(), QStringLiteral("沪AD12347"));
    m_page->hide();
    Q_EMIT m_stage->context().lanes.eventRecorded(again);
    m_page->show();
    QCOMPARE(line->text(), QStringLiteral("沪AD12347"));
    QVERIFY(!card()->findChild<Button*>(QStringLiteral("open"))->isVisible()); // the editor has their place
    line->clearFocus();
    QVERIFY(m_page->takeEscape());
    QVERIFY(!m_page->hasUnsavedInput());
    QVERIFY(!m_page->takeEscape());
    QTest::keyClick(m_page.get(), Qt::Key_F7);
    m_stage->actAs(security::Role::Manager); // what one operator typed is not the next one's
    QVERIFY(!m_page->hasUnsavedInput());
}

void LivePageTest::whoMayOnlyWatchHasNoKeys()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QVERIFY(card()->findChild<Button*>(QStringLiteral("open"))->isVisible());
    m_stage->actAs(security::Role::PrivacyOfficer);
    QVERIFY(!card()->findChild<Button*>(QStringLiteral("open"))->isVisible());
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(card()->text().why.startsWith(QStringLiteral("Your role may not")));
    QCOMPARE(m_gate->openings(), 0);
}

void LivePageTest::whyShowsWhatWasMeasured()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    auto* reasons = card()->findChild<Label*>(QStringLiteral("reasons"));
    QVERIFY(!reasons->isVisible());
    QTest::mouseClick(card()->findChild<Button*>(QStringLiteral("why")), Qt::LeftButton);
    QVERIFY(reasons->isVisible());
    QVERIFY(reasons->text().contains(QStringLiteral("plate 14 px high, needs 16")));
    QVERIFY(reasons->text().contains(QStringLiteral("7 of 9 readings agree")));
}

void LivePageTest::chipsAndTextFilterTheFeed()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    auto* feed = m_page->findChild<EventFeed*>();
    QCOMPARE(feed->shownCount(), 1);
    QTest::mouseClick(m_page->findChild<Button*>(QStringLiteral("feedPeople")), Qt::LeftButton);
    QCOMPARE(feed->shownCount(), 0);
    QTest::mouseClick(m_page->findChild<Button*>(QStringLiteral("feedAsks")), Qt::LeftButton);
    QCOMPARE(feed->shownCount(), 1);
    auto* text = m_page->findChild<QLineEdit*>(QStringLiteral("feedText"));
    QTest::keyClicks(text, QStringLiteral("ad9"));
    QVERIFY(waitFor([feed] { return feed->shownCount() == 0; })); // once the trail says who searched
    text->clear();
    QCOMPARE(feed->shownCount(), 1);
    QTest::keyClicks(text, QStringLiteral("ad1"));
    m_stage->settle();
    QCOMPARE(feed->shownCount(), 1);
}

void LivePageTest::theFeedOpensItsDetail()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    auto* list = m_page->findChild<QAbstractItemView*>(QStringLiteral("feedList"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    auto* detail = m_page->findChild<QWidget*>(QStringLiteral("eventDetail"));
    QVERIFY(waitFor([detail] { return detail->isVisible(); }));
    // Who read it is in the trail, also where no picture is looked at.
    const auto noted = m_stage->site().reader().call([](store::Database& database) {
        return audit::list(database, { {}, {}, {}, QStringLiteral("event.view"), {}, {} }, 10);
    });
    QVERIFY(noted);
    QCOMPARE(noted->size(), 1);
    QCOMPARE(noted->first().entry.actor, m_stage->context().session.actor().id);
    m_stage->actAs(security::Role::Guard); // who takes over has not looked at it
    QVERIFY(!detail->isVisible());
}

void LivePageTest::aSilentCameraIsNeverMistakenForALiveOne()
{
    m_camera.say(video::CameraPhase::Live);
    m_camera.deliver(test::scriptedFrame(1, 0));
    auto* tile = m_page->findChild<CameraTile*>();
    QVERIFY(waitFor([tile] { return tile->stateText() == QStringLiteral("live"); }));
    m_camera.say(video::CameraPhase::Stale);
    QVERIFY(waitFor([tile] { return tile->stateText() == QStringLiteral("0:00 old"); }));
    const QImage seen = tile->grab().toImage();
    for (int y = tile->height() / 3; y < tile->height() / 3 + 20; ++y) {
        for (int x = 40; x < 60; ++x) {
            const QColor pixel = seen.pixelColor(x, y);
            QVERIFY2(std::abs(pixel.red() - pixel.blue()) <= 16, "a stale picture still has colour");
        }
    }
    m_camera.say(video::CameraPhase::Failed);
    QVERIFY(waitFor([tile] { return tile->stateText().startsWith(QStringLiteral("failed")); }));
}

void LivePageTest::aPageMadeAnewRemembersWhoWaits()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    m_page = std::make_unique<LivePage>(m_stage->context());
    test::PageStage::show(*m_page, { 1366, 680 });
    QVERIFY(waitFor([this] { return waitingCount(m_page->state()) == 1; }));
    QCOMPARE(card()->text().who, QStringLiteral("沪A·D12345"));
    m_page->activated();
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(waitFor([this] { return m_gate->openings() == 1; }));
}

void LivePageTest::photographs()
{
    driveUp(1, u"沪AD12345", u"沪AD12346");
    QTest::keyClick(m_page.get(), Qt::Key_F4);
    m_stage->photograph(*m_page, QStringLiteral("live-asks"));
    QTest::keyClick(m_page.get(), Qt::Key_F7);
    m_stage->photograph(*m_page, QStringLiteral("live-correct"));
}

QTEST_MAIN(LivePageTest)
#include "LivePageTest.moc"
