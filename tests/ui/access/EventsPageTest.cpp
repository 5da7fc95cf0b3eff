#include "ui/access/EventsPage.h"

#include "core/access/RuleBook.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/PageStage.h"
#include "ui/access/EventStory.h"
#include "ui/access/EvidencePicture.h"
#include "ui/access/LargePicture.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class EventsPageTest : public QObject
{
    Q_OBJECT

private:
    static evidence::EncodedPicture picture(QSize size, const QString& text)
    {
        QImage image(size, QImage::Format_RGB888);
        image.fill(QColor(70, 78, 90));
        QPainter painter(&image);
        painter.setPen(Qt::white);
        QFont font = painter.font();
        font.setPixelSize(size.height() / 4);
        painter.setFont(font);
        painter.drawText(image.rect(), Qt::AlignCenter, text);
        painter.end();
        return evidence::encodePicture(image).value();
    }

    struct Site
    {
        LaneId entry;
        LaneId door;
        EventId stranger;
        EventId staff;
    };

    // A morning at two lanes.
    static Site fill(test::PageStage& stage, int cars = 8)
    {
        const auto actor = stage.actor(security::Role::Administrator);
        return stage.writer().call([&](store::Database& database) {
            Site site;
            lane::LaneRegistry lanes(database, stage.clock());
            access::RuleBook book(database, stage.clock());
            lane::Lane lane;
            lane.zone = book.addZone(actor, QStringLiteral("Yard")).value();
            lane.camera =
                lanes
                    .addCamera(
                        actor, { {}, QStringLiteral("Gate"), { video::CameraKind::Folder, QStringLiteral("/srv/a") } })
                    .value();
            lane.name = QStringLiteral("Entry 1");
            lane.regions = { Region::China };
            site.entry = lanes.addLane(actor, lane).value();
            lane.name = QStringLiteral("Door A");
            lane.purpose = lane::Purpose::Faces;
            site.door = lanes.addLane(actor, lane).value();
            people::Person liNa;
            liNa.name = QStringLiteral("Li Na");
            liNa.id = people::PersonRegistry(database, stage.clock()).add(actor, liNa).value();
            access::AccessRule rule;
            rule.name = QStringLiteral("night shift");
            rule.zone = lane.zone;
            rule.group = people::GroupRegistry(database, stage.clock()).add(actor, QStringLiteral("Staff")).value();
            rule.id = book.addRule(actor, rule).value();

            lane::EventLog log(database, stage.clock());
            const auto base = [&](LaneId id, const QString& name) {
                stage.clock().advance(67'000);
                lane::LaneEvent event;
                event.at = stage.clock().now();
                event.lane = id;
                event.laneName = name;
                return event;
            };
            for (int car = 0; car < cars; ++car) {
                lane::LaneEvent event = base(site.entry, QStringLiteral("Entry 1"));
                event.subject = lane::LaneEvent::Subject::Vehicle;
                event.certainty = vision::Certainty::Known;
                event.plate = PlateText::fromUserInput(QStringLiteral("沪B%1").arg(20000 + car * 37));
                event.plateRegion = Region::China;
                event.confidence = 0.97;
                event.threshold = 0.5;
                event.reads = 9;
                event.agreeing = 9;
                event.decision = { access::Verdict::Allow, access::Reason::RuleAllows, rule.id };
                (void)log.record(
                    event, picture({ 220, 70 }, event.plate->display()), picture({ 640, 360 }, QStringLiteral("gate")));
            }
            lane::LaneEvent event = base(site.door, QStringLiteral("Door A"));
            event.subject = lane::LaneEvent::Subject::Person;
            event.certainty = vision::Certainty::Known;
            event.person = liNa.id;
            event.confidence = 0.71;
            event.threshold = 0.5;
            event.liveness = 0.98;
            event.decision = { access::Verdict::Allow, access::Reason::RuleAllows, rule.id };
            site.staff = log.record(event, picture({ 160, 160 }, QStringLiteral(":)")), std::nullopt)->id;

            event = base(site.entry, QStringLiteral("Entry 1"));
            event.subject = lane::LaneEvent::Subject::Vehicle;
            event.certainty = vision::Certainty::Known;
            event.plate = PlateText::fromUserInput(u"沪A·D12345");
            event.plateRegion = Region::China;
            event.confidence = 0.91;
            event.threshold = 0.5;
            event.reads = 9;
            event.agreeing = 7;
            event.runnerUp = QStringLiteral("沪AD12346");
            event.runnerUpConfidence = 0.22;
            event.findings = { { vision::Obstacle::TooSmall, 14, 16 }, { vision::Obstacle::Blurred, 60, 80 } };
            event.decision = { access::Verdict::Ask, access::Reason::Stranger, {} };
            event.cropId = {};
            const lane::LaneEvent seen = *log.record(
                event, picture({ 220, 70 }, event.plate->display()), picture({ 640, 360 }, QStringLiteral("gate")));
            site.stranger = seen.id;
            event.at = event.at.plusMilliseconds(4000);
            event.kind = lane::EventKind::Operator;
            event.operatorId = actor.id;
            event.answers = seen.id;
            event.note = QStringLiteral("delivery");
            event.decision = { access::Verdict::Allow, access::Reason::OperatorAllowed, {} };
            const lane::LaneEvent decided = *log.record(event, std::nullopt, std::nullopt);
            event.at = event.at.plusMilliseconds(700);
            event.kind = lane::EventKind::Gate;
            event.operatorId = {};
            event.answers = decided.id;
            event.note.clear();
            event.decision = { access::Verdict::Allow, access::Reason::GateOpened, {} };
            (void)log.record(event, std::nullopt, std::nullopt);
            return site;
        });
    }

    static QTableView* view(QWidget& page) { return page.findChild<QTableView*>(); }
    static void clickRow(QWidget& page, int row)
    {
        QTest::mouseClick(view(page)->viewport(), Qt::LeftButton, {},
            view(page)->visualRect(view(page)->model()->index(row, 0)).center());
    }
    static QString label(QWidget& page, const char* name)
    {
        const auto* found = page.findChild<QLabel*>(QLatin1StringView(name));
        return found ? found->text() : QString();
    }
    static QStringList visibleTexts(QWidget& page)
    {
        QStringList list;
        for (const QLabel* each : page.findChildren<QLabel*>()) {
            if (each->isVisible())
                list.append(each->text());
        }
        return list;
    }
    static void choose(QWidget& page, const char* name, const QString& text)
    {
        auto* box = page.findChild<QComboBox*>(QLatin1StringView(name));
        QVERIFY(box->findText(text) >= 0);
        box->setFocus();
        while (box->currentText() != text)
            QTest::keyClick(box, Qt::Key_Down);
    }

    static qsizetype noted(test::PageStage& stage, const char* action)
    {
        return stage.site().reader().call([action](store::Database& database) {
            return audit::list(database, { {}, {}, {}, QString::fromLatin1(action), {}, {} }, 100)->size();
        });
    }

private Q_SLOTS:
    // The page itself tells the trail, and once more whoever scrolls on and on.
    void readingTheListOnAndOnIsInTheTrail()
    {
        test::PageStage stage;
        fill(stage, 1);
        const bool isCopied = stage.writer().call([](store::Database& database) {
            auto names =
                database.prepare("SELECT group_concat(name) FROM pragma_table_info('events') WHERE name <> 'id'");
            if (!names || !names->step())
                return false;
            const QByteArray columns = names->text(0).toUtf8();
            names->reset();
            return database
                .execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1300) INSERT INTO "
                         "events ("
                    + columns + ") SELECT " + columns + " FROM events, n WHERE events.id = 1")
                .isOk();
        });
        QVERIFY(isCopied);
        QCOMPARE(noted(stage, "event.list"), 0);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_VERIFY(view(page)->model()->rowCount() > 0);
        QTRY_COMPARE(noted(stage, "event.list"), 1);
        for (int loaded = 0; loaded < 1300; loaded = view(page)->model()->rowCount()) {
            view(page)->scrollToBottom();
            QTRY_VERIFY(view(page)->model()->rowCount() > loaded || loaded >= 1300);
        }
        QTRY_COMPARE(noted(stage, "event.list"), 2);
    }
    void theWholeStoryOfAnEventStandsBesideIt()
    {
        test::PageStage stage;
        fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        clickRow(page, 2); // under the gate's and the operator's
        QTRY_COMPARE(label(page, "who"), QStringLiteral("沪A·D12345"));
        QCOMPARE(label(page, "verdict"), QStringLiteral("asked"));
        const QString all = visibleTexts(page).join(QLatin1Char('\n'));
        QVERIFY2(all.contains(QStringLiteral("沪AD12346")), "the runner-up");
        QVERIFY2(all.contains(QStringLiteral("7 of 9 agree")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("14 px")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("delivery")), "the operator's words");
        QVERIFY2(all.contains(QStringLiteral("Administrator Ada")), "who decided");
        const auto pictures = page.findChildren<EvidencePicture*>();
        QCOMPARE(pictures.size(), 2);
        for (EvidencePicture* each : pictures)
            QTRY_VERIFY(each->hasPicture());
        // The gate's line tells the same story.
        clickRow(page, 0);
        QTRY_COMPARE(label(page, "verdict"), QStringLiteral("opened"));
        QCOMPARE(page.findChildren<QLabel*>(QStringLiteral("storyLine")).size(), 3);
    }

    void aPictureIsSeenLargeAndEscGoesBack()
    {
        test::PageStage stage;
        fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        clickRow(page, 2);
        QTRY_VERIFY(page.findChild<EvidencePicture*>(QStringLiteral("frame")));
        auto* frame = page.findChild<EvidencePicture*>(QStringLiteral("frame"));
        QTRY_VERIFY(frame->hasPicture());
        QTest::mouseClick(frame, Qt::LeftButton);
        auto* large = page.findChild<LargePicture*>();
        QVERIFY(large && large->isVisible() && large->hasFocus());
        QCOMPARE(large->size(), page.size());
        QTest::keyClick(large, Qt::Key_Plus);
        QVERIFY(large->zoom() > 1);
        QShortcut home(QKeySequence(Qt::Key_Escape), &page);
        bool wentHome = false;
        connect(&home, &QShortcut::activated, &page, [&wentHome] { wentHome = true; });
        QTest::keyClick(large, Qt::Key_Escape);
        QVERIFY2(!wentHome, "the page stays");
        QTRY_VERIFY(!page.findChild<LargePicture*>());
        frame->setFocus();
        QTest::keyClick(frame, Qt::Key_Return);
        QVERIFY2(page.findChild<LargePicture*>(), "the keyboard does it as well");
    }

    void aTimeFromUntilIsGivenToTheMinute()
    {
        test::PageStage stage;
        fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        auto* span = page.findChild<QComboBox*>(QStringLiteral("span"));
        span->setCurrentIndex(span->count() - 1);
        auto* from = page.findChild<QDateTimeEdit*>(QStringLiteral("from"));
        auto* until = page.findChild<QDateTimeEdit*>(QStringLiteral("until"));
        QVERIFY(from->isVisible() && until->isVisible() && from->hasFocus());
        from->setDateTime(from->dateTime().addDays(-30));
        until->setDateTime(from->dateTime().addDays(1));
        QTRY_COMPARE(view(page)->model()->rowCount(), 0);
        until->setDateTime(until->dateTime().addDays(60));
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
    }

    void filtersNarrowTheListAndOneClickShowsEverythingAgain()
    {
        test::PageStage stage;
        fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        QTest::keyClicks(page.findChild<QLineEdit*>(QStringLiteral("text")), QStringLiteral("li n"));
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        page.findChild<QLineEdit*>(QStringLiteral("text"))->clear();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        QTRY_COMPARE(page.findChild<QComboBox*>(QStringLiteral("lane"))->count(), 3);
        choose(page, "lane", QStringLiteral("Door A"));
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        choose(page, "decision", QStringLiteral("allowed"));
        choose(page, "kind", QStringLiteral("gate"));
        QTRY_VERIFY(visibleTexts(page).contains(QStringLiteral("Nothing found")));
        for (QPushButton* each : page.findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text() == QStringLiteral("Show everything"))
                QTest::mouseClick(each, Qt::LeftButton);
        }
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        choose(page, "span", QStringLiteral("Yesterday"));
        QTRY_VERIFY(visibleTexts(page).contains(QStringLiteral("Nothing found")));
    }

    void longListsComeInPages()
    {
        test::PageStage stage;
        fill(stage, 240);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 100);
        QTest::keyClick(view(page), Qt::Key_End, Qt::ControlModifier);
        view(page)->scrollToBottom();
        QTRY_VERIFY(view(page)->model()->rowCount() >= 200);
        view(page)->scrollToBottom();
        QTRY_COMPARE(view(page)->model()->rowCount(), 244);
    }

    void newEventsWaitForAHand()
    {
        test::PageStage stage;
        fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 12);
        auto* showNew = page.findChild<QPushButton*>(QStringLiteral("showNew"));
        QVERIFY(!showNew->isVisible());
        const lane::LaneEvent event = stage.writer().call([&](store::Database& database) {
            lane::LaneEvent draft;
            draft.at = stage.clock().now();
            draft.lane = LaneId(1);
            return *lane::EventLog(database, stage.clock()).record(draft, std::nullopt, std::nullopt);
        });
        Q_EMIT stage.context().lanes.eventRecorded(event);
        QTRY_VERIFY(showNew->isVisible());
        QCOMPARE(view(page)->model()->rowCount(), 12);
        QTest::mouseClick(showNew, Qt::LeftButton);
        QTRY_COMPARE(view(page)->model()->rowCount(), 13);
        QVERIFY(!showNew->isVisible());
    }

    void anEventIsReachedFromElsewhereAndLeadsToItsPerson()
    {
        test::PageStage stage;
        const Site site = fill(stage);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        page.showItem(site.staff.value());
        QTRY_COMPARE(label(page, "who"), QStringLiteral("Li Na"));
        QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("showPerson")), Qt::LeftButton);
        QCOMPARE(stage.opened.size(), 1);
        QCOMPARE(stage.opened.first().page, QStringLiteral("people"));
    }

    void anEmptySiteSaysWhatBelongsHere()
    {
        test::PageStage stage;
        EventsPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_VERIFY(visibleTexts(page).contains(QStringLiteral("Nothing happened yet")));
    }

    void pictures()
    {
        test::PageStage stage;
        fill(stage, 20);
        EventsPage page(stage.context());
        stage.show(page, { 1366, 768 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 24);
        clickRow(page, 2);
        QTRY_COMPARE(label(page, "who"), QStringLiteral("沪A·D12345"));
        for (EvidencePicture* each : page.findChildren<EvidencePicture*>())
            QTRY_VERIFY(each->hasPicture());
        stage.photograph(page, QStringLiteral("events"));
    }
};

QTEST_MAIN(EventsPageTest)

#include "EventsPageTest.moc"
