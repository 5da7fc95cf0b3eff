#include "tests/ui/app/ConsoleStage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace gatehouse::test {

void ConsoleStage::clear()
{
    m_console.reset();
    m_folder = std::make_unique<QTemporaryDir>();
}

void ConsoleStage::startConsole(const QString& language)
{
    m_console.reset();
    ConsoleOptions options;
    options.siteFolder = path("site");
    options.demoFolder = path("demo");
    options.settingsFile = path("console.ini");
    options.language = language;
    auto made = Console::create(options, m_clock);
    QVERIFY(made);
    m_console = std::move(*made);
    m_console->window().resize(1366, 768);
    m_console->start();
    QVERIFY(QTest::qWaitForWindowExposed(&m_console->window()));
}

void ConsoleStage::makeSite()
{
    startConsole();
    type("siteName", "Lotus Yard");
    find<QComboBox>("timeZone")->setCurrentText(QStringLiteral("Asia/Shanghai"));
    click("siteContinue");
    type("administratorName", "Ada Warden");
    type("newPassphrase", Words);
    type("repeatedPassphrase", Words);
    click("administratorContinue");
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    m_recoveryCode = find<QLabel>("recoveryCode")->text();
    QVERIFY(!find<QWidget>("recoveryContinue")->isEnabled());
    QTest::mouseClick(find<QCheckBox>("recoveryConfirmed"), Qt::LeftButton, {}, QPoint(10, 20));
    click("recoveryContinue");
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ConsoleStage::type(const char* name, const char* text) const
{
    auto* line = find<QLineEdit>(name);
    line->clear();
    QTest::keyClicks(line, QString::fromLatin1(text));
}

void ConsoleStage::choose(const char* box, int index) const
{
    auto* combo = find<QComboBox>(box);
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
    QCoreApplication::processEvents(); // the screen is made anew
}

void ConsoleStage::signIn(const char* name, const char* passphrase) const
{
    if (!find<QLineEdit>("operatorName")->isReadOnly())
        type("operatorName", name);
    type("passphrase", passphrase);
    QTest::keyClick(find<QLineEdit>("passphrase"), Qt::Key_Return);
}

void ConsoleStage::signOut() const
{
    click("signOut");
    QVERIFY(waitFor([this] { return find<QWidget>("promptYes")->isVisible(); }));
    click("promptYes");
}

bool ConsoleStage::isOpen() const
{
    return m_console->openSite() != nullptr && m_console->window().findChild<ui::SiteShell*>();
}

QString ConsoleStage::shown() const
{
    QStringList texts;
    for (const QLabel* label : m_console->window().findChildren<QLabel*>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts.join(u'\n');
}

} // namespace gatehouse::test
