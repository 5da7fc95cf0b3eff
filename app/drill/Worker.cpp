#include "app/drill/Worker.h"

#include "core/drill/OwnProcess.h"
#include "core/people/PersonRegistry.h"

#include <QFile>
#include <QSet>

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <thread>

namespace gatehouse::drill {

namespace {

// Prints whole lines, from any thread.
class Mouth
{
public:
    void say(const WorkerNews& news)
    {
        const QByteArray line = news.toJsonLine();
        const std::lock_guard lock(m_mutex);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
        std::fflush(stdout);
    }

private:
    std::mutex m_mutex;
};

// Looks at its own process while the features are worked through. What it finds it tells once.
class Watch
{
public:
    explicit Watch(Mouth& mouth)
        : m_mouth(mouth)
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

    // A last look, by the thread that worked.
    void look()
    {
        const std::lock_guard lock(m_mutex);
        for (const QString& socket : ownListeningSockets().value_or(QStringList()))
            tellOnce(WorkerNews::Kind::Socket, socket);
        for (const QString& file : ownFilesOpenToOthers().value_or(QStringList()))
            tellOnce(WorkerNews::Kind::OpenFile, file);
        if (!isOwnMemoryPrivate())
            tellOnce(WorkerNews::Kind::MemoryOpen, QStringLiteral("worker"));
    }

private:
    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            look();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }
    void tellOnce(WorkerNews::Kind kind, const QString& text)
    {
        if (m_told.contains(text))
            return;
        m_told.insert(text);
        WorkerNews news;
        news.kind = kind;
        news.text = text;
        m_mouth.say(news);
    }

    Mouth& m_mouth;
    std::mutex m_mutex;
    QSet<QString> m_told;
    std::jthread m_thread; // last: it is stopped first
};

// Dies in the middle of its work, with names and pictures in its memory.
[[noreturn]] void crash(DrillSite& drill)
{
    // Not the administrator, whose passphrase was changed on the way.
    if (drill.signIn(DrillSite::Who::PrivacyOfficer)) {
        drill.read([&drill](store::Database& database) {
            const auto people = people::PersonRegistry(database, drill.clock()).list(drill.administrator(), {});
            std::fprintf(stderr, "%d people in memory\n", people ? people->total : 0);
            std::abort();
        });
    }
    std::exit(EXIT_FAILURE);
}

} // namespace

int runWorker(const Clock& clock, std::span<const Feature> features)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 2;
    const auto order = WorkerOrder::fromJson(input.readAll());
    if (!order)
        return 2;
    Mouth mouth;
    DrillSite drill(*order, clock, [&mouth](const WorkerNews& news) { mouth.say(news); });
    if (order->endsInCrash)
        crash(drill);
    Watch watch(mouth);
    int outcome = EXIT_SUCCESS;
    WorkerNews news;
    news.total = static_cast<int>(features.size());
    for (const Feature& feature : features) {
        news.text = feature.name;
        news.kind = WorkerNews::Kind::Begins;
        mouth.say(news);
        const auto worked = feature.workThrough(drill);
        watch.look();
        ++news.done;
        news.kind = WorkerNews::Kind::Ends;
        news.error = worked ? QString() : QString(errorCodeName(worked.error().code));
        if (!worked) {
            std::fprintf(stderr, "%s: %s\n", feature.name.data(), qPrintable(worked.error().detail));
            outcome = EXIT_FAILURE;
        }
        mouth.say(news);
        // Nothing goes on without the site.
        if (!worked && feature.workThrough == createSite)
            break;
    }
    return outcome;
}

} // namespace gatehouse::drill
