#include "ui/admin/DevicesPage.h"

#include "ui/admin/CameraForm.h"
#include "ui/admin/DeviceDetail.h"
#include "ui/admin/GateForm.h"
#include "ui/admin/LaneForm.h"
#include "ui/common/ReasonText.h"

namespace gatehouse::ui {

namespace {

constexpr int DevicesPanelWidth = 460;
constexpr int StateInterval = 500; // ms; ages are shown by the second

template <typename Row>
typename PagedTableModel<Row>::Loader deviceLoader(const QList<Row>& rows)
{
    return [&rows](const SliceRequest<Row>& request, typename PagedTableModel<Row>::Done done) {
        done(Slice<Row> { rows.mid(request.offset), int(rows.size()) });
    };
}

template <typename Row>
qint64 deviceKey(const Row& row)
{
    return row.id.value();
}

constexpr CellLook deviceLook(int width)
{
    return { Qt::AlignLeft, Face::System, width, Shown::ByDefault };
}

} // namespace

DevicesPage::DevicesPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Cameras and lanes"), DevicesPanelWidth, parent)
    , m_mayEdit(context.session.may(security::Permission::EditDevices))
{
    addCameras();
    addLanes();
    addGates();
    if (m_mayEdit) {
        addAddButton(Cameras, tr("Add camera"));
        addAddButton(Lanes, tr("Add lane"));
        addAddButton(Gates, tr("Add gate"));
    }
    m_refresh.setInterval(StateInterval);
    connect(&m_refresh, &QTimer::timeout, this, &DevicesPage::refreshStates);
    connect(&context.running, &RunningLanes::changed, this, &DevicesPage::refreshStates);
}

PageEntry DevicesPage::entry()
{
    return { QStringLiteral("devices"), [] { return tr("Devices"); }, Icon::Camera, security::Permission::ViewDevices,
        [](const SiteContext& context) { return new DevicesPage(context); } };
}

void DevicesPage::activated()
{
    load();
    m_refresh.start();
}

void DevicesPage::deactivated()
{
    m_refresh.stop();
}

void DevicesPage::addAddButton(List list, const QString& text)
{
    static constexpr const char* Names[] = { "addCamera", "addLane", "addGate" };
    auto* button = addAction(list, ButtonLook::Primary, Icon::Add, text, QLatin1StringView(Names[list]));
    connect(button, &QPushButton::clicked, this, [this, list] { startRow(list, 0); });
}

EmptyState* DevicesPage::emptyList(
    List list, Icon icon, const QString& title, const QString& text, const QString& action)
{
    auto* empty = new EmptyState(context().appearance, icon, title, text, m_mayEdit ? action : QString());
    connect(empty, &EmptyState::actionTriggered, this, [this, list] { startRow(list, 0); });
    return empty;
}

void DevicesPage::addCameras()
{
    using lane::Camera;
    using Model = PagedTableModel<Camera>;
    const lane::LaneRuntime* lanes = &context().lanes;
    const DeviceBook* book = &m_book;
    const auto state = [lanes](const Camera& camera) {
        if (!camera.isEnabled)
            return tr("switched off");
        const video::CameraState now = lanes->cameraState(camera.id);
        return now.phase == video::CameraPhase::Stopped ? tr("not running") : cameraStateText(now);
    };
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Camera"), [](const Camera& camera) { return camera.name; }, {}, {}, {}, {},
                deviceLook(160) },
            { QStringLiteral("state"), tr("State"), state, {},
                [lanes](const Camera& camera) {
                    const Role role = cameraStateRole(lanes->cameraState(camera.id));
                    return camera.isEnabled ? role : Role::Muted;
                },
                {}, {}, deviceLook(200) },
            { QStringLiteral("lanes"), tr("Lanes"), [book](const Camera& camera) { return book->lanesOf(camera.id); },
                {}, {}, {}, {}, deviceLook(160) },
            { QStringLiteral("kind"), tr("Kind"),
                [](const Camera& camera) { return cameraKindText(camera.address.kind); }, {},
                [](const Camera&) { return Role::Muted; }, {}, {}, deviceLook(130) },
            { QStringLiteral("address"), tr("Address"),
                [](const Camera& camera) { return lane::shownAddress(camera.address); }, {},
                [](const Camera&) { return Role::Muted; }, {}, {}, deviceLook(260) },
        },
        deviceKey<Camera>, deviceLoader(m_book.cameras));
    m_models.append(model);
    addList(tr("Cameras"),
        new DataTable(context().appearance, context().settings, QStringLiteral("cameras"),
            emptyList(Cameras, Icon::Camera, tr("No camera yet"),
                tr("Network cameras (RTSP, MJPEG), cameras of this machine, video files and folders of pictures."),
                tr("Add camera"))),
        model);
}

void DevicesPage::addLanes()
{
    using lane::Lane;
    using Model = PagedTableModel<Lane>;
    const lane::LaneRuntime* lanes = &context().lanes;
    const DeviceBook* book = &m_book;
    const auto tone = [](const Lane& lane) { return lane.isEnabled ? Role::Text : Role::Muted; };
    const auto rate = [lanes](const Lane& lane) {
        if (!lane.isEnabled)
            return tr("switched off");
        const lane::LaneCounters counters = lanes->counters(lane.id);
        return counters.framesSeen == 0 ? QString() : QString::number(counters.analysedPerSecond, 'f', 1);
    };
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Lane"), [](const Lane& lane) { return lane.name; }, {}, tone, {}, {},
                deviceLook(150) },
            { QStringLiteral("purpose"), tr("Looks for"), [](const Lane& lane) { return purposeText(lane.purpose); },
                {}, tone, {}, {}, deviceLook(130) },
            { QStringLiteral("direction"), tr("Direction"),
                [](const Lane& lane) { return directionText(lane.direction); }, {}, tone, {}, {}, deviceLook(100) },
            { QStringLiteral("camera"), tr("Camera"),
                [book](const Lane& lane) { return book->cameraName(lane.camera); }, {}, tone, {}, {}, deviceLook(150) },
            { QStringLiteral("zone"), tr("Zone"), [book](const Lane& lane) { return book->zoneName(lane.zone); }, {},
                tone, {}, {}, deviceLook(130) },
            { QStringLiteral("gate"), tr("Gate"), [book](const Lane& lane) { return book->gateName(lane.gate); }, {},
                tone, {}, {}, deviceLook(130) },
            { QStringLiteral("rate"), tr("Pictures/s"), rate, {}, tone, {}, {},
                { Qt::AlignRight, Face::Code, 110, Shown::ByDefault } },
        },
        deviceKey<Lane>, deviceLoader(m_book.lanes));
    m_models.append(model);
    addList(tr("Lanes"),
        new DataTable(context().appearance, context().settings, QStringLiteral("lanes"),
            emptyList(Lanes, Icon::Video, tr("No lane yet"),
                tr("A lane is a camera, what it looks for, where it leads and what it opens."), tr("Add lane"))),
        model);
}

void DevicesPage::addGates()
{
    using access::GateSettings;
    using Model = PagedTableModel<GateSettings>;
    const lane::LaneRuntime* lanes = &context().lanes;
    const DeviceBook* book = &m_book;
    auto* model = new Model(
        Model::Columns {
            { QStringLiteral("name"), tr("Gate"), [](const GateSettings& gate) { return gate.name; }, {}, {}, {}, {},
                deviceLook(170) },
            { QStringLiteral("state"), tr("State"),
                [lanes](const GateSettings& gate) { return gatePhaseText(lanes->gatePhase(gate.id)); }, {},
                [lanes](const GateSettings& gate) {
                    return lanes->gatePhase(gate.id) == access::GatePhase::Faulty ? Role::Alarm : Role::Text;
                },
                {}, {}, deviceLook(150) },
            { QStringLiteral("lanes"), tr("Lanes"), [book](const GateSettings& gate) { return book->lanesOf(gate.id); },
                {}, {}, {}, {}, deviceLook(180) },
            { QStringLiteral("kind"), tr("Kind"), [](const GateSettings& gate) { return gateKindText(gate.kind); }, {},
                [](const GateSettings&) { return Role::Muted; }, {}, {}, deviceLook(170) },
        },
        deviceKey<GateSettings>, deviceLoader(m_book.gates));
    m_models.append(model);
    addList(tr("Gates"),
        new DataTable(context().appearance, context().settings, QStringLiteral("gates"),
            emptyList(Gates, Icon::Gate, tr("No gate yet"),
                tr("A barrier or door that lanes open through a Modbus TCP relay, or a simulated one to begin with."),
                tr("Add gate"))),
        model);
}

void DevicesPage::load(List list, qint64 select)
{
    context().site.reader().request([actor = context().session.actor(), &clock = context().clock](
                                        store::Database& database) { return readDeviceBook(database, clock, actor); },
        this,
        [this, list, select](Result<DeviceBook> book) {
            if (!book) {
                showProblem(book.error());
                return;
            }
            m_book = std::move(*book);
            for (PagedTableBase* model : std::as_const(m_models))
                model->reload();
            if (select != 0)
                table(list).selectKey(select);
        });
}

void DevicesPage::refreshStates()
{
    if (currentList() >= 0)
        table(currentList()).view()->viewport()->update();
}

void DevicesPage::rowChosen(int list, qint64 key)
{
    switch (List(list)) {
    case Cameras:
        if (const lane::Camera* camera = m_book.camera(CameraId(key)))
            showDetail(camera->name, makeCameraDetail(context(), m_book, *camera), footFor(Cameras, key));
        break;
    case Lanes:
        if (const lane::Lane* lane = m_book.lane(LaneId(key)))
            showDetail(lane->name, makeLaneDetail(context(), m_book, *lane), footFor(Lanes, key));
        break;
    case Gates:
        if (const access::GateSettings* gate = m_book.gate(GateId(key)))
            showDetail(gate->name, new GateDetail(context(), m_book, *gate), footFor(Gates, key));
        break;
    }
}

void DevicesPage::formSaved(int list, qint64 id)
{
    context().restartLanes();
    load(List(list), id);
}

QList<QWidget*> DevicesPage::footFor(List list, qint64 id)
{
    if (!m_mayEdit)
        return {};
    auto* removal = new Button(context().appearance, ButtonLook::Deny, tr("Remove"));
    removal->setObjectName(QStringLiteral("remove"));
    connect(removal, &QPushButton::clicked, this, [this, list, id] { askToRemove(list, id); });
    auto* change = new Button(context().appearance, ButtonLook::Plain, Icon::Edit, tr("Change"));
    change->setObjectName(QStringLiteral("change"));
    connect(change, &QPushButton::clicked, this, [this, list, id] { startRow(list, id); });
    return { removal, change };
}

void DevicesPage::startRow(List list, qint64 id)
{
    switch (list) {
    case Cameras: {
        const lane::Camera* camera = m_book.camera(CameraId(id));
        startForm(new CameraForm(context(), camera ? *camera : lane::Camera()));
        break;
    }
    case Lanes: {
        const lane::Lane* lane = m_book.lane(LaneId(id));
        startForm(new LaneForm(context(), m_book, lane ? *lane : lane::Lane()));
        break;
    }
    case Gates: {
        const access::GateSettings* gate = m_book.gate(GateId(id));
        startForm(new GateForm(context(), gate ? *gate : access::GateSettings()));
        break;
    }
    }
}

void DevicesPage::askToRemove(List list, qint64 id)
{
    Confirmation question;
    question.confirmWord = tr("Remove");
    switch (list) {
    case Cameras:
        question.title = tr("Remove the camera %1?").arg(m_book.cameraName(CameraId(id)));
        question.text = tr("Its address is lost. Lanes that watch it must be changed first.");
        break;
    case Lanes:
        question.title = tr("Remove the lane %1?").arg(m_book.lane(LaneId(id))->name);
        question.text = tr("It no longer watches or opens anything. Its events stay.");
        break;
    case Gates:
        question.title = tr("Remove the gate %1?").arg(m_book.gateName(GateId(id)));
        question.text = tr("How it is reached is lost. Lanes that open it must be changed first.");
        break;
    }
    context().prompts.confirm(this, question, [this, list, id](bool isSure) {
        if (isSure)
            remove(list, id);
    });
}

void DevicesPage::remove(List list, qint64 id)
{
    context().site.writer().request(
        [actor = context().session.actor(), &clock = context().clock, list, id](
            store::Database& database) -> Result<void> {
            lane::LaneRegistry registry(database, clock);
            switch (list) {
            case Cameras:
                return registry.removeCamera(actor, CameraId(id));
            case Lanes:
                return registry.removeLane(actor, LaneId(id));
            case Gates:
                break;
            }
            return access::GateRegistry(database, clock).remove(actor, GateId(id));
        },
        this,
        [this](const Result<void>& outcome) {
            if (outcome) {
                closePanel();
                context().restartLanes();
                load();
            } else if (outcome.error().code == ErrorCode::StoreConstraint) {
                showNotice(Role::Deny, tr("A lane still uses it. Change or remove that lane first."));
            } else {
                showProblem(outcome.error());
            }
        });
}

} // namespace gatehouse::ui
