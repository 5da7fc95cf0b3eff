#include "ui/shell/AlarmDetails.h"

#include "ui/common/StateTone.h"
#include "ui/common/Widgets.h"
#include "ui/words/FilingText.h"
#include "ui/words/ReasonText.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

struct DetailWords
{
    Q_DECLARE_TR_FUNCTIONS(AlarmDetails)
};

Role filingTone(people::FilingLevel level)
{
    switch (level) {
    case people::FilingLevel::Below:
        return Role::Muted;
    case people::FilingLevel::Near:
        return Role::Ask;
    case people::FilingLevel::Close:
        return Role::Alarm;
    }
    Q_UNREACHABLE();
}

} // namespace

QWidget* makeAlarmDetails(const Appearance& appearance, const SiteStatus& status)
{
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, appearance.theme().px(Gap::Small), 0);
    column->setSpacing(appearance.theme().px(Gap::Medium));
    const auto add = [&](const QString& text, Role tone) {
        column->addWidget((new Label(appearance, text, TextSize::Body, tone))->wrapped());
    };
    const QList<SiteAlarm> alarms = alarmsOf(status);
    for (const SiteAlarm& alarm : alarms)
        add(QStringLiteral("▲ ") + alarmText(alarm), Role::Alarm);
    if (alarms.isEmpty())
        add(DetailWords::tr("Nothing needs you: all is well."), Role::Muted);
    column->addWidget(new Separator);
    if (status.health.people)
        add(filingText(*status.health.people), filingTone(status.health.people->level()));
    for (const CameraHealth& camera : status.cameras)
        add(QStringLiteral("%1: %2").arg(camera.name, cameraStateText(camera.state)), cameraStateRole(camera.state));
    for (const GateHealth& gate : status.gates)
        add(QStringLiteral("%1: %2").arg(gate.name, gatePhaseText(gate.phase)),
            gate.phase == access::GatePhase::Faulty ? Role::Alarm : Role::Muted);
    column->addStretch(1);
    return body;
}

} // namespace gatehouse::ui
