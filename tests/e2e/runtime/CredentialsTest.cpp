#include "tests/e2e/runtime/ByteSearch.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/support/PeerProcess.h"

#include <QFile>

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;

constexpr int PatienceMilliseconds = 120'000;
constexpr char User[] = "gatecam";
constexpr char Password[] = "umbrella-7319";

struct Kind
{
    const char* name;
    const char* script;
    const char* scheme;
    const char* path;
};

class Credentials : public testing::TestWithParam<Kind>
{
};

} // namespace

// A camera's password is nobody's business, also when the libraries below are asked to tell everything they do:
// GStreamer's HTTP source then writes the headers of its requests.
TEST_P(Credentials, OfACameraAreInNothingTheProgramSaysOrWrites)
{
    const Kind& kind = GetParam();
    const test::DemoFolder folder;
    const auto camera = test::PeerProcess::start(QLatin1StringView(kind.script),
        { QStringLiteral("--user"), QLatin1StringView(User), QStringLiteral("--password"),
            QLatin1StringView(Password) });
    ASSERT_TRUE(camera);
    test::ByteSearch search;
    search.addText(QLatin1StringView(Password));
    search.addBytes("authorisation", (QByteArray(User) + ':' + Password).toBase64());

    for (const char* password : { Password, "wrong" }) {
        auto replay = folder.ctl({ QStringLiteral("replay"), QStringLiteral("--lane"), QStringLiteral("Door A"),
            QStringLiteral("--seconds"), QStringLiteral("3"),
            QStringLiteral("%1://%2:%3@127.0.0.1:%4/%5")
                .arg(QLatin1StringView(kind.scheme), QLatin1StringView(User), QLatin1StringView(password))
                .arg(camera->port())
                .arg(QLatin1StringView(kind.path)) });
        QProcessEnvironment environment = replay->processEnvironment();
        environment.insert(QStringLiteral("GST_DEBUG"), QStringLiteral("*:9"));
        environment.insert(QStringLiteral("GST_DEBUG_FILE"), folder.root() + QStringLiteral("/tmp/gst.log"));
        environment.insert(QStringLiteral("GST_DEBUG_DUMP_DOT_DIR"), folder.root() + QStringLiteral("/tmp"));
        environment.insert(QStringLiteral("G_MESSAGES_DEBUG"), QStringLiteral("all"));
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("*=true"));
        replay->setProcessEnvironment(environment);
        replay->start();
        ASSERT_TRUE(replay->waitForFinished(PatienceMilliseconds));
        const QByteArray said = replay->readAllStandardError() + replay->readAllStandardOutput();
        EXPECT_EQ(replay->exitCode() == 0, password == Password) << said.right(2'000).constData();
        QFile messages(folder.root() + QStringLiteral("/tmp/said"));
        ASSERT_TRUE(messages.open(QIODevice::WriteOnly));
        messages.write(said);
        messages.close();
        const QStringList leaks = search.in(folder.root());
        EXPECT_TRUE(leaks.isEmpty()) << qPrintable(leaks.join(QLatin1Char('\n')));
    }
}

INSTANTIATE_TEST_SUITE_P(Cameras, Credentials,
    testing::Values(
        Kind { "Rtsp", "rtsp_camera.py", "rtsp", "live" }, Kind { "Mjpeg", "mjpeg_camera.py", "http", "secret" }),
    [](const auto& instance) { return std::string(instance.param.name); });
