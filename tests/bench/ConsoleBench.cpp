#include "app/demo/DemoSite.h"
#include "app/gatehouse/Console.h"
#include "tests/support/Approved.h"
#include "tests/support/WaitFor.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace gatehouse;

// How long the console's own thread is kept from answering: the demo site runs (three cameras, three lanes), and what
// an operator does in a shift is done while a heartbeat of 5 ms looks for the longest gap, in time and in work done.
// Also how long a change of operator takes, from the key to the next one's page.

namespace {

constexpr char Words[] = "violet anchor mustard";
constexpr char NextWords[] = "seven lanterns in rain";

// Of the calling thread, in ms: on a machine that is busy with other things this is what a person would wait elsewhere.
double processorTime()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
        begin();
        m_timer.start(5);
    }
    // Does `action`, waits until `done` and then for what follows in half a second; prints the longest gap.
    template <typename Action, typename Done>
    void measure(const char* what, Action action, Done done)
    {
        QElapsedTimer whole;
        whole.start();
        begin();
        QTimer::singleShot(0, &m_timer, action); // a press comes out of the event loop
        const bool isDone = test::waitFor(done, 120);
        const qint64 took = whole.elapsed();
        QElapsedTimer rest;
        rest.start();
        test::waitFor([&rest] { return rest.elapsed() > 500; });
        beat();
        std::printf("  %-26s longest gap %5lld ms (%5.0f ms of work)   done after %5lld ms%s\n", what,
            static_cast<long long>(m_longest), m_mostWork, static_cast<long long>(took), isDone ? "" : "  NOT DONE");
        std::fflush(stdout);
    }

private:
    void begin()
    {
        m_longest = 0;
        m_mostWork = 0;
        m_gap.start();
        m_work = processorTime();
    }
    void beat()
    {
        m_longest = std::max(m_longest, m_gap.restart());
        const double work = processorTime();
        m_mostWork = std::max(m_mostWork, work - m_work);
        m_work = work;
    }

    QTimer m_timer;
    QElapsedTimer m_gap;
    double m_work = 0;
    qint64 m_longest = 0;
    double m_mostWork = 0;
};

template <typename T>
T* find(Console& console, const char* name)
{
    return console.window().findChild<T*>(QLatin1String(name));
}

void choose(Console& console, const char* box, int index)
{
    auto* combo = find<QComboBox>(console, box);
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
}

// Into the form that is shown: one that is covered up may not be gone yet.
void typeIn(Console& console, const char* name, const char* words)
{
    QWidget* form = console.window().cover() ? console.window().cover() : console.window().content();
    auto* operatorName = form->findChild<QLineEdit*>(QStringLiteral("operatorName"));
    if (!operatorName)
        return; // the step before did not get here and said so
    operatorName->setText(QString::fromLatin1(name));
    auto* passphrase = form->findChild<QLineEdit*>(QStringLiteral("passphrase"));
    passphrase->setText(QString::fromLatin1(words));
    QTest::keyClick(passphrase, Qt::Key_Return);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QTemporaryDir folder;
    const SystemClock clock;
    ConsoleOptions options;
    options.siteFolder = folder.filePath(QStringLiteral("site"));
    options.demoFolder = folder.filePath(QStringLiteral("demo"));
    options.isDemo = true;
    options.settingsFile = folder.filePath(QStringLiteral("console.ini"));
    options.language = QStringLiteral("en");
    {
        security::NewSite description;
        description.name = QStringLiteral("Demo site");
        description.administrator = QStringLiteral("Ada");
        description.passphrase = security::Passphrase::fromUtf8(Words);
        description.isDemo = true;
        auto made = security::OpenSite::create({ options.demoFolder }, description, clock);
        if (!made || !fillDemoSite(*made->site, made->site->openedBy(), clock)
            || !made->site->addOperator(made->site->openedBy(),
                test::approved(*made->site, clock,
                    security::Proposal::addOperator(QStringLiteral("Gao"), security::Role::Administrator)),
                QStringLiteral("Gao"), security::Role::Administrator, security::Passphrase::fromUtf8(NextWords))) {
            std::printf("the demo site cannot be made: run it by the target `bench`\n");
            return 1;
        }
    }
    auto made = Console::create(options, clock);
    if (!made)
        return 1;
    Console& console = **made;
    console.window().resize(1366, 768);
    console.start();
    std::printf("\nThe console's own thread, demo site running, 1366×768\n");
    Heartbeat heart;
    const auto shell = [&console] { return console.window().findChild<ui::SiteShell*>(); };
    heart.measure(
        "sign in", [&] { typeIn(console, "Ada", Words); }, [&] { return shell() != nullptr; });
    heart.measure(
        "cameras and lanes start", [] {},
        [&] {
            const auto* health = find<QAbstractButton>(console, "cameraHealth");
            return health && health->text().contains(QStringLiteral("3 cameras live"));
        });
    QElapsedTimer watching;
    watching.start();
    heart.measure(
        "live for 10 s", [] {}, [&] { return watching.elapsed() > 10'000; });
    for (const char* page :
        { "events", "people", "vehicles", "rules", "devices", "operators", "audit", "account", "live" }) {
        heart.measure(
            page,
            [&] {
                shell()->openPage({ QLatin1String(page), 0 });
            },
            [&] { return shell()->currentPage() == QLatin1String(page); });
    }
    heart.measure(
        "display panel", [&] { QTest::mouseClick(find<QWidget>(console, "display"), Qt::LeftButton); },
        [&] { return find<QWidget>(console, "theme") != nullptr; });
    heart.measure(
        "theme", [&] { choose(console, "theme", 1); }, [] { return true; });
    ui::SiteShell* before = shell();
    heart.measure(
        "language", [&] { choose(console, "language", 2); }, [&] { return shell() && shell() != before; });
    heart.measure(
        "lock", [&] { console.lock(); }, [&] { return console.isLocked(); });
    heart.measure(
        "unlock", [&] { typeIn(console, "Ada", Words); }, [&] { return !console.isLocked(); });
    const auto framesAnalysed = [&] {
        quint64 frames = 0;
        for (const lane::Lane& lane : console.openSite()->running().lanes())
            frames += console.openSite()->lanes().counters(lane.id).framesAnalysed;
        return frames;
    };
    const quint64 framesBefore = framesAnalysed();
    QElapsedTimer handover;
    handover.start();
    heart.measure(
        "change operator: the form",
        [&] { QTest::mouseClick(find<QWidget>(console, "changeOperator"), Qt::LeftButton); },
        [&] { return console.window().cover() != nullptr; });
    heart.measure(
        "change operator: taken over", [&] { typeIn(console, "Gao", NextWords); },
        [&] { return !console.window().cover() && console.openSite()->session().actor().name == u"Gao"; });
    // The two waits of half a second after each step are in it; a person's typing is not.
    std::printf("  %-26s %lld ms (at most 5000), %llu frames analysed meanwhile, lanes %s\n", "change operator: in all",
        static_cast<long long>(handover.elapsed()), static_cast<unsigned long long>(framesAnalysed() - framesBefore),
        console.openSite()->lanes().isRunning() ? "never stopped" : "STOPPED");
    heart.measure(
        "lanes start anew", [&] { console.openSite()->startLanes(); },
        [&] {
            const auto* health = find<QAbstractButton>(console, "cameraHealth");
            return health && health->text().contains(QStringLiteral("3"));
        });
    heart.measure(
        "sign out: the question", [&] { QTest::mouseClick(find<QWidget>(console, "signOut"), Qt::LeftButton); },
        [&] { return find<QWidget>(console, "promptYes")->isVisible(); });
    heart.measure(
        "sign out: signed out", [&] { find<QAbstractButton>(console, "promptYes")->click(); },
        [&] { return console.openSite() == nullptr && find<QWidget>(console, "operatorName"); });
    heart.measure(
        "sign in again at once", [&] { typeIn(console, "Ada", Words); }, [&] { return shell() != nullptr; });
    return 0;
}
