// The child of MixedKillTest: does what a console does all day, or one of the long jobs, until it is killed. Says on
// standard output what it holds to be on disk: "event N" for each event once its record has returned, "busy" when the
// job it was started for begins.
#include "core/backup/Restore.h"
#include "core/lane/LaneRecorder.h"
#include "core/privacy/RetentionRun.h"
#include "tests/e2e/kill/MixedSite.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>

#include <atomic>
#include <cstdio>
#include <random>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace gatehouse;
using test::MixedSite;

namespace {

constexpr int Lanes = 3;

void say(const char* word, qint64 number)
{
    char line[64];
    const int length = std::snprintf(line, sizeof line, "%s %lld\n", word, static_cast<long long>(number));
    if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) != length)
        ::_exit(9);
}

int fail(const Error& error)
{
    std::fprintf(stderr, "mixed_worker: %s: %s\n", errorCodeName(error.code).data(), qPrintable(error.detail));
    return 3;
}

lane::EventDraft draftOf(int number, UtcTime at, const evidence::EncodedPicture& picture)
{
    lane::EventDraft draft;
    draft.event.at = at;
    draft.event.lane = LaneId(number);
    draft.event.laneName = QStringLiteral("Lane %1").arg(number);
    draft.event.subject = lane::LaneEvent::Subject::Vehicle;
    draft.event.plate = PlateText::fromUserInput(u"AB12CDE");
    draft.event.decision = { access::Verdict::Ask, access::Reason::Stranger, {} };
    draft.crop = picture;
    draft.frame = picture;
    return draft;
}

// Three lanes see cars as fast as the disk takes them; some of what they write is long overdue for retention.
class Replay
{
public:
    Replay(security::OpenSite& site, const Clock& clock)
        : m_clock(clock)
        , m_recorder(
              site.writer(), clock, [](GateId, const access::Gate::Done& done) { done(Result<void>()); },
              { [](const lane::LaneEvent& event) { say("event", event.id.value()); },
                  [](const lane::LaneEvent&, const Error& error) { std::exit(fail(error)); } },
              lane::LaneRecorder::WhenBehind::Wait)
    {
        QImage image(160, 90, QImage::Format_RGB32);
        image.fill(Qt::darkGray);
        m_picture = *evidence::encodePicture(image);
        for (int number = 1; number <= Lanes; ++number)
            m_lanes.emplace_back([this, number] { drive(number); });
    }
    ~Replay()
    {
        m_isOver = true;
        for (std::thread& lane : m_lanes)
            lane.join();
    }

private:
    void drive(int number)
    {
        constexpr qint64 LongAgo = 60LL * 24 * 60 * 60 * 1000;
        for (int car = 0; !m_isOver; ++car) {
            const qint64 age = car % 4 == 3 ? LongAgo : 0;
            m_recorder.record(draftOf(number, m_clock.now().plusMilliseconds(-age), m_picture));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    const Clock& m_clock;
    evidence::EncodedPicture m_picture;
    lane::LaneRecorder m_recorder;
    std::atomic<bool> m_isOver = false;
    std::vector<std::thread> m_lanes;
};

int mixed(security::OpenSite& site, const MixedSite& place, const Clock& clock)
{
    const Replay replay(site, clock);
    backup::Backups backups(site, clock);
    backup::BackupSettings settings;
    settings.folder = place.shelf();
    settings.keep = { 2, 0, 0, 0 };
    if (auto set = backups.setSettings(site.openedBy(), settings); !set)
        return fail(set.error());
    for (;;) {
        if (auto done = privacy::enforceRetention(site.writer(), clock, site.signingKey(), privacy::RunOccasion::Daily);
            !done)
            return fail(done.error());
        if (auto taken = backups.take(site.openedBy(), place.shelf()); !taken)
            return fail(taken.error());
        if (auto dropped = backups.prune(site.openedBy()); !dropped)
            return fail(dropped.error());
    }
}

int backUp(security::OpenSite& site, const MixedSite& place, const Clock& clock)
{
    const Replay replay(site, clock);
    backup::Backups backups(site, clock);
    say("busy", 0);
    for (;;) {
        if (auto taken = backups.take(site.openedBy(), place.shelf()); !taken)
            return fail(taken.error());
    }
}

int restore(std::unique_ptr<security::OpenSite> site, const MixedSite& place, const Clock& clock, const QString& file)
{
    say("busy", 0);
    auto staged = backup::Restore::stage(*site, clock, site->openedBy(), file);
    if (!staged)
        return fail(staged.error());
    auto approval = place.approve(*site, staged->preview().proposal());
    if (!approval)
        return fail(approval.error());
    if (auto confirmed = staged->confirm(*site, site->openedBy(), std::move(*approval)); !confirmed)
        return fail(confirmed.error());
    site.reset();
    if (auto done = staged->finish(); !done)
        return fail(done.error());
    say("restored", 0);
    ::pause();
    return 0;
}

int rekey(security::OpenSite& site, const MixedSite& place)
{
    say("busy", 0);
    for (;;) {
        auto approval = place.approve(site, security::Proposal::rekey());
        if (!approval)
            return fail(approval.error());
        if (auto done = site.rekey(site.openedBy(), std::move(*approval)); !done)
            return fail(done.error());
    }
}

int migrate(const MixedSite& place)
{
    say("busy", 0);
    if (auto opened = place.openOldStore(); !opened)
        return fail(opened.error());
    say("migrated", 0);
    ::pause();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    if (argc < 3)
        return 2;
    const QByteArray job(argv[1]);
    const MixedSite place { QFile::decodeName(argv[2]) };
    if (job == "migrate")
        return migrate(place);
    const SystemClock clock;
    auto site = place.open(clock);
    if (!site)
        return fail(site.error());
    if (job == "backup")
        return backUp(**site, place, clock);
    if (job == "rekey")
        return rekey(**site, place);
    if (job == "restore" && argc == 4)
        return restore(std::move(*site), place, clock, QFile::decodeName(argv[3]));
    return mixed(**site, place, clock);
}
