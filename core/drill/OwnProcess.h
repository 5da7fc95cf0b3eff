#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace gatehouse::drill {

// What the kernel says about this very process. Our programs let no other process of the same account look into them
// (core/security/ProcessMemory.h), so each looks at itself. Any thread.

// TCP sockets that listen and UDP sockets that are bound without a peer, of both versions of IP: "tcp 0100007F:1F90".
// Absent when /proc does not tell.
[[nodiscard]] std::optional<QStringList> ownListeningSockets();

// Those in the network of a process ("self" or a number) whose socket's inode is wanted. Absent when it does not run or
// /proc does not tell.
[[nodiscard]] std::optional<QStringList> listeningSocketsOf(
    const QString& process, const std::function<bool(const QString& inode)>& isWanted);

// Files this process has open for writing that others than its owner may read or change. Absent when /proc does not
// tell.
[[nodiscard]] std::optional<QStringList> ownFilesOpenToOthers();

// Whether its memory stays out of core files and of the reach of other processes (keepMemoryPrivate() was called).
[[nodiscard]] bool isOwnMemoryPrivate();

} // namespace gatehouse::drill
