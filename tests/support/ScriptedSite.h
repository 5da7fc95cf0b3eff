#pragma once

#include "core/lane/LaneParts.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace gatehouse::test {

// A camera a test plays by hand: what it delivers goes out on the calling thread.
class ScriptedCamera
{
public:
    void deliver(const video::Frame& frame);
    void say(video::CameraPhase phase);
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::unique_ptr<video::CameraSource> source();

private:
    friend class ScriptedSource;
    mutable std::mutex m_mutex;
    video::CameraSource::FrameSink m_onFrame;
    video::CameraSource::StateSink m_onState;
};

// A gate that does what the test says and remembers how often it was asked.
class ScriptedGate
{
public:
    // Called, before the outcome is told, for each opening; on the thread that opens.
    std::function<void()> onOpen;
    // Read at each opening; absent: the gate never answers.
    std::optional<ErrorCode> failsWith;
    bool neverAnswers = false;

    [[nodiscard]] int openings() const { return m_openings; }
    [[nodiscard]] std::unique_ptr<access::Gate> gate();

private:
    friend class ScriptedGateHandle;
    std::atomic<int> m_openings = 0;
};

// Recognition that answers as the test wrote down: a function from frame to analysis, and what is left at the end. The
// test may change its mind while workers ask.
class ScriptedRecognition
{
public:
    using Answer = std::function<lane::Analysis(const video::Frame&)>;
    void answer(Answer answer);
    void answerAtTheEnd(QList<lane::Conclusion> conclusions);
    [[nodiscard]] std::unique_ptr<lane::LaneAnalyser> analyser();

private:
    friend class ScriptedAnalyser;
    std::mutex m_mutex;
    Answer m_answer;
    QList<lane::Conclusion> m_atTheEnd;
};

// A small picture with a sequence number, taken at `milliseconds` of the media.
video::Frame scriptedFrame(quint64 sequence, qint64 milliseconds = 0);

} // namespace gatehouse::test
