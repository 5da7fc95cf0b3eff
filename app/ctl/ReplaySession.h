#pragma once

#include "app/ctl/CtlContext.h"
#include "app/site/SiteServices.h"
#include "core/video/CameraSource.h"

#include <QEventLoop>
#include <QObject>

#include <optional>

namespace gatehouse::ctl {

// Plays media through one lane, one after the other: the console's pipeline with the media in place of the lane's
// camera. An event is printed once it is on disk, not before. Main thread.
class ReplaySession : public QObject
{
    Q_OBJECT

public:
    // `setup` is of one lane; its camera's address is what play() replaces.
    ReplaySession(const CtlContext& context, site::SiteServices& services, lane::LaneRuntime::Setup setup);

    // Plays one medium to its end and until everything that came of it is recorded. Errors: of starting (ModelMissing
    // …), the camera's own when nothing or not all could be played, Cancelled.
    Result<void> play(const video::CameraAddress& address);
    // Ends a running play() early. A stream has no end: whoever started it says when it is enough.
    void stopPlaying();
    void cancel();

    [[nodiscard]] int events() const { return m_events; }
    [[nodiscard]] int refusedRecords() const { return m_refused; }
    [[nodiscard]] const lane::LaneCounters& counters() const { return m_counters; }

private:
    void onCameraState(const video::CameraState& state);
    void leave(Result<void> outcome);

    const CtlContext& m_context;
    site::SiteServices& m_services;
    lane::LaneRuntime::Setup m_setup;
    QEventLoop m_loop;
    std::optional<Result<void>> m_outcome;
    bool m_isStream = false; // the medium being played
    std::optional<ErrorCode> m_failure; // of the medium being played
    lane::LaneCounters m_counters; // of all media together; percentiles of the last
    int m_events = 0;
    int m_refused = 0;
};

} // namespace gatehouse::ctl
