#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>

namespace gatehouse::test {

// Runs the event loop until `condition` holds; false when that took longer than anything in a test should.
template <typename Condition>
bool waitFor(Condition condition, int seconds = 30)
{
    const QDeadlineTimer deadline(seconds * 1000);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    }
    return true;
}

} // namespace gatehouse::test
