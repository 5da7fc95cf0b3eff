#include "tests/e2e/runtime/ByteSearch.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/e2e/runtime/ListeningSockets.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace {

using namespace gatehouse;
using test::ByteSearch;
using test::DemoFolder;

constexpr int PatienceMilliseconds = 120'000;

// What the demo site knows about people and cars, and what its pictures start with.
ByteSearch personalData()
{
    ByteSearch search;
    for (const char16_t* text : { u"Lin Mei", u"Jonas Berger", u"Ana Souza", u"D-001", u"沪A12345", u"沪A·12345",
             u"MGH3141", u"MGH 3141", u"GAT3H05", u"red hatchback", u"Avery Admin", u"quiet barriers open slowly" })
        search.addText(QString::fromUtf16(text));
    search.addBytes("JPEG", QByteArray::fromHex("ffd8ffe000104a46494600"));
    search.addBytes("JFIF", QByteArray("JFIF\0\1", 6));
    search.addBytes("PNG", QByteArray::fromHex("89504e470d0a1a0a"));
    return search;
}

} // namespace

TEST(Leak, TheSearchFindsWhatIsThere)
{
    const QTemporaryDir folder;
    const auto write = [&](const char* name, const QByteArray& bytes) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    const QString plate = QString::fromUtf16(u"沪A12345");
    write("utf8", "noise " + plate.toUtf8());
    write("utf16", QByteArray("odd") + QByteArray(reinterpret_cast<const char*>(plate.utf16()), plate.size() * 2));
    write("picture", "x" + QByteArray::fromHex("ffd8ffe000104a46494600"));
    write("clean", "沪A 12-345 of nobody");
    const QStringList found = personalData().in(folder.path());
    EXPECT_EQ(found.filter(QStringLiteral("utf8")).size(), 1);
    EXPECT_EQ(found.filter(QStringLiteral("utf16")).size(), 1);
    EXPECT_GE(found.filter(QStringLiteral("picture")).size(), 1);
    EXPECT_TRUE(found.filter(QStringLiteral("clean")).isEmpty());
}

// During and after a replay nothing the program wrote tells who or what was seen, and nobody can connect to it.
TEST(Leak, NothingAPersonCouldReadIsWrittenAndNobodyIsListenedTo)
{
    const DemoFolder folder;
    const QTemporaryDir queue;
    test::drawQueue(queue.path(), { 2, 21, 19 });
    const ByteSearch search = personalData();
    EXPECT_EQ(search.in(folder.root()).join(QLatin1Char('\n')), QString()) << "before the replay";

    auto replay =
        folder.ctl({ QStringLiteral("replay"), QStringLiteral("--lane"), QStringLiteral("Door A"), queue.path() });
    replay->start();
    ASSERT_TRUE(replay->waitForStarted());
    QByteArray output;
    int looks = 0;
    while (replay->state() != QProcess::NotRunning) {
        const QStringList sockets = test::listeningSockets(replay->processId());
        EXPECT_TRUE(sockets.isEmpty()) << qPrintable(sockets.join(QLatin1Char(' ')));
        // While it runs: files that are removed again before the end count as well.
        EXPECT_EQ(search.in(folder.root()).join(QLatin1Char('\n')), QString());
        replay->waitForReadyRead(100);
        output += replay->readAllStandardOutput();
        ++looks;
    }
    output += replay->readAllStandardOutput();
    const QByteArray messages = replay->readAllStandardError();
    ASSERT_EQ(replay->exitCode(), 0) << messages.constData();
    EXPECT_GT(looks, 3);
    EXPECT_TRUE(output.contains("Lin Mei")) << "nobody was recognised: the search proves nothing";
    EXPECT_EQ(search.in(folder.root()).join(QLatin1Char('\n')), QString()) << "after the replay";
    for (const char* name : { "Lin Mei", "Jonas Berger" })
        EXPECT_FALSE(messages.contains(name)) << "a name in a message";
}
