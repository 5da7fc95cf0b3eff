#include "tests/support/PeerProcess.h"

#include <csignal>

namespace gatehouse::test {

std::unique_ptr<PeerProcess> PeerProcess::start(const QString& script, const QStringList& arguments)
{
    const QString path = QStringLiteral(GATEHOUSE_TEST_SUPPORT) + QLatin1Char('/') + script;
    std::unique_ptr<PeerProcess> peer(
        new PeerProcess(QStringList { QStringLiteral("/usr/bin/python3"), path } + arguments));
    return peer->m_port > 0 ? std::move(peer) : nullptr;
}

PeerProcess::PeerProcess(const QStringList& command)
    : m_process(command)
{
    constexpr int PatienceMilliseconds = 30'000;
    m_port = m_process.readLine(PatienceMilliseconds).value_or(QByteArray()).trimmed().toInt();
}

void PeerProcess::holdStill() const
{
    m_process.signal(SIGSTOP);
}

void PeerProcess::goOn() const
{
    m_process.signal(SIGCONT);
}

} // namespace gatehouse::test
