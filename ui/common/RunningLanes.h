#pragma once

#include "core/lane/LaneRuntime.h"

#include <QObject>

#include <optional>

namespace gatehouse::ui {

// The cameras, lanes and gates that run now, without their addresses (those may hold passwords). app/ sets it whenever
// it starts the runtime. GUI thread.
class RunningLanes : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const QList<lane::Camera>& cameras() const { return m_setup.cameras; }
    [[nodiscard]] const QList<lane::Lane>& lanes() const { return m_setup.lanes; }
    [[nodiscard]] const QList<access::GateSettings>& gates() const { return m_setup.gates; }

    void set(lane::LaneRuntime::Setup setup)
    {
        for (lane::Camera& camera : setup.cameras)
            camera.address.address.clear();
        for (access::GateSettings& gate : setup.gates)
            gate.host.clear();
        m_setup = std::move(setup);
        m_failure.reset();
        m_isStarting = false;
        Q_EMIT changed();
    }

    // Networks are being loaded; lanes follow, or a failure.
    [[nodiscard]] bool isStarting() const { return m_isStarting; }
    void setStarting()
    {
        m_isStarting = true;
        Q_EMIT changed();
    }

    // Why no lane runs, when they could not be started.
    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    void setFailure(const Error& error)
    {
        m_setup = {};
        m_failure = error;
        m_isStarting = false;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    lane::LaneRuntime::Setup m_setup;
    std::optional<Error> m_failure;
    bool m_isStarting = false;
};

} // namespace gatehouse::ui
