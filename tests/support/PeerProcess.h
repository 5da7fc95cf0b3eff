#pragma once

#include "tests/support/OutsideProcess.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace gatehouse::test {

// A Python peer of tests/support that prints the port it listens at as its first line. Killed and reaped with the
// object.
class PeerProcess
{
public:
    // Null when it does not come up within 30 s; what it said then is on standard error.
    static std::unique_ptr<PeerProcess> start(const QString& script, const QStringList& arguments = {});

    [[nodiscard]] int port() const { return m_port; }
    // What it has printed since, after its port; takes what is there and does not wait.
    [[nodiscard]] QByteArray takeOutput() { return m_process.takeOutput(); }
    // At once and without a goodbye, as when the power goes.
    void kill() { m_process.kill(); }
    // Holds the whole process still: its sockets stay open and nothing answers; goOn() ends that.
    void holdStill() const;
    void goOn() const;

private:
    explicit PeerProcess(const QStringList& command);

    OutsideProcess m_process;
    int m_port = 0;
};

} // namespace gatehouse::test
