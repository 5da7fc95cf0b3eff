#include "app/ctl/AccessJson.h"
#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"

#include <QFileInfo>
#include <QJsonArray>

namespace gatehouse::ctl {

using security::ActingOperator;

namespace {

struct CameraOptions
{
    std::string name;
    std::string kind;
    std::string address;
    std::string addressFile;
    std::string place;
};

struct GateOptions
{
    std::string name;
    std::string kind;
    std::string host;
    int feedback = -1;
    access::GateSettings settings;
};

Result<lane::Place> placeOf(const CameraOptions& options)
{
    if (options.place.empty())
        return lane::Place::Unstated;
    if (const auto place = lane::placeFromCode(QString::fromStdString(options.place)))
        return *place;
    return failure(ErrorCode::InvalidArgument,
        QStringLiteral("--place: entrance, car-park, corridor, workplace, public-edge or unstated"));
}

Result<QJsonObject> addCamera(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const CameraOptions& options)
{
    lane::Camera camera;
    camera.name = QString::fromStdString(options.name);
    const auto kind = video::cameraKindFromCode(QString::fromStdString(options.kind));
    if (!kind)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--kind: rtsp, mjpeg, device, file or folder"));
    QString address = QString::fromStdString(options.address);
    if (!options.addressFile.empty()) {
        GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(options.addressFile)));
        address = QString::fromUtf8(bytes).section(QLatin1Char('\n'), 0, 0).trimmed();
    }
    if (*kind == video::CameraKind::File || *kind == video::CameraKind::Folder)
        address = QFileInfo(address).absoluteFilePath();
    camera.address = { *kind, address };
    GATEHOUSE_TRY_ASSIGN(place, placeOf(options));
    camera.place = place;
    GATEHOUSE_TRY_ASSIGN(id, lane::LaneRegistry(database, context.clock()).addCamera(actor, camera));
    return idJson(id);
}

Result<QJsonObject> setPlace(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const CameraOptions& options)
{
    lane::LaneRegistry registry(database, context.clock());
    GATEHOUSE_TRY_ASSIGN(cameras, registry.cameras(actor));
    GATEHOUSE_TRY_ASSIGN(camera, rowNamed(cameras, options.name, "--name"));
    GATEHOUSE_TRY_ASSIGN(place, placeOf(options));
    camera.place = place;
    GATEHOUSE_TRY(registry.updateCamera(actor, camera));
    return toJson(camera);
}

Result<QJsonObject> addGate(
    const CtlContext& context, store::Database& database, const ActingOperator& actor, const GateOptions& options)
{
    access::GateSettings gate = options.settings;
    gate.name = QString::fromStdString(options.name);
    gate.host = QString::fromStdString(options.host);
    const auto kind = access::gateKindFromCode(QString::fromStdString(options.kind));
    if (!kind)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("--kind: simulated or modbus-tcp"));
    gate.kind = *kind;
    if (options.feedback >= 0)
        gate.feedbackInput = options.feedback;
    GATEHOUSE_TRY_ASSIGN(id, access::GateRegistry(database, context.clock()).add(actor, gate));
    return idJson(id);
}

void addCameraCommands(CLI::App& application, CtlContext& context)
{
    auto* camera = addNoun(application, "camera", "cameras", "Cameras, and media that stand in for one");
    auto* add = camera->add_subcommand("add", "Add a camera");
    auto options = std::make_shared<CameraOptions>();
    add->add_option("--name", options->name, "Name of the camera")->required();
    add->add_option("--kind", options->kind, "rtsp, mjpeg, device, file or folder")->required();
    auto* address = add->add_option("--address", options->address, "URL, device, file or folder");
    add->add_option("--address-file", options->addressFile,
           "File whose first line is the address: keeps a password off the command line")
        ->excludes(address);
    const char* const places = "What it looks at: entrance, car-park, corridor, workplace, public-edge or unstated";
    add->add_option("--place", options->place, places);
    context.onRun(add, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return addCamera(context, database, actor, *options);
        });
    });
    auto* place = camera->add_subcommand("place", "Say what kind of place a camera looks at");
    place->add_option("--name", options->name, "Name of the camera")->required();
    place->add_option("--place", options->place, places)->required();
    context.onRun(place, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return setPlace(context, database, actor, *options);
        });
    });
    context.onRun(addList(*camera), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(cameras, lane::LaneRegistry(database, context.clock()).cameras(actor));
            QJsonArray rows;
            for (const lane::Camera& row : std::as_const(cameras))
                rows.append(toJson(row));
            return rows;
        });
    });
}

void addGateCommands(CLI::App& application, CtlContext& context)
{
    auto* gate = addNoun(application, "gate", "gates", "Barriers and doors a lane can open");
    auto* add = gate->add_subcommand("add", "Add a gate");
    auto options = std::make_shared<GateOptions>();
    add->add_option("--name", options->name, "Name of the gate")->required();
    add->add_option("--kind", options->kind, "simulated or modbus-tcp")->required();
    add->add_option("--host", options->host, "Host of the Modbus TCP relay");
    add->add_option("--port", options->settings.port, "Its port (502)");
    add->add_option("--unit", options->settings.unit, "Its unit (1)");
    add->add_option("--coil", options->settings.coil, "Coil that opens, counted from 0 (0)");
    add->add_option("--pulse", options->settings.pulseMilliseconds, "How long the coil is on, in ms (500)");
    add->add_option("--feedback", options->feedback, "Discrete input that is on while the gate is open, from 0")
        ->check(CLI::NonNegativeNumber);
    add->add_option("--timeout", options->settings.timeoutMilliseconds, "How long to wait for the gate, in ms (1000)");
    context.onRun(add, [&context, options] {
        return onWriter(context, [&](store::Database& database, const ActingOperator& actor) {
            return addGate(context, database, actor, *options);
        });
    });
    context.onRun(addList(*gate), [&context] {
        return onReader(context, [&](store::Database& database, const ActingOperator& actor) -> Result<QJsonArray> {
            GATEHOUSE_TRY_ASSIGN(gates, access::GateRegistry(database, context.clock()).list(actor));
            QJsonArray rows;
            for (const access::GateSettings& row : std::as_const(gates))
                rows.append(toJson(row));
            return rows;
        });
    });
}

} // namespace

void addDeviceCommands(CLI::App& application, CtlContext& context)
{
    addCameraCommands(application, context);
    addGateCommands(application, context);
    addLaneCommands(application, context);
}

} // namespace gatehouse::ctl
