#include "app/demo/DemoSite.h"
#include "app/drill/Features.h"
#include "app/site/SiteServices.h"
#include "app/site/SiteSetup.h"
#include "core/base/Resources.h"
#include "core/lane/EventLog.h"
#include "core/lane/LaneRegistry.h"
#include "core/people/FaceTemplates.h"
#include "core/people/PersonRegistry.h"
#include "core/vision/FaceTypes.h"

#include <QEventLoop>

namespace gatehouse::drill {

namespace {

constexpr int CameraPassword = 6;
constexpr qsizetype MostLooks = 50;

QByteArray bytesOf(const std::vector<float>& numbers)
{
    return QByteArray(
        reinterpret_cast<const char*>(numbers.data()), static_cast<qsizetype>(numbers.size() * sizeof(float)));
}

// Plays one lane's own film to its end, through the whole pipeline.
Result<void> play(site::SiteServices& services, const lane::LaneRuntime::Setup& setup)
{
    QEventLoop loop;
    bool isRecorded = true;
    QObject::connect(&services.lanes(), &lane::LaneRuntime::cameraEnded, &loop, [&loop] { loop.quit(); });
    QObject::connect(&services.lanes(), &lane::LaneRuntime::recordFailed, &loop, [&isRecorded] { isRecorded = false; });
    GATEHOUSE_TRY(services.startLanes(setup));
    loop.exec();
    services.stopLanes();
    return isRecorded ? Result<void>() : failure(ErrorCode::StoreIo, QStringLiteral("an event was not recorded"));
}

} // namespace

// A camera with a password, as they have them, and one nobody can reach.
Result<void> installDevices(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        lane::LaneRegistry registry(database, drill.clock());
        lane::Camera camera;
        camera.name = QStringLiteral("Yard");
        camera.address = { video::CameraKind::Rtsp,
            QStringLiteral("rtsp://guard:%1@127.0.0.1:9/live").arg(drill.secret(CameraPassword)) };
        camera.isEnabled = false;
        GATEHOUSE_TRY_ASSIGN(id, registry.addCamera(drill.administrator(), camera));
        camera.id = id;
        const auto changed = registry.updateCamera(drill.administrator(), camera);
        if (!changed && changed.error().code != ErrorCode::ChangedMeanwhile)
            return changed;
        return {};
    });
}

// The drawn people of the demo: looked at, recognised, enrolled; with lanes, rules and cameras of films.
Result<void> enrolFromPictures(DrillSite& drill)
{
    GATEHOUSE_TRY(fillDemoSite(drill.site(), drill.administrator(), drill.clock()));
    return drill.read([&drill](store::Database& database) -> Result<void> {
        people::PersonRegistry persons(database, drill.clock());
        people::FaceTemplates templates(database, drill.clock());
        for (const char* reference : { "D-001", "D-002" }) {
            GATEHOUSE_TRY_ASSIGN(person, persons.findByRef(drill.administrator(), QString::fromLatin1(reference)));
            if (!person)
                return failure(ErrorCode::NotFound, QStringLiteral("a person of the demo"));
            drill.learn(CanaryKind::Name, person->name.toUtf8());
            GATEHOUSE_TRY_ASSIGN(faces, templates.ofPerson(drill.administrator(), person->id));
            for (const people::FaceTemplate& face : std::as_const(faces))
                drill.learn(CanaryKind::Template, bytesOf(face.vector).mid(64, 24));
        }
        return {};
    });
}

Result<void> replayFilms(DrillSite& drill)
{
    if (!drill.order().withFilms)
        return {};
    for (const char16_t* plate : { u"沪A12345", u"沪AD12345" })
        drill.learn(CanaryKind::Plate, QString::fromUtf16(plate).toUtf8());
    Result<void> outcome;
    {
        site::SiteServices services(drill.handOver(), resourcePath(u"models"), drill.clock());
        const auto setup = services.readSetup(services.site().openedBy());
        outcome = setup ? Result<void>() : Result<void>(setup.error());
        for (qsizetype index = 0; outcome && index < setup->lanes.size(); ++index) {
            auto only = site::onlyLane(*setup, setup->lanes[index].name);
            if (only)
                only->playback = video::Playback::FastOnce;
            outcome = only ? play(services, *only) : Result<void>(only.error());
        }
    }
    GATEHOUSE_TRY(drill.signIn());
    return outcome;
}

// What a lane would have seen of everybody: a plate, a picture, and an operator who writes a name into the reason.
Result<void> recordPassages(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        lane::LaneRegistry registry(database, drill.clock());
        lane::EventLog log(database, drill.clock());
        GATEHOUSE_TRY_ASSIGN(lanes, registry.lanes(drill.administrator()));
        if (lanes.isEmpty())
            return failure(ErrorCode::NotFound, QStringLiteral("a lane"));
        for (const CanaryPerson& canary : drill.persons()) {
            lane::LaneEvent event;
            event.at = drill.clock().now();
            event.lane = lanes.first().id;
            event.laneName = lanes.first().name;
            event.subject = lane::LaneEvent::Subject::Vehicle;
            event.plate = canary.plate;
            event.plateRegion = canary.plateRegion;
            event.runnerUp = canary.plate.merged();
            const evidence::EncodedPicture picture { canary.picture, QSize(40, 40) };
            GATEHOUSE_TRY_ASSIGN(recorded, log.record(event, picture, picture));
            lane::LaneEvent answer;
            answer.at = drill.clock().now();
            answer.lane = event.lane;
            answer.laneName = event.laneName;
            answer.kind = lane::EventKind::Operator;
            answer.answers = recorded.id;
            answer.operatorId = drill.administrator().id;
            answer.note = canary.name();
            GATEHOUSE_TRY(log.record(answer, std::nullopt, std::nullopt));
        }
        return {};
    });
}

Result<void> lookAtPassages(DrillSite& drill)
{
    return drill.write([&drill](store::Database& database) -> Result<void> {
        lane::EventLog log(database, drill.clock());
        lane::EventQuery query;
        query.text = drill.persons().first().plate.toString();
        GATEHOUSE_TRY_ASSIGN(found, log.list(drill.administrator(), query));
        if (found.isEmpty())
            return failure(ErrorCode::NotFound, QStringLiteral("an event of the drill"));
        query.text.clear();
        query.kind = lane::EventKind::Recognition;
        GATEHOUSE_TRY_ASSIGN(events, log.list(drill.administrator(), query));
        for (const lane::LaneEvent& event : events.first(std::min(MostLooks, events.size()))) {
            GATEHOUSE_TRY(log.look(drill.administrator(), event.id));
            if (event.cropId.isValid())
                GATEHOUSE_TRY(log.thumbnail(drill.administrator(), event.cropId, { 160, 100 }));
        }
        return {};
    });
}

} // namespace gatehouse::drill
