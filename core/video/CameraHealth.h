#pragma once

#include "core/video/CameraSource.h"
#include "core/video/ReconnectPolicy.h"

#include <functional>
#include <optional>

namespace gatehouse::video {

// When silence counts, in milliseconds. Absent: never.
struct HealthLimits
{
    std::optional<qint64> staleAfter; // since the last frame: no longer shown as live
    std::optional<qint64> rebuildAfter; // since the last frame: the connection is given up
    std::optional<qint64> connectWithin; // until the first frame of a connection
    qint64 longestPause = ReconnectPolicy::LongestDelay; // between two attempts
};

// A network camera or a device: half a second before the two that are promised, so that a busy machine keeps the
// promise.
inline constexpr HealthLimits LiveLimits { 1'500, 3'000, 12'000 };
// A camera on this machine: looking whether it is plugged in again costs nothing.
inline constexpr HealthLimits DeviceLimits { 1'500, 3'000, 12'000, 1'000 };
// Recorded media at its own pace: silence is shown, but beginning again would not help.
inline constexpr HealthLimits RecordedLimits { 1'500, std::nullopt, std::nullopt };
// The consumer sets the pace.
inline constexpr HealthLimits UnwatchedLimits {};

enum class AfterLoss { TryAgain, GiveUp };

// What a source knows about its camera: fed with what happened and when, it says what to do next and what a guard is
// told. It is pure: times are Clock::monotonicMilliseconds() of the caller, never running backwards; chance is passed
// in. One thread.
class CameraHealth
{
public:
    enum class Action { Wait, Connect, Disconnect };
    using Chance = std::function<double()>; // 0..1

    CameraHealth(HealthLimits limits, AfterLoss afterLoss, Chance chance);

    // The first connection is due after `delay`.
    void start(qint64 now, qint64 delay);
    void frameArrived(qint64 now);
    // The connection broke or could not be made; the caller has dropped it.
    void connectionLost(ErrorCode reason, qint64 now);
    // Media played once came to its end.
    void mediaEnded();

    // What is due now; to be asked after every event and ten times a second. The answer is taken as done.
    [[nodiscard]] Action next(qint64 now);
    [[nodiscard]] CameraState state(qint64 now) const;

private:
    enum class Link { Down, Up, Over };

    void scheduleRetry(qint64 now);

    const HealthLimits m_limits;
    const AfterLoss m_afterLoss;
    const Chance m_chance;
    Link m_link = Link::Down;
    qint64 m_connectAt = 0; // while down: when the next attempt is due; while up: when it was made
    std::optional<qint64> m_lastFrame;
    std::optional<qint64> m_firstFrameOfLink;
    std::optional<ErrorCode> m_reason;
    int m_attempt = 0;
    int m_failures = 0;
    bool m_attemptFailed = false;
};

} // namespace gatehouse::video
