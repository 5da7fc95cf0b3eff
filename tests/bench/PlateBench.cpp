#include "core/base/Resources.h"
#include "core/vision/PlateRecogniser.h"
#include "core/vision/VisionThreads.h"
#include "tests/bench/FigureTable.h"
#include "tests/bench/PlainProduct.h"

#include <QGuiApplication>
#include <QPainter>

#include "resources/demo/GateScene.h"

using namespace gatehouse;
using namespace gatehouse::vision;
using bench::FigureTable;
using bench::milliseconds;

namespace {

constexpr int Rounds = 9;

std::unique_ptr<PlateRecogniser> recogniser(const ModelCatalogue& catalogue, PlateOptions options)
{
    auto created = PlateRecogniser::create(catalogue, std::move(options));
    if (!created)
        std::fprintf(stderr, "%s\n", qPrintable(created.error().detail));
    return created ? std::move(*created) : nullptr;
}

// A yard with a car at the barrier, and on request the lettering that yards are full of.
video::Frame sceneWith(int signs)
{
    QImage scene =
        demo::drawVehicleScene(QSize(1280, 720), { demo::PlateStyle::Europe, QStringLiteral("RK755AJ") }, 0.9, 0, 1);
    QPainter painter(&scene);
    painter.setFont(QFont(QStringLiteral("DejaVu Sans"), 17, QFont::Bold));
    painter.setPen(Qt::white);
    for (int sign = 0; sign < signs; ++sign) {
        painter.drawText(
            QPoint(40 + (sign % 4) * 310, 60 + (sign / 4) * 56), QStringLiteral("GATE %1 OPEN 24H").arg(sign + 1));
    }
    painter.end();
    return video::Frame::fromImage(scene, UtcTime());
}

void benchThreads(const ModelCatalogue& catalogue, int threads)
{
    setThreadsPerNetwork(threads);
    const FigureTable table(QStringLiteral("Plates, %1 thread(s), a frame of 1280×720").arg(threads),
        bench::PlainProduct + QStringLiteral(" (one thread)"), bench::plainProduct());
    const video::Frame scene = sceneWith(0);
    std::vector<DetectedPlate> lines;
    for (const int longSide : { 640, 960, 1280 }) {
        PlateOptions options;
        options.longSide = longSide;
        const auto reader = recogniser(catalogue, options);
        if (!reader)
            return;
        table.add(QStringLiteral("detector, long side %1").arg(longSide),
            milliseconds(Rounds, [&] { lines = reader->detect(scene); }));
    }
    const auto reader = recogniser(catalogue, {});
    if (!reader)
        return;
    table.add(QStringLiteral("reader, %1 line(s) of text").arg(lines.size()),
        milliseconds(Rounds, [&] { (void)reader->read(scene, lines); }));
    table.add(QStringLiteral("read(), one plate"), milliseconds(Rounds, [&] { (void)reader->read(scene); }));
    const video::Frame lettered = sceneWith(12);
    table.add(QStringLiteral("read(), one plate and twelve signs"),
        milliseconds(Rounds, [&] { (void)reader->read(lettered); }));
    const video::Frame empty = video::Frame::fromImage(demo::drawEmptyLane(QSize(1280, 720), 0, 3), UtcTime());
    table.add(QStringLiteral("read(), an empty lane"), milliseconds(Rounds, [&] { (void)reader->read(empty); }));
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    if (!catalogue) {
        std::fprintf(stderr, "%s\n", qPrintable(catalogue.error().detail));
        return 1;
    }
    for (const int threads : { 1, 2 })
        benchThreads(*catalogue, threads);
    return 0;
}
