#pragma once

#include <QProcess>
#include <QStringList>

#include <optional>

namespace gatehouse::test {

// The sockets of another process as drill::ownListeningSockets() tells them of one's own. Our programs do not let
// others of the same user look into them (core/security/ProcessMemory.h), so nobody but root may list their
// descriptors, and a check that finds nothing there proves nothing. Hence it must have been started with
// giveOwnNetwork(): whatever is bound in its network is its own. Absent when it does not run (any more) or /proc does
// not tell.
std::optional<QStringList> listeningSocketsIn(qint64 processId);

// Before the process is started: it gets an empty network of its own, and is not started at all where the machine
// refuses that (it then ends at once, says so on standard error, and its exit code is NoOwnNetwork).
void giveOwnNetwork(QProcess& process);
inline constexpr int NoOwnNetwork = 97;

} // namespace gatehouse::test
