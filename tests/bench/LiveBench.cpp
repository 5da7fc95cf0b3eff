#include "app/gatehouse/Finders.h"
#include "app/gatehouse/Pages.h"
#include "app/site/SiteServices.h"
#include "app/site/SiteSetup.h"
#include "core/base/Resources.h"
#include "tests/bench/FigureTable.h"
#include "tests/bench/GateFilms.h"
#include "tests/bench/LiveMeasures.h"
#include "tests/bench/PlainProduct.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/support/PageStage.h"
#include "tests/support/WaitFor.h"
#include "ui/live/CameraTile.h"
#include "ui/shell/SiteShell.h"

#include <QApplication>

#include <ctime>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::bench;

// Two 720p network cameras, one lane reading plates and one recognising faces, with the console's own window open: what
// the people at the gate wait for. The cars' film is shown once through, while somebody always moves at the door.

namespace {

constexpr QSize Picture(1280, 720);
constexpr double WantedFaceFrames = 10; // a second
constexpr double WantedDecision = 1'500; // ms after the plate is readable
constexpr double WantedStall = 100; // ms of the GUI thread
constexpr double WantedDelay = 150; // ms from source to screen
constexpr char PlateLane[] = "Entry 1";
constexpr char FaceLane[] = "Door A";

struct PlateDecision
{
    QString plate; // merged; empty while the lane is unsure or cannot read it
    double at = 0;
};

// The site with its two lanes, and what happens there.
class Gate : public QObject
{
public:
    Gate(std::unique_ptr<security::OpenSite> site, const Clock& clock)
        : m_services(std::move(site), resourcePath(u"models"), clock)
    {
        connect(&m_services.lanes(), &lane::LaneRuntime::eventRecorded, this, [this](const lane::LaneEvent& event) {
            if (event.kind != lane::EventKind::Recognition || event.laneName != QLatin1StringView(PlateLane))
                return;
            const bool isKnown = event.certainty == vision::Certainty::Known && event.plate;
            decisions.push_back({ isKnown ? event.plate->merged() : QString(), machineMilliseconds() });
        });
    }

    Result<void> start()
    {
        GATEHOUSE_TRY_ASSIGN(whole, m_services.readSetup(m_services.site().openedBy()));
        GATEHOUSE_TRY_ASSIGN(plates, site::onlyLane(whole, QLatin1StringView(PlateLane)));
        GATEHOUSE_TRY_ASSIGN(faces, site::onlyLane(whole, QLatin1StringView(FaceLane)));
        setup = std::move(plates);
        setup.cameras += faces.cameras;
        setup.lanes += faces.lanes;
        setup.gates += faces.gates;
        return m_services.startLanes(setup);
    }

    [[nodiscard]] bool isLive() const
    {
        return std::ranges::all_of(setup.cameras, [this](const lane::Camera& camera) {
            return m_services.lanes().cameraState(camera.id).phase == video::CameraPhase::Live;
        });
    }
    // 0: the plates', 1: the faces'.
    [[nodiscard]] lane::LaneCounters counters(int lane) const
    {
        return m_services.lanes().counters(setup.lanes[lane].id);
    }
    [[nodiscard]] site::SiteServices& services() { return m_services; }

    lane::LaneRuntime::Setup setup;
    std::vector<PlateDecision> decisions;

private:
    // The runtime's getters change nothing.
    mutable site::SiteServices m_services;
};

struct CarFigures
{
    std::vector<double> toFirstWord; // ms: the lane says anything about the car
    std::vector<double> toPlate; // ms: it says the right plate and is sure
    int passages = 0;
    int wrong = 0; // another plate was said, and surely
};

CarFigures figuresOf(const CarFilm& film, const FilmCamera& camera, const std::vector<PlateDecision>& decisions,
    double from, double until)
{
    CarFigures figures;
    const double pictureTime = 1000.0 / FilmFramesPerSecond;
    for (const CarPassage& passage : film.passages) {
        for (const double readable : camera.sendings(passage.readable)) {
            const double begins = readable - (passage.readable - passage.begins) * pictureTime;
            const double ends = readable + (passage.ends - passage.readable) * pictureTime;
            if (begins < from || ends > until)
                continue;
            ++figures.passages;
            bool isFirst = true;
            bool isSettled = false;
            const QString right = PlateText::fromUserInput(passage.plate)->merged();
            for (const PlateDecision& decision : decisions) {
                if (decision.at < begins || decision.at >= ends)
                    continue;
                if (std::exchange(isFirst, false))
                    figures.toFirstWord.push_back(decision.at - readable);
                if (decision.plate == right && !std::exchange(isSettled, true))
                    figures.toPlate.push_back(decision.at - readable);
                figures.wrong += !decision.plate.isEmpty() && decision.plate != right ? 1 : 0;
            }
        }
    }
    return figures;
}

std::vector<double> delaysOf(const ScreenWatch& watch, const FilmCamera& camera)
{
    std::vector<double> delays;
    for (const ScreenWatch::Sight& sight : watch.sights()) {
        if (const auto sent = camera.sentBefore(sight.number, sight.at))
            delays.push_back(sight.at - *sent);
    }
    return delays;
}

void printWanted(const char* what, double value, const char* unit, const char* bound, double wanted)
{
    const bool holds = bound[0] == '<' ? value <= wanted : value >= wanted;
    std::printf(
        "  %-46s %9.1f %-4s wanted %s %.0f: %s\n", what, value, unit, bound, wanted, holds ? "holds" : "MISSED");
    std::fflush(stdout);
}

// Of the whole program, all threads.
double processorMilliseconds()
{
    return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

void printTimes(const FigureTable& table, const QString& what, const Percentiles& times)
{
    table.add(what + QStringLiteral(", median"), times.median);
    table.add(what + QStringLiteral(", 95 %"), times.high);
    table.add(what + QStringLiteral(", longest"), times.longest);
}

int fail(const char* what)
{
    std::fprintf(stderr, "%s\n", what);
    return 1;
}

struct Films
{
    QTemporaryDir folder;
    std::optional<CarFilm> cars;
    std::optional<int> door;

    // GATEHOUSE_FILMS=DIR keeps them for the next run.
    [[nodiscard]] QString file(const char* name) const
    {
        return qEnvironmentVariable("GATEHOUSE_FILMS", folder.path()) + QLatin1Char('/') + QLatin1StringView(name);
    }
    [[nodiscard]] QString carFile() const { return file("cars.h264"); }
    [[nodiscard]] QString doorFile() const { return file("door.h264"); }
    void draw()
    {
        std::thread first([this] { cars = drawCarFilm(carFile()); });
        std::thread second([this] { door = drawDoorFilm(doorFile()); });
        first.join();
        second.join();
    }
};

// What a run of the gate gave.
struct Run
{
    double from = 0;
    double until = 0;
    double processor = 0; // ms
    quint64 platesAnalysed = 0;
    quint64 facesAnalysed = 0;
    std::vector<double> faceFrames; // analysed in each second
};

Run watchFor(Gate& gate, double milliseconds)
{
    const auto turnFor = [](double share) {
        QEventLoop loop;
        QTimer::singleShot(static_cast<int>(share), Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    };
    Run run;
    run.from = machineMilliseconds();
    const double processorBefore = processorMilliseconds();
    const lane::LaneCounters platesBefore = gate.counters(0);
    const lane::LaneCounters facesBefore = gate.counters(1);
    quint64 facesLast = facesBefore.framesAnalysed;
    double last = run.from;
    while (machineMilliseconds() < run.from + milliseconds) {
        turnFor(1'000);
        const double now = machineMilliseconds();
        const quint64 faces = gate.counters(1).framesAnalysed;
        run.faceFrames.push_back(static_cast<double>(faces - facesLast) * 1000 / (now - last));
        facesLast = faces;
        last = now;
    }
    run.until = machineMilliseconds();
    run.processor = processorMilliseconds() - processorBefore;
    run.platesAnalysed = gate.counters(0).framesAnalysed - platesBefore.framesAnalysed;
    run.facesAnalysed = gate.counters(1).framesAnalysed - facesBefore.framesAnalysed;
    return run;
}

void print(const Run& run, const CarFigures& cars, const Heartbeat& heartbeat, const std::vector<double>& carDelays,
    const std::vector<double>& doorDelays, double reference)
{
    const double seconds = (run.until - run.from) / 1000;
    const FigureTable table(
        QStringLiteral("Two live 720p cameras at %1 pictures a second, plates and faces, the console open, %2 s")
            .arg(FilmFramesPerSecond)
            .arg(seconds, 0, 'f', 0),
        PlainProduct, reference);
    printTimes(table, QStringLiteral("plate readable to plate decided"), percentilesOf(cars.toPlate));
    printTimes(table, QStringLiteral("plate readable to the lane's first word"), percentilesOf(cars.toFirstWord));
    printTimes(table, QStringLiteral("entry: source to screen"), percentilesOf(carDelays));
    printTimes(table, QStringLiteral("door: source to screen"), percentilesOf(doorDelays));
    printTimes(table, QStringLiteral("GUI thread late by"), percentilesOf(heartbeat.delays()));
    std::printf(
        "  %d cars: %zu plates decided rightly, %d wrongly; plate frames analysed a second: %.1f; %.0f %% of a core\n",
        cars.passages, cars.toPlate.size(), cars.wrong, static_cast<double>(run.platesAnalysed) / seconds,
        run.processor / (run.until - run.from) * 100);
    const bool isComplete = cars.passages > 0 && cars.toPlate.size() == static_cast<std::size_t>(cars.passages);
    printWanted("plate decided after it was readable, longest",
        isComplete ? percentilesOf(cars.toPlate).longest : HUGE_VAL, "ms", "<=", WantedDecision);
    printWanted("face frames analysed a second", static_cast<double>(run.facesAnalysed) / seconds, "/s",
        ">=", WantedFaceFrames);
    printWanted(
        "the same in the slowest second", *std::ranges::min_element(run.faceFrames), "/s", ">=", WantedFaceFrames);
    printWanted("GUI thread blocked, longest", percentilesOf(heartbeat.delays()).longest, "ms", "<=", WantedStall);
    printWanted("source to screen, 95 %", std::max(percentilesOf(carDelays).high, percentilesOf(doorDelays).high), "ms",
        "<=", WantedDelay);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    auto theme = ui::Theme::load(ui::ThemeName::Night);
    if (!theme)
        return fail("the style is not there: run it by the target `bench`");
    std::printf("\nThe live gate: drawing the films\n");
    std::fflush(stdout);
    Films films;
    films.draw();
    if (!films.cars || !films.door)
        return fail("the films could not be encoded: is ffmpeg installed?");
    const double reference = plainProduct();
    const auto entry = FilmCamera::start(films.carFile(), FilmFramesPerSecond);
    const auto door = FilmCamera::start(films.doorFile(), FilmFramesPerSecond);
    if (!entry || !door)
        return fail("the RTSP servers do not start");

    const test::DemoFolder folder;
    auto site = folder.open();
    folder.replaceCamera(*site, QLatin1StringView(PlateLane), { video::CameraKind::Rtsp, entry->address() });
    folder.replaceCamera(*site, QLatin1StringView(FaceLane), { video::CameraKind::Rtsp, door->address() });
    Gate gate(std::move(site), folder.clock());

    ui::Appearance appearance(*theme);
    ui::ConsoleSettings settings(films.folder.filePath(QStringLiteral("console.ini")));
    test::ScriptedPrompts prompts;
    ui::RunningLanes running;
    ui::OperatorSession session(gate.services().site().openedBy());
    const ui::SiteContext context { gate.services().site(), gate.services().lanes(), running, folder.clock(), session,
        appearance, prompts, settings, ui::SiteTime(gate.services().site().info().timeZone),
        [](const ui::PageTarget&) {}, [] {}, [] {}, {} };
    ui::SiteShell console(
        context, settings, appearance, gate.services().site().info(), consolePages(), consoleFinders());
    console.resize(1366, 768);
    console.show();
    if (const auto started = gate.start(); !started)
        return fail(qPrintable(started.error().detail));
    running.set(gate.setup);
    if (!test::waitFor([&] { return gate.isLive() && console.findChildren<ui::CameraTile*>().size() == 2; }))
        return fail("the cameras do not come up");
    const QList<ui::CameraTile*> tiles = console.findChildren<ui::CameraTile*>();
    const bool isEntryFirst = tiles[0]->camera() == gate.setup.cameras[0].id;
    ScreenWatch entryScreen(*tiles[isEntryFirst ? 0 : 1], Picture);
    ScreenWatch doorScreen(*tiles[isEntryFirst ? 1 : 0], Picture);
    (void)watchFor(gate, 3'000); // the networks meet their sizes, the first key frames come
    entryScreen.clear();
    doorScreen.clear();
    Heartbeat heartbeat;
    heartbeat.start();
    // The film once through, wherever it is now, and the car that was cut by the beginning.
    const Run run = watchFor(gate, (films.cars->pictures / double(FilmFramesPerSecond) + 9) * 1000);
    entry->takeTimes();
    door->takeTimes();
    print(run, figuresOf(*films.cars, *entry, gate.decisions, run.from, run.until), heartbeat,
        delaysOf(entryScreen, *entry), delaysOf(doorScreen, *door), reference);
    gate.services().stopLanes();
    return 0;
}
