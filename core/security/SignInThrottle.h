#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace gatehouse::security {

// Slows guessing down: three failures are free, each further one doubles the wait before the next attempt, from 1 s up
// to 15 min, counted for the slot and for the machine as a whole. The state is a file, so that a restart forgets
// nothing; it holds slot ids and numbers. An attempt is counted before it is tried and forgiven when it was right, so
// that killing the program between the two gains nothing. Waits are measured by the monotonic clock alone: setting the
// clock, forward or back, changes nothing. When the machine itself was started anew every wait begins again, because
// nobody knows how long it was off. Each slot there is has a tally; names that belong to none share 64 of them, so that
// no list of names pushes out what is counted for a real one, and nothing of what was typed by mistake, such as a
// passphrase in the line of the name, lies on the disk. Two processes may use one file. Errors: SignInLockedOut
// (detail: remaining milliseconds), FileNotWritable.
class SignInThrottle
{
public:
    static constexpr int FreeFailures = 3;
    static constexpr qint64 FirstWait = 1000;
    static constexpr qint64 LongestWait = 15 * 60 * 1000;

    // `slotsThereAre`: the ids of those there are (KeySlotFile::slotIds()). `clock` outlives it.
    SignInThrottle(QString file, const Clock& clock, QList<QByteArray> slotsThereAre);

    Result<void> beginAttempt(const QByteArray& slotId);
    // How many attempts on the slot had failed before the one just begun.
    Result<int> failuresBefore(const QByteArray& slotId) const;
    // Clears slot and machine; how many attempts on the slot had failed before this one.
    Result<int> attemptWasRight(const QByteArray& slotId);

    // Takes back the attempt just begun, and no other: the passphrase was right, but something that has nothing to do
    // with guessing stood in the way (the code is still to come, the store does not open).
    Result<void> attemptWasIncomplete(const QByteArray& slotId);

    // The wait that follows a failure, the `failures`th in a row.
    [[nodiscard]] static qint64 waitAfter(int failures);

private:
    QString m_file;
    const Clock& m_clock;
    QList<QByteArray> m_slots;
};

} // namespace gatehouse::security
