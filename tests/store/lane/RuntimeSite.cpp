#include "tests/store/lane/RuntimeSite.h"

#include "core/access/RuleBook.h"
#include "core/people/GroupRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/WaitFor.h"

#include <utility>

namespace gatehouse::test {

namespace {

template <typename T>
T mustHave(Result<T> outcome)
{
    if (!outcome)
        qFatal("runtime site: %s (%s)", errorCodeName(outcome.error().code).data(), qPrintable(outcome.error().detail));
    return std::move(outcome).value();
}

// As a full disk would: every insert of an event fails in the engine.
constexpr char RefuseRecords[] = "CREATE TEMP TRIGGER refuse_events BEFORE INSERT ON main.events "
                                 "BEGIN SELECT RAISE (ABORT, 'refused by the test'); END";

} // namespace

RuntimeSite::RuntimeSite()
{
    enrolTheVan();
    writer = std::make_unique<store::StoreThread>(store.handOverWriter());
    reader = std::make_unique<store::StoreThread>(store.openAnother(store::OpenMode::ReadOnly));
    runtime = std::make_unique<lane::LaneRuntime>(*writer, *reader, store.clock(), parts());
    QObject::connect(runtime.get(), &lane::LaneRuntime::eventRecorded, runtime.get(),
        [this](const lane::LaneEvent& event) { events.push_back(event); });
    QObject::connect(runtime.get(), &lane::LaneRuntime::recordFailed, runtime.get(),
        [this](const lane::LaneEvent& event, const Error& error) { refused.emplace_back(event, error); });
}

RuntimeSite::~RuntimeSite() = default;

void RuntimeSite::enrolTheVan()
{
    const auto administrator = store.administrator();
    people::GroupRegistry groups(store.database(), store.clock());
    const GroupId staff = mustHave(groups.add(administrator, QStringLiteral("staff")));
    people::VehicleRegistry vehicles(store.database(), store.clock());
    people::Vehicle van;
    van.plate = *PlateText::fromUserInput(u"AB12CDE");
    van.description = QStringLiteral("blue van");
    van.groups = { staff };
    mustHave(vehicles.add(administrator, van));
    access::RuleBook rules(store.database(), store.clock());
    m_yard = mustHave(rules.addZone(administrator, QStringLiteral("yard")));
    access::AccessRule rule;
    rule.name = QStringLiteral("staff at any time");
    rule.group = staff;
    rule.zone = m_yard;
    mustHave(rules.addRule(administrator, rule));
}

Result<void> RuntimeSite::start(video::Playback playback)
{
    return runtime->start(setup(playback));
}

lane::LaneRuntime::Setup RuntimeSite::setup(video::Playback playback) const
{
    lane::LaneRuntime::Setup result;
    result.playback = playback;
    lane::Camera entryCamera;
    entryCamera.id = TheCamera;
    entryCamera.name = QStringLiteral("entry camera");
    result.cameras = { entryCamera };
    lane::Lane entry;
    entry.id = TheLane;
    entry.name = QStringLiteral("Entry 1");
    entry.camera = TheCamera;
    entry.gate = TheGate;
    entry.zone = m_yard;
    entry.regions = { Region::Europe };
    result.lanes = { entry };
    access::GateSettings barrier;
    barrier.id = TheGate;
    barrier.name = QStringLiteral("barrier");
    result.gates = { barrier };
    return result;
}

void RuntimeSite::conclude(const lane::Conclusion& conclusion)
{
    recognition.answer([conclusion](const video::Frame&) {
        lane::Analysis analysis;
        analysis.conclusions = { conclusion };
        return analysis;
    });
    ++m_sequence;
    camera.deliver(scriptedFrame(m_sequence, static_cast<qint64>(m_sequence) * 100));
}

bool RuntimeSite::waitForEvents(std::size_t count)
{
    return waitFor([&] { return events.size() >= count; });
}

void RuntimeSite::refuseRecords()
{
    mustHave(writer->call([](store::Database& database) -> Result<bool> {
        GATEHOUSE_TRY(database.execute(RefuseRecords));
        return true;
    }));
}

void RuntimeSite::takeRecords()
{
    mustHave(writer->call([](store::Database& database) -> Result<bool> {
        GATEHOUSE_TRY(database.execute("DROP TRIGGER temp.refuse_events"));
        return true;
    }));
}

qint64 RuntimeSite::rowsOnDisk(QByteArrayView countQuery) const
{
    const auto database = store.openAnother(store::OpenMode::ReadOnly);
    auto statement = mustHave(database->prepare(countQuery));
    return mustHave(statement.step()) ? statement.integer(0) : 0;
}

lane::LaneParts RuntimeSite::parts()
{
    lane::LaneParts result;
    result.makeCamera = [this](const video::CameraAddress&, video::Playback, video::VideoRuntime&) {
        return Result<std::unique_ptr<video::CameraSource>>(camera.source());
    };
    result.makeGate = [this](const access::GateSettings&, const std::function<void(access::GatePhase)>&) {
        return Result<std::unique_ptr<access::Gate>>(gate.gate());
    };
    result.makeAnalyser = [this](const lane::Lane&) {
        return Result<std::unique_ptr<lane::LaneAnalyser>>(recognition.analyser());
    };
    return result;
}

lane::Conclusion readPlate(int track, QStringView text, vision::Certainty certainty, float confidence)
{
    lane::Conclusion conclusion;
    conclusion.track = track;
    conclusion.box = QRectF(0.1 * track, 0.1, 0.08, 0.05);
    conclusion.subject = lane::LaneEvent::Subject::Vehicle;
    conclusion.certainty = certainty;
    conclusion.plate = vision::PlateCandidate { *PlateText::fromUserInput(text), Region::Europe, confidence };
    conclusion.confidence = static_cast<double>(confidence);
    conclusion.threshold = 0.5;
    conclusion.reads = 4;
    conclusion.agreeing = 3;
    conclusion.frame = scriptedFrame(1);
    conclusion.crop = conclusion.frame.toImage();
    return conclusion;
}

} // namespace gatehouse::test
