#include "core/security/Totp.h"
#include "tests/ui/app/ConsoleStage.h"
#include "ui/common/Widgets.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

using namespace gatehouse;

namespace {

constexpr char GuardsOwn[] = "seven lanterns in rain";

} // namespace

// The console from its first start to sign-out, as a person uses it: real clicks and keys.
class ConsoleTest : public QObject, test::ConsoleStage
{
    Q_OBJECT

private Q_SLOTS:
    void init();
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
    void whoSignsInWhileTheStoreClosesWaits();
};

void ConsoleTest::init()
{
    clear();
}

void ConsoleTest::firstStartMakesTheSiteAndShowsTheCodeOnce()
{
    makeSite();
    QVERIFY(m_recoveryCode.size() >= 25);
    QVERIFY(!shown().contains(m_recoveryCode));
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
    type("newPassphrase", Words);
    QVERIFY(shown().contains(QStringLiteral("Good.")));
    type("repeatedPassphrase", "violet anchor mustarb");
    click("administratorContinue");
    QVERIFY(shown().contains(QStringLiteral("not the same")));
    QVERIFY(!QDir(path("site")).exists());
}

void ConsoleTest::signInIsRefusedInOneWordAndThenWorks()
{
    makeSite();
    startConsole();
    signIn("Nobody", Words);
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Name or passphrase is wrong.")); }));
    QVERIFY(find<QLineEdit>("passphrase")->text().isEmpty());
    QCOMPARE(find<QLineEdit>("operatorName")->text(), QStringLiteral("Nobody")); // nothing typed is lost
    signIn("Ada Warden", "violet anchor mustarb");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Name or passphrase is wrong.")); }));
    QVERIFY(waitFor([this] { return find<QLineEdit>("passphrase")->isEnabled(); }));
    type("passphrase", Words);
    // A back-off may run by now: the button counts it down and comes back by itself.
    QVERIFY(waitFor([this] { return find<QWidget>("go")->isEnabled(); }));
    QTest::keyClick(find<QLineEdit>("passphrase"), Qt::Key_Return);
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::theRecoveryCodeOpensTheSite()
{
    makeSite();
    const QByteArray code = m_recoveryCode.toLatin1();
    startConsole();
    for (auto* link : m_console->window().findChildren<ui::Button*>()) {
        if (link->text().contains(QStringLiteral("recovery code")))
            QTest::mouseClick(link, Qt::LeftButton);
    }
    QVERIFY(waitFor([this] { return find<QWidget>("recoverGo") != nullptr; }));
    type("recoveryCodeField", QByteArray(code).replace(code.front(), code.front() == 'X' ? 'Y' : 'X').constData());
    QTest::keyClick(find<QLineEdit>("recoveryCodeField"), Qt::Key_Return);
    QVERIFY(find<QLineEdit>("recoverName")->hasFocus());
    type("recoverName", "Ada Warden");
    QTest::keyClick(find<QLineEdit>("recoverName"), Qt::Key_Return);
    QVERIFY(find<QLineEdit>("newPassphrase")->hasFocus());
    type("newPassphrase", "nine quiet harbours here");
    type("repeatedPassphrase", "nine quiet harbours here");
    click("recoverGo");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Compare it with the sheet.")); }));
    QVERIFY(find<QLineEdit>("recoveryCodeField")->hasFocus()); // one more key, and it can be typed again
    type("recoveryCodeField", code.constData());
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
    type("passphrase", Words);
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
        site.openedBy(), security::Passphrase::fromUtf8(Words), offer.secret, QString::fromLatin1(code(-1))));
    signOut();
    QVERIFY(waitFor([this] { return m_console->openSite() == nullptr; }));
    signIn("Ada Warden", Words);
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
    signOut();
    QVERIFY(waitFor([this] { return m_console->openSite() == nullptr; }));
    QVERIFY(find<QLineEdit>("operatorName")->isVisible());
    QFile store(path("site/site.store"));
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
    signIn("Ada Warden", Words);
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleTest::aBackupIsBroughtBackAndTheSignInComesNext()
{
    makeSite();
    const QString folder = path("backups");
    QVERIFY(QDir().mkpath(folder));
    click("backup");
    QVERIFY(waitFor([this] { return find<QLineEdit>("backupFolder") != nullptr; }));
    type("backupFolder", qPrintable(folder));
    click("saveBackupPlan");
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Saved.")); }));
    QVERIFY(waitFor([this] { return find<QWidget>("takeBackup")->isEnabled(); }));
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
    signIn("Ada Warden", Words);
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(m_console->openSite()->site().reader().call(rule), 0);
}

void ConsoleTest::whoSignsInWhileTheStoreClosesWaits()
{
    makeSite();
    signOut();
    QVERIFY(waitFor([this] { return find<QLineEdit>("operatorName") != nullptr; }));
    signIn("Ada Warden", Words); // at once: the store may still be closing
    QVERIFY(waitFor([this] { return isOpen(); }));
}

QTEST_MAIN(ConsoleTest)
#include "ConsoleTest.moc"
