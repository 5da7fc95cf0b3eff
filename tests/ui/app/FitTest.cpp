#include "app/demo/DemoSite.h"
#include "app/gatehouse/Pages.h"
#include "tests/support/FitInspector.h"
#include "tests/support/PageStage.h"
#include "tests/support/WaitFor.h"
#include "ui/common/Banner.h"
#include "ui/login/FirstStart.h"
#include "ui/login/RecoverForm.h"
#include "ui/login/ReturnForm.h"
#include "ui/login/SignInForm.h"
#include "ui/shell/ConsoleWindow.h"
#include "ui/shell/SiteShell.h"
#include "ui/words/Languages.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTest>
#include <QThreadPool>

using namespace gatehouse;
using namespace gatehouse::ui;

// Every screen in every language, on the two screens the console is made for and in the sizes a person may choose: no
// text is cut off, nothing lies outside the window, nothing lies over something else, everything has a name.
class FitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_stage.reset(); }
    void pagesFit_data() { combinations(); }
    void pagesFit();
    void aHistoryInDoubtFits_data() { combinations(); }
    void aHistoryInDoubtFits();
    void screensBeforeSignInFit_data() { combinations(); }
    void screensBeforeSignInFit();

private:
    void combinations();
    SiteShell* openShell();
    void look(const QString& where);
    void settle();
    [[nodiscard]] QString told();

    std::unique_ptr<test::PageStage> m_stage;
    Languages m_languages;
    std::unique_ptr<ConsoleWindow> m_window;
    QSize m_screen;
    QStringList m_found;
};

void FitTest::initTestCase()
{
    m_stage = std::make_unique<test::PageStage>(ThemeName::Night, lane::LaneParts(), test::PageStage::Kind::Demo);
    const auto filled = fillDemoSite(m_stage->site(), m_stage->actor(security::Role::Administrator), m_stage->clock());
    QVERIFY(filled);
}

void FitTest::combinations()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("screen");
    QTest::addColumn<int>("percent");
    for (const char* language : { "en", "de", "zh_CN" }) {
        for (const QSize screen : { QSize(1366, 768), QSize(1920, 1080) }) {
            for (const int percent : { 100, 150, 200 }) {
                if (screen.width() < 1920 && percent > 150)
                    continue; // not offered there
                QTest::addRow("%s %d %d %%", language, screen.width(), percent)
                    << QString::fromLatin1(language) << screen << percent;
            }
        }
    }
}

void FitTest::settle()
{
    // What pages asked the store for has been answered, and the answers are laid out.
    for (int round = 0; round < 3; ++round) {
        m_stage->site().reader().call([](store::Database&) { return true; });
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void FitTest::look(const QString& where)
{
    settle();
    for (const QString& each : test::misfits(*m_window, m_screen))
        m_found << where + QStringLiteral(": ") + each;
}

QString FitTest::told()
{
    m_found.removeDuplicates();
    for (const QString& each : std::as_const(m_found))
        qInfo().noquote() << each; // Qt Test cuts long messages
    return QStringLiteral("%1 misfits").arg(m_found.size());
}

// The console with a site in the language, the size and on the screen of this row.
SiteShell* FitTest::openShell()
{
    QFETCH(QString, language);
    QFETCH(QSize, screen);
    QFETCH(int, percent);
    m_screen = screen;
    m_found.clear();
    m_languages.use(language);
    const SiteContext& context = m_stage->context();
    context.appearance.setTheme(*Theme::load(ThemeName::Night, percent / 100.0));
    m_window = std::make_unique<ConsoleWindow>(context.appearance, context.settings);
    m_window->setDisplayChoiceShown(false);
    auto* shell = new SiteShell(
        context, context.settings, context.appearance, m_stage->site().info(), consolePages(), consoleFinders());
    m_window->setContent(shell);
    test::PageStage::show(*m_window, screen);
    return shell;
}

void FitTest::pagesFit()
{
    auto* shell = openShell();
    const std::vector<PageEntry> pages = consolePages();
    for (const PageEntry& entry : pages) {
        shell->openPage({ entry.id, 0 });
        look(entry.id);
    }
    shell->openPage({ QStringLiteral("live"), 0 });
    QTest::keyClick(shell, Qt::Key_F1);
    look(QStringLiteral("help"));
    QTest::keyClick(shell, Qt::Key_F9);
    look(QStringLiteral("alarms"));
    QTest::mouseClick(shell->findChild<QWidget*>(QStringLiteral("display")), Qt::LeftButton);
    look(QStringLiteral("display"));
    m_window.reset();
    QVERIFY2(m_found.isEmpty(), qPrintable(told()));
}

void FitTest::aHistoryInDoubtFits()
{
    QVERIFY(m_stage->site().compareHistory({ { audit::SignedPlace::Backup, { 3, QByteArray(32, 'x') } } })->mismatch);
    auto* shell = openShell();
    shell->openPage({ QStringLiteral("audit"), 0 });
    look(QStringLiteral("a history in doubt"));
    auto* banner = shell->findChild<Banner*>(QStringLiteral("historyBanner"));
    QVERIFY(banner && banner->isVisible());
    auto* offer = banner->findChild<QPushButton*>(QStringLiteral("bannerAction"));
    QVERIFY(offer && offer->isVisible());
    QTest::mouseClick(offer, Qt::LeftButton);
    look(QStringLiteral("a history to be accepted"));
    QVERIFY(shell->findChild<QWidget*>(QStringLiteral("acceptReason")));
    m_window.reset();
    const auto newest =
        m_stage->site().reader().call([](store::Database& database) { return audit::newestState(database); });
    QVERIFY(!m_stage->site().compareHistory({ { audit::SignedPlace::Backup, *newest } })->mismatch);
    QVERIFY2(m_found.isEmpty(), qPrintable(told()));
}

void FitTest::screensBeforeSignInFit()
{
    QFETCH(QString, language);
    QFETCH(QSize, screen);
    QFETCH(int, percent);
    m_screen = screen;
    m_found.clear();
    m_languages.use(language);
    const SiteContext& context = m_stage->context();
    context.appearance.setTheme(*Theme::load(ThemeName::Night, percent / 100.0));
    m_window = std::make_unique<ConsoleWindow>(context.appearance, context.settings);
    m_window->setDisplayChoiceShown(true);
    for (const FirstStart::Kind kind : { FirstStart::Kind::Site, FirstStart::Kind::DemoSite }) {
        auto* start = new FirstStart(context.appearance, context.prompts, kind);
        m_window->setContent(start);
        test::PageStage::show(*m_window, screen);
        for (const FirstStart::Step step : { FirstStart::Step::Site, FirstStart::Step::Administrator }) {
            start->goTo(step);
            look(QStringLiteral("first start %1").arg(int(step)));
        }
        start->showRecoveryCode(security::Passphrase::fromUtf8("ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-Z2345"), {});
        look(QStringLiteral("recovery code"));
    }
    auto* comesBack = new ReturnForm(context.appearance, context.prompts, {}, m_stage->clock());
    m_window->setContent(comesBack);
    look(QStringLiteral("return"));
    backup::ReturnPreview preview;
    preview.report.rows = { { QStringLiteral("persons"), 12'345 }, { QStringLiteral("events"), 1'234'567 } };
    preview.templates = 12'345;
    preview.pictures = 234'567;
    preview.unreadable = { 12'345, 234'567 };
    for (const bool isWithRing : { false, true }) {
        preview.needsSecondPerson = isWithRing;
        if (isWithRing)
            preview.ringTakenAt = m_stage->clock().now();
        comesBack->showPreview(preview);
        look(QStringLiteral("return, looked through %1").arg(isWithRing));
    }
    m_window->setContent(new RecoverForm(context.appearance));
    look(QStringLiteral("recover"));
    for (const SignInMode mode : { SignInMode::SignIn, SignInMode::Unlock, SignInMode::ChangeOperator }) {
        auto* form = new SignInForm(context.appearance, mode, QString(), QStringLiteral("Guard Gao"));
        form->setNotice(QStringLiteral("▲ 3"));
        m_window->setContent(form);
        look(QStringLiteral("sign-in %1").arg(int(mode)));
        form->showFailure(failure(ErrorCode::SignInLockedOut, QStringLiteral("61000")));
        look(QStringLiteral("locked out %1").arg(int(mode)));
    }
    m_window.reset();
    QVERIFY2(m_found.isEmpty(), qPrintable(told()));
}

QTEST_MAIN(FitTest)
#include "FitTest.moc"
