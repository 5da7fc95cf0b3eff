#include "core/drill/OwnProcess.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/e2e/runtime/ListeningSockets.h"

#include <QFile>

#include <arpa/inet.h>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace gatehouse;
using test::DemoFolder;

constexpr int PatienceMilliseconds = 60'000;

} // namespace

// The check must be able to fail: what listens is found, also in a process that lets nobody look into it.
TEST(Sockets, APlantedListenerOfAnotherProcessIsFound)
{
    QProcess planted;
    test::giveOwnNetwork(planted);
    planted.start(QStringLiteral("/usr/bin/python3"),
        { QStringLiteral("-c"),
            QStringLiteral("import ctypes, socket, sys\n"
                           "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n"
                           "stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\n"
                           "stream.bind(('0.0.0.0', 8554))\n"
                           "stream.listen()\n"
                           "datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                           "datagrams.bind(('0.0.0.0', 5004))\n"
                           "print('ready', flush=True)\n"
                           "sys.stdin.read()\n") });
    ASSERT_TRUE(planted.waitForReadyRead(PatienceMilliseconds)) << planted.readAllStandardError().constData();
    const auto found = test::listeningSocketsIn(planted.processId());
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, QStringList({ QStringLiteral("tcp 00000000:216A"), QStringLiteral("udp 00000000:138C") }));
    planted.closeWriteChannel();
    EXPECT_TRUE(planted.waitForFinished(PatienceMilliseconds));
    EXPECT_FALSE(test::listeningSocketsIn(planted.processId() > 0 ? planted.processId() : 0x7fffffff));
}

TEST(Sockets, APlantedListenerOfThisProcessIsFound)
{
    EXPECT_EQ(drill::ownListeningSockets(), QStringList());
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_GE(descriptor, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(listen(descriptor, 1), 0);
    const auto found = drill::ownListeningSockets();
    close(descriptor);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1);
    EXPECT_TRUE(found->first().startsWith(QStringLiteral("tcp 0100007F:")));
    EXPECT_EQ(drill::ownListeningSockets(), QStringList());
}

// From its start to its end, on its sign-in screen; signed in it is watched by ConsoleRunTest.
TEST(Sockets, TheConsoleListensToNobody)
{
    const DemoFolder folder;
    auto console = folder.program(QStringLiteral("gatehouse"), { QStringLiteral("--site"), folder.paths().folder });
    test::giveOwnNetwork(*console);
    console->start();
    ASSERT_TRUE(console->waitForStarted(PatienceMilliseconds));
    const auto isReady = [&folder] {
        return QFile::exists(folder.root() + QStringLiteral("/data/gatehouse/log/gatehouse.log"));
    };
    // It has its log before its window: then it is looked at for a while longer.
    for (int looks = 0; looks < 20; looks += isReady() ? 1 : 0) {
        ASSERT_FALSE(console->waitForFinished(100)) << console->readAllStandardError().constData();
        const auto sockets = test::listeningSocketsIn(console->processId());
        ASSERT_TRUE(sockets) << "its sockets could not be looked at";
        EXPECT_EQ(sockets->join(QLatin1Char(' ')), QString());
    }
    console->terminate();
    ASSERT_TRUE(console->waitForFinished(PatienceMilliseconds));
    EXPECT_EQ(console->exitCode(), 0) << console->readAllStandardError().constData();
}
