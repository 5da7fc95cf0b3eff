#include "ui/admin/DevicesPage.h"

#include "ui/admin/CameraForm.h"
#include "ui/admin/DeviceColumns.h"
#include "ui/admin/DeviceDetail.h"
#include "ui/admin/GateForm.h"
#include "ui/admin/LaneForm.h"

namespace gatehouse::ui {

namespace {

constexpr int StateInterval = 500; // ms; ages are shown by the second

} // namespace

DevicesPage::DevicesPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Cameras and lanes"), parent)
    , m_mayEdit(context.session.may(security::Permission::EditDevices))
{
    const DeviceBook* book = &m_book;
    const lane::LaneRuntime* lanes = &context.lanes;
    const auto add = [this](const QString& word) { return m_mayEdit ? word : QString(); };
    addWholeList(QStringLiteral("cameras"), tr("Cameras"), cameraColumns(book, lanes), m_book.cameras,
        { Icon::Camera, tr("No camera yet"),
            tr("Network cameras (RTSP, MJPEG), cameras of this machine, video files and folders of pictures."),
            add(tr("Add camera")), QStringLiteral("addCamera") });
    addWholeList(QStringLiteral("lanes"), tr("Lanes"), laneColumns(book, lanes), m_book.lanes,
        { Icon::Video, tr("No lane yet"),
            tr("A lane is a camera, what it looks for, where it leads and what it opens."), add(tr("Add lane")),
            QStringLiteral("addLane") });
    addWholeList(QStringLiteral("gates"), tr("Gates"), gateColumns(book, lanes), m_book.gates,
        { Icon::Gate, tr("No gate yet"),
            tr("A barrier or door that lanes open through a Modbus TCP relay, or a simulated one to begin with."),
            add(tr("Add gate")), QStringLiteral("addGate") });
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

void DevicesPage::load(int list, qint64 select)
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
            reloadLists();
            if (select != 0)
                openRow(list, select);
        });
}

void DevicesPage::refreshStates()
{
    if (currentList() >= 0)
        table(currentList()).view()->viewport()->update();
}

void DevicesPage::rowChosen(int list, qint64 key)
{
    const auto show = [&](const QString& title, QWidget* body) {
        showDetail(key, title, body, m_mayEdit ? rowButtons(list, key, tr("Change")) : QList<QWidget*>());
    };
    switch (list) {
    case Cameras:
        if (const lane::Camera* camera = m_book.camera(CameraId(key)))
            show(camera->name, makeCameraDetail(context(), m_book, *camera));
        break;
    case Lanes:
        if (const lane::Lane* lane = m_book.lane(LaneId(key)))
            show(lane->name, makeLaneDetail(context(), m_book, *lane));
        break;
    default:
        if (const access::GateSettings* gate = m_book.gate(GateId(key)))
            show(gate->name, new GateDetail(context(), m_book, *gate));
        break;
    }
}

void DevicesPage::formSaved(int list, qint64 id)
{
    context().restartLanes();
    load(list, id);
}

void DevicesPage::startRow(int list, qint64 id)
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
    default: {
        const access::GateSettings* gate = m_book.gate(GateId(id));
        startForm(new GateForm(context(), gate ? *gate : access::GateSettings()));
        break;
    }
    }
}

void DevicesPage::askToRemoveRow(int list, qint64 id)
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
    default:
        question.title = tr("Remove the gate %1?").arg(m_book.gateName(GateId(id)));
        question.text = tr("How it is reached is lost. Lanes that open it must be changed first.");
        break;
    }
    context().prompts.confirm(this, question, [this, list, id](bool isSure) {
        if (isSure)
            remove(list, id);
    });
}

void DevicesPage::remove(int list, qint64 id)
{
    change(
        [list, id](
            store::Database& database, const security::ActingOperator& actor, const Clock& clock) -> Result<void> {
            lane::LaneRegistry registry(database, clock);
            switch (list) {
            case Cameras:
                return registry.removeCamera(actor, CameraId(id));
            case Lanes:
                return registry.removeLane(actor, LaneId(id));
            default:
                return access::GateRegistry(database, clock).remove(actor, GateId(id));
            }
        },
        tr("A lane still uses it. Change or remove that lane first."),
        [this] {
            closePanel();
            context().restartLanes();
            load();
        });
}

} // namespace gatehouse::ui
