#pragma once

#include <QProcess>
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
    ~PeerProcess();
    PeerProcess(const PeerProcess&) = delete;
    PeerProcess& operator=(const PeerProcess&) = delete;

    [[nodiscard]] int port() const { return m_port; }
    // What it has printed since, after its port; takes what is there and does not wait.
    [[nodiscard]] QByteArray takeOutput() { return m_process.readAllStandardOutput(); }
    // At once and without a goodbye, as when the power goes.
    void kill();
    // Holds the whole process still: its sockets stay open and nothing answers; goOn() ends that.
    void holdStill() const;
    void goOn() const;

private:
    PeerProcess() = default;

    QProcess m_process;
    int m_port = 0;
};

} // namespace gatehouse::test
