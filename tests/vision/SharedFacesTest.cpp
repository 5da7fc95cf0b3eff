#include "core/base/CsvReader.h"
#include "core/base/Resources.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/evaluation/FaceEvaluation.h"
#include "core/vision/evaluation/FacePictures.h"

#include <QFileInfo>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

const QString Faces = QStringLiteral(GATEHOUSE_SHARED_DATA "/faces");
// Of the 1,600 pairs every 13th: enough to notice a broken step, few enough to be quick. gatehousectl measures them
// all.
constexpr int Every = 13;

} // namespace

TEST(SharedFaces, PairsOfRealPicturesAreToldApart)
{
    if (!QFileInfo::exists(Faces + QStringLiteral("/pairs.csv")))
        GTEST_SKIP() << "the folder of real pictures is not there";
    auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
    ASSERT_TRUE(catalogue.isOk());
    auto analyser = FaceAnalyser::create(*catalogue);
    ASSERT_TRUE(analyser.isOk());
    const auto thresholds = FaceThresholds::fromCatalogue(*catalogue);
    ASSERT_TRUE(thresholds.isOk());
    FacePictures pictures(**analyser, Faces);
    auto reader = CsvReader::open(Faces + QStringLiteral("/pairs.csv"),
        { QStringLiteral("file1"), QStringLiteral("file2"), QStringLiteral("same") });
    ASSERT_TRUE(reader.isOk());

    std::vector<FacePair> pairs;
    std::vector<FacePair> colour;
    for (int index = 0;; ++index) {
        const auto row = reader->next();
        ASSERT_TRUE(row.isOk());
        if (!*row)
            break;
        if (index % Every != 0)
            continue;
        const auto first = pictures.face((*row)->value(u"file1"));
        const auto second = pictures.face((*row)->value(u"file2"));
        ASSERT_TRUE(first.isOk() && second.isOk());
        FacePair pair { (*row)->value(u"same") == u"1", std::nullopt };
        if (*first && *second)
            pair.similarity = similarity(**first, **second);
        pairs.push_back(pair);
        if ((*row)->value(u"file1").startsWith(u"colour") && (*row)->value(u"file2").startsWith(u"colour"))
            colour.push_back(pair);
    }
    ASSERT_GT(pairs.size(), 100u);
    const FacePairMeasures all = measurePairs(pairs, thresholds->verify);
    EXPECT_GE(all.accuracy, 0.97);
    EXPECT_GE(all.accuracyAtThreshold, 0.95);
    EXPECT_GE(all.detected, all.pairs - 2);
    ASSERT_GT(colour.size(), 10u);
    EXPECT_GE(measurePairs(colour, thresholds->verify).accuracy, 0.999);
}
