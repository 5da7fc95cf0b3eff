#include "app/ctl/AccessJson.h"
#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"

#include <QJsonArray>

namespace gatehouse::ctl {

using security::ActingOperator;

namespace {

struct LaneOptions
{
    std::string name;
    std::string camera;
    std::string purpose;
    std::string direction;
    std::string zone;
    std::string gate;
    std::string regions = "cn,eu,us,br";
    std::vector<double> region;
    bool asksLiveness = false;
};

Result<lane::Lane> laneFromOptions(const LaneOptions& options)
{
    lane::Lane lane;
    lane.name = QString::fromStdString(options.name);
    const auto purpose = lane::purposeFromCode(QString::fromStdString(options.purpose));
    if (!purpose)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--purpose: plates or faces"));
    lane.purpose = *purpose;
    const auto direction = access::directionFromCode(QString::fromStdString(options.direction));
    if (!direction)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--direction: in, out or both"));
    lane.direction = *direction;
    const auto regions = regionsFromCodes(QString::fromStdString(options.regions));
    if (!regions)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--regions: some of cn,eu,us,br"));
    lane.regions = *regions;
    if (!options.region.empty())
        lane.regionOfInterest = QRectF(options.region[0], options.region[1], options.region[2], options.region[3]);
    lane.asksLiveness = options.asksLiveness;
    return lane;
}

// The first lanes of a site bring its zones with them; that one was made is said.
Result<ZoneId> zoneForLane(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const std::string& name)
{
    access::RuleBook book(database, context.clock());
    GATEHOUSE_TRY_ASSIGN(zones, book.zones(actor));
    if (const auto found = rowNamed(zones, name, "--zone"))
        return found->id;
    GATEHOUSE_TRY_ASSIGN(added, book.addZone(actor, QString::fromStdString(name)));
    context.say(QStringLiteral("The zone is new: no rule speaks of it yet."));
    return added;
}

Result<QJsonObject> addLane(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const LaneOptions& options)
{
    lane::LaneRegistry registry(database, context.clock());
    GATEHOUSE_TRY_ASSIGN(lane, laneFromOptions(options));
    GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
    GATEHOUSE_TRY_ASSIGN(camera, rowNamed(cameras, options.camera, "--camera"));
    lane.camera = camera.id;
    if (!options.gate.empty()) {
        GATEHOUSE_TRY_ASSIGN(gates, access::GateRegistry(database, context.clock()).list(actor));
        GATEHOUSE_TRY_ASSIGN(gate, rowNamed(gates, options.gate, "--gate"));
        lane.gate = gate.id;
    }
    GATEHOUSE_TRY_ASSIGN(zone, zoneForLane(context, database, actor, options.zone));
    lane.zone = zone;
    GATEHOUSE_TRY_ASSIGN(id, registry.addLane(actor, lane));
    return idJson(id);
}

Result<QJsonArray> listedLanes(const CtlContext& context, store::Database& database, const ActingOperator& actor)
{
    lane::LaneRegistry registry(database, context.clock());
    SiteNames names;
    GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
    for (const lane::Camera& camera : std::as_const(cameras))
        names.cameras.insert(camera.id, camera.name);
    GATEHOUSE_TRY_ASSIGN(zones, access::RuleBook(database, context.clock()).zones(actor));
    for (const access::Zone& zone : std::as_const(zones))
        names.zones.insert(zone.id, zone.name);
    GATEHOUSE_TRY_ASSIGN(gates, access::GateRegistry(database, context.clock()).list(actor));
    for (const access::GateSettings& gate : std::as_const(gates))
        names.gates.insert(gate.id, gate.name);
    GATEHOUSE_TRY_ASSIGN(lanes, registry.lanes(actor));
    QJsonArray rows;
    for (const lane::Lane& lane : std::as_const(lanes))
        rows.append(toJson(lane, names));
    return rows;
}

} // namespace

void addLaneCommands(CLI::App& application, CtlContext& context)
{
    auto* lane = addNoun(application, "lane", "lanes", "Lanes: a camera, what it looks for, and what it opens");
    auto* add = lane->add_subcommand("add", "Add a lane");
    auto options = std::make_shared<LaneOptions>();
    add->add_option("--name", options->name, "Name of the lane")->required();
    add->add_option("--camera", options->camera, "Camera it watches")->required();
    add->add_option("--purpose", options->purpose, "plates or faces")->required();
    add->add_option("--direction", options->direction, "in, out or both")->required();
    add->add_option("--zone", options->zone, "Zone it leads to; made when there is none of that name")->required();
    add->add_option("--gate", options->gate, "Gate it opens");
    add->add_option("--regions", options->regions, "Plates it expects (cn,eu,us,br)");
    add->add_option("--roi", options->region, "Region it looks at, x,y,w,h in fractions of the picture")
        ->delimiter(',')
        ->expected(4);
    add->add_flag("--liveness", options->asksLiveness, "Ask whether a face is a living person's");
    context.onRun(add, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return addLane(context, database, actor, *options);
        });
    });
    context.onRun(addList(*lane), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) {
            return listedLanes(context, database, actor);
        });
    });
}

} // namespace gatehouse::ctl
