#include "core/lane/PlateTrack.h"

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using lane::Conclusion;
using lane::PlateTrack;
using lane::PlateTrackOptions;
using vision::Certainty;
using vision::PlateReading;

constexpr qint64 FrameTime = 100; // ms

PlateReading reading(QStringView text, float confidence = 0.95F)
{
    PlateReading result;
    result.plate.box = QRectF(100, 60, 90, 24);
    result.sharpness = 500;
    result.height = 24;
    result.candidates.push_back({ *PlateText::fromUserInput(text), Region::Europe, confidence });
    result.characterConfidence.assign(static_cast<std::size_t>(text.size()), confidence);
    return result;
}

PlateReading lettering()
{
    PlateReading result;
    result.plate.box = QRectF(100, 60, 90, 24);
    result.sharpness = 500;
    result.raw = QStringLiteral("DELIVERY 24");
    result.findings = { { vision::Obstacle::FormatUnknown, 0, 0 } };
    return result;
}

// A line of text that a camera looks at ten times a second.
class Line
{
public:
    Line()
        : m_track(1, options())
    {
        QImage picture(320, 240, QImage::Format_RGB888);
        picture.fill(Qt::gray);
        m_frame = video::Frame::fromImage(picture, UtcTime());
    }

    // One frame in which the line is read as `answer`, if the track wants it read; the conclusion, if one is drawn.
    std::optional<Conclusion> look(const PlateReading& answer)
    {
        m_now += FrameTime;
        see();
        if (m_track.wantsReading(m_now)) {
            ++m_reads;
            m_track.read(answer, m_frame, m_now);
        }
        return m_track.conclusion(m_now);
    }

    QList<Conclusion> look(int frames, const PlateReading& answer)
    {
        QList<Conclusion> said;
        for (int index = 0; index < frames; ++index) {
            if (auto conclusion = look(answer))
                said.append(*conclusion);
        }
        return said;
    }

    void moveBy(double pixels) { m_box.translate(pixels, 0); }
    // It has grown to so many times its size.
    void comeNearer(double times)
    {
        m_now += FrameTime;
        m_box.setSize(m_box.size() * times);
        see();
    }
    // The same, and nothing could be read at a glance.
    void glanceAt(double times)
    {
        comeNearer(times);
        m_track.glanced({ {}, m_box, 0.9F }, m_frame, m_now);
    }
    [[nodiscard]] vision::PlateEffort nextEffort() const { return m_track.nextEffort(m_now); }
    [[nodiscard]] qint64 now() const { return m_now; }
    [[nodiscard]] int reads() const { return m_reads; }
    [[nodiscard]] PlateTrack& track() { return m_track; }

private:
    static PlateTrackOptions options()
    {
        PlateTrackOptions options;
        options.votes.accept = 0.5;
        return options;
    }

    void see()
    {
        vision::TrackState state;
        state.id = 1;
        state.box = m_box;
        m_track.seen(state, m_frame.size(), m_now);
    }

    PlateTrack m_track;
    video::Frame m_frame;
    QRectF m_box { 100, 60, 90, 24 };
    qint64 m_now = 0;
    int m_reads = 0;
};

QString plateOf(const Conclusion& conclusion)
{
    return conclusion.plate ? conclusion.plate->text.toString() : QString();
}

} // namespace

TEST(PlateTrack, TwoReadingsThatAgreeSettleAPlateAndItIsSaidOnce)
{
    Line line;
    const auto said = line.look(30, reading(u"MGH3141", 0.8F));
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Known);
    EXPECT_EQ(plateOf(said[0]), QStringLiteral("MGH3141"));
    EXPECT_EQ(said[0].agreeing, 2);
    EXPECT_FALSE(said[0].crop.isNull());
    EXPECT_FALSE(said[0].frame.isNull());
    EXPECT_EQ(line.reads(), 2) << "a settled plate is not read again";
    EXPECT_FALSE(line.track().lastConclusion());
}

TEST(PlateTrack, OneVeryClearReadingIsEnough)
{
    Line line;
    const auto said = line.look(reading(u"MGH3141", 0.97F));
    ASSERT_TRUE(said);
    EXPECT_EQ(said->certainty, Certainty::Known);
}

TEST(PlateTrack, OneDoubtfulReadingIsNot)
{
    Line line;
    EXPECT_FALSE(line.look(reading(u"MGH3141", 0.7F)));
    const auto last = line.track().lastConclusion();
    ASSERT_TRUE(last) << "the car left after one reading: the lane still says what it saw";
    EXPECT_EQ(last->certainty, Certainty::Unsure);
    EXPECT_EQ(plateOf(*last), QStringLiteral("MGH3141"));
}

TEST(PlateTrack, WhatNeverSettlesIsSaidAsUnsureAfterASecondAndAgainWhenItSettles)
{
    Line line;
    int frames = 0;
    QList<Conclusion> said;
    while (said.isEmpty() && frames < 30)
        said += line.look(1, reading(++frames % 2 ? u"MGH3141" : u"MCH3147", 0.3F));
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Unsure);
    EXPECT_LE(frames * FrameTime, 1'300);
    EXPECT_FALSE(said[0].findings.isEmpty());

    const auto later = line.look(60, reading(u"MGH3141", 0.97F)); // the wiper has passed
    ASSERT_EQ(later.size(), 1);
    EXPECT_EQ(later[0].certainty, Certainty::Known);
    EXPECT_EQ(plateOf(later[0]), QStringLiteral("MGH3141"));
}

TEST(PlateTrack, LetteringThatBelongsToTheSceneIsNeverSaidAndHardlyRead)
{
    Line line;
    EXPECT_TRUE(line.look(25, lettering()).isEmpty());
    EXPECT_EQ(line.reads(), 4);
    EXPECT_FALSE(line.track().view());
    EXPECT_FALSE(line.track().lastConclusion());
}

TEST(PlateTrack, AWordThatHardlyFitsAFormatIsNoPlate)
{
    Line brand;
    EXPECT_TRUE(brand.look(40, reading(u"BRA51L", 0.004F)).isEmpty());
    EXPECT_FALSE(brand.track().lastConclusion());
    EXPECT_FALSE(brand.track().view());
}

TEST(PlateTrack, ALineThatCameInAndCannotBeReadIsTold)
{
    Line line;
    QList<Conclusion> said;
    for (int frame = 0; frame < 20; ++frame) {
        line.moveBy(3);
        said += line.look(1, lettering());
    }
    ASSERT_EQ(said.size(), 1);
    EXPECT_EQ(said[0].certainty, Certainty::Unknown);
    EXPECT_FALSE(said[0].plate);
    ASSERT_FALSE(said[0].findings.isEmpty());
    EXPECT_EQ(said[0].findings[0].obstacle, vision::Obstacle::FormatUnknown);
}

TEST(PlateTrack, WhatComesNearerIsGlancedAtForAWhileAndWhatStandsIsRead)
{
    using vision::PlateEffort;
    Line line;
    EXPECT_EQ(line.nextEffort(), PlateEffort::Glance) << "the first look costs little";
    line.glanceAt(1);
    EXPECT_EQ(line.nextEffort(), PlateEffort::Thorough) << "no better picture of it will come";
    Line coming;
    coming.glanceAt(1);
    for (int frame = 0; frame < 4; ++frame) {
        coming.glanceAt(1.1);
        EXPECT_EQ(coming.track().unread().has_value(), true);
    }
    EXPECT_EQ(coming.nextEffort(), PlateEffort::Thorough) << "it has been waited for half a second";
    coming.look(reading(u"MGH3141", 0.7F));
    EXPECT_FALSE(coming.track().unread());
}

TEST(PlateTrack, WhatWasTooFarAwayIsReadWhenItHasComeNearer)
{
    Line line;
    line.look(4, lettering());
    EXPECT_FALSE(line.track().wantsReading(line.now()));
    line.comeNearer(1.4);
    EXPECT_TRUE(line.track().wantsReading(line.now()));
}

TEST(PlateTrack, AStandingCarThatCouldNotBeReadIsTriedAnew)
{
    Line line;
    for (int frame = 0; frame < 20; ++frame) {
        line.moveBy(3);
        line.look(1, lettering());
    }
    const auto said = line.look(60, reading(u"MGH3141", 0.97F)); // the wiper has passed
    ASSERT_FALSE(said.isEmpty());
    EXPECT_EQ(said.last().certainty, Certainty::Known);
    EXPECT_EQ(plateOf(said.last()), QStringLiteral("MGH3141"));
}

TEST(PlateTrack, ShowsItsPlateWhileItIsRead)
{
    Line line;
    EXPECT_FALSE(line.track().view());
    line.look(reading(u"MGH3141", 0.7F));
    const auto view = line.track().view();
    ASSERT_TRUE(view);
    EXPECT_EQ(view->plate, QStringLiteral("MGH3141"));
    EXPECT_TRUE(QRectF(0, 0, 1, 1).contains(view->box));
}
