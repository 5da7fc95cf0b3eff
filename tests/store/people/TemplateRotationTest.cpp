#include "core/security/TemplateRotation.h"

#include "core/security/RotationSecrets.h"
#include "core/security/SubjectKeys.h"
#include "core/vision/FaceGallery.h"
#include "tests/store/people/PeopleFixture.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

namespace gatehouse::people {
namespace {

using security::TemplateRotation;

constexpr std::size_t Length = 512;

store::SecretKey secretOf(unsigned char salt)
{
    store::SecretKey::Bytes bytes;
    bytes.fill(salt);
    return store::SecretKey(bytes);
}

std::vector<float> unit(std::mt19937& random, std::size_t length = Length)
{
    std::normal_distribution<float> gaussian;
    std::vector<float> vector(length);
    double squares = 0;
    for (float& value : vector) {
        value = gaussian(random);
        squares += double(value) * double(value);
    }
    for (float& value : vector)
        value = static_cast<float>(double(value) / std::sqrt(squares));
    return vector;
}

// Another picture of the same face: the angle between them has about this cosine.
std::vector<float> near(const std::vector<float>& face, std::mt19937& random, double cosine)
{
    const std::vector<float> noise = unit(random, face.size());
    std::vector<float> other(face.size());
    double squares = 0;
    for (std::size_t index = 0; index < face.size(); ++index) {
        other[index] =
            static_cast<float>(cosine * double(face[index]) + std::sqrt(1 - cosine * cosine) * double(noise[index]));
        squares += double(other[index]) * double(other[index]);
    }
    for (float& value : other)
        value = static_cast<float>(double(value) / std::sqrt(squares));
    return other;
}

double cosine(const std::vector<float>& left, const std::vector<float>& right)
{
    double sum = 0;
    for (std::size_t index = 0; index < left.size(); ++index)
        sum += double(left[index]) * double(right[index]);
    return sum;
}

TEST(TemplateRotation, KeepsEveryCosineWithinFloatError)
{
    std::mt19937 random(20261123);
    for (const std::size_t length : { std::size_t(2), std::size_t(16), std::size_t(128), Length }) {
        const TemplateRotation rotation(secretOf(7), length);
        double worst = 0;
        for (int pair = 0; pair < 200; ++pair) {
            const std::vector<float> left = unit(random, length);
            const std::vector<float> right = pair % 2 ? unit(random, length) : near(left, random, 0.7);
            worst = std::max(
                worst, std::abs(cosine(left, right) - cosine(rotation.rotated(left), rotation.rotated(right))));
            const std::vector<float> back = rotation.restored(rotation.rotated(left));
            for (std::size_t index = 0; index < length; ++index)
                ASSERT_NEAR(back[index], left[index], 1e-6);
        }
        EXPECT_LT(worst, 5e-7) << length << " values: half a float's last place for each of many products";
    }
}

TEST(TemplateRotation, IsTheSitesOwnAndAlwaysTheSame)
{
    std::mt19937 random(5);
    const std::vector<float> face = unit(random);
    const TemplateRotation here(secretOf(1), Length);
    EXPECT_EQ(here.rotated(face), TemplateRotation(secretOf(1), Length).rotated(face));
    EXPECT_NE(here.rotated(face), TemplateRotation(secretOf(2), Length).rotated(face));
    const std::vector<float> shorter(8, 0.5F);
    EXPECT_EQ(here.rotated(shorter), shorter) << "nothing of the site is of that length";
}

// Whoever holds the templates of two sites cannot say which are of one person: the cosines of the same face at two
// sites are distributed as those of strangers are.
TEST(TemplateRotation, TwoSitesTemplatesOfOneFaceAreStrangers)
{
    std::mt19937 random(11);
    const TemplateRotation here(secretOf(1), Length);
    const TemplateRotation there(secretOf(2), Length);
    constexpr int Faces = 400;
    std::vector<double> same;
    std::vector<double> strangers;
    for (int number = 0; number < Faces; ++number) {
        const std::vector<float> face = unit(random);
        same.push_back(cosine(here.rotated(face), there.rotated(face)));
        strangers.push_back(cosine(unit(random), unit(random)));
    }
    std::ranges::sort(same);
    std::ranges::sort(strangers);
    // Two samples of Kolmogorov and Smirnov: 1.63 sqrt(2/n) at one chance in a hundred.
    double widest = 0;
    for (const double value : same) {
        const auto below = [value](const std::vector<double>& sorted) {
            return double(std::ranges::upper_bound(sorted, value) - sorted.begin()) / double(sorted.size());
        };
        widest = std::max(widest, std::abs(below(same) - below(strangers)));
    }
    EXPECT_LT(widest, 1.63 * std::sqrt(2.0 / Faces));
    EXPECT_LT(std::max(std::abs(same.front()), std::abs(same.back())), 0.25) << "0.40 makes two pictures one person";
}

class RotationStoreTest : public PeopleTest
{
protected:
    PersonId enrolled(const std::vector<float>& vector)
    {
        const PersonId id = addPerson(QStringLiteral("A"));
        EXPECT_TRUE(m_consents.record(m_manager, consentOf(id)));
        FaceTemplate face = faceOf(id);
        face.vector = vector;
        EXPECT_TRUE(addTemplate(face));
        return id;
    }
    vision::FaceGallery gallery()
    {
        const TemplateSet set = m_templates.all(QStringLiteral("test-embedder")).value();
        std::vector<vision::FaceGalleryEntry> entries;
        for (const FaceTemplate& face : set.templates)
            entries.push_back({ face.person, face.vector });
        return vision::FaceGallery::create(entries, {}, [rotation = set.rotation](const vision::FaceVector& probe) {
            return rotation->rotated(probe);
        }).value();
    }
};

TEST_F(RotationStoreTest, AFaceIsFoundInRotatedSpaceAndAfterARenewal)
{
    std::mt19937 random(3);
    const std::vector<float> face = unit(random);
    const PersonId id = enrolled(face);
    for (int other = 0; other < 20; ++other)
        enrolled(unit(random));
    const std::vector<float> probe = near(face, random, 0.8);
    const vision::FaceMatch before = gallery().search(probe);
    ASSERT_TRUE(before.best);
    EXPECT_EQ(before.best->person, id);
    EXPECT_EQ(before.certainty, vision::Certainty::Known);
    EXPECT_NEAR(before.best->similarity, cosine(face, probe), 1e-6);

    const auto stored = m_templates.all(QStringLiteral("test-embedder")).value();
    EXPECT_EQ(m_templates.renewRotation(m_manager).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_templates.renewRotation(m_store.administrator()).value(), 21);
    const vision::FaceMatch after = gallery().search(probe);
    ASSERT_TRUE(after.best);
    EXPECT_EQ(after.best->person, id);
    EXPECT_NEAR(after.best->similarity, before.best->similarity, 2e-6);
    const auto renewed = m_templates.all(QStringLiteral("test-embedder")).value();
    EXPECT_LT(std::abs(cosine(stored.templates.front().vector, renewed.templates.front().vector)), 0.25)
        << "the leaked set matches nothing any more";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM ring.site_secrets WHERE name = 'template-rotation'"), 1)
        << "the old secret is destroyed";
    EXPECT_EQ(m_store.auditActions().last(), QStringLiteral("template.renew"));
}

TEST_F(RotationStoreTest, ARenewalThatAPowerCutInterruptsIsNotThere)
{
    std::mt19937 random(4);
    const std::vector<float> face = unit(random);
    const PersonId id = enrolled(face);
    ASSERT_TRUE(security::makeRotationSecret(m_store.database(), m_store.clock()));
    QTemporaryDir folder;
    m_store.copyStoreTo(folder.path());
    m_store.copyRingTo(folder.path());
    auto reopened = m_store.openIn(folder.path());
    const auto set = FaceTemplates(*reopened, m_store.clock()).all(QStringLiteral("test-embedder")).value();
    ASSERT_EQ(set.templates.size(), 1U);
    EXPECT_EQ(set.templates.front().person, id);
    EXPECT_EQ(set.templates.front().vector, set.rotation->rotated(face));
}

// How long the lanes' start waits for the faces of a large site. GATEHOUSE_LARGE_SITE makes it 10,000.
TEST_F(RotationStoreTest, LoadingTheFacesOfALargeSiteIsQuick)
{
    const int faces = qEnvironmentVariableIsSet("GATEHOUSE_LARGE_SITE") ? 10'000 : 500;
    std::mt19937 random(6);
    ASSERT_TRUE(security::SubjectKeys(m_store.database(), m_store.clock()).stock(2 * faces));
    {
        auto transaction = store::Transaction::begin(m_store.database());
        for (int number = 0; number < faces; ++number) {
            const PersonId id = m_persons.add(*transaction, m_manager, draft(QStringLiteral("A"))).value();
            ASSERT_TRUE(m_consents.record(*transaction, m_manager, consentOf(id)));
            FaceTemplate face = faceOf(id);
            face.vector = unit(random);
            ASSERT_TRUE(m_templates.add(*transaction, m_manager, face, {}));
        }
        ASSERT_TRUE(transaction->commit());
    }
    QElapsedTimer timer;
    timer.start();
    const TemplateSet set =
        FaceTemplates(m_store.database(), m_store.clock()).all(QStringLiteral("test-embedder")).value();
    const double milliseconds = double(timer.nsecsElapsed()) / 1e6;
    EXPECT_EQ(set.templates.size(), std::size_t(faces));
    std::printf("%d templates in %.0f ms\n", faces, milliseconds);
    RecordProperty("milliseconds", static_cast<int>(milliseconds));
    EXPECT_LT(milliseconds, 0.5 * faces + 500) << "well below a millisecond a face, on a busy machine too";
}

} // namespace
} // namespace gatehouse::people
