#include "tests/support/OutsideProcess.h"

#include "tests/support/NoListening.h"

#include <QDeadlineTimer>
#include <QFile>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gatehouse::test {

OutsideProcess::OutsideProcess(const QStringList& command)
{
    QByteArrayList words;
    for (const QString& word : command)
        words.append(QFile::encodeName(word));
    std::vector<char*> arguments;
    for (QByteArray& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> pipe { -1, -1 };
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
        return;
    outside([&] {
        m_process = fork();
        if (m_process != 0)
            return;
        // System calls only. It never outlives a test that crashed.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(pipe[1], STDOUT_FILENO);
        execv(arguments[0], arguments.data());
        _exit(127);
    });
    close(pipe[1]);
    m_output = pipe[0];
    // What a talkative peer says while nobody reads.
    fcntl(m_output, F_SETPIPE_SZ, 1 << 20);
}

OutsideProcess::~OutsideProcess()
{
    kill();
    if (m_output >= 0)
        close(m_output);
}

bool OutsideProcess::readMore(int milliseconds)
{
    pollfd ready { m_output, POLLIN, 0 };
    std::array<char, 65536> bytes {};
    if (m_output < 0 || poll(&ready, 1, milliseconds) <= 0)
        return false;
    const ssize_t count = read(m_output, bytes.data(), bytes.size());
    if (count > 0)
        m_unread.append(bytes.data(), count);
    return count > 0;
}

std::optional<QByteArray> OutsideProcess::readLine(int milliseconds)
{
    const QDeadlineTimer patience(milliseconds);
    while (!m_unread.contains('\n')) {
        if (!readMore(static_cast<int>(patience.remainingTime())))
            return std::nullopt;
    }
    const qsizetype length = m_unread.indexOf('\n') + 1;
    const QByteArray line = m_unread.left(length);
    m_unread.remove(0, length);
    return line;
}

QByteArray OutsideProcess::takeOutput()
{
    while (readMore(0)) { }
    return std::exchange(m_unread, {});
}

void OutsideProcess::kill()
{
    if (!isRunning())
        return;
    signal(SIGKILL);
    waitpid(m_process, nullptr, 0);
    m_process = -1;
}

void OutsideProcess::signal(int number) const
{
    if (isRunning())
        ::kill(m_process, number);
}

} // namespace gatehouse::test
