#include "tests/support/ScriptedSite.h"

#include <utility>

namespace gatehouse::test {

class ScriptedSource final : public video::CameraSource
{
public:
    explicit ScriptedSource(ScriptedCamera& camera)
        : m_camera(camera)
    {
    }
    void start(FrameSink onFrame, StateSink onState) override
    {
        const std::lock_guard lock(m_camera.m_mutex);
        m_camera.m_onFrame = std::move(onFrame);
        m_camera.m_onState = std::move(onState);
    }
    void stop() override
    {
        const std::lock_guard lock(m_camera.m_mutex);
        m_camera.m_onFrame = {};
        m_camera.m_onState = {};
    }

private:
    ScriptedCamera& m_camera;
};

void ScriptedCamera::deliver(const video::Frame& frame)
{
    const std::lock_guard lock(m_mutex);
    if (m_onFrame)
        m_onFrame(frame);
}

void ScriptedCamera::say(video::CameraPhase phase)
{
    const std::lock_guard lock(m_mutex);
    if (m_onState)
        m_onState({ phase, 0, 0, std::nullopt });
}

bool ScriptedCamera::isRunning() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<bool>(m_onFrame);
}

std::unique_ptr<video::CameraSource> ScriptedCamera::source()
{
    return std::make_unique<ScriptedSource>(*this);
}

class ScriptedGateHandle final : public access::Gate
{
public:
    explicit ScriptedGateHandle(ScriptedGate& gate)
        : m_gate(gate)
    {
    }
    void open(Done done) override
    {
        ++m_gate.m_openings;
        if (m_gate.onOpen)
            m_gate.onOpen();
        if (m_gate.neverAnswers)
            return;
        if (m_gate.failsWith)
            done(failure(*m_gate.failsWith));
        else
            done({});
    }
    [[nodiscard]] access::GatePhase phase() const override { return access::GatePhase::Closed; }

private:
    ScriptedGate& m_gate;
};

std::unique_ptr<access::Gate> ScriptedGate::gate()
{
    return std::make_unique<ScriptedGateHandle>(*this);
}

class ScriptedAnalyser final : public lane::LaneAnalyser
{
public:
    explicit ScriptedAnalyser(ScriptedRecognition& script)
        : m_script(script)
    {
    }
    void setGallery(std::shared_ptr<const vision::FaceGallery>) override { }
    lane::Analysis analyse(const video::Frame& frame) override
    {
        ScriptedRecognition::Answer answer;
        {
            const std::lock_guard lock(m_script.m_mutex);
            answer = m_script.m_answer;
        }
        return answer ? answer(frame) : lane::Analysis();
    }
    QList<lane::Conclusion> finish() override
    {
        const std::lock_guard lock(m_script.m_mutex);
        return m_script.m_atTheEnd;
    }

private:
    ScriptedRecognition& m_script;
};

void ScriptedRecognition::answer(Answer answer)
{
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

void ScriptedRecognition::answerAtTheEnd(QList<lane::Conclusion> conclusions)
{
    const std::lock_guard lock(m_mutex);
    m_atTheEnd = std::move(conclusions);
}

std::unique_ptr<lane::LaneAnalyser> ScriptedRecognition::analyser()
{
    return std::make_unique<ScriptedAnalyser>(*this);
}

video::Frame scriptedFrame(quint64 sequence, qint64 milliseconds)
{
    QImage picture(64, 48, QImage::Format_RGB888);
    picture.fill(QColor(static_cast<int>(sequence * 7 % 256), 120, 90));
    return video::Frame::fromImage(
        picture, UtcTime::fromMilliseconds(1'741'057'964'000 + milliseconds), milliseconds, sequence);
}

} // namespace gatehouse::test
