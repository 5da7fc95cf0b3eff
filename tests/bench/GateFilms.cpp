#include "tests/bench/GateFilms.h"

#include "tests/support/FilmWriter.h"
#include "tests/support/FrameNumber.h"

#include <QFile>

#include <cmath>

#include "resources/demo/GateScene.h"

namespace gatehouse::bench {

namespace {

constexpr QSize Picture(1280, 720);
constexpr double ReadableHeight = 16; // px
constexpr double ReadableCharacter = 8; // px of the plate's width

// A film that is there already is only counted through.
class NumberedFilm
{
public:
    explicit NumberedFilm(const QString& file)
    {
        if (!QFile::exists(file))
            m_writer.emplace(file, Picture, FilmFramesPerSecond);
    }

    [[nodiscard]] int next() const { return m_next; }

    // `draw(number)` makes the next picture; the number seeds its grain.
    template <typename Draw>
    void add(Draw draw)
    {
        if (m_writer) {
            QImage picture = draw(m_next);
            test::frame_number::write(picture, m_next);
            m_writer->add(picture);
        }
        ++m_next;
    }

    bool finish() { return !m_writer || m_writer->finish(); }

private:
    std::optional<test::FilmWriter> m_writer;
    int m_next = 0;
};

int pictures(double seconds)
{
    return static_cast<int>(seconds * FilmFramesPerSecond);
}

bool isReadable(const demo::VehicleLook& car, double progress)
{
    const QSizeF plate = demo::plateInVehicleScene(Picture, car, progress);
    return plate.height() >= ReadableHeight
        && plate.width() >= ReadableCharacter * static_cast<double>(car.plate.size());
}

struct Drive
{
    demo::VehicleLook car;
    double comesFor; // seconds from far away to the barrier
    double waitsFor;
};

void addDrive(NumberedFilm& film, const Drive& drive, CarFilm& script)
{
    constexpr double LeavesFor = 1.2; // s
    constexpr double EmptyFor = 1.5; // s
    CarPassage passage { drive.car.plate, film.next(), -1, 0 };
    const auto show = [&](double progress, double open) {
        if (passage.readable < 0 && isReadable(drive.car, progress))
            passage.readable = film.next();
        film.add([&](int number) { return demo::drawVehicleScene(Picture, drive.car, progress, open, number); });
    };
    for (int step = 0; step < pictures(drive.comesFor); ++step) {
        const double rest = 1 - static_cast<double>(step) / pictures(drive.comesFor);
        show(1 - rest * rest, 0); // it brakes
    }
    for (int step = 0; step < pictures(drive.waitsFor); ++step)
        show(1, 0);
    for (int step = 0; step < pictures(LeavesFor); ++step) {
        const double way = static_cast<double>(step) / pictures(LeavesFor);
        show(1 + 1.2 * way * way, std::min(1.0, way * 2));
    }
    for (int step = 0; step < pictures(EmptyFor); ++step)
        film.add([](int number) { return demo::drawEmptyLane(Picture, 0, number); });
    passage.ends = film.next();
    script.passages.append(passage);
}

} // namespace

std::optional<CarFilm> drawCarFilm(const QString& file)
{
    using demo::PlateStyle;
    const auto car = [](PlateStyle style, const char16_t* plate, const char* paint) {
        return demo::VehicleLook { style, QString::fromUtf16(plate), QColor(QLatin1StringView(paint)) };
    };
    const Drive drives[] = {
        { car(PlateStyle::ChinaBlue, u"沪A12345", "#96282c"), 3, 3 },
        { car(PlateStyle::Europe, u"MGH3141", "#284678"), 3, 3 },
        { car(PlateStyle::ChinaGreen, u"沪AD12345", "#d2d4d6"), 3, 3 },
        { car(PlateStyle::Europe, u"RK755AJ", "#3c4044"), 2, 2 },
        { car(PlateStyle::ChinaBlue, u"粤B3RS91", "#c8a028"), 2, 2 },
        { car(PlateStyle::Europe, u"BNT8260", "#286450"), 4, 2 },
        { car(PlateStyle::ChinaGreen, u"粤BF26718", "#505a64"), 2, 3 },
    };
    NumberedFilm film(file);
    CarFilm script;
    for (const Drive& drive : drives)
        addDrive(film, drive, script);
    script.pictures = film.next();
    return film.finish() ? std::optional(script) : std::nullopt;
}

std::optional<int> drawDoorFilm(const QString& file)
{
    constexpr double StaysFor = 7; // s
    NumberedFilm film(file);
    for (const int look : { 2, 19, 21, 5 }) {
        for (int step = 0; step < pictures(StaysFor); ++step) {
            const double seconds = static_cast<double>(step) / FilmFramesPerSecond;
            demo::FacePose pose;
            pose.yaw = 0.35 * std::sin(seconds * 1.1);
            pose.pitch = 0.2 * std::sin(seconds * 0.8 + 1);
            pose.roll = 3 * std::sin(seconds * 0.9 + 2);
            // Nobody stands still before this door: what does not move is looked at less often, by intention.
            const double nearest = 0.93 + 0.07 * std::sin(seconds * 2.6);
            const double approach = std::min({ nearest, 0.2 + seconds / 1.2, 0.2 + (StaysFor - seconds) / 1.2 });
            film.add([&](int number) {
                return demo::drawDoorScene(Picture, demo::FaceLook::numbered(look), pose, approach, number);
            });
        }
    }
    const int count = film.next();
    return film.finish() ? std::optional(count) : std::nullopt;
}

} // namespace gatehouse::bench
