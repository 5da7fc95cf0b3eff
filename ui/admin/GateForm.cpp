#include "ui/admin/GateForm.h"

#include "core/access/AccessNames.h"
#include "core/access/GateRegistry.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

namespace gatehouse::ui {

namespace {

QSpinBox* numberBox(int least, int most, int value, const QString& unit)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setValue(value);
    box->setSuffix(unit);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

} // namespace

GateForm::GateForm(const SiteContext& context, const access::GateSettings& gate, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Gate, gate.id.value(), gate.version },
        gate.id.isValid() ? tr("Change gate") : tr("New gate"), gate.id.isValid() ? tr("Save") : tr("Add gate"), parent)
    , m_gate(gate)
    , m_name(new QLineEdit(gate.name))
    , m_kind(new QComboBox)
    , m_host(new QLineEdit(gate.host))
    , m_port(numberBox(1, 65535, gate.port, {}))
    , m_unit(numberBox(0, 255, gate.unit, {}))
    , m_coil(numberBox(0, 65535, gate.coil, {}))
    , m_pulse(numberBox(50, 30000, gate.pulseMilliseconds, QStringLiteral(" ms")))
    , m_hasFeedback(new QCheckBox(tr("An input says when it is open")))
    , m_feedback(numberBox(0, 65535, gate.feedbackInput.value_or(0), {}))
    , m_timeout(numberBox(50, 30000, gate.timeoutMilliseconds, QStringLiteral(" ms")))
{
    m_name->setMaxLength(access::MaximumNameLength);
    for (const access::GateKind kind : access::AllGateKinds)
        m_kind->addItem(gateKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(gate.kind)));
    m_hasFeedback->setChecked(gate.feedbackInput.has_value());

    addField(QStringLiteral("name"), tr("Name"), m_name, {}, tr("Give a name of at most 60 letters."));
    addField(
        QStringLiteral("kind"), tr("Kind"), m_kind, tr("A simulated gate moves nothing: for trying out a site."), {});
    m_modbusOnly.append(addField(QStringLiteral("host"), tr("Host of the relay"), m_host,
        tr("Name or address in your network."), tr("Say where the relay is.")));
    m_modbusOnly.append(addField(QStringLiteral("port"), tr("Port"), m_port, {}, tr("A number from 1 to 65535.")));
    m_modbusOnly.append(addField(QStringLiteral("unit"), tr("Unit"), m_unit, {}, tr("A number from 0 to 255.")));
    m_modbusOnly.append(addField(QStringLiteral("coil"), tr("Coil that opens"), m_coil,
        tr("Counted from 0, as on the wire. Many manuals count from 1."), tr("A number from 0 to 65535.")));
    addField(QStringLiteral("pulse"), tr("Length of the pulse"), m_pulse, {}, tr("From 50 to 30,000 ms."));
    addCheck(QStringLiteral("hasFeedback"), m_hasFeedback);
    m_modbusOnly.append(m_hasFeedback);
    m_modbusOnly.append(addField(QStringLiteral("feedback"), tr("Discrete input"), m_feedback,
        tr("On while the gate is open. Counted from 0."), tr("A number from 0 to 65535.")));
    m_modbusOnly.append(addField(QStringLiteral("timeout"), tr("Longest wait"), m_timeout,
        tr("To reach the relay, and then to see the gate open. Later than that it never opens by itself."),
        tr("From 50 to 30,000 ms.")));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &GateForm::kindChosen);
    connect(m_hasFeedback, &QCheckBox::toggled, m_feedback, &QWidget::setEnabled);
    m_feedback->setEnabled(m_hasFeedback->isChecked());
    kindChosen();
    remember();
}

void GateForm::kindChosen()
{
    const bool isModbus = access::GateKind(m_kind->currentData().toInt()) == access::GateKind::ModbusTcp;
    for (QWidget* widget : std::as_const(m_modbusOnly))
        widget->setVisible(isModbus);
}

access::GateSettings GateForm::typed() const
{
    access::GateSettings gate = m_gate;
    gate.version = version();
    gate.name = m_name->text();
    gate.kind = access::GateKind(m_kind->currentData().toInt());
    gate.host = m_host->text();
    gate.port = m_port->value();
    gate.unit = m_unit->value();
    gate.coil = m_coil->value();
    gate.pulseMilliseconds = m_pulse->value();
    gate.feedbackInput = m_hasFeedback->isChecked() ? std::optional(m_feedback->value()) : std::nullopt;
    gate.timeoutMilliseconds = m_timeout->value();
    return gate;
}

void GateForm::save()
{
    storeRow(typed(), &access::GateRegistry::add, &access::GateRegistry::update);
}

void GateForm::readAgain()
{
    fetchStored<access::GateSettings>(
        [](store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
            return access::GateRegistry(database, clock).list(actor);
        },
        [this](const access::GateSettings& gate) { return new GateForm(context(), gate); });
}

} // namespace gatehouse::ui
