#include "core/vision/FaceGallery.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

constexpr std::size_t Length = 512;

FaceVector unit(std::vector<float> values)
{
    double squared = 0;
    for (const float value : values)
        squared += double(value) * value;
    for (float& value : values)
        value = static_cast<float>(value / std::sqrt(squared));
    return values;
}

FaceVector randomFace(std::mt19937& random, std::size_t length = Length)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(length);
    for (float& value : values)
        value = normal(random);
    return unit(values);
}

// A vector whose similarity to `face` is `cosine`, turned towards `other`.
FaceVector at(float cosine, const FaceVector& face, const FaceVector& other)
{
    const float along = similarity(face, other);
    std::vector<float> aside(face.size());
    for (std::size_t index = 0; index < face.size(); ++index)
        aside[index] = other[index] - along * face[index];
    aside = unit(aside);
    const float sine = std::sqrt(1 - cosine * cosine);
    for (std::size_t index = 0; index < face.size(); ++index)
        aside[index] = cosine * face[index] + sine * aside[index];
    return aside;
}

FaceGallery gallery(const std::vector<FaceGalleryEntry>& entries)
{
    auto made = FaceGallery::create(entries);
    EXPECT_TRUE(made.isOk());
    return std::move(made).value();
}

} // namespace

TEST(FaceGallery, AnEmptyOneKnowsNobody)
{
    std::mt19937 random(1);
    const FaceMatch match = FaceGallery().search(randomFace(random));
    EXPECT_EQ(match.certainty, Certainty::Unknown);
    EXPECT_FALSE(match.best);
}

TEST(FaceGallery, FindsThePersonAmongMany)
{
    std::mt19937 random(2);
    std::vector<FaceGalleryEntry> entries;
    for (int person = 1; person <= 300; ++person)
        entries.push_back({ PersonId(person), randomFace(random) });
    const FaceGallery faces = gallery(entries);
    for (const int person : { 1, 150, 300 }) {
        const auto index = static_cast<std::size_t>(person - 1);
        const FaceMatch match = faces.search(at(0.7F, entries[index].vector, randomFace(random)));
        EXPECT_EQ(match.certainty, Certainty::Known);
        EXPECT_EQ(match.best->person, PersonId(person));
        EXPECT_NEAR(match.best->similarity, 0.7F, 1e-4F);
        ASSERT_TRUE(match.second);
        EXPECT_NE(match.second->person, PersonId(person));
    }
}

TEST(FaceGallery, GivesTheSameAsComparingOneByOne)
{
    std::mt19937 random(3);
    // A length that no vector instruction divides.
    std::vector<FaceGalleryEntry> entries;
    for (int row = 0; row < 97; ++row)
        entries.push_back({ PersonId(1 + (row * 7) % 23), randomFace(random, 37) });
    const FaceGallery faces = gallery(entries);
    EXPECT_EQ(faces.personCount(), 23u);
    EXPECT_EQ(faces.templateCount(), 97u);
    for (int probe = 0; probe < 50; ++probe) {
        const FaceVector face = randomFace(random, 37);
        const FaceMatch match = faces.search(face);
        float best = -1;
        PersonId person;
        for (const FaceGalleryEntry& entry : entries) {
            if (const float score = similarity(entry.vector, face); score > best) {
                best = score;
                person = entry.person;
            }
        }
        EXPECT_NEAR(match.best->similarity, best, 1e-5F);
        EXPECT_EQ(match.best->person, person);
    }
}

TEST(FaceGallery, SeveralTemplatesOfOnePersonAreNeverEachOthersRunnerUp)
{
    std::mt19937 random(4);
    const FaceVector face = randomFace(random);
    const FaceVector stranger = randomFace(random);
    const FaceGallery faces = gallery({ { PersonId(1), at(0.8F, face, randomFace(random)) }, { PersonId(2), stranger },
        { PersonId(1), at(0.79F, face, randomFace(random)) } });
    const FaceMatch match = faces.search(face);
    EXPECT_EQ(match.certainty, Certainty::Known);
    EXPECT_EQ(match.best->person, PersonId(1));
    EXPECT_NEAR(match.best->similarity, 0.8F, 1e-4F);
    EXPECT_EQ(match.second->person, PersonId(2));
}

TEST(FaceGallery, WhoIsEnrolledTwiceUnderTwoNamesIsUnsure)
{
    std::mt19937 random(5);
    const FaceVector face = randomFace(random);
    const FaceGallery faces = gallery(
        { { PersonId(1), at(0.8F, face, randomFace(random)) }, { PersonId(2), at(0.77F, face, randomFace(random)) } });
    const FaceMatch match = faces.search(face);
    EXPECT_EQ(match.certainty, Certainty::Unsure);
    EXPECT_LT(match.best->similarity - match.second->similarity, match.margin);
}

TEST(FaceGallery, JustBelowTheThresholdIsUnsureAndFarBelowUnknown)
{
    std::mt19937 random(6);
    const FaceVector face = randomFace(random);
    const FaceGallery faces = gallery({ { PersonId(9), face } });
    const auto certaintyAt = [&](float cosine) { return faces.search(at(cosine, face, randomFace(random))).certainty; };
    EXPECT_EQ(certaintyAt(faces.threshold() + 0.01F), Certainty::Known);
    EXPECT_EQ(certaintyAt(faces.threshold() - 0.01F), Certainty::Unsure);
    EXPECT_EQ(certaintyAt(faces.threshold() - 0.10F), Certainty::Unknown);
    // How close it was is told in any case.
    EXPECT_EQ(faces.search(at(0.1F, face, randomFace(random))).best->person, PersonId(9));
}

TEST(FaceGallery, RefusesWhatIsNoTemplate)
{
    std::mt19937 random(7);
    const FaceVector face = randomFace(random);
    FaceVector longer = face;
    longer.push_back(0);
    FaceVector doubled = face;
    for (float& value : doubled)
        value *= 2;
    FaceVector broken = face;
    broken[3] = std::nanf("");
    EXPECT_EQ(FaceGallery::create({ { PersonId(1), face }, { PersonId(2), longer } }).error().code,
        ErrorCode::InvalidArgument);
    EXPECT_FALSE(FaceGallery::create({ { PersonId(1), doubled } }).isOk());
    EXPECT_FALSE(FaceGallery::create({ { PersonId(1), broken } }).isOk());
    EXPECT_FALSE(FaceGallery::create({ { PersonId(), face } }).isOk());
    EXPECT_EQ(gallery({ { PersonId(1), face } }).search(longer).certainty, Certainty::Unknown);
}

TEST(FaceThresholds, GrowWithTheGalleryThroughTheMeasuredPoints)
{
    const FaceThresholds thresholds;
    EXPECT_FLOAT_EQ(thresholds.identify(0), 0.40F);
    EXPECT_FLOAT_EQ(thresholds.identify(1), 0.40F);
    EXPECT_FLOAT_EQ(thresholds.identify(100), 0.45F);
    EXPECT_FLOAT_EQ(thresholds.identify(500), 0.50F);
    EXPECT_FLOAT_EQ(thresholds.identify(1500), 0.55F);
    float before = 0;
    for (std::size_t count = 1; count < 200'000; count += 1 + count / 7) {
        const float now = thresholds.identify(count);
        EXPECT_GE(now, before) << count;
        EXPECT_LE(now, 0.75F);
        before = now;
    }
}
