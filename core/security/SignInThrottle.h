#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace gatehouse::security {

// Slows guessing down: three failures are free, each further one doubles the wait before the next attempt, from 1 s up
// to 15 min, counted for the slot and for the machine as a whole. The state is a file, so that a restart forgets
// nothing; it holds slot ids and numbers. An attempt is counted before it is tried and forgiven when it was right, so
// that killing the program between the two gains nothing. When the clock was set back the wait begins again. Two
// processes may use one file. Errors: SignInLockedOut (detail: remaining milliseconds), FileNotWritable.
class SignInThrottle
{
public:
    static constexpr int FreeFailures = 3;
    static constexpr qint64 FirstWait = 1000;
    static constexpr qint64 LongestWait = 15 * 60 * 1000;

    // `clock` outlives it.
    SignInThrottle(QString file, const Clock& clock);

    Result<void> beginAttempt(const QByteArray& slotId);
    // Clears slot and machine; how many attempts on the slot had failed before this one.
    Result<int> attemptWasRight(const QByteArray& slotId);

    // The wait that follows a failure, the `failures`th in a row.
    [[nodiscard]] static qint64 waitAfter(int failures);

private:
    QString m_file;
    const Clock& m_clock;
};

} // namespace gatehouse::security
