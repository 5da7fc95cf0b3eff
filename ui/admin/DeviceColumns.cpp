#include "ui/admin/DeviceColumns.h"

#include "ui/common/StateTone.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

// The translation context of the words in this file.
struct DeviceColumnWords
{
    Q_DECLARE_TR_FUNCTIONS(DeviceColumns)
};

constexpr CellLook deviceLook(int width)
{
    return { Qt::AlignLeft, Face::System, width, Shown::ByDefault };
}

} // namespace

PagedTableModel<lane::Camera>::Columns cameraColumns(const DeviceBook* book, const lane::LaneRuntime* lanes)
{
    using lane::Camera;
    const auto state = [lanes](const Camera& camera) {
        if (!camera.isEnabled)
            return DeviceColumnWords::tr("switched off");
        const video::CameraState now = lanes->cameraState(camera.id);
        return now.phase == video::CameraPhase::Stopped ? DeviceColumnWords::tr("not running") : cameraStateText(now);
    };
    return {
        { QStringLiteral("name"), DeviceColumnWords::tr("Camera"), [](const Camera& camera) { return camera.name; }, {},
            {}, {}, {}, deviceLook(160) },
        { QStringLiteral("state"), DeviceColumnWords::tr("State"), state, {},
            [lanes](const Camera& camera) {
                const Role role = cameraStateRole(lanes->cameraState(camera.id));
                return camera.isEnabled ? role : Role::Muted;
            },
            {}, {}, deviceLook(200) },
        { QStringLiteral("lanes"), DeviceColumnWords::tr("Lanes"),
            [book](const Camera& camera) { return book->lanesOf(camera.id); }, {}, {}, {}, {}, deviceLook(160) },
        { QStringLiteral("kind"), DeviceColumnWords::tr("Kind"),
            [](const Camera& camera) { return cameraKindText(camera.address.kind); }, {},
            [](const Camera&) { return Role::Muted; }, {}, {}, deviceLook(130) },
        { QStringLiteral("address"), DeviceColumnWords::tr("Address"),
            [](const Camera& camera) { return lane::shownAddress(camera.address); }, {},
            [](const Camera&) { return Role::Muted; }, {}, {}, deviceLook(260) },
    };
}

PagedTableModel<lane::Lane>::Columns laneColumns(const DeviceBook* book, const lane::LaneRuntime* lanes)
{
    using lane::Lane;
    const auto tone = [](const Lane& lane) { return lane.isEnabled ? Role::Text : Role::Muted; };
    const auto rate = [lanes](const Lane& lane) {
        if (!lane.isEnabled)
            return DeviceColumnWords::tr("switched off");
        const lane::LaneCounters counters = lanes->counters(lane.id);
        return counters.framesSeen == 0 ? QString() : QString::number(counters.analysedPerSecond, 'f', 1);
    };
    return {
        { QStringLiteral("name"), DeviceColumnWords::tr("Lane"), [](const Lane& lane) { return lane.name; }, {}, tone,
            {}, {}, deviceLook(150) },
        { QStringLiteral("purpose"), DeviceColumnWords::tr("Looks for"),
            [](const Lane& lane) { return purposeText(lane.purpose); }, {}, tone, {}, {}, deviceLook(130) },
        { QStringLiteral("direction"), DeviceColumnWords::tr("Direction"),
            [](const Lane& lane) { return directionText(lane.direction); }, {}, tone, {}, {}, deviceLook(100) },
        { QStringLiteral("camera"), DeviceColumnWords::tr("Camera"),
            [book](const Lane& lane) { return book->cameraName(lane.camera); }, {}, tone, {}, {}, deviceLook(150) },
        { QStringLiteral("zone"), DeviceColumnWords::tr("Zone"),
            [book](const Lane& lane) { return book->zoneName(lane.zone); }, {}, tone, {}, {}, deviceLook(130) },
        { QStringLiteral("gate"), DeviceColumnWords::tr("Gate"),
            [book](const Lane& lane) { return book->gateName(lane.gate); }, {}, tone, {}, {}, deviceLook(130) },
        { QStringLiteral("rate"), DeviceColumnWords::tr("Pictures/s"), rate, {}, tone, {}, {},
            { Qt::AlignRight, Face::Code, 110, Shown::ByDefault } },
    };
}

PagedTableModel<access::GateSettings>::Columns gateColumns(const DeviceBook* book, const lane::LaneRuntime* lanes)
{
    using access::GateSettings;
    return {
        { QStringLiteral("name"), DeviceColumnWords::tr("Gate"), [](const GateSettings& gate) { return gate.name; }, {},
            {}, {}, {}, deviceLook(170) },
        { QStringLiteral("state"), DeviceColumnWords::tr("State"),
            [lanes](const GateSettings& gate) { return gatePhaseText(lanes->gatePhase(gate.id)); }, {},
            [lanes](const GateSettings& gate) {
                return lanes->gatePhase(gate.id) == access::GatePhase::Faulty ? Role::Alarm : Role::Text;
            },
            {}, {}, deviceLook(210) },
        { QStringLiteral("lanes"), DeviceColumnWords::tr("Lanes"),
            [book](const GateSettings& gate) { return book->lanesOf(gate.id); }, {}, {}, {}, {}, deviceLook(180) },
        { QStringLiteral("kind"), DeviceColumnWords::tr("Kind"),
            [](const GateSettings& gate) { return gateKindText(gate.kind); }, {},
            [](const GateSettings&) { return Role::Muted; }, {}, {}, deviceLook(170) },
    };
}

} // namespace gatehouse::ui
