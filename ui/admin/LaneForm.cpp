#include "ui/admin/LaneForm.h"

#include "core/access/AccessNames.h"
#include "ui/admin/RegionPicker.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace gatehouse::ui {

namespace {

template <typename Row, typename IdType>
QComboBox* deviceChoice(const QList<Row>& rows, IdType chosen, const QString& none)
{
    auto* choice = new QComboBox;
    if (!none.isEmpty())
        choice->addItem(none, 0);
    for (const Row& row : rows)
        choice->addItem(row.name, row.id.value());
    choice->setCurrentIndex(choice->findData(chosen.value()));
    if (choice->currentIndex() < 0 && (choice->count() == 1 || !none.isEmpty()))
        choice->setCurrentIndex(0);
    return choice;
}

// The zone of that name as the store knows it now, made when there is none.
Result<ZoneId> zoneNamed(
    store::Database& database, const security::ActingOperator& actor, const Clock& clock, const QString& name)
{
    access::RuleBook book(database, clock);
    GATEHOUSE_TRY_ASSIGN(zones, book.zones(actor));
    for (const access::Zone& zone : std::as_const(zones)) {
        if (zone.name.compare(name, Qt::CaseInsensitive) == 0)
            return zone.id;
    }
    return book.addZone(actor, name);
}

} // namespace

LaneForm::LaneForm(const SiteContext& context, const DeviceBook& book, const lane::Lane& lane, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Lane, lane.id.value(), lane.version },
        lane.id.isValid() ? tr("Change lane") : tr("New lane"), lane.id.isValid() ? tr("Save") : tr("Add lane"), parent)
    , m_book(book)
    , m_lane(lane)
    , m_name(new QLineEdit(lane.name))
    , m_camera(deviceChoice(book.cameras, lane.camera, {}))
    , m_purpose(new QComboBox)
    , m_direction(new QComboBox)
    , m_zone(deviceChoice(book.zones, lane.zone, {}))
    , m_gate(deviceChoice(book.gates, lane.gate, tr("none: it only watches")))
    , m_regions(new QWidget)
    , m_liveness(new QCheckBox(tr("Ask when a face may be only a picture")))
    , m_enabled(new QCheckBox(tr("The lane is in use")))
    , m_picker(new RegionPicker(context.appearance, RegionPicker::Use::Pick))
    , m_whole(new Button(context.appearance, ButtonLook::Quiet, tr("Look at the whole picture")))
    , m_feed(context)
{
    m_name->setMaxLength(access::MaximumNameLength);
    for (const lane::Purpose purpose : lane::AllPurposes)
        m_purpose->addItem(purposeText(purpose), int(purpose));
    m_purpose->setCurrentIndex(m_purpose->findData(int(lane.purpose)));
    for (const access::Direction direction : access::AllDirections)
        m_direction->addItem(directionText(direction), int(direction));
    m_direction->setCurrentIndex(m_direction->findData(int(lane.direction)));
    // A zone that is not there yet is typed.
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->lineEdit()->setMaxLength(access::MaximumNameLength);
    m_camera->setPlaceholderText(tr("Choose a camera"));
    m_liveness->setChecked(lane.asksLiveness);
    m_enabled->setChecked(lane.isEnabled);
    m_picker->setRegion(lane.regionOfInterest);
    m_picker->setHint(tr("The camera's picture is not here yet. The region can be drawn all the same."));
    m_whole->setObjectName(QStringLiteral("whole"));

    auto* boxes = new QHBoxLayout(m_regions);
    boxes->setContentsMargins(0, 0, 0, 0);
    for (const Region region : AllRegions) {
        auto* box = new QCheckBox(regionText(region));
        box->setObjectName(QStringLiteral("region-") + regionCode(region));
        box->setChecked(lane.regions.contains(region));
        boxes->addWidget(box);
        m_regionBoxes.append(box);
    }
    boxes->addStretch(1);

    addField(QStringLiteral("name"), tr("Name"), m_name, tr("What guards call it: entry 1, door A."),
        tr("Give a name of at most 60 letters."));
    addField(QStringLiteral("camera"), tr("Camera"), m_camera,
        book.cameras.isEmpty() ? tr("There is no camera yet: add one on the Cameras tab.") : QString(),
        tr("Choose the camera it watches."));
    addField(QStringLiteral("purpose"), tr("Looks for"), m_purpose, {}, {});
    m_regionsField = addField(QStringLiteral("regions"), tr("Plates expected"), m_regions,
        tr("Only what really comes here: fewer regions, fewer mistakes."), tr("Choose at least one region."),
        [this] { return chosenRegionsText(); });
    addCheck(QStringLiteral("liveness"), m_liveness);
    addField(QStringLiteral("region-of-interest"), tr("Region it looks at"), m_picker,
        tr("Drag over the picture. A smaller region is faster and reads less that is no plate or face."),
        tr("The region must lie within the picture."), [this] { return pickedText(); });
    addWidget(m_whole);
    addField(QStringLiteral("direction"), tr("Direction"), m_direction, {}, {});
    addField(QStringLiteral("zone"), tr("Zone it leads to"), m_zone,
        tr("Rules speak of zones. Type a new one, or choose."), tr("Name the zone it leads to."));
    addField(QStringLiteral("gate"), tr("Gate it opens"), m_gate, {}, tr("This gate is gone. Choose another one."));
    addCheck(QStringLiteral("enabled"), m_enabled);
    m_picker->setObjectName(QStringLiteral("picker"));

    for (QCheckBox* box : std::as_const(m_regionBoxes))
        connect(box, &QCheckBox::toggled, this, [this] { m_regionsField->setError({}); });
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &LaneForm::purposeChosen);
    connect(m_camera, &QComboBox::currentIndexChanged, this, &LaneForm::watchCamera);
    connect(m_whole, &QPushButton::clicked, this, [this] {
        m_picker->setRegion(QRectF(0, 0, 1, 1));
        pickerChanged();
    });
    connect(m_picker, &RegionPicker::regionEdited, this, &LaneForm::pickerChanged);
    connect(&m_feed, &PreviewFeed::pictureArrived, m_picker, &RegionPicker::setPicture);
    connect(&m_feed, &PreviewFeed::stateChanged, this, [this] { m_picker->setState(m_feed.state()); });
    purposeChosen();
    pickerChanged();
    remember();
}

QString LaneForm::chosenRegionsText() const
{
    QStringList chosen;
    for (const QCheckBox* box : m_regionBoxes) {
        if (box->isChecked())
            chosen.append(box->text());
    }
    return chosen.join(QStringLiteral(", "));
}

QString LaneForm::pickedText() const
{
    const QRectF region = m_picker->region();
    const auto percent = [](double fraction) { return QString::number(fraction * 100, 'f', 1); };
    //: Where in the picture a lane looks: left, top, width and height in per cent
    return tr("left %1 %, top %2 %, %3 % wide, %4 % high")
        .arg(percent(region.x()), percent(region.y()), percent(region.width()), percent(region.height()));
}

lane::Purpose LaneForm::purpose() const
{
    return lane::Purpose(m_purpose->currentData().toInt());
}

void LaneForm::purposeChosen()
{
    m_regionsField->setVisible(purpose() == lane::Purpose::Plates);
    m_liveness->setVisible(purpose() == lane::Purpose::Faces);
}

void LaneForm::watchCamera()
{
    m_picker->setPicture({});
    m_feed.stop();
    const lane::Camera* camera = m_book.camera(CameraId(m_camera->currentData().toLongLong()));
    if (!camera)
        return;
    if (context().lanes.cameraState(camera->id).phase != video::CameraPhase::Stopped)
        m_feed.watchRunning(camera->id);
    else
        (void)m_feed.watch(camera->address); // what is wrong with it the camera's own form says
    m_picker->setState(m_feed.state());
}

void LaneForm::showEvent(QShowEvent* event)
{
    RecordForm::showEvent(event);
    if (!m_isWatching)
        watchCamera();
    m_isWatching = true;
}

void LaneForm::pickerChanged()
{
    m_whole->setEnabled(m_picker->region() != QRectF(0, 0, 1, 1));
}

void LaneForm::save()
{
    lane::Lane lane = m_lane;
    lane.name = m_name->text();
    lane.camera = CameraId(m_camera->currentData().toLongLong());
    lane.purpose = purpose();
    lane.direction = access::Direction(m_direction->currentData().toInt());
    lane.gate = GateId(m_gate->currentData().toLongLong());
    lane.asksLiveness = m_liveness->isChecked();
    lane.isEnabled = m_enabled->isChecked();
    lane.regionOfInterest = m_picker->region();
    lane.version = version();
    lane.regions.clear();
    for (qsizetype index = 0; index < m_regionBoxes.size(); ++index) {
        if (m_regionBoxes[index]->isChecked())
            lane.regions.append(AllRegions[index]);
    }
    const QString zoneName = m_zone->currentText().simplified();
    if (zoneName.isEmpty())
        return refuse(QStringLiteral("zone"));
    store([draft = lane, zoneName](
              store::Database& database, const security::ActingOperator& actor, const Clock& clock) -> Result<qint64> {
        lane::Lane entered = draft;
        GATEHOUSE_TRY_ASSIGN(zone, zoneNamed(database, actor, clock, zoneName));
        entered.zone = zone;
        lane::LaneRegistry registry(database, clock);
        if (!entered.id.isValid()) {
            GATEHOUSE_TRY_ASSIGN(added, registry.addLane(actor, entered));
            return added.value();
        }
        GATEHOUSE_TRY(registry.updateLane(actor, entered));
        return entered.id.value();
    });
}

void LaneForm::readAgain()
{
    fetchStored<lane::Lane>([](store::Database& database, const security::ActingOperator& actor,
                                const Clock& clock) { return lane::LaneRegistry(database, clock).lanes(actor); },
        [this](const lane::Lane& lane) { return new LaneForm(context(), m_book, lane); });
}

} // namespace gatehouse::ui
