#include "core/lane/LatencyWindow.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::lane {

namespace {

constexpr qint64 LatencyMemory = 10'000; // ms

} // namespace

LatencyWindow::LatencyWindow(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(1, capacity))
{
    m_ring.reserve(m_capacity);
}

void LatencyWindow::add(qint64 now, double latency)
{
    if (m_ring.size() < m_capacity)
        m_ring.push_back({ now, latency });
    else
        m_ring[m_next] = { now, latency };
    m_next = (m_next + 1) % m_capacity;
}

double LatencyWindow::percentile(double share, qint64 now) const
{
    std::vector<Measurement> measured = recent(now);
    if (measured.empty())
        return 0;
    const auto rank =
        static_cast<std::size_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(measured.size())));
    const auto nth = measured.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(measured.begin(), nth, measured.end(),
        [](const Measurement& left, const Measurement& right) { return left.latency < right.latency; });
    return nth->latency;
}

double LatencyWindow::perSecond(qint64 now) const
{
    const std::vector<Measurement> measured = recent(now);
    if (measured.size() < 2)
        return 0;
    const auto [first, last] = std::minmax_element(measured.begin(), measured.end(),
        [](const Measurement& left, const Measurement& right) { return left.at < right.at; });
    const auto span = static_cast<double>(last->at - first->at);
    return span > 0 ? 1000.0 * static_cast<double>(measured.size() - 1) / span : 0;
}

std::vector<LatencyWindow::Measurement> LatencyWindow::recent(qint64 now) const
{
    std::vector<Measurement> result;
    result.reserve(m_ring.size());
    std::copy_if(m_ring.begin(), m_ring.end(), std::back_inserter(result),
        [now](const Measurement& measurement) { return now - measurement.at <= LatencyMemory; });
    return result;
}

} // namespace gatehouse::lane
