#include "app/site/SiteSetup.h"

#include "core/access/GateRegistry.h"
#include "core/lane/LaneRegistry.h"

#include <algorithm>

namespace gatehouse::site {

Result<lane::LaneRuntime::Setup> readSetup(
    store::Database& database, const Clock& clock, const security::ActingOperator& actor)
{
    GATEHOUSE_TRY(actor.require(security::Permission::OperateLanes));
    lane::LaneRegistry registry(database, clock);
    access::GateRegistry gateRegistry(database, clock);
    GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
    GATEHOUSE_TRY_ASSIGN(lanes, registry.lanes(actor));
    GATEHOUSE_TRY_ASSIGN(gates, gateRegistry.list(actor));

    lane::LaneRuntime::Setup setup;
    for (const lane::Camera& camera : cameras) {
        if (camera.isEnabled)
            setup.cameras.append(camera);
    }
    for (const lane::Lane& lane : lanes) {
        const bool hasCamera = std::any_of(setup.cameras.begin(), setup.cameras.end(),
            [&lane](const lane::Camera& camera) { return camera.id == lane.camera; });
        if (lane.isEnabled && hasCamera)
            setup.lanes.append(lane);
    }
    setup.gates = gates;
    return setup;
}

Result<lane::LaneRuntime::Setup> onlyLane(const lane::LaneRuntime::Setup& setup, const QString& laneName)
{
    const auto lane = std::find_if(setup.lanes.begin(), setup.lanes.end(), [&laneName](const lane::Lane& candidate) {
        return candidate.name.compare(laneName, Qt::CaseInsensitive) == 0;
    });
    if (lane == setup.lanes.end())
        return failure(ErrorCode::NotFound, QStringLiteral("no enabled lane of that name"));
    lane::LaneRuntime::Setup result;
    result.playback = setup.playback;
    result.lanes = { *lane };
    for (const lane::Camera& camera : setup.cameras) {
        if (camera.id == lane->camera)
            result.cameras.append(camera);
    }
    for (const access::GateSettings& gate : setup.gates) {
        if (gate.id == lane->gate)
            result.gates.append(gate);
    }
    return result;
}

} // namespace gatehouse::site
