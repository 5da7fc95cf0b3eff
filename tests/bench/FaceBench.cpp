#include "core/base/Resources.h"
#include "core/vision/FaceAnalyser.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/MotionGate.h"
#include "core/vision/Tracker.h"
#include "core/vision/VisionThreads.h"
#include "tests/bench/FigureTable.h"
#include "tests/bench/PlainProduct.h"
#include "tests/vision/DrawnPeople.h"

#include <QGuiApplication>

#include <cmath>

using namespace gatehouse;
using namespace gatehouse::vision;
using bench::FigureTable;
using bench::milliseconds;
using bench::plainProduct;
using bench::randomValues;
using bench::sink;

namespace {

constexpr std::size_t VectorLength = 512;

void benchStages(FaceAnalyser& analyser)
{
    const FigureTable table(
        QStringLiteral("Faces, one thread, drawn person 240 px high, planar YUV"), bench::PlainProduct, plainProduct());
    const video::Frame large = test::asI420(test::pictureOfPerson(1, { 1280, 720 }, { 640, 330 }, 240));
    const video::Frame small = test::asI420(test::pictureOfPerson(1, { 640, 480 }, { 320, 230 }, 240));
    const auto faces = analyser.detect(large);
    if (faces.size() != 1) {
        std::printf("  the drawn face was not found\n");
        return;
    }
    const DetectedFace& face = faces.front();
    QImage empty(1280, 720, QImage::Format_RGB888);
    empty.fill(Qt::gray);
    const video::Frame nobody = test::asI420(empty);

    MotionGate gate;
    qint64 now = 0;
    table.add(
        QStringLiteral("motion gate, 1280×720"), milliseconds(51, [&] { (void)gate.look(large, {}, now += 40); }));
    table.add(
        QStringLiteral("detect, 1280×720, nobody there"), milliseconds(31, [&] { (void)analyser.detect(nobody); }));
    table.add(
        QStringLiteral("detect and landmarks, 1280×720"), milliseconds(31, [&] { (void)analyser.detect(large); }));
    table.add(QStringLiteral("detect and landmarks, 640×480"), milliseconds(31, [&] { (void)analyser.detect(small); }));
    table.add(QStringLiteral("assess"), milliseconds(31, [&] { (void)analyser.assess(large, face); }));
    table.add(QStringLiteral("embed"), milliseconds(31, [&] { (void)analyser.embed(large, face); }));
    table.add(QStringLiteral("liveness"), milliseconds(31, [&] { (void)analyser.liveness(large, face); }));
    table.add(QStringLiteral("whole chain, 1280×720"), milliseconds(31, [&] {
        for (const DetectedFace& each : analyser.detect(large)) {
            (void)analyser.assess(large, each);
            (void)analyser.embed(large, each);
            (void)analyser.liveness(large, each);
        }
    }));

    Tracker tracker;
    std::vector<QRectF> boxes;
    for (int index = 0; index < 12; ++index)
        boxes.emplace_back(index * 90.0, 100, 70, 90);
    table.add(QStringLiteral("tracker, 12 boxes"), milliseconds(101, [&] {
        for (QRectF& box : boxes)
            box.translate(2, 1);
        sink = static_cast<float>(tracker.update(boxes, now += 40).alive.size());
    }));
}

FaceVector unit(const float* values)
{
    FaceVector vector(values, values + VectorLength);
    const float length = std::sqrt(similarity(vector, vector));
    for (float& value : vector)
        value /= length;
    return vector;
}

void benchGallery(std::size_t templates)
{
    const std::vector<float> values = randomValues(templates * VectorLength, 3);
    std::vector<FaceGalleryEntry> entries;
    for (std::size_t row = 0; row < templates; ++row)
        entries.push_back({ PersonId(static_cast<qint64>(row / 3) + 1), unit(values.data() + row * VectorLength) });
    const auto gallery = FaceGallery::create(entries);
    if (!gallery)
        return;
    const FaceVector probe = unit(randomValues(VectorLength, 4).data());
    const double plain = milliseconds(31, [&] {
        float best = -1;
        for (std::size_t row = 0; row < templates; ++row) {
            float sum = 0;
            for (std::size_t index = 0; index < VectorLength; ++index)
                sum += values[row * VectorLength + index] * probe[index];
            best = std::max(best, sum);
        }
        sink = best;
    });
    const FigureTable table(QStringLiteral("Gallery of %1 templates, 3 a person").arg(templates),
        QStringLiteral("plain matrix-vector product of the same size"), plain);
    table.add(QStringLiteral("search"), milliseconds(31, [&] { sink = gallery->search(probe).best->similarity; }));
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    setThreadsPerNetwork(1);
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    if (!catalogue) {
        std::fprintf(stderr, "%s\n", qPrintable(catalogue.error().detail));
        return 1;
    }
    const auto analyser = FaceAnalyser::create(*catalogue);
    if (!analyser) {
        std::fprintf(stderr, "%s\n", qPrintable(analyser.error().detail));
        return 1;
    }
    benchStages(**analyser);
    for (const std::size_t templates : { 300, 3'000, 30'000 })
        benchGallery(templates);
    return 0;
}
