#include "tests/e2e/runtime/ByteSearch.h"
#include "tests/e2e/runtime/DemoFolder.h"
#include "tests/e2e/runtime/ListeningSockets.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>
#include <utility>

namespace {

using namespace gatehouse;
using test::ByteSearch;
using test::DemoFolder;

constexpr int PatienceMilliseconds = 120'000;

// What the demo site knows about people and cars, and what its pictures start with.
ByteSearch personalData()
{
    ByteSearch search;
    for (const char16_t* text :
        { u"Lin Mei", u"Jonas Berger", u"Ana Souza", u"D-001", u"沪A12345", u"沪A·12345", u"沪AD12345", u"沪A·D12345",
            u"MGH3141", u"MGH 3141", u"GAT3H05", u"red hatchback", u"Avery Admin", u"quiet barriers open slowly" })
        search.addText(QString::fromUtf16(text));
    search.addBytes("JPEG", QByteArray::fromHex("ffd8ffe000104a46494600"));
    search.addBytes("JFIF", QByteArray("JFIF\0\1", 6));
    search.addBytes("PNG", QByteArray::fromHex("89504e470d0a1a0a"));
    return search;
}

// What a replay wrote below its folders while it ran and at its end, and what it said.
struct Replay
{
    QStringList leaks;
    QStringList sockets;
    int looksAtSockets = 0; // that told; the last may come after its end
    int looks = 0;
    int exitCode = -1;
    QByteArray output;
    QByteArray messages;
};

Replay watched(const DemoFolder& folder, const QString& lane, const QString& pictures)
{
    const ByteSearch search = personalData();
    auto process = folder.ctl({ QStringLiteral("replay"), QStringLiteral("--lane"), lane, pictures });
    test::giveOwnNetwork(*process);
    process->start();
    Replay replay;
    if (!process->waitForStarted())
        return replay;
    while (process->state() != QProcess::NotRunning) {
        const auto sockets = test::listeningSocketsIn(process->processId());
        replay.looksAtSockets += sockets ? 1 : 0;
        replay.sockets += sockets.value_or(QStringList());
        // While it runs: files that are removed again before the end count as well.
        replay.leaks += search.in(folder.root());
        process->waitForReadyRead(100);
        replay.output += process->readAllStandardOutput();
        ++replay.looks;
    }
    replay.leaks += search.in(folder.root());
    replay.output += process->readAllStandardOutput();
    replay.messages = process->readAllStandardError();
    replay.exitCode = process->exitCode();
    return replay;
}

void expectSilence(const Replay& replay)
{
    ASSERT_EQ(replay.exitCode, 0) << replay.messages.constData();
    EXPECT_GT(replay.looks, 3);
    EXPECT_GT(replay.looksAtSockets, 3) << "its sockets could not be looked at";
    EXPECT_EQ(replay.sockets.join(QLatin1Char(' ')), QString());
    EXPECT_EQ(replay.leaks.join(QLatin1Char('\n')), QString());
    for (const char* word : { "Lin Mei", "Jonas Berger", "A12345", "AD12345", "MGH" })
        EXPECT_FALSE(replay.messages.contains(word)) << "a name or a plate in a message";
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
TEST(Leak, NothingOfAFaceLaneCanBeReadAndNobodyIsListenedTo)
{
    const DemoFolder folder;
    const QTemporaryDir queue;
    test::drawQueue(queue.path(), { 2, 21, 19 });
    EXPECT_EQ(personalData().in(folder.root()).join(QLatin1Char('\n')), QString()) << "before the replay";
    const Replay replay = watched(folder, QStringLiteral("Door A"), queue.path());
    expectSilence(replay);
    EXPECT_TRUE(replay.output.contains("Lin Mei")) << "nobody was recognised: the search proves nothing";
}

TEST(Leak, NothingOfAPlateLaneCanBeReadAndNobodyIsListenedTo)
{
    const DemoFolder folder;
    const QTemporaryDir arrivals;
    // One that is registered, one that is not, and one of another country.
    test::drawArrivals(arrivals.path(),
        { { demo::PlateStyle::ChinaBlue, QString::fromUtf16(u"沪A12345") },
            { demo::PlateStyle::ChinaGreen, QString::fromUtf16(u"沪AD12345") },
            { demo::PlateStyle::Europe, QStringLiteral("MGH3141") } });
    const Replay replay = watched(folder, QStringLiteral("Entry 1"), arrivals.path());
    expectSilence(replay);
    for (const char* plate : { "沪A12345", "沪AD12345", "MGH3141" })
        EXPECT_TRUE(QString::fromUtf8(replay.output).remove(QChar(u'·')).contains(QString::fromUtf8(plate)))
            << plate << " was not read: the search proves nothing\n"
            << replay.output.constData();
}

// What the search looks through is what the programs may write to; one leak in any of it is found.
TEST(Leak, APlantedLeakIsFound)
{
    const DemoFolder folder;
    const QString plate = QString::fromUtf16(u"沪A12345");
    const QByteArray utf16(reinterpret_cast<const char*>(plate.utf16()), plate.size() * 2);
    const std::pair<QString, QByteArray> leaks[] = {
        { QStringLiteral("config/gatehouse/console.ini"), "[finder]\nlast=Lin Mei\n" },
        { QStringLiteral("data/log/gatehouse.log"), "2026-03-01 warning no rule for " + plate.toUtf8() },
        { QStringLiteral("tmp/crop.jpg"), QByteArray::fromHex("ffd8ffe000104a46494600") },
        { QStringLiteral("cache/.hidden/thumbnail"), "\x89PNG\r\n\x1a\n" },
        { QStringLiteral("site/site.store-journal"), "x" + utf16 },
        { QStringLiteral("home/core"), "stack quiet barriers open slowly heap" },
    };
    for (const auto& [name, bytes] : leaks) {
        const QString path = folder.root() + QLatin1Char('/') + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << qPrintable(path);
        file.write(bytes);
        file.close();
        const QStringList found = personalData().in(folder.root());
        EXPECT_FALSE(found.isEmpty()) << "not found: " << qPrintable(name);
        EXPECT_EQ(found.filter(path).size(), found.size());
        file.remove();
    }
    EXPECT_TRUE(personalData().in(folder.root()).isEmpty());
}
