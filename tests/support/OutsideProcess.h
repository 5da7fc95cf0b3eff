#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <sys/types.h>

namespace gatehouse::test {

// A process that may listen also where the test itself must not (NoListening.h), and what it prints. Its standard error
// is the test's. Killed and reaped with the object, and by the kernel when the test ends before that. Used by one
// thread.
class OutsideProcess
{
public:
    // The program and its arguments; the program is not looked for.
    explicit OutsideProcess(const QStringList& command);
    ~OutsideProcess();
    OutsideProcess(const OutsideProcess&) = delete;
    OutsideProcess& operator=(const OutsideProcess&) = delete;

    [[nodiscard]] bool isRunning() const { return m_process > 0; }
    // The next whole line, with its end; absent when none came in time or it will never come. 0: what is there.
    std::optional<QByteArray> readLine(int milliseconds);
    // All that has arrived and was not read.
    QByteArray takeOutput();
    // At once and without a goodbye, as when the power goes. What it had printed can still be read.
    void kill();
    // Holds it still and lets it go on: its sockets stay open and nothing answers.
    void signal(int number) const;

private:
    bool readMore(int milliseconds);

    pid_t m_process = -1;
    int m_output = -1;
    QByteArray m_unread;
};

} // namespace gatehouse::test
