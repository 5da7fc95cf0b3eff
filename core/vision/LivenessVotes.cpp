#include "core/vision/LivenessVotes.h"

namespace gatehouse::vision {

LivenessVotes::LivenessVotes(LivenessOptions options)
    : m_options(options)
{
}

void LivenessVotes::add(double sample, qint64 at)
{
    m_samples.push_back({ sample, at });
    while (at - m_samples.front().at > m_options.window)
        m_samples.pop_front();
}

LivenessVerdict LivenessVotes::verdict() const
{
    LivenessVerdict verdict;
    verdict.samples = static_cast<int>(m_samples.size());
    if (m_samples.empty())
        return verdict;
    double sum = 0;
    for (const Sample& sample : m_samples)
        sum += sample.value;
    verdict.mean = sum / verdict.samples;
    if (verdict.samples >= m_options.leastSamples)
        verdict.state = verdict.mean >= m_options.threshold ? Liveness::Live : Liveness::NotLive;
    return verdict;
}

} // namespace gatehouse::vision
