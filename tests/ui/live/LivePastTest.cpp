#include "core/lane/EventLog.h"
#include "core/people/ConsentLedger.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "core/privacy/Restriction.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"
#include "tests/support/ScriptedSite.h"
#include "tests/support/WaitFor.h"
#include "tests/ui/live/LiveEvents.h"
#include "ui/live/EventFeed.h"
#include "ui/live/LaneCard.h"
#include "ui/live/LivePage.h"

#include <QAbstractItemView>
#include <QBuffer>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::ui;
using test::waitFor;

namespace {

QImage picture(Qt::GlobalColor colour)
{
    QImage image(64, 48, QImage::Format_RGB888);
    image.fill(colour);
    return image;
}

} // namespace

// What the Live page shows of the past, and whose it is: it outlives no operator, no withdrawal and no erasure, and the
// trail says who read it. Who asks at a lane goes on asking. Over a real site and store, with real clicks and keys.
class LivePastTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whoTakesOverSeesWhatTheyMay();
    void aWithdrawalTakesThePicturesAtOnce();
    void whoAsksGoesOnAsking();
    void whoIsErasedLeavesAQuestionWithoutAName();
    void readingAndSearchingAreInTheTrail();
    void unlockingKeepsWhatIsShown();

private:
    // Writes an event of the store's and shows it as the lanes do.
    lane::LaneEvent happens(lane::LaneEvent event);
    template <typename Work>
    void change(Work work)
    {
        const auto done = m_stage->writer().call(
            [&](store::Database& database) -> Result<void> { return work(database, m_stage->clock()); });
        QVERIFY2(done, done ? "" : errorCodeName(done.error().code).data());
    }
    void enrol(const QString& name);
    [[nodiscard]] QAbstractItemView* list() const { return test::find<QAbstractItemView>(*m_page, "feedList"); }
    [[nodiscard]] QString row(int number) const { return list()->model()->index(number, 0).data().toString(); }
    [[nodiscard]] bool isRead(int rows) const
    {
        return waitFor([&] { return list()->model()->rowCount() == rows; });
    }
    void openDetail(int number);
    [[nodiscard]] QWidget* detail() const { return test::find<QWidget>(*m_page, "eventDetail"); }
    [[nodiscard]] LaneCard* card() const { return m_page->findChild<LaneCard*>(); }
    // How often this operator is in the trail with that.
    [[nodiscard]] qsizetype noted(const char* action, security::Role role) const;

    test::ScriptedCamera m_camera;
    test::ScriptedRecognition m_recognition;
    std::unique_ptr<test::ScriptedGate> m_gate;
    std::unique_ptr<test::PageStage> m_stage;
    std::unique_ptr<LivePage> m_page;
    security::ActingOperator m_administrator;
    PersonId m_person;
};

void LivePastTest::init()
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
    m_administrator = m_stage->actor(security::Role::Administrator);
    lane::LaneRuntime::Setup setup;
    setup.cameras.append(
        { CameraId(1), QStringLiteral("Entry 1"), { video::CameraKind::File, QStringLiteral("x") }, true });
    access::GateSettings barrier;
    barrier.id = GateId(1);
    barrier.name = QStringLiteral("Barrier");
    setup.gates.append(barrier);
    setup.lanes.append(test::faceLane(1, QStringLiteral("Door A")));
    m_stage->startLanes(setup);
    m_page = std::make_unique<LivePage>(m_stage->context());
    test::PageStage::show(*m_page, { 1366, 680 });
    m_page->activated();
}

void LivePastTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

lane::LaneEvent LivePastTest::happens(lane::LaneEvent event)
{
    event.id = {};
    event.at = m_stage->clock().now();
    const auto recorded = m_stage->writer().call([&](store::Database& database) {
        std::optional<evidence::EncodedPicture> crop;
        if (!event.crop.isNull())
            crop = evidence::encodePicture(event.crop).value();
        return lane::EventLog(database, m_stage->clock()).record(event, crop, {});
    });
    if (!recorded)
        qFatal("event: %s", qPrintable(recorded.error().detail));
    event.id = recorded->id;
    event.cropId = recorded->cropId;
    Q_EMIT m_stage->context().lanes.eventRecorded(event);
    return event;
}

void LivePastTest::enrol(const QString& name)
{
    change([&](store::Database& database, const Clock& clock) -> Result<void> {
        people::Person person;
        person.name = name;
        GATEHOUSE_TRY_ASSIGN(id, people::PersonRegistry(database, clock).add(m_administrator, person));
        m_person = id;
        for (const auto purpose : { people::ConsentPurpose::AccessFace, people::ConsentPurpose::Picture }) {
            people::Consent consent;
            consent.person = id;
            consent.purpose = purpose;
            consent.noticeVersion = QStringLiteral("face-access-1-en");
            consent.noticeHash = QByteArray(32, '\x42');
            consent.givenAt = clock.now();
            GATEHOUSE_TRY(people::ConsentLedger(database, clock).record(m_administrator, consent));
        }
        people::FaceTemplate face;
        face.person = id;
        face.model = QStringLiteral("test-embedder");
        face.vector.assign(8, 0.0F);
        face.vector[0] = 1.0F;
        face.quality = 0.8;
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        buffer.open(QIODevice::WriteOnly);
        picture(Qt::blue).save(&buffer, "JPG");
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(people::FaceTemplates(database, clock).add(transaction, m_administrator, face, jpeg));
        return transaction.commit();
    });
}

void LivePastTest::openDetail(int number)
{
    QTest::mouseClick(
        list()->viewport(), Qt::LeftButton, {}, list()->visualRect(list()->model()->index(number, 0)).center());
    QVERIFY(waitFor([this] { return detail()->isVisible(); }));
}

qsizetype LivePastTest::noted(const char* action, security::Role role) const
{
    const auto entries = m_stage->site().reader().call([&](store::Database& database) {
        return audit::list(database, { {}, {}, {}, QString::fromLatin1(action), {}, {} }, 100);
    });
    return entries ? std::count_if(entries->begin(), entries->end(),
               [&](const auto& line) { return line.entry.actor == m_stage->actor(role).id; })
                   : -1;
}

void LivePastTest::whoTakesOverSeesWhatTheyMay()
{
    VehicleId vehicle;
    change([&](store::Database& database, const Clock& clock) -> Result<void> {
        people::Vehicle draft;
        draft.plate = *PlateText::fromUserInput(u"MGH3141");
        draft.description = QStringLiteral("blue van");
        GATEHOUSE_TRY_ASSIGN(id, people::VehicleRegistry(database, clock).add(m_administrator, draft));
        vehicle = id;
        return {};
    });
    lane::LaneEvent passes = test::plateEvent(0, 1, u"MGH3141", access::Verdict::Allow);
    passes.vehicle = vehicle;
    passes.vehicleDescription = QStringLiteral("blue van");
    passes.crop = picture(Qt::green);
    happens(passes);
    change([&](store::Database& database, const Clock& clock) {
        return privacy::setProcessing(
            m_administrator, database, clock, privacy::Subject::of(vehicle), privacy::Processing::Restricted);
    });
    m_page = std::make_unique<LivePage>(m_stage->context());
    test::PageStage::show(*m_page, { 1366, 680 });
    m_page->activated();
    QVERIFY(isRead(1));
    QVERIFY2(row(0).contains(QStringLiteral("MGH3141")), qPrintable(row(0))); // who handles requests sees it
    openDetail(0);
    test::type(*m_page, "feedText", QStringLiteral("mgh"));
    QVERIFY(isRead(1));

    m_stage->actAs(security::Role::Guard);
    QVERIFY(!detail()->isVisible());
    const auto labels = detail()->findChildren<QLabel*>();
    QVERIFY(std::none_of(labels.begin(), labels.end(),
        [](const QLabel* label) { return label->text().contains(QStringLiteral("3141")); }));
    QVERIFY(test::find<QLineEdit>(*m_page, "feedText")->text().isEmpty());
    QVERIFY(std::none_of(m_page->state().feed.begin(), m_page->state().feed.end(),
        [](const lane::LaneEvent& event) { return event.plate || !event.crop.isNull(); }));
    QVERIFY(!card()->text().who.contains(QStringLiteral("3141")));
    QVERIFY(isRead(1));
    QVERIFY2(!row(0).contains(QStringLiteral("MGH3141")), qPrintable(row(0)));
    QVERIFY(!card()->text().who.contains(QStringLiteral("3141")));
    QCOMPARE(noted("event.list", security::Role::Guard), 1);
}

void LivePastTest::aWithdrawalTakesThePicturesAtOnce()
{
    m_stage->actAs(security::Role::Guard);
    enrol(QStringLiteral("Li Na"));
    lane::LaneEvent comes = test::personEvent(0, 1, m_person.value(), access::Verdict::Allow);
    comes.personName = QStringLiteral("Li Na");
    comes.enrolled = picture(Qt::blue);
    comes.crop = picture(Qt::green);
    happens(comes);
    comes.decision = { access::Verdict::Ask, access::Reason::OutsideSchedule, {} };
    happens(comes);
    QCOMPARE(waitingCount(m_page->state()), 1);
    openDetail(1);
    const auto hasEnrolled = [](const lane::LaneEvent& event) { return !event.enrolled.isNull(); };
    // Somebody else's change takes nothing from the question.
    m_stage->context().lanes.refreshKnowledge();
    QVERIFY(isRead(2));
    QVERIFY(waitFor([&] { return hasEnrolled(m_page->state().lanes.first().asks.first()); }));

    change([&](store::Database& database, const Clock& clock) -> Result<void> {
        GATEHOUSE_TRY(people::ConsentLedger(database, clock).withdrawAll(m_administrator, m_person));
        return {};
    });
    openDetail(1);
    m_stage->context().lanes.refreshKnowledge();
    const LiveState& state = m_page->state();
    QVERIFY(!detail()->isVisible());
    QVERIFY(std::none_of(state.feed.begin(), state.feed.end(), hasEnrolled));
    QVERIFY(!hasEnrolled(state.lanes.first().asks.first()));
    QVERIFY(isRead(2));
    m_stage->settle();
    QVERIFY(!hasEnrolled(state.lanes.first().asks.first()));
    QCOMPARE(card()->text().who, QStringLiteral("Li Na")); // who withdrew is still somebody
    QVERIFY(!state.lanes.first().asks.first().crop.isNull());
    openDetail(1);
    QVERIFY(test::says(*detail(), QStringLiteral("Li Na")) || row(1).contains(QStringLiteral("Li Na")));
}

void LivePastTest::whoAsksGoesOnAsking()
{
    m_stage->actAs(security::Role::Guard);
    lane::LaneEvent stranger = test::personEvent(0, 1, 0, access::Verdict::Ask);
    stranger.crop = picture(Qt::green);
    const lane::LaneEvent first = happens(stranger);
    m_stage->clock().advance(500); // beside them
    const lane::LaneEvent second = happens(stranger);
    QCOMPARE(waitingCount(m_page->state()), 2);
    // Refused, and taken back: the store says refused, the guard asks on.
    QTest::keyClick(m_page.get(), Qt::Key_F6);
    QVERIFY(waitFor([this] { return m_page->state().lanes.first().lastRefused.has_value(); }));
    QTest::keyClick(m_page.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(waitingCount(m_page->state()), 2);

    for (const security::Role role : { security::Role::Guard, security::Role::Manager }) {
        if (role == security::Role::Guard)
            m_stage->context().lanes.refreshKnowledge();
        else
            m_stage->actAs(role);
        QCOMPARE(waitingCount(m_page->state()), 2);
        QVERIFY(isRead(3)); // both and the refusal
        m_stage->settle();
        QCOMPARE(waitingCount(m_page->state()), 2);
        const auto& asks = m_page->state().lanes.first().asks;
        QCOMPARE(asks.first().id, first.id);
        QCOMPARE(asks.last().id, second.id);
        QVERIFY(!asks.first().crop.isNull()); // who stands there is what the answer is about
        QCOMPARE(card()->text().state, QStringLiteral("asks you"));
    }
    m_stage->clock().advance(400);
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(waitFor([this] { return m_gate->openings() == 1; }));
    QVERIFY(waitFor([this] { return waitingCount(m_page->state()) == 1; }));
}

void LivePastTest::whoIsErasedLeavesAQuestionWithoutAName()
{
    m_stage->actAs(security::Role::Guard);
    lane::LaneEvent car = test::plateEvent(0, 1, u"MGH3141", access::Verdict::Ask);
    car.personName = QStringLiteral("Li Na");
    car.crop = picture(Qt::green);
    const lane::LaneEvent asked = happens(car);
    change([&](store::Database& database, const Clock&) -> Result<void> { // as the erasure of a plate does it
        GATEHOUSE_TRY_ASSIGN(gone, database.prepare("DELETE FROM events WHERE id = ?1"));
        gone.bindAll(asked.id);
        return gone.run();
    });
    m_stage->context().lanes.refreshKnowledge();
    QVERIFY(isRead(0));
    m_stage->settle();
    QCOMPARE(waitingCount(m_page->state()), 1);
    const lane::LaneEvent& left = m_page->state().lanes.first().asks.first();
    QVERIFY(!left.plate && left.personName.isEmpty() && left.crop.isNull());
    QCOMPARE(card()->text().state, QStringLiteral("asks you"));
    QTest::keyClick(m_page.get(), Qt::Key_F5);
    QVERIFY(waitFor([this] { return m_gate->openings() == 1; }));
    QVERIFY(waitFor([this] { return waitingCount(m_page->state()) == 0; }));
}

void LivePastTest::readingAndSearchingAreInTheTrail()
{
    happens(test::plateEvent(0, 1, u"MGH3141", access::Verdict::Allow));
    m_stage->actAs(security::Role::Guard);
    QVERIFY(isRead(1));
    QCOMPARE(noted("event.list", security::Role::Administrator), 1);
    QCOMPARE(noted("event.list", security::Role::Guard), 1);
    QTest::mouseClick(test::find<QWidget>(*m_page, "feedCars"), Qt::LeftButton);
    QCOMPARE(noted("event.search", security::Role::Guard), 0); // fewer of what was read
    auto* text = test::find<QLineEdit>(*m_page, "feedText");
    QTest::keyClicks(text, QStringLiteral("mgh9"));
    QVERIFY(isRead(0));
    QTest::keyClick(text, Qt::Key_Backspace);
    QVERIFY(isRead(1));
    QCOMPARE(noted("event.search", security::Role::Guard), 1); // typed on it is one search
    text->clear();
    QTest::keyClicks(text, QStringLiteral("li"));
    QVERIFY(isRead(0));
    QCOMPARE(noted("event.search", security::Role::Guard), 2);
    m_stage->context().lanes.refreshKnowledge();
    m_stage->settle();
    QCOMPARE(noted("event.list", security::Role::Guard), 1); // the same reading within ten minutes
}

void LivePastTest::unlockingKeepsWhatIsShown()
{
    lane::LaneEvent passes = test::plateEvent(0, 1, u"MGH3141", access::Verdict::Allow);
    passes.crop = picture(Qt::green);
    happens(passes);
    openDetail(0);
    m_page->deactivated();
    m_page->activated();
    m_stage->settle();
    QVERIFY(detail()->isVisible());
    QVERIFY(!m_page->state().feed.first().crop.isNull());
    QVERIFY(m_page->state().lanes.first().shown.has_value());
}

QTEST_MAIN(LivePastTest)
#include "LivePastTest.moc"
