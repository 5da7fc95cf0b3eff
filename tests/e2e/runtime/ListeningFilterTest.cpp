#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/support/OutsideProcess.h"

#include <QProcess>

#include <csignal>
#include <gtest/gtest.h>

namespace {

using namespace gatehouse;

constexpr int PatienceMilliseconds = 60'000;

// How a program ends that the filter is set on.
struct End
{
    QProcess::ExitStatus status = QProcess::CrashExit;
    int code = -1; // the signal after a crash
    QByteArray said;
};

End underTheFilter(const char* python)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(GATEHOUSE_BINARIES "/gatehouse_no_listening"),
        { QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"),
            QStringLiteral("import os, socket, sys\n") + QString::fromLatin1(python) });
    process.waitForFinished(PatienceMilliseconds);
    return { process.exitStatus(), process.exitCode(), process.readAll() };
}

} // namespace

// The end-to-end tests prove nothing unless the filter they run under does what it says.
TEST(ListeningFilter, APlantedListenerIsKilled)
{
    const char* listeners[] = {
        "s = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()",
        "s = socket.socket(socket.AF_INET6)\ns.bind(('::1', 0))\ns.listen()",
        "s = socket.socket(socket.AF_UNIX)\ns.bind('\\0gatehouse-planted')\ns.listen()",
        "s = socket.socket()\ns.listen()", // the kernel would choose a port
        "s = socket.socket()\ns.accept()",
        "import threading\nt = threading.Thread(target=lambda: socket.socket().listen())\nt.start()\nt.join()",
    };
    for (const char* listener : listeners) {
        const End end = underTheFilter(listener);
        EXPECT_EQ(end.status, QProcess::CrashExit) << listener << '\n' << end.said.constData();
        EXPECT_EQ(end.code, SIGSYS) << listener << '\n' << end.said.constData();
    }
}

TEST(ListeningFilter, AListenerThatAProgramStartsIsKilled)
{
    const End end = underTheFilter("child = os.spawnl(os.P_WAIT, sys.executable, 'python3', '-c',\n"
                                   "    'import socket; socket.socket().listen()')\n"
                                   "sys.exit(-child)");
    EXPECT_EQ(end.status, QProcess::NormalExit);
    EXPECT_EQ(end.code, SIGSYS) << end.said.constData();
}

TEST(ListeningFilter, WhoConnectsAndIsAnsweredIsLeftAlone)
{
    test::OutsideProcess peer({ QStringLiteral("/usr/bin/python3"), QStringLiteral("-c"),
        QStringLiteral("import socket\n"
                       "s = socket.create_server(('127.0.0.1', 0))\n"
                       "print(s.getsockname()[1], flush=True)\n"
                       "s.accept()[0].sendall(b'welcome')\n") });
    const QByteArray port = peer.readLine(PatienceMilliseconds).value_or(QByteArray()).trimmed();
    ASSERT_FALSE(port.isEmpty());
    const End end = underTheFilter("print(socket.create_connection(('127.0.0.1', " + port + ")).recv(7).decode())");
    EXPECT_EQ(end.status, QProcess::NormalExit);
    EXPECT_EQ(end.code, 0) << end.said.constData();
    EXPECT_EQ(end.said.trimmed(), "welcome");
}

// Tests start our programs in a way that this holds for them.
TEST(ListeningFilter, IsSetOnTheProgramsOfADemoFolder)
{
    const test::DemoFolder folder;
    const auto console = folder.program(QStringLiteral("gatehousectl"), { QStringLiteral("--version") });
    EXPECT_TRUE(console->program().endsWith(QLatin1String("gatehouse_no_listening")));
    console->start();
    ASSERT_TRUE(console->waitForFinished(PatienceMilliseconds));
    EXPECT_EQ(console->exitCode(), 0) << console->readAllStandardError().constData();
}
