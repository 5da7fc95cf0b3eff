#include "ui/people/VehicleForm.h"

#include "core/people/Drafts.h"
#include "core/people/VehicleRegistry.h"
#include "ui/common/ErrorText.h"
#include "ui/common/ReasonText.h"
#include "ui/people/GroupPicker.h"
#include "ui/people/OwnerPicker.h"
#include "ui/people/ValidityFields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

VehicleForm::VehicleForm(
    const SiteContext& context, const QList<people::Group>& groups, const people::Vehicle& vehicle, QWidget* parent)
    : PanelEditor(parent)
    , m_context(context)
    , m_before(vehicle)
    , m_plate(new QLineEdit(vehicle.plate.display()))
    , m_region(new QComboBox)
    , m_owner(new OwnerPicker(context, vehicle.owner, vehicle.ownerName))
    , m_description(new QLineEdit(vehicle.description))
    , m_groups(new GroupPicker(context, groups, vehicle.groups))
    , m_validity(new ValidityFields(context.appearance, context.time, vehicle.validity))
    , m_active(new QCheckBox(tr("May be recognised and let in")))
    , m_plateField(
          new FormField(context.appearance, tr("Plate"), m_plate, tr("Blanks, dots and dashes do not matter.")))
    , m_ownerField(
          new FormField(context.appearance, tr("Owner"), m_owner, tr("Type a part of the name. May stay empty.")))
    , m_descriptionField(
          new FormField(context.appearance, tr("Description"), m_description, tr("What a guard sees: colour, make.")))
    , m_failure((new Label(context.appearance, {}, TextSize::Body, Role::Deny))->wrapped())
{
    m_plate->setObjectName(QStringLiteral("plate"));
    m_plate->setFont(context.appearance.theme().codeFont(TextSize::Title));
    m_region->setObjectName(QStringLiteral("region"));
    m_description->setObjectName(QStringLiteral("description"));
    m_description->setMaxLength(people::MaximumDescriptionLength);
    m_active->setObjectName(QStringLiteral("active"));
    m_active->setChecked(vehicle.isActive);
    for (const Region region : AllRegions)
        m_region->addItem(regionText(region), int(region));
    m_region->setCurrentIndex(m_region->findData(int(vehicle.region)));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, context.appearance.theme().px(Gap::Small), 0);
    column->setSpacing(context.appearance.theme().px(Gap::Medium));
    column->addWidget(m_failure);
    column->addWidget(m_plateField);
    column->addWidget(new FormField(context.appearance, tr("Region of the plate"), m_region));
    column->addWidget(m_ownerField);
    column->addWidget(m_descriptionField);
    column->addWidget(new FormField(
        context.appearance, tr("Groups"), m_groups, tr("Access rules say which group may pass where and when.")));
    column->addWidget(m_validity);
    column->addWidget(m_active);
    column->addStretch(1);
    m_failure->hide();

    for (QLineEdit* line : { m_plate, m_description })
        connect(line, &QLineEdit::returnPressed, this, &VehicleForm::save);
    connect(m_validity, &ValidityFields::returnPressed, this, &VehicleForm::save);
    connect(m_plate, &QLineEdit::textChanged, this, [this] { m_plateField->setError({}); });
    connect(m_owner, &OwnerPicker::changed, this, [this] { m_ownerField->setError({}); });
}

QString VehicleForm::title() const
{
    return m_before.id.isValid() ? tr("Change %1").arg(m_before.plate.display()) : tr("New vehicle");
}

QString VehicleForm::saveWord() const
{
    return m_before.id.isValid() ? tr("Save") : tr("Add vehicle");
}

bool VehicleForm::isDirty() const
{
    return m_plate->text() != m_before.plate.display() || m_region->currentData().toInt() != int(m_before.region)
        || m_owner->owner() != m_before.owner || m_owner->isUndecided() || m_description->text() != m_before.description
        || m_groups->isDirty() || m_validity->isDirty() || m_active->isChecked() != m_before.isActive;
}

void VehicleForm::save()
{
    if (m_isSaving)
        return;
    const auto plate = PlateText::fromUserInput(m_plate->text());
    if (!plate) {
        m_plateField->setError(tr("Type the plate: 1 to 12 letters, digits or Chinese characters."));
        m_plate->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (m_owner->isUndecided()) {
        m_ownerField->setError(tr("Choose somebody from the list, or empty the line."));
        m_owner->setFocus(Qt::OtherFocusReason);
        return;
    }
    const auto validity = m_validity->read();
    if (!validity)
        return;
    people::Vehicle vehicle = m_before;
    vehicle.plate = *plate;
    vehicle.region = Region(m_region->currentData().toInt());
    vehicle.owner = m_owner->owner();
    vehicle.description = m_description->text();
    vehicle.groups = m_groups->chosen();
    vehicle.validity = *validity;
    vehicle.isActive = m_active->isChecked();
    m_isSaving = true;
    m_failure->hide();
    Q_EMIT stateChanged();
    m_context.site.writer().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, vehicle](
            store::Database& database) -> Result<VehicleId> {
            people::VehicleRegistry registry(database, clock);
            if (!vehicle.id.isValid())
                return registry.add(actor, vehicle);
            GATEHOUSE_TRY(registry.update(actor, vehicle));
            return vehicle.id;
        },
        this,
        [this](const Result<VehicleId>& outcome) {
            m_isSaving = false;
            Q_EMIT stateChanged();
            if (outcome)
                Q_EMIT saved(outcome->value());
            else
                refused(outcome.error());
        });
}

void VehicleForm::refused(const Error& error)
{
    if (error.code == ErrorCode::AlreadyExists) {
        m_plateField->setError(tr("This plate is registered already. Search for it to see whose it is."));
        m_plate->setFocus(Qt::OtherFocusReason);
    } else if (error.code == ErrorCode::InvalidArgument
        && people::draftFieldFromCode(error.detail) == people::DraftField::Description) {
        m_descriptionField->setError(tr("Keep the description below 200 letters."));
    } else {
        m_failure->setText(errorText(error));
        m_failure->show();
    }
}

} // namespace gatehouse::ui
