#include "app/gatehouse/Log.h"
#include "core/access/RuleBook.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"
#include "tests/ui/app/ConsoleStage.h"
#include "ui/common/PassphraseField.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPrintDialog>
#include <QPrinterInfo>
#include <QPushButton>
#include <QScreen>

using namespace gatehouse;

// The window around the pages: language, size, the finder, and what it leaves on the clipboard, in the log and in its
// settings.
class ConsoleWindowTest : public QObject, test::ConsoleStage
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void passphrasesNeverReachTheClipboard();
    void anotherLanguageKeepsWhatIsTyped();
    void theRecoveryCodeOutlivesEveryChoice();
    void aLargerSizeKeepsThePage();
    void aSmallScreenIsFilled();
    void theFinderFindsEvents();
    void threeLanguagesLoad_data();
    void threeLanguagesLoad();
    void nothingPersonalIsWrittenBesideTheStore();
    void theLogKeepsNoAddresses();
};

void ConsoleWindowTest::init()
{
    clear();
}

void ConsoleWindowTest::passphrasesNeverReachTheClipboard()
{
    startConsole();
    type("siteName", "Lotus Yard");
    click("siteContinue");
    type("newPassphrase", Words);
    auto* field = find<ui::PassphraseField>("newPassphrase");
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    for (QAction* toggle : field->actions())
        toggle->trigger(); // show the letters
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    field->selectAll();
    QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    QCOMPARE(field->text(), QLatin1StringView(Words));
    field->clear();
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field->text(), QStringLiteral("before")); // pasting is welcome
}

void ConsoleWindowTest::anotherLanguageKeepsWhatIsTyped()
{
    startConsole();
    type("siteName", "Lotus Yard");
    find<QComboBox>("timeZone")->setCurrentText(QStringLiteral("Asia/Shanghai"));
    click("displayBeforeSignIn");
    choose("language", 2);
    QVERIFY(find<QPushButton>("siteContinue")->text() != QStringLiteral("Continue"));
    QCOMPARE(find<QLineEdit>("siteName")->text(), QStringLiteral("Lotus Yard"));
    QCOMPARE(find<QComboBox>("timeZone")->currentText(), QStringLiteral("Asia/Shanghai"));
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", Words);
    type("repeatedPassphrase", Words);
    click("displayBeforeSignIn");
    choose("scale", 2);
    QVERIFY(find<QLineEdit>("administratorName")->isVisible());
    QCOMPARE(find<QLineEdit>("administratorName")->text(), QStringLiteral("Ada Warden"));
    click("administratorContinue");
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    startConsole();
    QCOMPARE(m_console->openSite(), nullptr);
    type("operatorName", "Ada Warden");
    type("passphrase", Words);
    click("displayBeforeSignIn");
    choose("scale", 0);
    click("go");
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(m_console->openSite()->site().info().name, QStringLiteral("Lotus Yard"));
}

void ConsoleWindowTest::theRecoveryCodeOutlivesEveryChoice()
{
    startConsole();
    type("siteName", "Lotus Yard");
    click("displayBeforeSignIn");
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", Words);
    type("repeatedPassphrase", Words);
    click("administratorContinue");
    QVERIFY(!find<QComboBox>("language")->isVisible()); // made anew, the screen could not show the code
    QVERIFY(!find<QWidget>("displayBeforeSignIn")->isVisible());
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    QVERIFY(!find<QWidget>("displayBeforeSignIn")->isVisible());
    // Printed into a file it would lie beside what it opens.
    if (QPrinterInfo::availablePrinterNames().isEmpty()) {
        click("printRecoveryCode");
        QVERIFY(!m_console->window().findChild<QPrintDialog*>());
        QVERIFY(shown().contains(QStringLiteral("No printer is set up on this machine.")));
    }
}

void ConsoleWindowTest::aLargerSizeKeepsThePage()
{
    makeSite();
    click("devices");
    click("display");
    choose("scale", 1);
    QCOMPARE(m_console->window().findChild<ui::SiteShell*>()->currentPage(), QStringLiteral("devices"));
}

void ConsoleWindowTest::aSmallScreenIsFilled()
{
    startConsole();
    ui::ConsoleWindow& window = m_console->window();
    window.hide();
    QVERIFY(window.screen()->availableSize().width() < 1366);
    window.sizeToScreen();
    QVERIFY(window.isMaximized());
}

void ConsoleWindowTest::theFinderFindsEvents()
{
    makeSite();
    security::OpenSite& site = m_console->openSite()->site();
    const auto lane = site.writer().call([&](store::Database& database) {
        lane::LaneRegistry registry(database, m_clock);
        lane::Camera camera;
        camera.name = QStringLiteral("Entry");
        camera.address = { video::CameraKind::File, QStringLiteral("/nowhere.mp4") };
        camera.id = *registry.addCamera(site.openedBy(), camera);
        lane::Lane made;
        made.name = QStringLiteral("Entry 1");
        made.camera = camera.id;
        made.zone = *access::RuleBook(database, m_clock).addZone(site.openedBy(), QStringLiteral("Yard"));
        made.regions = { Region::Europe };
        return registry.addLane(site.openedBy(), made);
    });
    QVERIFY(lane);
    const auto event = site.writer().call([&](store::Database& database) {
        lane::LaneEvent seen;
        seen.at = m_clock.now();
        seen.lane = *lane;
        seen.laneName = QStringLiteral("Entry 1");
        seen.subject = lane::LaneEvent::Subject::Vehicle;
        seen.plate = PlateText::fromUserInput(u"MGH3141");
        seen.decision.verdict = access::Verdict::Ask;
        return lane::EventLog(database, m_clock).record(seen, {}, {});
    });
    QVERIFY(event);
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(find<QLineEdit>("finderLine"), QStringLiteral("mgh3"));
    auto* list = find<QListWidget>("finderList");
    QVERIFY(waitFor([list] { return list->count() == 1; }));
    QVERIFY2(list->item(0)->text().contains(QStringLiteral("Entry 1")), qPrintable(list->item(0)->text()));
    QTest::keyClick(find<QLineEdit>("finderLine"), Qt::Key_Return);
    QCOMPARE(m_console->window().findChild<ui::SiteShell*>()->currentPage(), QStringLiteral("events"));
}

void ConsoleWindowTest::threeLanguagesLoad_data()
{
    QTest::addColumn<QString>("language");
    for (const char* code : { "en", "de", "zh_CN" })
        QTest::newRow(code) << QString::fromLatin1(code);
}

void ConsoleWindowTest::threeLanguagesLoad()
{
    QFETCH(QString, language);
    ui::Languages languages;
    languages.use(language);
    QCOMPARE(languages.current(), language);
    QCOMPARE(QLocale().language(), QLocale(language).language());
}

void ConsoleWindowTest::nothingPersonalIsWrittenBesideTheStore()
{
    makeSite();
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(find<QLineEdit>("finderLine"), QStringLiteral("Secret Person"));
    m_console.reset();
    QFile settings(path("console.ini"));
    if (settings.open(QIODevice::ReadOnly)) {
        const QByteArray bytes = settings.readAll();
        for (const char* word : { "Lotus", "Ada", "Secret", "violet" })
            QVERIFY(!bytes.contains(word));
    }
}

void ConsoleWindowTest::theLogKeepsNoAddresses()
{
    QCOMPARE(withoutAddresses(QStringLiteral("cannot open rtsp://admin:pass@10.0.0.4/live now")),
        QStringLiteral("cannot open <address> now"));
    QCOMPARE(
        withoutAddresses(QStringLiteral("no file /home/chen/pictures/li-na.jpg")), QStringLiteral("no file <path>"));
}

QTEST_MAIN(ConsoleWindowTest)
#include "ConsoleWindowTest.moc"
