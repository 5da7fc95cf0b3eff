#pragma once

#include <QStringList>

namespace gatehouse::test {

// The addresses on which a running process accepts connections or datagrams from anybody, as /proc tells: TCP sockets
// that listen and UDP sockets that are bound without a peer.
QStringList listeningSockets(qint64 processId);

} // namespace gatehouse::test
