#pragma once

#include <QtGlobal>

#include <deque>

namespace gatehouse::vision {

enum class Liveness { Undecided, Live, NotLive };

struct LivenessVerdict
{
    Liveness state = Liveness::Undecided;
    double mean = 0; // 0..1, of the samples in the window
    int samples = 0;
};

struct LivenessOptions
{
    qint64 window = 2000; // ms
    int leastSamples = 10;
    double threshold = 0.3; // least mean of a living face; the catalogue's "live" of face-liveness
};

// Judges a track by many samples of FaceAnalyser::liveness(): single ones swing between 0 and 1. Measured on ten videos
// and nine stills only: a deterrent that asks the operator, not a certified presentation attack detection. Pure over
// samples and times (ms, not running backwards); one owner.
class LivenessVotes
{
public:
    explicit LivenessVotes(LivenessOptions options = {});

    void add(double sample, qint64 at);
    // Of the samples within the window before the newest; Undecided while they are too few.
    [[nodiscard]] LivenessVerdict verdict() const;

private:
    struct Sample
    {
        double value;
        qint64 at;
    };

    LivenessOptions m_options;
    std::deque<Sample> m_samples;
};

} // namespace gatehouse::vision
