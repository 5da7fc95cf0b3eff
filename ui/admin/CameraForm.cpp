#include "ui/admin/CameraForm.h"

#include "core/access/AccessNames.h"
#include "ui/admin/RegionPicker.h"
#include "ui/common/StateTone.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>

namespace gatehouse::ui {

namespace {

bool isPath(video::CameraKind kind)
{
    return kind == video::CameraKind::File || kind == video::CameraKind::Folder;
}

} // namespace

CameraForm::CameraForm(const SiteContext& context, const lane::Camera& camera, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Camera, camera.id.value(), camera.version },
        camera.id.isValid() ? tr("Change camera") : tr("New camera"),
        camera.id.isValid() ? tr("Save") : tr("Add camera"), parent)
    , m_camera(camera)
    , m_name(new QLineEdit(camera.name))
    , m_place(new QComboBox)
    , m_kind(new QComboBox)
    , m_address(new QLineEdit)
    , m_device(new QComboBox)
    , m_choose(new Button(context.appearance, ButtonLook::Plain, Icon::Folder, tr("Choose…")))
    , m_enabled(new QCheckBox(tr("The camera is in use")))
    , m_test(new Button(context.appearance, ButtonLook::Plain, Icon::Video, tr("Try it out")))
    , m_preview(new RegionPicker(context.appearance, RegionPicker::Use::Look))
    , m_previewState((new Label(context.appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
    , m_feed(context)
{
    m_name->setMaxLength(access::MaximumNameLength);
    for (const lane::Place place : lane::AllPlaces)
        m_place->addItem(placeText(place), int(place));
    m_place->setCurrentIndex(m_place->findData(int(camera.place)));
    for (const video::CameraKind kind : video::AllCameraKinds)
        m_kind->addItem(cameraKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(camera.address.kind)));
    if (isPath(camera.address.kind))
        m_address->setText(camera.address.address);
    else if (camera.id.isValid())
        m_address->setPlaceholderText(lane::shownAddress(camera.address));
    m_address->setProperty("keepsStored", camera.id.isValid());
    m_enabled->setChecked(camera.isEnabled);
    m_test->setObjectName(QStringLiteral("test"));
    m_choose->setObjectName(QStringLiteral("choose"));
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setHint(tr("Try it out to see its picture here."));
    m_previewState->setObjectName(QStringLiteral("previewState"));

    addField(QStringLiteral("name"), tr("Name"), m_name, tr("What guards call it: north gate, door A."),
        tr("Give a name of at most 60 letters."));
    addField(QStringLiteral("place"), tr("What it looks at"), m_place,
        tr("For the impact assessment. Public ground needs a good reason."), {});
    addField(QStringLiteral("kind"), tr("Kind"), m_kind, {}, {});
    m_addressField = addField(QStringLiteral("address"), tr("Address"), m_address, {},
        tr("This does not fit the kind of camera. RTSP begins with rtsp://, MJPEG with http://; files need a whole "
           "path."));
    m_deviceField = addField(QStringLiteral("device"), tr("Camera of this machine"), m_device, {}, {});
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(context.appearance.theme().px(Gap::Small));
    row->addWidget(m_choose);
    row->addWidget(m_test);
    row->addStretch(1);
    addWidget(buttons);
    addWidget(m_preview);
    addWidget(m_previewState);
    addCheck(QStringLiteral("enabled"), m_enabled);

    connect(m_kind, &QComboBox::currentIndexChanged, this, &CameraForm::kindChosen);
    connect(m_choose, &QPushButton::clicked, this, &CameraForm::choosePath);
    connect(m_test, &QPushButton::clicked, this, &CameraForm::test);
    connect(&m_attached, &video::AttachedCameras::changed, this, &CameraForm::listDevices);
    connect(&m_feed, &PreviewFeed::pictureArrived, m_preview, &RegionPicker::setPicture);
    connect(&m_feed, &PreviewFeed::stateChanged, this, &CameraForm::showState);
    listDevices();
    kindChosen();
    remember();
}

video::CameraKind CameraForm::kind() const
{
    return video::CameraKind(m_kind->currentData().toInt());
}

video::CameraAddress CameraForm::typedAddress() const
{
    if (kind() == video::CameraKind::Device)
        return { kind(), m_device->currentText() };
    const QString typed = m_address->text().trimmed();
    if (typed.isEmpty() && kind() == m_camera.address.kind)
        return m_camera.address;
    return { kind(), typed };
}

void CameraForm::kindChosen()
{
    m_addressField->setVisible(kind() != video::CameraKind::Device);
    m_deviceField->setVisible(kind() == video::CameraKind::Device);
    m_choose->setVisible(isPath(kind()));
    m_addressField->setError({});
    switch (kind()) {
    case video::CameraKind::Rtsp:
        m_addressField->setHelp(tr("rtsp://name:password@host/path. It is kept in the encrypted store only."));
        break;
    case video::CameraKind::Mjpeg:
        m_addressField->setHelp(tr("http://name:password@host/path. It is kept in the encrypted store only."));
        break;
    case video::CameraKind::File:
        m_addressField->setHelp(tr("A video file, played over and over."));
        break;
    case video::CameraKind::Folder:
        m_addressField->setHelp(tr("A folder of pictures, shown one after the other."));
        break;
    case video::CameraKind::Device:
        break;
    }
}

void CameraForm::listDevices()
{
    const QString chosen = m_device->count() > 0             ? m_device->currentText()
        : m_camera.address.kind == video::CameraKind::Device ? m_camera.address.address
                                                             : QString();
    QStringList devices = m_attached.addresses();
    m_deviceField->setHelp(devices.isEmpty() ? tr("None is plugged in. Plug one in and it appears here.") : QString());
    // One that is unplugged now is still the one that is stored.
    if (!chosen.isEmpty() && !devices.contains(chosen))
        devices.prepend(chosen);
    m_device->clear();
    m_device->addItems(devices);
    if (!chosen.isEmpty())
        m_device->setCurrentText(chosen);
}

void CameraForm::choosePath()
{
    const auto chosen = [this](const QString& path) {
        if (!path.isEmpty())
            m_address->setText(path);
    };
    if (kind() == video::CameraKind::File)
        context().prompts.openFile(this, { tr("Video file"), tr("Videos (*.mp4 *.mkv *.avi *.mov)"), {} }, chosen);
    else
        context().prompts.openFolder(this, { tr("Folder of pictures"), {}, {} }, chosen);
}

void CameraForm::test()
{
    const video::CameraAddress address = typedAddress();
    const bool isRunning = m_camera.id.isValid() && address.kind == m_camera.address.kind
        && address.address == m_camera.address.address
        && context().lanes.cameraState(m_camera.id).phase != video::CameraPhase::Stopped;
    if (isRunning) {
        m_feed.watchRunning(m_camera.id); // many cameras serve one connection only
    } else if (const auto outcome = m_feed.watch(address); !outcome) {
        m_previewState->setText(errorText(outcome.error()));
        m_previewState->setTone(Role::Deny);
        return;
    }
    m_test->setText(tr("Try again"));
    showState();
    for (QWidget* above = parentWidget(); above; above = above->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(above)) {
            scroll->ensureWidgetVisible(m_previewState);
            break;
        }
    }
}

void CameraForm::showState()
{
    m_preview->setState(m_feed.state());
    m_previewState->setText(cameraStateText(m_feed.state()));
    m_previewState->setTone(cameraStateRole(m_feed.state()));
}

void CameraForm::save()
{
    lane::Camera camera = m_camera;
    camera.name = m_name->text();
    camera.address = typedAddress();
    camera.isEnabled = m_enabled->isChecked();
    camera.place = lane::Place(m_place->currentData().toInt());
    camera.version = version();
    if (camera.address.address.isEmpty()) {
        FormField* field = kind() == video::CameraKind::Device ? m_deviceField : m_addressField;
        field->setError(tr("Say where its pictures come from."));
        field->editor()->setFocus(Qt::OtherFocusReason);
        return;
    }
    storeRow(camera, &lane::LaneRegistry::addCamera, &lane::LaneRegistry::updateCamera);
}

void CameraForm::readAgain()
{
    fetchStored<lane::Camera>([](store::Database& database, const security::ActingOperator& actor,
                                  const Clock& clock) { return lane::LaneRegistry(database, clock).cameras(actor); },
        [this](const lane::Camera& camera) { return new CameraForm(context(), camera); });
}

} // namespace gatehouse::ui
