#pragma once

#include "core/video/CameraHealth.h"
#include "core/video/Connection.h"
#include "core/video/Mailbox.h"

namespace gatehouse::video {

enum class StartOrder { AtOnce, Staggered };
enum class AtMediaEnd { Finish, Rewind };

// How a source treats its connections.
struct SourceRules
{
    HealthLimits limits = LiveLimits;
    AfterLoss afterLoss = AfterLoss::TryAgain;
    Overflow overflow = Overflow::DropOldest;
    StartOrder startOrder = StartOrder::AtOnce;
    AtMediaEnd atMediaEnd = AtMediaEnd::Finish;
};

// The one CameraSource there is: a thread that makes connections, watches them (CameraHealth) and hands on their
// frames. What a camera is made of is in its connections; a connection given up is taken down on a thread of the
// runtime, and no new one is made before it is gone.
class SupervisedSource final : public CameraSource
{
public:
    SupervisedSource(ConnectionFactory factory, const SourceRules& rules, VideoRuntime& runtime);
    ~SupervisedSource() override;

    void start(FrameSink onFrame, StateSink onState) override;
    void stop() override;

private:
    class Worker;

    const ConnectionFactory m_factory;
    const SourceRules m_rules;
    VideoRuntime& m_runtime;
    std::shared_ptr<Worker> m_worker; // its thread holds it too, until it has ended
};

} // namespace gatehouse::video
