#include "core/base/Resources.h"
#include "core/vision/PlateRecogniser.h"
#include "core/vision/Tracker.h"
#include "core/vision/evaluation/PlatePictures.h"

#include <QFileInfo>
#include <QHash>
#include <QImage>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

const QString Plates = QStringLiteral(GATEHOUSE_SHARED_DATA "/plates");
// Of each region every ninth label, so that the test stays quick; gatehousectl measures them all.
constexpr int Every = 9;

std::vector<PlateLabel> someLabels(const std::vector<PlateLabel>& all, int every = Every)
{
    QHash<int, int> counts;
    std::vector<PlateLabel> some;
    for (const PlateLabel& label : all) {
        if (counts[static_cast<int>(label.region)]++ % every == 0)
            some.push_back(label);
    }
    return some;
}

} // namespace

TEST(SharedPlates, RealPicturesAreReadWithTheRegionFoundOut)
{
    if (!QFileInfo::exists(Plates + QStringLiteral("/labels.csv")))
        GTEST_SKIP() << "the folder of real pictures is not there";
    const auto labels = readPlateLabels(Plates + QStringLiteral("/labels.csv"));
    ASSERT_TRUE(labels) << labels.error().detail.toStdString();
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    ASSERT_TRUE(catalogue);
    const auto frames = readLabelledPictures(*catalogue, Plates, someLabels(*labels), {});
    ASSERT_TRUE(frames) << frames.error().detail.toStdString();
    const auto accept = catalogue->threshold(u"plate-reader", u"accept");
    ASSERT_TRUE(accept);

    const PlateMeasures measures = measurePlates(*frames, *accept);
    RecordProperty("plates", measures.plates);
    EXPECT_GE(measures.plates, 30);
    EXPECT_GE(measures.exactMerged, 0.87);
    EXPECT_GE(measures.recall, 0.93);
    EXPECT_GE(measures.accepted, 0.75);
    EXPECT_LE(measures.acceptedWrong, 0.08);
}

// What a glance settles must be as right as what takes all the looks there are: nothing reads it again.
TEST(SharedPlates, AGlanceIsAsRightAsAThoroughReading)
{
    if (!QFileInfo::exists(Plates + QStringLiteral("/labels.csv")))
        GTEST_SKIP() << "the folder of real pictures is not there";
    const auto labels = readPlateLabels(Plates + QStringLiteral("/labels.csv"));
    ASSERT_TRUE(labels) << labels.error().detail.toStdString();
    const auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    ASSERT_TRUE(catalogue);
    const auto reader = PlateRecogniser::create(*catalogue, {});
    ASSERT_TRUE(reader);
    // Settled, and of these wrong, by the glance and by the thorough reading from the same confidence on.
    struct Tally
    {
        int settled = 0;
        int wrong = 0;
    } glance, thorough;
    for (const PlateLabel& label : someLabels(someLabels(*labels), 2)) {
        const QImage picture(Plates + QLatin1Char('/') + label.file);
        ASSERT_FALSE(picture.isNull()) << qPrintable(label.file);
        const auto frame = video::Frame::fromImage(picture, UtcTime());
        const auto lines = (*reader)->detect(frame);
        for (auto& [effort, tally] : { std::pair<PlateEffort, Tally&> { PlateEffort::Glance, glance },
                 std::pair<PlateEffort, Tally&> { PlateEffort::Thorough, thorough } }) {
            for (const PlateReading& reading : (*reader)->read(frame, lines, effort)) {
                const bool isSettled = !reading.candidates.empty() && reading.candidates.front().confidence >= 0.5F;
                if (!isSettled || intersectionOverUnion(reading.plate.box, label.box) < 0.3)
                    continue;
                ++tally.settled;
                tally.wrong += reading.candidates.front().text.merged() != label.plate.merged() ? 1 : 0;
            }
        }
    }
    std::printf("glance: %d settled, %d wrong; thorough: %d settled, %d wrong\n", glance.settled, glance.wrong,
        thorough.settled, thorough.wrong);
    EXPECT_GE(glance.settled, thorough.settled / 2);
    EXPECT_LE(glance.wrong, thorough.wrong + 1);
}
