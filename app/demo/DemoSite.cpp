#include "app/demo/DemoSite.h"

#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "core/base/PrivateFile.h"
#include "core/base/Resources.h"
#include "core/enrolment/PersonImport.h"
#include "core/enrolment/PersonPictures.h"
#include "core/enrolment/VehicleImport.h"
#include "core/lane/LaneRegistry.h"
#include "core/people/GroupRegistry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTime>

namespace gatehouse {

namespace {

constexpr QLatin1StringView MarkerFile("gatehouse-demo");

QString text(const QJsonObject& object, QLatin1StringView key)
{
    return object.value(key).toString();
}

Result<QJsonObject> readDescription()
{
    QFile file(resourcePath(u"demo/site.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ResourceMissing, QStringLiteral("demo/site.json"));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return failure(ErrorCode::FormatInvalid, QStringLiteral("demo/site.json"));
    return document.object();
}

// Writes what the description names, on the store's writer thread. Names stand for ids: each is made once.
class DemoWriter
{
public:
    DemoWriter(store::Database& database, const security::ActingOperator& actor, const Clock& clock)
        : m_actor(actor)
        , m_rules(database, clock)
        , m_gates(database, clock)
        , m_lanes(database, clock)
        , m_groups(database, clock)
    {
    }

    Result<void> write(const QJsonObject& description)
    {
        GATEHOUSE_TRY_ASSIGN(groups, m_groups.list(m_actor));
        for (const people::Group& group : groups)
            m_groupIds.insert(group.name, group.id);
        for (const auto& schedule : description.value(QLatin1StringView("schedules")).toArray())
            GATEHOUSE_TRY(addSchedule(schedule.toObject()));
        for (const auto& lane : description.value(QLatin1StringView("lanes")).toArray())
            GATEHOUSE_TRY(addLane(lane.toObject()));
        for (const auto& rule : description.value(QLatin1StringView("rules")).toArray())
            GATEHOUSE_TRY(addRule(rule.toObject()));
        return {};
    }

private:
    Result<ZoneId> zone(const QString& name)
    {
        if (const auto known = m_zoneIds.constFind(name); known != m_zoneIds.constEnd())
            return *known;
        GATEHOUSE_TRY_ASSIGN(id, m_rules.addZone(m_actor, name));
        m_zoneIds.insert(name, id);
        return id;
    }

    Result<void> addSchedule(const QJsonObject& description)
    {
        access::Schedule schedule;
        schedule.name = text(description, QLatin1StringView("name"));
        const auto minute = [&](QLatin1StringView key) {
            return QTime(0, 0).secsTo(QTime::fromString(text(description, key), QStringLiteral("HH:mm"))) / 60;
        };
        for (const auto& weekday : description.value(QLatin1StringView("weekdays")).toArray())
            schedule.windows.append(
                { weekday.toInt(), minute(QLatin1StringView("from")), minute(QLatin1StringView("until")) });
        GATEHOUSE_TRY_ASSIGN(id, m_rules.addSchedule(m_actor, schedule));
        m_scheduleIds.insert(schedule.name, id);
        return {};
    }

    Result<void> addLane(const QJsonObject& description)
    {
        lane::Lane lane;
        lane.name = text(description, QLatin1StringView("name"));
        const auto purpose = lane::purposeFromCode(text(description, QLatin1StringView("purpose")));
        const auto direction = access::directionFromCode(text(description, QLatin1StringView("direction")));
        if (!purpose || !direction)
            return failure(ErrorCode::FormatInvalid, QStringLiteral("demo/site.json: purpose or direction"));
        lane.purpose = *purpose;
        lane.direction = *direction;
        for (const auto& code : description.value(QLatin1StringView("regions")).toArray()) {
            if (const auto region = regionFromCode(code.toString()))
                lane.regions.append(*region);
        }
        const QJsonArray area = description.value(QLatin1StringView("roi")).toArray();
        if (area.size() == 4)
            lane.regionOfInterest =
                QRectF(area[0].toDouble(), area[1].toDouble(), area[2].toDouble(), area[3].toDouble());

        const QString clip = resourcePath(QString(
            QLatin1StringView("demo/") + text(description, QLatin1StringView("clip")) + QLatin1StringView(".mp4")));
        if (!QFile::exists(clip))
            return failure(ErrorCode::ResourceMissing, QStringLiteral("a clip of the demo site"));
        lane::Camera camera;
        camera.name = lane.name;
        camera.address = { video::CameraKind::File, clip };
        GATEHOUSE_TRY_ASSIGN(cameraId, m_lanes.addCamera(m_actor, camera));
        lane.camera = cameraId;

        access::GateSettings gate;
        gate.name = text(description, QLatin1StringView("gate"));
        GATEHOUSE_TRY_ASSIGN(gateId, m_gates.add(m_actor, gate));
        lane.gate = gateId;
        GATEHOUSE_TRY_ASSIGN(zoneId, zone(text(description, QLatin1StringView("zone"))));
        lane.zone = zoneId;
        GATEHOUSE_TRY_ASSIGN(laneId, m_lanes.addLane(m_actor, lane));
        Q_UNUSED(laneId);
        return {};
    }

    Result<void> addRule(const QJsonObject& description)
    {
        access::AccessRule rule;
        rule.name = text(description, QLatin1StringView("name"));
        rule.group = m_groupIds.value(text(description, QLatin1StringView("group")));
        GATEHOUSE_TRY_ASSIGN(zoneId, zone(text(description, QLatin1StringView("zone"))));
        rule.zone = zoneId;
        rule.schedule = m_scheduleIds.value(text(description, QLatin1StringView("schedule")));
        GATEHOUSE_TRY_ASSIGN(ruleId, m_rules.addRule(m_actor, rule));
        Q_UNUSED(ruleId);
        return {};
    }

    const security::ActingOperator& m_actor;
    access::RuleBook m_rules;
    access::GateRegistry m_gates;
    lane::LaneRegistry m_lanes;
    people::GroupRegistry m_groups;
    QHash<QString, GroupId> m_groupIds;
    QHash<QString, ZoneId> m_zoneIds;
    QHash<QString, ScheduleId> m_scheduleIds;
};

// The first problem of an import, as an error: the demo's own files must have none.
Result<void> accepted(const enrolment::ImportReport& report)
{
    for (const auto* problems : { &report.problems, &report.pictureProblems }) {
        if (!problems->isEmpty())
            return failure(problems->first().code, problems->first().explanation);
    }
    return {};
}

Result<void> importDemoPeople(security::OpenSite& site, const security::ActingOperator& actor, const Clock& clock)
{
    const QTimeZone zone = site.info().timeZone;
    GATEHOUSE_TRY_ASSIGN(
        people, enrolment::readPersonFile(resourcePath(u"demo/people.csv"), resourcePath(u"demo/people"), zone));
    GATEHOUSE_TRY_ASSIGN(vehicles, enrolment::readVehicleFile(resourcePath(u"demo/vehicles.csv"), zone));
    GATEHOUSE_TRY_ASSIGN(notice, people::loadConsentNotices(u"en"));
    GATEHOUSE_TRY_ASSIGN(enroller, enrolment::Enroller::create(resourcePath(u"models")));
    GATEHOUSE_TRY_ASSIGN(pictures,
        enrolment::lookAtPictures(people, *enroller, enrolment::LookAlikes {}, [](int, int) { return true; }));
    return site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(persons,
            enrolment::importPersons(database, clock, actor, people, pictures, notice, enrolment::ImportMode::Commit));
        GATEHOUSE_TRY(accepted(persons));
        GATEHOUSE_TRY_ASSIGN(
            cars, enrolment::importVehicles(database, clock, actor, vehicles, enrolment::ImportMode::Commit));
        return accepted(cars);
    });
}

} // namespace

Result<void> fillDemoSite(security::OpenSite& site, const security::ActingOperator& administrator, const Clock& clock)
{
    if (!site.info().isDemo)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the site is not marked as a demonstration"));
    GATEHOUSE_TRY_ASSIGN(description, readDescription());
    GATEHOUSE_TRY(createPrivateFile(QDir(site.paths().folder).filePath(MarkerFile)));
    GATEHOUSE_TRY(importDemoPeople(site, administrator, clock));
    return site.writer().call(
        [&](store::Database& database) { return DemoWriter(database, administrator, clock).write(description); });
}

Result<void> removeDemoSite(const security::SitePaths& paths)
{
    QDir folder(paths.folder);
    if (!folder.exists(MarkerFile))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("the folder is not the demo site's"));
    // The marker goes last: an interrupted removal can be asked for again.
    for (const QString& file : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (file != MarkerFile && !folder.remove(file))
            return failure(ErrorCode::FileNotWritable, QStringLiteral("a file of the demo site"));
    }
    if (!folder.remove(MarkerFile))
        return failure(ErrorCode::FileNotWritable, QStringLiteral("a file of the demo site"));
    QDir().rmdir(paths.folder);
    return {};
}

} // namespace gatehouse
