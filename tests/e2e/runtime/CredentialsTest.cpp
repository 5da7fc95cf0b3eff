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

} // namespace

// A camera's password is nobody's business, also when the libraries below are asked to tell everything they do.
TEST(Credentials, OfACameraAreInNothingTheProgramSaysOrWrites)
{
    const test::DemoFolder folder;
    const auto camera = test::PeerProcess::start(QStringLiteral("rtsp_camera.py"),
        { QStringLiteral("--user"), QLatin1StringView(User), QStringLiteral("--password"),
            QLatin1StringView(Password) });
    ASSERT_TRUE(camera);
    test::ByteSearch search;
    search.addText(QLatin1StringView(Password));
    search.addBytes("authorisation", (QByteArray(User) + ':' + Password).toBase64());

    for (const char* password : { Password, "wrong" }) {
        auto replay = folder.ctl({ QStringLiteral("replay"), QStringLiteral("--lane"), QStringLiteral("Door A"),
            QStringLiteral("--seconds"), QStringLiteral("3"),
            QStringLiteral("rtsp://%1:%2@127.0.0.1:%3/live")
                .arg(QLatin1StringView(User), QLatin1StringView(password))
                .arg(camera->port()) });
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
        EXPECT_EQ(search.in(folder.root()).join(QLatin1Char('\n')), QString());
        QFile told(folder.root() + QStringLiteral("/tmp/gst.log"));
        ASSERT_TRUE(told.open(QIODevice::ReadOnly));
        EXPECT_TRUE(told.readAll().contains("rtspsrc")) << "GStreamer told nothing: the search proves nothing";
        told.remove();
    }
}
