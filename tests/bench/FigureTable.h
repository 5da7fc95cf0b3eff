#pragma once

#include <QElapsedTimer>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace gatehouse::bench {

// Median of `rounds` runs in ms, after one that is not counted. The median holds on a machine that also does other
// things.
inline double milliseconds(int rounds, const std::function<void()>& work)
{
    work();
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + rounds / 2);
    return times[static_cast<std::size_t>(rounds / 2)];
}

// Prints one line a figure: what, ms, and how many times the reference that is.
class FigureTable
{
public:
    FigureTable(const QString& title, const QString& reference, double referenceMilliseconds)
        : m_reference(referenceMilliseconds)
    {
        std::printf("\n%s\n  reference: %s, %.3f ms\n", qPrintable(title), qPrintable(reference), m_reference);
    }

    void add(const QString& what, double milliseconds) const
    {
        std::printf("  %-46s %9.3f ms  %8.3f x\n", qPrintable(what), milliseconds, milliseconds / m_reference);
        std::fflush(stdout);
    }

private:
    double m_reference;
};

} // namespace gatehouse::bench
