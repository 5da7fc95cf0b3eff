#include "core/base/Resources.h"
#include "core/vision/evaluation/PlatePictures.h"

#include <QFileInfo>
#include <QHash>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

const QString Plates = QStringLiteral(GATEHOUSE_SHARED_DATA "/plates");
// Of each region every ninth label, so that the test stays quick; gatehousectl measures them all.
constexpr int Every = 9;

std::vector<PlateLabel> someLabels(const std::vector<PlateLabel>& all)
{
    QHash<int, int> counts;
    std::vector<PlateLabel> some;
    for (const PlateLabel& label : all) {
        if (counts[static_cast<int>(label.region)]++ % Every == 0)
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
