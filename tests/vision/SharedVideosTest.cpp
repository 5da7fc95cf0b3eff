#include "core/base/Resources.h"
#include "core/video/CameraSource.h"
#include "core/video/VideoRuntime.h"
#include "core/vision/FaceAnalyser.h"
#include "core/vision/FaceGallery.h"
#include "core/vision/LivenessVotes.h"

#include <QFileInfo>

#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>

using namespace gatehouse;
using namespace gatehouse::vision;

namespace {

// What a lane looks at: ten frames a second.
constexpr qint64 Step = 99; // ms

struct Watched
{
    std::vector<double> liveness;
    std::vector<FaceVector> vectors; // of the clear looks
    int live = 0; // decisions
    int notLive = 0;

    [[nodiscard]] double mean() const
    {
        double sum = 0;
        for (const double sample : liveness)
            sum += sample;
        return liveness.empty() ? 0 : sum / static_cast<double>(liveness.size());
    }
};

class SharedVideos : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!QFileInfo::exists(path("person1_real.mp4")))
            GTEST_SKIP() << "the folder of real videos is not there";
        auto catalogue = ModelCatalogue::create(resourcePath(u"models"));
        ASSERT_TRUE(catalogue.isOk());
        auto analyser = FaceAnalyser::create(*catalogue);
        ASSERT_TRUE(analyser.isOk());
        m_analyser = std::move(*analyser);
    }

    static QString path(const char* name)
    {
        return QStringLiteral(GATEHOUSE_SHARED_DATA "/videos/") + QLatin1StringView(name);
    }

    // The video through the console's own path, every frame waited for.
    Watched watch(const char* name)
    {
        const SystemClock clock;
        video::VideoRuntime runtime(clock);
        auto source =
            video::createCameraSource({ video::CameraKind::File, path(name) }, video::Playback::FastOnce, runtime);
        EXPECT_TRUE(source.isOk());
        Watched watched;
        LivenessVotes votes;
        qint64 last = -Step;
        std::mutex mutex;
        std::condition_variable changed;
        bool isOver = false;
        (*source)->start(
            [&](const video::Frame& frame) {
                const qint64 now = frame.capturedAt().milliseconds();
                if (now - last < Step)
                    return;
                last = now;
                look(frame, now, votes, watched);
            },
            [&](const video::CameraState& state) {
                const std::lock_guard lock(mutex);
                isOver = state.phase == video::CameraPhase::Ended || state.phase == video::CameraPhase::Failed;
                changed.notify_one();
            });
        {
            std::unique_lock lock(mutex);
            EXPECT_TRUE(changed.wait_for(lock, std::chrono::minutes(3), [&] { return isOver; }));
        }
        (*source)->stop();
        return watched;
    }

private:
    void look(const video::Frame& frame, qint64 now, LivenessVotes& votes, Watched& watched)
    {
        const auto faces = m_analyser->detect(frame);
        if (faces.empty())
            return;
        if (const auto sample = m_analyser->liveness(frame, faces.front())) {
            watched.liveness.push_back(static_cast<double>(*sample));
            votes.add(watched.liveness.back(), now);
            watched.live += votes.verdict().state == Liveness::Live ? 1 : 0;
            watched.notLive += votes.verdict().state == Liveness::NotLive ? 1 : 0;
        }
        if (watched.vectors.size() < 5) {
            if (FaceEmbedding embedding = m_analyser->embed(frame, faces.front()); embedding.clarity > 0.5)
                watched.vectors.push_back(std::move(embedding.vector));
        }
    }

    std::unique_ptr<FaceAnalyser> m_analyser;
};

float closest(const Watched& left, const Watched& right)
{
    float best = -1;
    for (const FaceVector& one : left.vectors) {
        for (const FaceVector& other : right.vectors)
            best = std::max(best, similarity(one, other));
    }
    return best;
}

} // namespace

TEST_F(SharedVideos, APersonIsToldFromAReplayAndFromAnotherPerson)
{
    const char* const names[] = { "person1_real.mp4", "person1_fake.mp4", "person2_real.mov", "person2_fake.mp4" };
    std::vector<Watched> all;
    for (const char* name : names) {
        all.push_back(watch(name));
        const Watched& watched = all.back();
        RecordProperty(std::string("liveness ") + name, std::to_string(watched.mean()));
        std::printf("%-18s samples %3zu  mean %.3f  decided live %d, not live %d\n", name, watched.liveness.size(),
            watched.mean(), watched.live, watched.notLive);
        ASSERT_GE(watched.liveness.size(), 10u) << name;
        ASSERT_FALSE(watched.vectors.empty()) << name;
    }
    const LivenessOptions options;
    EXPECT_GE(all[0].mean(), options.threshold);
    EXPECT_LT(all[1].mean(), options.threshold);
    EXPECT_GE(all[2].mean(), options.threshold);
    EXPECT_LT(all[3].mean(), options.threshold);
    EXPECT_EQ(all[1].live, 0);
    // Who is who does not depend on whether they are there in person.
    const FaceThresholds thresholds;
    EXPECT_GE(closest(all[0], all[1]), thresholds.verify);
    EXPECT_GE(closest(all[2], all[3]), thresholds.verify);
    EXPECT_LT(closest(all[0], all[2]), thresholds.verify);
}
