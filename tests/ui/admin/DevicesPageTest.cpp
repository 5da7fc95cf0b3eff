#include "ui/admin/DevicesPage.h"

#include "core/audit/AuditTrail.h"
#include "core/lane/LaneRegistry.h"
#include "tests/support/PageStage.h"
#include "ui/admin/RegionPicker.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class DevicesPageTest : public QObject
{
    Q_OBJECT

private:
    template <typename Widget>
    static Widget* shown(QWidget& page, const char* name)
    {
        for (Widget* each : page.findChildren<Widget*>(QLatin1StringView(name))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    template <typename Widget>
    static Widget* must(QWidget& page, const char* name)
    {
        Widget* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = shown<Widget>(page, name)) != nullptr; }))
            qFatal("%s is not shown", name);
        return found;
    }
    static void click(QWidget& page, const char* name)
    {
        QTest::mouseClick(must<QPushButton>(page, name), Qt::LeftButton);
    }
    static void type(QWidget& page, const char* name, const QString& text)
    {
        auto* line = must<QLineEdit>(page, name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    static void choose(QWidget& page, const char* name, const QString& text)
    {
        auto* box = must<QComboBox>(page, name);
        box->setFocus();
        for (int step = 0; step < box->count() && box->currentText() != text; ++step)
            QTest::keyClick(box, Qt::Key_Down);
        for (int step = 0; step < box->count() && box->currentText() != text; ++step)
            QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(box->currentText(), text);
    }
    static QTableView* view(QWidget& page)
    {
        for (QTableView* each : page.findChildren<QTableView*>()) {
            if (each->isVisible())
                return each;
        }
        return page.findChild<QTableView*>();
    }
    static void clickRow(QWidget& page, int row)
    {
        QTest::mouseClick(view(page)->viewport(), Qt::LeftButton, {},
            view(page)->visualRect(view(page)->model()->index(row, 0)).center());
    }
    static void showTab(QWidget& page, int tab)
    {
        auto* tabs = page.findChild<QTabBar*>(QStringLiteral("tabs"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }
    static QString texts(QWidget& page)
    {
        QStringList list;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible())
                list.append(label->text());
        }
        return list.join(QLatin1Char('\n'));
    }
    static QList<lane::Camera> cameras(test::PageStage& stage)
    {
        return stage.writer().call([&](store::Database& database) {
            return *lane::LaneRegistry(database, stage.clock()).cameras(stage.actor(security::Role::Administrator));
        });
    }
    static QString pictureFolder(const QTemporaryDir& folder)
    {
        QImage image(640, 360, QImage::Format_RGB888);
        QPainter painter(&image);
        painter.fillRect(image.rect(), QColor(96, 112, 120));
        painter.fillRect(0, 220, 640, 140, QColor(70, 72, 74));
        painter.fillRect(230, 130, 200, 130, QColor(150, 40, 40));
        painter.fillRect(280, 220, 100, 26, Qt::white);
        painter.end();
        image.save(folder.filePath(QStringLiteral("1.png")));
        return folder.path();
    }

private Q_SLOTS:
    void aCameraIsTriedOutBeforeItIsSaved()
    {
        test::PageStage stage;
        QTemporaryDir folder;
        stage.prompts().chosenPath = pictureFolder(folder);
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        click(page, "addCamera");
        type(page, "name", QStringLiteral("Gate view"));
        QCOMPARE(must<QComboBox>(page, "kind")->currentData().toInt(), int(video::CameraKind::Rtsp));
        for (int step = 0; step < 4; ++step)
            QTest::keyClick(must<QComboBox>(page, "kind"), Qt::Key_Down);
        click(page, "choose");
        QCOMPARE(must<QLineEdit>(page, "address")->text(), folder.path());
        click(page, "test");
        QTRY_COMPARE(must<QLabel>(page, "previewState")->text(), QStringLiteral("live"));
        click(page, "save");
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        QCOMPARE(stage.lanesRestarted, 1);
        QCOMPARE(cameras(stage).first().address.address, folder.path());
    }

    void anAddressThatCannotBeIsSaidBesideTheField()
    {
        test::PageStage stage;
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        click(page, "addCamera");
        type(page, "name", QStringLiteral("Gate view"));
        click(page, "save");
        QVERIFY(texts(page).contains(QStringLiteral("Say where its pictures come from.")));
        type(page, "address", QStringLiteral("http://10.0.0.7/"));
        click(page, "save");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("RTSP begins with rtsp://")));
        QVERIFY(must<QLineEdit>(page, "address")->hasFocus());
        QCOMPARE(stage.lanesRestarted, 0);
    }

    void aPasswordIsNeverShownAgainAndStaysWhenItIsNotTyped()
    {
        test::PageStage stage;
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        const QString address = QStringLiteral("rtsp://guard:s3cret@10.0.0.7/stream");
        click(page, "addCamera");
        type(page, "name", QStringLiteral("Gate view"));
        type(page, "address", address);
        click(page, "save");
        QTRY_VERIFY(shown<QPushButton>(page, "change"));
        QVERIFY(!texts(page).contains(QStringLiteral("s3cret")));
        QVERIFY(!view(page)->model()->index(0, 4).data().toString().contains(QStringLiteral("s3cret")));
        click(page, "change");
        QVERIFY(must<QLineEdit>(page, "address")->text().isEmpty());
        QVERIFY(!must<QLineEdit>(page, "address")->placeholderText().contains(QStringLiteral("s3cret")));
        type(page, "name", QStringLiteral("North view"));
        click(page, "save");
        QTRY_COMPARE(cameras(stage).first().name, QStringLiteral("North view"));
        QCOMPARE(cameras(stage).first().address.address, address);
    }

    void aLanesRegionIsDrawnOnThePicture()
    {
        test::PageStage stage;
        QTemporaryDir folder;
        stage.writer().call([&](store::Database& database) {
            (void)lane::LaneRegistry(database, stage.clock())
                .addCamera(stage.actor(security::Role::Administrator),
                    { {}, QStringLiteral("Gate view"), { video::CameraKind::Folder, pictureFolder(folder) } });
        });
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 1000 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        showTab(page, 1);
        click(page, "addLane");
        type(page, "name", QStringLiteral("Entry 1"));
        auto* picker = must<RegionPicker>(page, "picker");
        const QRect picture = picker->pictureRect();
        const auto at = [&picture](double x, double y) {
            return picture.topLeft() + QPoint(int(picture.width() * x), int(picture.height() * y));
        };
        QTest::mousePress(picker, Qt::LeftButton, {}, at(0.25, 0.30));
        QTest::mouseMove(picker, at(0.75, 0.90));
        QTest::mouseRelease(picker, Qt::LeftButton, {}, at(0.75, 0.90));
        QVERIFY(qAbs(picker->region().left() - 0.25) < 0.01);
        QVERIFY(qAbs(picker->region().height() - 0.60) < 0.02);
        // Grabbed in the middle it moves and does not leave the picture; keys move it too.
        QTest::mousePress(picker, Qt::LeftButton, {}, at(0.5, 0.5));
        QTest::mouseMove(picker, at(1, 1));
        QTest::mouseRelease(picker, Qt::LeftButton, {}, at(1, 1));
        QVERIFY(qAbs(picker->region().right() - 1) < 1e-6);
        picker->setFocus();
        QTest::keyClick(picker, Qt::Key_Left);
        QVERIFY(qAbs(picker->region().right() - 0.99) < 1e-6);

        click(page, "save");
        QVERIFY(texts(page).contains(QStringLiteral("Name the zone it leads to.")));
        auto* zone = must<QComboBox>(page, "zone");
        zone->setFocus();
        QTest::keyClicks(zone, QStringLiteral("Yard"));
        click(page, "save");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("Choose at least one region.")));
        QTest::keyClick(must<QCheckBox>(page, "region-eu"), Qt::Key_Space);
        click(page, "save");
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        const auto lanes = stage.writer().call([&](store::Database& database) {
            return *lane::LaneRegistry(database, stage.clock()).lanes(stage.actor(security::Role::Administrator));
        });
        QVERIFY(qAbs(lanes.first().regionOfInterest.right() - 0.99) < 1e-6);
        QCOMPARE(lanes.first().regions, QList<Region> { Region::Europe });
        // The camera is used now and says so when it shall go.
        showTab(page, 0);
        clickRow(page, 0);
        QTRY_VERIFY(shown<QPushButton>(page, "remove"));
        click(page, "remove");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("A lane still uses it.")));
    }

    void aGateIsOpenedToTryItOutAndTheTrailKnows()
    {
        test::PageStage stage;
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        showTab(page, 2);
        click(page, "addGate");
        type(page, "name", QStringLiteral("Barrier"));
        click(page, "save");
        QTRY_VERIFY(shown<QPushButton>(page, "tryGate"));
        stage.prompts().confirms = false;
        click(page, "tryGate");
        stage.prompts().confirms = true;
        click(page, "tryGate");
        QTRY_COMPARE(must<QLabel>(page, "tryOutcome")->text(), QStringLiteral("The gate opened."));
        const auto trail = stage.writer().call([&](store::Database& database) {
            audit::Filter filter;
            filter.actionPrefix = QStringLiteral("gate.");
            return *audit::list(database, filter, 10);
        });
        QStringList actions;
        for (const audit::Record& record : trail)
            actions.prepend(record.entry.action);
        QCOMPARE(actions,
            (QStringList {
                QStringLiteral("gate.add"), QStringLiteral("gate.test-open"), QStringLiteral("gate.test-result") }));
    }

    void aRelayNobodyAnswersForIsReportedAndBlocksNothing()
    {
        test::PageStage stage;
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        showTab(page, 2);
        click(page, "addGate");
        type(page, "name", QStringLiteral("Barrier"));
        QTest::keyClick(must<QComboBox>(page, "kind"), Qt::Key_Down);
        click(page, "save");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("Say where the relay is.")));
        type(page, "host", QStringLiteral("127.0.0.1"));
        auto* port = must<QAbstractSpinBox>(page, "port");
        port->setFocus();
        port->selectAll();
        QTest::keyClicks(port, QStringLiteral("1"));
        click(page, "save");
        QTRY_VERIFY(shown<QPushButton>(page, "tryGate"));
        click(page, "tryGate");
        QTRY_VERIFY_WITH_TIMEOUT(must<QPushButton>(page, "tryGate")->isEnabled()
                && !must<QLabel>(page, "tryOutcome")->text().isEmpty()
                && must<QLabel>(page, "tryOutcome")->text() != QStringLiteral("Opening…"),
            10000);
        QVERIFY(must<QLabel>(page, "tryOutcome")->text() != QStringLiteral("The gate opened."));
    }

    void aGuardSeesDevicesAndChangesNothing()
    {
        test::PageStage stage;
        stage.actAs(security::Role::Guard);
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 760 });
        page.activated();
        QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("addCamera")));
        QTRY_VERIFY(texts(page).contains(QStringLiteral("No camera yet")));
    }

    void pictures()
    {
        test::PageStage stage;
        QTemporaryDir folder;
        const QString path = pictureFolder(folder);
        stage.writer().call([&](store::Database& database) {
            const auto actor = stage.actor(security::Role::Administrator);
            lane::LaneRegistry registry(database, stage.clock());
            lane::Lane lane;
            lane.camera =
                registry.addCamera(actor, { {}, QStringLiteral("Gate view"), { video::CameraKind::Folder, path } })
                    .value();
            (void)registry.addCamera(actor,
                { {}, QStringLiteral("Door A"),
                    { video::CameraKind::Rtsp, QStringLiteral("rtsp://guard:x@10.0.0.7/door") } });
            access::RuleBook book(database, stage.clock());
            lane.zone = book.addZone(actor, QStringLiteral("Yard")).value();
            access::GateSettings gate;
            gate.name = QStringLiteral("Barrier north");
            lane.gate = access::GateRegistry(database, stage.clock()).add(actor, gate).value();
            gate.kind = access::GateKind::ModbusTcp;
            gate.name = QStringLiteral("Barrier south");
            gate.host = QStringLiteral("10.0.0.9");
            gate.feedbackInput = 5;
            (void)access::GateRegistry(database, stage.clock()).add(actor, gate);
            lane.name = QStringLiteral("Entry 1");
            lane.regions = { Region::Europe };
            lane.regionOfInterest = QRectF(0.3, 0.3, 0.4, 0.5);
            (void)registry.addLane(actor, lane);
        });
        DevicesPage page(stage.context());
        stage.show(page, { 1366, 768 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 2);
        clickRow(page, 1);
        QTRY_VERIFY(shown<QPushButton>(page, "change"));
        click(page, "change");
        click(page, "test");
        QTRY_COMPARE(must<QLabel>(page, "previewState")->text(), QStringLiteral("live"));
        stage.photograph(page, QStringLiteral("camera-form"));
        click(page, "cancel");
        showTab(page, 1);
        clickRow(page, 0);
        QTRY_VERIFY(shown<QPushButton>(page, "change"));
        click(page, "change");
        stage.photograph(page, QStringLiteral("lane-form"));
        click(page, "cancel");
        showTab(page, 2);
        clickRow(page, 1);
        QTRY_VERIFY(shown<QPushButton>(page, "tryGate"));
        stage.photograph(page, QStringLiteral("gate"));
        click(page, "change");
        stage.photograph(page, QStringLiteral("gate-form"));
    }
};

QTEST_MAIN(DevicesPageTest)

#include "DevicesPageTest.moc"
