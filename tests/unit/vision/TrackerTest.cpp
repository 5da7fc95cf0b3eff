#include "core/vision/Tracker.h"

#include <gtest/gtest.h>
#include <set>

using namespace gatehouse::vision;

namespace {

QRectF boxAt(double x, double y, double size = 100)
{
    return { x, y, size, size };
}

const TrackState* trackOf(const TrackerUpdate& update, std::size_t observation)
{
    for (const TrackState& track : update.alive) {
        if (track.observation == observation)
            return &track;
    }
    return nullptr;
}

} // namespace

TEST(Tracker, KeepsTheIdOfAnObjectThatMovesSteadily)
{
    Tracker tracker;
    // 90 px a frame: after the second sighting only the prediction still overlaps well.
    for (int frame = 0; frame < 10; ++frame) {
        const TrackerUpdate update = tracker.update({ boxAt(frame * 90.0, 50) }, frame * 100);
        ASSERT_EQ(update.alive.size(), 1u);
        EXPECT_EQ(update.alive.front().id, 1);
        EXPECT_EQ(update.alive.front().isConfirmed, frame >= 1);
        EXPECT_EQ(update.alive.front().sightings, frame + 1);
    }
}

TEST(Tracker, AnObjectThatStopsSuddenlyIsStillTheSame)
{
    Tracker tracker;
    for (int frame = 0; frame < 5; ++frame)
        (void)tracker.update({ boxAt(frame * 60.0, 0) }, frame * 40);
    const TrackerUpdate update = tracker.update({ boxAt(4 * 60.0, 0) }, 5 * 40 + 1500);
    ASSERT_EQ(update.alive.size(), 1u);
    EXPECT_EQ(update.alive.front().id, 1);
}

TEST(Tracker, ASingleFalseDetectionEndsUnnoticed)
{
    Tracker tracker;
    (void)tracker.update({ boxAt(0, 0) }, 0);
    const TrackerUpdate later = tracker.update({}, 5000);
    EXPECT_TRUE(later.alive.empty());
    EXPECT_TRUE(later.ended.empty());
}

TEST(Tracker, AConfirmedTrackOutlivesAShortGapAndEndsAfterALongOne)
{
    Tracker tracker;
    (void)tracker.update({ boxAt(0, 0) }, 0);
    (void)tracker.update({ boxAt(2, 0) }, 100);
    const TrackerUpdate gap = tracker.update({}, 1500);
    ASSERT_EQ(gap.alive.size(), 1u);
    EXPECT_FALSE(gap.alive.front().observation);
    EXPECT_EQ(tracker.update({ boxAt(5, 0) }, 2000).alive.front().id, 1);
    const TrackerUpdate over = tracker.update({}, 4001);
    EXPECT_TRUE(over.alive.empty());
    ASSERT_EQ(over.ended.size(), 1u);
    EXPECT_EQ(over.ended.front().id, 1);
    EXPECT_EQ(over.ended.front().lastSeen, 2000);
    // Whoever comes now is somebody else.
    EXPECT_EQ(tracker.update({ boxAt(5, 0) }, 4100).alive.front().id, 2);
}

TEST(Tracker, WhoeverStandsThereAfterALongPauseIsSomebodyElse)
{
    Tracker tracker;
    (void)tracker.update({ boxAt(0, 0) }, 0);
    (void)tracker.update({ boxAt(0, 0) }, 100);
    const TrackerUpdate update = tracker.update({ boxAt(0, 0) }, 5000);
    ASSERT_EQ(update.alive.size(), 1u);
    EXPECT_EQ(update.alive.front().id, 2);
    ASSERT_EQ(update.ended.size(), 1u);
    EXPECT_EQ(update.ended.front().id, 1);
}

TEST(Tracker, TwoThatPassEachOtherKeepTheirIds)
{
    Tracker tracker;
    int leftId = 0;
    int rightId = 0;
    for (int frame = 0; frame <= 20; ++frame) {
        // 8 px above each other so that detections never coincide; the order of the boxes changes from frame to frame.
        const QRectF goesRight = boxAt(frame * 30.0, 0);
        const QRectF goesLeft = boxAt(600 - frame * 30.0, 45);
        const bool isSwapped = frame % 2 == 1;
        const TrackerUpdate update = tracker.update(
            isSwapped ? std::vector { goesLeft, goesRight } : std::vector { goesRight, goesLeft }, frame * 66);
        ASSERT_EQ(update.alive.size(), 2u);
        const int right = trackOf(update, isSwapped ? 1 : 0)->id;
        const int left = trackOf(update, isSwapped ? 0 : 1)->id;
        if (frame == 0) {
            rightId = right;
            leftId = left;
        }
        EXPECT_EQ(right, rightId) << "frame " << frame;
        EXPECT_EQ(left, leftId) << "frame " << frame;
    }
}

TEST(Tracker, AFarSmallBoxDoesNotContinueANearLargeOne)
{
    Tracker tracker;
    (void)tracker.update({ boxAt(100, 100, 200) }, 0);
    const TrackerUpdate update = tracker.update({ boxAt(180, 20, 40) }, 100);
    EXPECT_EQ(update.alive.size(), 2u);
}

TEST(Tracker, TheSameBoxesAndTimesGiveTheSameTracks)
{
    const auto run = [] {
        Tracker tracker;
        std::vector<int> ids;
        unsigned seed = 7;
        const auto next = [&seed](unsigned range) {
            seed = seed * 1664525u + 1013904223u;
            return static_cast<double>((seed >> 8) % range);
        };
        for (int frame = 0; frame < 200; ++frame) {
            std::vector<QRectF> boxes;
            const auto count = static_cast<int>(next(6));
            for (int box = 0; box < count; ++box)
                boxes.push_back(boxAt(next(600), next(400), 20 + next(100)));
            for (const TrackState& track : tracker.update(boxes, frame * 50).alive)
                ids.push_back(track.id);
        }
        return ids;
    };
    EXPECT_EQ(run(), run());
}

TEST(Tracker, EveryBoxBelongsToExactlyOneTrack)
{
    Tracker tracker;
    unsigned seed = 11;
    for (int frame = 0; frame < 300; ++frame) {
        std::vector<QRectF> boxes;
        for (int box = 0; box < 5; ++box) {
            seed = seed * 1664525u + 1013904223u;
            boxes.push_back(boxAt((seed >> 8) % 300, (seed >> 16) % 200, 60));
        }
        const TrackerUpdate update = tracker.update(boxes, frame * 30);
        std::set<std::size_t> observed;
        std::set<int> ids;
        for (const TrackState& track : update.alive) {
            EXPECT_TRUE(ids.insert(track.id).second);
            if (track.observation) {
                EXPECT_TRUE(observed.insert(*track.observation).second);
            }
        }
        EXPECT_EQ(observed.size(), boxes.size());
    }
}

TEST(Tracker, EndingAllReportsWhatWasConfirmedAndNeverReusesAnId)
{
    Tracker tracker;
    (void)tracker.update({ boxAt(0, 0), boxAt(500, 0) }, 0);
    (void)tracker.update({ boxAt(0, 0) }, 50);
    const auto ended = tracker.endAll();
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_EQ(ended.front().id, 1);
    EXPECT_EQ(tracker.update({ boxAt(0, 0) }, 100).alive.front().id, 3);
}

TEST(IntersectionOverUnion, IsOneForEqualBoxesAndZeroForApartOrEmptyOnes)
{
    EXPECT_DOUBLE_EQ(intersectionOverUnion(boxAt(3, 4), boxAt(3, 4)), 1);
    EXPECT_DOUBLE_EQ(intersectionOverUnion(boxAt(0, 0), boxAt(50, 0)), 1.0 / 3);
    EXPECT_DOUBLE_EQ(intersectionOverUnion(boxAt(0, 0), boxAt(200, 0)), 0);
    EXPECT_DOUBLE_EQ(intersectionOverUnion(QRectF(), QRectF()), 0);
}
