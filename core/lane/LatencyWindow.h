#pragma once

#include <QtGlobal>

#include <cstddef>
#include <vector>

namespace gatehouse::lane {

// Percentiles and rate of the latest measurements: the newest `capacity` of them, none older than ten seconds. Pure;
// the owner locks.
class LatencyWindow
{
public:
    explicit LatencyWindow(std::size_t capacity = 256);

    // `now` and `latency` in milliseconds; `now` of a clock that does not run backwards.
    void add(qint64 now, double latency);

    // The nearest-rank percentile, `share` in 0..1; 0 when nothing was measured lately.
    [[nodiscard]] double percentile(double share, qint64 now) const;
    // Measurements a second over the time they span; 0 for fewer than two.
    [[nodiscard]] double perSecond(qint64 now) const;

private:
    struct Measurement
    {
        qint64 at = 0;
        double latency = 0;
    };
    [[nodiscard]] std::vector<Measurement> recent(qint64 now) const;

    std::size_t m_capacity;
    std::size_t m_next = 0;
    std::vector<Measurement> m_ring;
};

} // namespace gatehouse::lane
