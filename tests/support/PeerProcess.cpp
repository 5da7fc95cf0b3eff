#include "tests/support/PeerProcess.h"

#include <QElapsedTimer>

#include <csignal>

#include <sys/prctl.h>

namespace gatehouse::test {

std::unique_ptr<PeerProcess> PeerProcess::start(const QString& script, const QStringList& arguments)
{
    constexpr int PatienceMilliseconds = 30'000;
    std::unique_ptr<PeerProcess> peer(new PeerProcess);
    QProcess& process = peer->m_process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // A peer never outlives a test that crashed.
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    const QString path = QStringLiteral(GATEHOUSE_TEST_SUPPORT) + QLatin1Char('/') + script;
    process.start(QStringLiteral("/usr/bin/python3"), QStringList { path } + arguments);
    QElapsedTimer waited;
    waited.start();
    while (!process.canReadLine() && waited.elapsed() < PatienceMilliseconds && process.state() != QProcess::NotRunning)
        process.waitForReadyRead(PatienceMilliseconds);
    peer->m_port = process.readLine().trimmed().toInt();
    return peer->m_port > 0 ? std::move(peer) : nullptr;
}

PeerProcess::~PeerProcess()
{
    kill();
}

void PeerProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void PeerProcess::holdStill() const
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
}

void PeerProcess::goOn() const
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
}

} // namespace gatehouse::test
