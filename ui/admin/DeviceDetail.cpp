#include "ui/admin/DeviceDetail.h"

#include "ui/admin/GateTrial.h"
#include "ui/admin/PreviewFeed.h"
#include "ui/admin/RegionPicker.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

// The translation context of the words in this file.
struct DeviceWords
{
    Q_DECLARE_TR_FUNCTIONS(DeviceDetail)
};

constexpr int DeviceNameColumn = 112; // px at 100 %

QVBoxLayout* deviceColumn(const SiteContext& context, QWidget* body)
{
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Small));
    return column;
}

void addDeviceFact(const SiteContext& context, QVBoxLayout* column, const QString& name, const QString& value,
    Face face = Face::System)
{
    if (value.isEmpty())
        return;
    auto* row = new QHBoxLayout;
    auto* label = new Label(context.appearance, name, TextSize::Body, Role::Muted);
    label->setFixedWidth(context.appearance.theme().px(DeviceNameColumn));
    row->addWidget(label, 0, Qt::AlignTop);
    auto* text = new Label(context.appearance, value);
    text->setFace(face);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text->wrapped(), 1);
    column->addLayout(row);
}

void addSwitchedOff(const SiteContext& context, QVBoxLayout* column, bool isEnabled)
{
    if (!isEnabled)
        column->addWidget(new Label(context.appearance, DeviceWords::tr("Switched off."), TextSize::Body, Role::Ask));
}

// The picture the lanes get now, followed for as long as the body is shown.
RegionPicker* addLivePicture(const SiteContext& context, QVBoxLayout* column, QWidget* body, CameraId camera)
{
    auto* picture = new RegionPicker(context.appearance, RegionPicker::Use::Look);
    picture->setHint(DeviceWords::tr("This camera does not run now."));
    auto* feed = new PreviewFeed(context, body);
    QObject::connect(feed, &PreviewFeed::pictureArrived, picture, &RegionPicker::setPicture);
    QObject::connect(feed, &PreviewFeed::stateChanged, picture, [feed, picture] { picture->setState(feed->state()); });
    feed->watchRunning(camera);
    column->addWidget(picture);
    return picture;
}

QString regionNames(const QList<Region>& regions)
{
    QStringList names;
    for (const Region region : regions)
        names.append(regionText(region));
    return names.join(QStringLiteral(", "));
}

} // namespace

QWidget* makeCameraDetail(const SiteContext& context, const DeviceBook& book, const lane::Camera& camera)
{
    auto* body = new QWidget;
    QVBoxLayout* column = deviceColumn(context, body);
    addLivePicture(context, column, body, camera.id);
    addSwitchedOff(context, column, camera.isEnabled);
    addDeviceFact(context, column, DeviceWords::tr("Kind"), cameraKindText(camera.address.kind));
    addDeviceFact(context, column, DeviceWords::tr("Address"), lane::shownAddress(camera.address), Face::Code);
    const QString lanes = book.lanesOf(camera.id);
    addDeviceFact(context, column, DeviceWords::tr("Lanes"), lanes.isEmpty() ? DeviceWords::tr("none yet") : lanes);
    column->addStretch(1);
    return body;
}

QWidget* makeLaneDetail(const SiteContext& context, const DeviceBook& book, const lane::Lane& lane)
{
    auto* body = new QWidget;
    QVBoxLayout* column = deviceColumn(context, body);
    addLivePicture(context, column, body, lane.camera)->setRegion(lane.regionOfInterest);
    addSwitchedOff(context, column, lane.isEnabled);
    addDeviceFact(context, column, DeviceWords::tr("Camera"), book.cameraName(lane.camera));
    addDeviceFact(context, column, DeviceWords::tr("Looks for"), purposeText(lane.purpose));
    addDeviceFact(context, column, DeviceWords::tr("Expects"), regionNames(lane.regions));
    addDeviceFact(context, column, DeviceWords::tr("Direction"), directionText(lane.direction));
    addDeviceFact(context, column, DeviceWords::tr("Zone"), book.zoneName(lane.zone));
    addDeviceFact(context, column, DeviceWords::tr("Gate"),
        lane.gate.isValid() ? book.gateName(lane.gate) : DeviceWords::tr("none: it only watches"));
    if (lane.asksLiveness)
        addDeviceFact(
            context, column, DeviceWords::tr("Faces"), DeviceWords::tr("asks when one may be only a picture"));
    const lane::LaneCounters counters = context.lanes.counters(lane.id);
    if (counters.framesSeen > 0) {
        addDeviceFact(context, column, DeviceWords::tr("Analysed"),
            DeviceWords::tr("%1 pictures a second, %2 ms each")
                .arg(
                    QString::number(counters.analysedPerSecond, 'f', 1), QString::number(qRound(counters.latencyP50))));
    }
    column->addStretch(1);
    return body;
}

GateDetail::GateDetail(
    const SiteContext& context, const DeviceBook& book, const access::GateSettings& gate, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_id(gate.id)
    , m_name(gate.name)
    , m_phase(new Label(context.appearance, {}, TextSize::Title))
    , m_outcome((new Label(context.appearance, {}))->wrapped())
{
    QVBoxLayout* column = deviceColumn(context, this);
    column->addWidget(m_phase);
    addDeviceFact(context, column, tr("Kind"), gateKindText(gate.kind));
    if (gate.kind == access::GateKind::ModbusTcp) {
        addDeviceFact(context, column, tr("Relay"), QStringLiteral("%1:%2").arg(gate.host).arg(gate.port), Face::Code);
        addDeviceFact(
            context, column, tr("Unit, coil"), QStringLiteral("%1, %2").arg(gate.unit).arg(gate.coil), Face::Code);
        addDeviceFact(context, column, tr("Open input"),
            gate.feedbackInput ? QString::number(*gate.feedbackInput) : tr("none: nobody can say whether it opened"));
        addDeviceFact(context, column, tr("Longest wait"), tr("%1 ms").arg(gate.timeoutMilliseconds));
    }
    addDeviceFact(context, column, tr("Pulse"), tr("%1 ms").arg(gate.pulseMilliseconds));
    const QString lanes = book.lanesOf(gate.id);
    addDeviceFact(context, column, tr("Lanes"), lanes.isEmpty() ? tr("none yet") : lanes);
    if (context.session.may(security::Permission::EditDevices)) {
        column->addWidget(new Separator);
        m_try = new Button(context.appearance, ButtonLook::Allow, Icon::Gate, tr("Open it once"));
        m_try->setObjectName(QStringLiteral("tryGate"));
        connect(m_try, &QPushButton::clicked, this, &GateDetail::tryOut);
        column->addWidget(m_try, 0, Qt::AlignLeft);
        column->addWidget(
            (new Label(context.appearance, tr("The gate really moves. It is written into the audit trail."),
                 TextSize::Caption, Role::Muted))
                ->wrapped());
    }
    m_outcome->setObjectName(QStringLiteral("tryOutcome"));
    column->addWidget(m_outcome);
    column->addStretch(1);
    connect(&context.lanes, &lane::LaneRuntime::gatePhaseChanged, this, [this](GateId changed) {
        if (changed == m_id)
            showPhase();
    });
    showPhase();
}

void GateDetail::showPhase()
{
    const access::GatePhase phase = m_context.lanes.gatePhase(m_id);
    m_phase->setText(gatePhaseText(phase));
    m_phase->setTone(phase == access::GatePhase::Faulty ? Role::Alarm : Role::Text);
}

void GateDetail::tryOut()
{
    m_context.prompts.confirm(this,
        { tr("Open %1 now?").arg(m_name), tr("The gate moves. See that nobody stands in its way."), tr("Open"), false,
            {} },
        [this](bool isSure) {
            if (!isSure)
                return;
            m_try->setEnabled(false);
            m_outcome->setText(tr("Opening…"));
            m_outcome->setTone(Role::Muted);
            auto* trial = new GateTrial(m_context, m_id, this);
            connect(trial, &GateTrial::finished, this, [this, trial](const Result<void>& outcome) {
                trial->deleteLater();
                triedOut(outcome);
            });
            trial->start();
        });
}

void GateDetail::triedOut(const Result<void>& outcome)
{
    m_try->setEnabled(true);
    m_outcome->setText(outcome ? tr("The gate opened.") : errorText(outcome.error()));
    m_outcome->setTone(outcome ? Role::Allow : Role::Deny);
}

} // namespace gatehouse::ui
