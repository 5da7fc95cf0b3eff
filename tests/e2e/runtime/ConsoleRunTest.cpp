#include "app/gatehouse/Console.h"
#include "app/gatehouse/Log.h"
#include "core/drill/OwnProcess.h"
#include "core/lane/EventLog.h"
#include "tests/e2e/runtime/ByteSearch.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/e2e/runtime/ListeningSockets.h"
#include "tests/support/NoListening.h"
#include "tests/support/WaitFor.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace gatehouse;
using test::waitFor;

// The console on the demo site with its lanes running: what it writes beside the store, and who could connect to it.
class ConsoleRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTurnAtTheGateLeavesNoTraceAndNoSocket();
    void theNextOperatorTakesOverWhileTheLanesGoOn();

private:
    [[nodiscard]] std::unique_ptr<Console> startConsole() const;
    static void type(const QWidget& form, const QString& name, const QString& words);
    [[nodiscard]] static quint64 framesAnalysed(Console& console);
    [[nodiscard]] bool hasRecognised(Console& console, lane::LaneEvent::Subject subject) const;
    void expectNoSockets() { QCOMPARE(drill::ownListeningSockets(), QStringList()); }

    test::DemoFolder m_folder;
};

bool ConsoleRunTest::hasRecognised(Console& console, lane::LaneEvent::Subject subject) const
{
    const auto actor = console.openSite()->session().actor();
    return console.openSite()->site().reader().call([&](store::Database& database) {
        const auto events = lane::EventLog(database, m_folder.clock()).list(actor, {});
        return events && std::ranges::any_of(*events, [subject](const lane::LaneEvent& event) {
            return event.subject == subject && event.certainty == vision::Certainty::Known;
        });
    });
}

std::unique_ptr<Console> ConsoleRunTest::startConsole() const
{
    ConsoleOptions options;
    options.siteFolder = m_folder.paths().folder;
    options.demoFolder = m_folder.root() + QStringLiteral("/data/demo");
    options.settingsFile = m_folder.root() + QStringLiteral("/config/console.ini");
    options.language = QStringLiteral("en");
    auto made = Console::create(options, m_folder.clock());
    if (!made)
        return nullptr;
    (*made)->window().resize(1366, 768);
    (*made)->start();
    return QTest::qWaitForWindowExposed(&(*made)->window()) ? std::move(*made) : nullptr;
}

void ConsoleRunTest::type(const QWidget& form, const QString& name, const QString& words)
{
    QTest::keyClicks(form.findChild<QLineEdit*>(QStringLiteral("operatorName")), name);
    auto* passphrase = form.findChild<QLineEdit*>(QStringLiteral("passphrase"));
    QTest::keyClicks(passphrase, words);
    QTest::keyClick(passphrase, Qt::Key_Return);
}

quint64 ConsoleRunTest::framesAnalysed(Console& console)
{
    quint64 frames = 0;
    for (const lane::Lane& lane : console.openSite()->running().lanes())
        frames += console.openSite()->lanes().counters(lane.id).framesAnalysed;
    return frames;
}

void ConsoleRunTest::theNextOperatorTakesOverWhileTheLanesGoOn()
{
    const QString words = QStringLiteral("seven lanterns in rain");
    const auto console = startConsole();
    QVERIFY(console);
    type(console->window(), test::DemoFolder::administratorName(), test::DemoFolder::administratorWords());
    QVERIFY(waitFor([&] { return console->openSite() != nullptr; }, 150));
    security::OpenSite& site = console->openSite()->site();
    auto alone = site.approveAlone(
        site.openedBy(), security::Proposal::addOperator(QStringLiteral("Gao"), security::Role::Guard));
    QVERIFY(alone);
    QVERIFY(site.addOperator(site.openedBy(), std::move(*alone), QStringLiteral("Gao"), security::Role::Guard,
        security::Passphrase::fromText(words)));
    quint64 analysed = 0;
    const auto goesOn = [&] {
        const quint64 before = analysed;
        return waitFor([&] { return (analysed = framesAnalysed(*console)) > before; }, 150);
    };
    QVERIFY(goesOn());
    QTest::keyClick(console->window().findChild<QWidget*>(QStringLiteral("shell")), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(waitFor([&] { return console->window().cover() != nullptr; }));
    QVERIFY2(goesOn(), "while the next one types");
    type(*console->window().cover(), QStringLiteral("Gao"), words);
    QVERIFY(waitFor([&] { return console->window().cover() == nullptr; }, 150));
    QCOMPARE(console->openSite()->session().actor().name, QStringLiteral("Gao"));
    // Lanes that had been started anew would count from nothing.
    QVERIFY(framesAnalysed(*console) >= analysed);
    QVERIFY(console->openSite()->lanes().isRunning());
    QVERIFY2(goesOn(), "and afterwards");
}

void ConsoleRunTest::aTurnAtTheGateLeavesNoTraceAndNoSocket()
{
    for (const auto& [variable, folder] : m_folder.environment())
        qputenv(variable.toLatin1().constData(), folder.toLocal8Bit());
    test::ByteSearch search;
    for (const char16_t* text : { u"Lin Mei", u"Jonas Berger", u"D-001", u"沪A12345", u"沪A·12345", u"沪AD12345",
             u"MGH3141", u"7GTH418", u"GAT3H05", u"red hatchback", u"Avery Admin", u"quiet barriers open slowly" })
        search.addText(QString::fromUtf16(text));
    search.addBytes("JPEG", QByteArray::fromHex("ffd8ffe000104a46494600"));
    search.addBytes("PNG", QByteArray::fromHex("89504e470d0a1a0a"));

    startLog(m_folder.root() + QStringLiteral("/data/log/gatehouse.log"));
    auto console = startConsole();
    QVERIFY(console);
    expectNoSockets();
    type(console->window(), test::DemoFolder::administratorName(), test::DemoFolder::administratorWords());
    QVERIFY(waitFor([&] { return console->openSite() != nullptr; }, 150));

    using Subject = lane::LaneEvent::Subject;
    for (const Subject subject : { Subject::Person, Subject::Vehicle }) {
        QVERIFY(waitFor(
            [&] {
                expectNoSockets();
                return hasRecognised(*console, subject);
            },
            150));
    }
    console->lock();
    QCOMPARE(search.in(m_folder.root()).join(u'\n'), QString());
    console.reset();
    QCOMPARE(search.in(m_folder.root()).join(u'\n'), QString());
    QVERIFY(QFile::exists(m_folder.root() + QStringLiteral("/data/log/gatehouse.log")));
}

int main(int argc, char** argv)
{
    // From the sign-in to the sign-out, with cameras, recognition and gates: whoever listens does not come back.
    test::forbidListeningInThisProcess();
    QApplication application(argc, argv);
    ConsoleRunTest run;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&run, argc, argv);
}
#include "ConsoleRunTest.moc"
