#include "app/gatehouse/Console.h"

#include "app/gatehouse/Log.h"
#include "core/access/RuleBook.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"
#include "core/security/Totp.h"
#include "tests/support/WaitFor.h"
#include "ui/common/PassphraseField.h"
#include "ui/common/Widgets.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

namespace {

// Key derivation takes 256 MiB and three passes: on a busy machine that is many times the 0.5 s of an idle one.
template <typename Condition>
bool waitFor(Condition condition)
{
    return test::waitFor(condition, 150);
}

constexpr char Good[] = "violet anchor mustard";
constexpr char GuardsOwn[] = "seven lanterns in rain";

} // namespace

// The console from its first start to sign-out, as a person uses it: real clicks and keys, a real store in a temporary
// folder, real key derivation.
class ConsoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void firstStartMakesTheSiteAndShowsTheCodeOnce();
    void aWeakPassphraseIsRefusedWithAWord();
    void signInIsRefusedInOneWordAndThenWorks();
    void theRecoveryCodeOpensTheSite();
    void lockingCoversTheScreenAndKeepsTheStoreOpen();
    void theScreenLocksByItself();
    void whoHasASecondFactorGivesItsCode();
    void anotherOperatorTakesOver();
    void signOutClosesTheStore();
    void aBackupIsBroughtBackAndTheSignInComesNext();
    void passphrasesNeverReachTheClipboard();
    void anotherLanguageKeepsWhatIsTyped();
    void theRecoveryCodeOutlivesEveryChoice();
    void aLargerSizeKeepsThePage();
    void theFinderFindsEvents();
    void whoSignsInWhileTheStoreClosesWaits();
    void threeLanguagesLoad_data();
    void threeLanguagesLoad();
    void nothingPersonalIsWrittenBesideTheStore();
    void theLogKeepsNoAddresses();

private:
    template <typename T>
    T* find(const char* name)
    {
        return m_console->window().findChild<T*>(QLatin1String(name));
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void type(const char* name, const char* text)
    {
        auto* line = find<QLineEdit>(name);
        line->clear();
        QTest::keyClicks(line, QString::fromLatin1(text));
    }
    void startConsole(const QString& language = QStringLiteral("en"));
    void makeSite();
    void choose(const char* box, int index);
    void signIn(const char* name, const char* passphrase);
    [[nodiscard]] bool isOpen() const
    {
        return m_console->openSite() != nullptr && m_console->window().findChild<ui::SiteShell*>();
    }
    [[nodiscard]] QString shown() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    std::unique_ptr<Console> m_console;
    QString m_code;
};

void ConsoleTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void ConsoleTest::cleanup()
{
    m_console.reset();
    m_folder.reset();
}

void ConsoleTest::startConsole(const QString& language)
{
    m_console.reset();
    ConsoleOptions options;
    options.siteFolder = m_folder->filePath(QStringLiteral("site"));
    options.demoFolder = m_folder->filePath(QStringLiteral("demo"));
    options.settingsFile = m_folder->filePath(QStringLiteral("console.ini"));
    options.language = language;
    auto made = Console::create(options, m_clock);
    QVERIFY(made);
    m_console = std::move(*made);
    m_console->window().resize(1366, 768);
    m_console->start();
    QVERIFY(QTest::qWaitForWindowExposed(&m_console->window()));
}

void ConsoleTest::makeSite()
{
    startConsole();
    type("siteName", "Lotus Yard");
    find<QComboBox>("timeZone")->setCurrentText(QStringLiteral("Asia/Shanghai"));
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", Good);
    type("repeatedPassphrase", Good);
    click("administratorContinue");
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    m_code = find<QLabel>("recoveryCode")->text();
    QVERIFY(!find<QWidget>("recoveryContinue")->isEnabled());
    QTest::mouseClick(find<QCheckBox>("recoveryConfirmed"), Qt::LeftButton, {}, QPoint(10, 20));
    click("recoveryContinue");
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::signIn(const char* name, const char* passphrase)
{
    if (!find<QLineEdit>("operatorName")->isReadOnly())
        type("operatorName", name);
    type("passphrase", passphrase);
    QTest::keyClick(find<QLineEdit>("passphrase"), Qt::Key_Return);
}

void ConsoleTest::choose(const char* box, int index)
{
    auto* combo = find<QComboBox>(box);
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
    QCoreApplication::processEvents(); // the screen is made anew
}

QString ConsoleTest::shown() const
{
    QStringList texts;
    for (const QLabel* label : m_console->window().findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts.join(u'\n');
}

void ConsoleTest::firstStartMakesTheSiteAndShowsTheCodeOnce()
{
    makeSite();
    QVERIFY(m_code.size() >= 25);
    QVERIFY(!shown().contains(m_code));
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Ada Warden · administrator"));
    QCOMPARE(m_console->openSite()->site().info().name, QStringLiteral("Lotus Yard"));
    QCOMPARE(m_console->openSite()->site().info().timeZone.id(), QByteArray("Asia/Shanghai"));
    QVERIFY(!find<QLabel>("demoMark"));
}

void ConsoleTest::aWeakPassphraseIsRefusedWithAWord()
{
    startConsole();
    click("siteContinue");
    QVERIFY(find<QLineEdit>("siteName")->isVisible()); // no name, no next step
    QVERIFY(shown().contains(QStringLiteral("Give the site a name")));
    type("siteName", "Lotus Yard");
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", "short");
    QVERIFY(shown().contains(QStringLiteral("10")));
    type("repeatedPassphrase", "short");
    click("administratorContinue");
    QVERIFY(shown().contains(QStringLiteral("at least 15")));
    type("newPassphrase", Good);
    QVERIFY(shown().contains(QStringLiteral("Good.")));
    type("repeatedPassphrase", "violet anchor mustarb");
    click("administratorContinue");
    QVERIFY(shown().contains(QStringLiteral("not the same")));
    QVERIFY(!QDir(m_folder->filePath(QStringLiteral("site"))).exists());
}

void ConsoleTest::signInIsRefusedInOneWordAndThenWorks()
{
    makeSite();
    startConsole();
    signIn("Nobody", Good);
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Name or passphrase is wrong.")); }));
    QVERIFY(find<QLineEdit>("passphrase")->text().isEmpty());
    QCOMPARE(find<QLineEdit>("operatorName")->text(), QStringLiteral("Nobody")); // nothing typed is lost
    signIn("Ada Warden", "violet anchor mustarb");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Name or passphrase is wrong.")); }));
    QVERIFY(waitFor([this] { return find<QLineEdit>("passphrase")->isEnabled(); }));
    type("passphrase", Good);
    // A back-off may run by now: the button counts it down and comes back by itself.
    QVERIFY(waitFor([this] { return find<QWidget>("go")->isEnabled(); }));
    QTest::keyClick(find<QLineEdit>("passphrase"), Qt::Key_Return);
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::theRecoveryCodeOpensTheSite()
{
    makeSite();
    const QByteArray code = m_code.toLatin1();
    startConsole();
    for (auto* link : m_console->window().findChildren<ui::Button*>()) {
        if (link->text().contains(QStringLiteral("recovery code")))
            QTest::mouseClick(link, Qt::LeftButton);
    }
    QVERIFY(waitFor([this] { return find<QWidget>("recoverGo") != nullptr; }));
    type("recoveryCodeField", code.constData());
    type("recoverName", "Ada Warden");
    type("newPassphrase", "nine quiet harbours here");
    type("repeatedPassphrase", "nine quiet harbours here");
    click("recoverGo");
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::lockingCoversTheScreenAndKeepsTheStoreOpen()
{
    makeSite();
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(waitFor([this] { return m_console->isLocked(); }));
    QVERIFY(!find<QWidget>("shell")->isVisible());
    QVERIFY(m_console->openSite()); // the lanes go on
    QTest::keyClick(&m_console->window(), Qt::Key_Escape);
    QVERIFY(m_console->isLocked());
    m_console->window().close();
    QVERIFY(m_console->window().isVisible()); // who may not unlock may not stop the lanes
    signIn("", "wrong words entirely");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Name or passphrase is wrong.")); }));
    QVERIFY(waitFor([this] { return find<QLineEdit>("passphrase")->isEnabled(); }));
    type("passphrase", Good);
    QVERIFY(waitFor([this] { return find<QWidget>("go")->isEnabled(); }));
    click("go");
    QVERIFY(waitFor([this] { return !m_console->isLocked(); }));
    QVERIFY(find<QWidget>("shell")->isVisible());
}

void ConsoleTest::theScreenLocksByItself()
{
    makeSite();
    auto* watch = m_console->findChild<ui::IdleWatch*>();
    Q_EMIT watch->idle();
    QVERIFY(m_console->isLocked());
    QVERIFY(!find<QWidget>("shell")->isVisible());
}

void ConsoleTest::whoHasASecondFactorGivesItsCode()
{
    makeSite();
    security::OpenSite& site = m_console->openSite()->site();
    const security::SecondFactorOffer offer = site.offerSecondFactor(site.openedBy());
    // A code counts once: each sign-in here takes that of another step, all of them near enough to now.
    const auto code = [&](qint64 step) {
        return security::totpCode(offer.secret, security::totpStep(m_clock.now()) + step).toLatin1();
    };
    QVERIFY(site.turnOnSecondFactor(
        site.openedBy(), security::Passphrase::fromUtf8(Good), offer.secret, QString::fromLatin1(code(-1))));
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    click("promptYes");
    QVERIFY(waitFor([this] { return m_console->openSite() == nullptr; }));
    signIn("Ada Warden", Good);
    QVERIFY(waitFor([this] { return find<QLineEdit>("code")->isVisible(); }));
    QVERIFY(!find<QLineEdit>("passphrase")->isVisible());
    type("code", "000000");
    QTest::keyClick(find<QLineEdit>("code"), Qt::Key_Return);
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("This code does not fit.")); }));
    QVERIFY(!m_console->openSite());
    QVERIFY(waitFor([this] { return find<QLineEdit>("code")->isEnabled(); }));
    type("code", code(1).constData());
    QTest::keyClick(find<QLineEdit>("code"), Qt::Key_Return);
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Ada Warden · administrator"));
}

void ConsoleTest::anotherOperatorTakesOver()
{
    makeSite();
    auto& site = m_console->openSite()->site();
    auto alone = site.approveAlone(
        site.openedBy(), security::Proposal::addOperator(QStringLiteral("Gao"), security::Role::Guard));
    QVERIFY(alone);
    QVERIFY(site.addOperator(site.openedBy(), std::move(*alone), QStringLiteral("Gao"), security::Role::Guard,
        security::Passphrase::fromUtf8(GuardsOwn)));
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(waitFor([this] { return m_console->window().cover() != nullptr; }));
    QTest::keyClick(find<QLineEdit>("operatorName"), Qt::Key_Escape);
    QVERIFY(waitFor([this] { return m_console->window().cover() == nullptr; }));
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Ada Warden · administrator"));

    QTest::keyClick(find<QWidget>("shell"), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(waitFor([this] { return m_console->window().cover() != nullptr; }));
    signIn("Gao", GuardsOwn);
    QVERIFY(waitFor([this] { return m_console->window().cover() == nullptr; }));
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Gao · guard"));
    QVERIFY(!find<QWidget>("operators")); // the rail of a guard
}

void ConsoleTest::signOutClosesTheStore()
{
    makeSite();
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    QVERIFY(find<QWidget>("shell")->isVisible()); // the question stands beside, it covers nothing
    click("promptNo");
    QVERIFY(isOpen());
    click("devices");
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    QTest::keyClick(find<QWidget>("promptNo"), Qt::Key_Escape); // as the button says, and nobody leaves the page
    QVERIFY(!find<QWidget>("promptYes")->isVisible());
    QCOMPARE(m_console->window().findChild<ui::SiteShell*>()->currentPage(), QStringLiteral("devices"));
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    click("promptYes");
    QVERIFY(waitFor([this] { return m_console->openSite() == nullptr; }));
    QVERIFY(find<QLineEdit>("operatorName")->isVisible());
    QFile store(m_folder->filePath(QStringLiteral("site/site.store")));
    QVERIFY(store.open(QIODevice::ReadOnly));
    const QByteArray bytes = store.readAll();
    QVERIFY(!bytes.startsWith("SQLite format 3"));
    // Long words only: three given bytes turn up by chance in one encrypted file of fifty.
    QVERIFY(!bytes.contains("Lotus Yard"));
    QVERIFY(!bytes.contains("Ada Warden"));
    // How far the trail reached, as the site signed it, stands there until somebody signs in.
    QVERIFY(waitFor([this] { return find<QLabel>("aside") && find<QLabel>("aside")->isVisible(); }));
    QVERIFY2(find<QLabel>("aside")->text().contains(
                 QRegularExpression(QStringLiteral("\\d+ [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}"))),
        qPrintable(find<QLabel>("aside")->text()));
    signIn("Ada Warden", Good);
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::aBackupIsBroughtBackAndTheSignInComesNext()
{
    makeSite();
    const QString folder = m_folder->filePath(QStringLiteral("backups"));
    QVERIFY(QDir().mkpath(folder));
    click("backup");
    QVERIFY(waitFor([this] { return find<QLineEdit>("backupFolder") != nullptr; }));
    type("backupFolder", qPrintable(folder));
    click("saveBackupPlan");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("No backup yet.")); }));
    click("takeBackup");
    QVERIFY(waitFor([this] { return find<QWidget>("bringBackBackup") != nullptr; }));
    QVERIFY(waitFor([this] { return find<QWidget>("bringBackBackup")->isEnabled(); }));
    auto& site = m_console->openSite()->site();
    const auto rule = [](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM groups");
        return query && query->step() ? query->integer(0) : qint64(-1);
    };
    QVERIFY(site.writer().call([](store::Database& database) {
        return database.execute("INSERT INTO groups (name, created_at) VALUES ('staff', 0)");
    }));
    click("bringBackBackup");
    QVERIFY(waitFor([this] { return find<QWidget>("bringBackComes")->isVisible(); }));
    click("bringBack");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("The backup was brought back.")); }));
    QVERIFY(!m_console->openSite());
    signIn("Ada Warden", Good);
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(m_console->openSite()->site().reader().call(rule), 0);
}

void ConsoleTest::passphrasesNeverReachTheClipboard()
{
    startConsole();
    type("siteName", "Lotus Yard");
    click("siteContinue");
    type("newPassphrase", Good);
    auto* field = find<ui::PassphraseField>("newPassphrase");
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    for (QAction* toggle : field->actions())
        toggle->trigger(); // show the letters
    QCOMPARE(field->echoMode(), QLineEdit::Normal);
    field->selectAll();
    QTest::keyClick(field, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    QCOMPARE(field->text(), QLatin1String(Good));
    field->clear();
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field->text(), QStringLiteral("before")); // pasting is welcome
}

void ConsoleTest::anotherLanguageKeepsWhatIsTyped()
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
    type("newPassphrase", Good);
    type("repeatedPassphrase", Good);
    click("displayBeforeSignIn");
    choose("scale", 2);
    QVERIFY(find<QLineEdit>("administratorName")->isVisible());
    QCOMPARE(find<QLineEdit>("administratorName")->text(), QStringLiteral("Ada Warden"));
    click("administratorContinue");
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    startConsole();
    QCOMPARE(m_console->openSite(), nullptr);
    type("operatorName", "Ada Warden");
    type("passphrase", Good);
    click("displayBeforeSignIn");
    choose("scale", 0);
    click("go");
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(m_console->openSite()->site().info().name, QStringLiteral("Lotus Yard"));
}

void ConsoleTest::theRecoveryCodeOutlivesEveryChoice()
{
    startConsole();
    type("siteName", "Lotus Yard");
    click("displayBeforeSignIn");
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", Good);
    type("repeatedPassphrase", Good);
    click("administratorContinue");
    QVERIFY(!find<QComboBox>("language")->isVisible()); // made anew, the screen could not show the code
    QVERIFY(!find<QWidget>("displayBeforeSignIn")->isVisible());
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    QVERIFY(!find<QWidget>("displayBeforeSignIn")->isVisible());
}

void ConsoleTest::aLargerSizeKeepsThePage()
{
    makeSite();
    click("devices");
    click("display");
    choose("scale", 1);
    QCOMPARE(m_console->window().findChild<ui::SiteShell*>()->currentPage(), QStringLiteral("devices"));
}

void ConsoleTest::theFinderFindsEvents()
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

void ConsoleTest::whoSignsInWhileTheStoreClosesWaits()
{
    makeSite();
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    click("promptYes");
    QVERIFY(waitFor([this] { return find<QLineEdit>("operatorName") != nullptr; }));
    signIn("Ada Warden", Good); // at once: the store may still be closing
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::threeLanguagesLoad_data()
{
    QTest::addColumn<QString>("language");
    for (const char* code : { "en", "de", "zh_CN" })
        QTest::newRow(code) << QString::fromLatin1(code);
}

void ConsoleTest::threeLanguagesLoad()
{
    QFETCH(QString, language);
    ui::Languages languages;
    languages.use(language);
    QCOMPARE(languages.current(), language);
    QCOMPARE(QLocale().language(), QLocale(language).language());
}

void ConsoleTest::nothingPersonalIsWrittenBesideTheStore()
{
    makeSite();
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(find<QLineEdit>("finderLine"), QStringLiteral("Secret Person"));
    m_console.reset();
    QFile settings(m_folder->filePath(QStringLiteral("console.ini")));
    if (settings.open(QIODevice::ReadOnly)) {
        const QByteArray bytes = settings.readAll();
        for (const char* word : { "Lotus", "Ada", "Secret", "violet" })
            QVERIFY(!bytes.contains(word));
    }
}

void ConsoleTest::theLogKeepsNoAddresses()
{
    QCOMPARE(withoutAddresses(QStringLiteral("cannot open rtsp://admin:pass@10.0.0.4/live now")),
        QStringLiteral("cannot open <address> now"));
    QCOMPARE(
        withoutAddresses(QStringLiteral("no file /home/chen/pictures/li-na.jpg")), QStringLiteral("no file <path>"));
}

QTEST_MAIN(ConsoleTest)
#include "ConsoleTest.moc"
