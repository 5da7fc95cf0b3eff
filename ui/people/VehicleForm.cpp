#include "ui/people/VehicleForm.h"

#include "core/people/Drafts.h"
#include "core/people/VehicleRegistry.h"
#include "ui/people/GroupPicker.h"
#include "ui/people/OwnerPicker.h"
#include "ui/people/ValidityFields.h"
#include "ui/words/ReasonText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace gatehouse::ui {

VehicleForm::VehicleForm(
    const SiteContext& context, const QList<people::Group>& groups, const people::Vehicle& vehicle, QWidget* parent)
    : RecordForm(context, { security::RecordKind::Vehicle, vehicle.id.value(), vehicle.version },
        vehicle.id.isValid() ? tr("Change %1").arg(vehicle.plate.display()) : tr("New vehicle"),
        vehicle.id.isValid() ? tr("Save") : tr("Add vehicle"), parent)
    , m_siteGroups(groups)
    , m_vehicle(vehicle)
    , m_plate(new QLineEdit(vehicle.plate.display()))
    , m_region(new QComboBox)
    , m_owner(new OwnerPicker(context, vehicle.owner, vehicle.ownerName))
    , m_description(new QLineEdit(vehicle.description))
    , m_groups(new GroupPicker(context, groups, vehicle.groups))
    , m_validity(new ValidityFields(context.appearance, context.time, vehicle.validity))
    , m_active(new QCheckBox(tr("May be let in")))
{
    m_plate->setFont(context.appearance.theme().codeFont(TextSize::Title));
    m_description->setMaxLength(people::MaximumDescriptionLength);
    m_active->setChecked(vehicle.isActive);
    for (const Region region : AllRegions)
        m_region->addItem(regionText(region), int(region));
    m_region->setCurrentIndex(m_region->findData(int(vehicle.region)));

    addField(QStringLiteral("plate"), tr("Plate"), m_plate, tr("Blanks, dots and dashes do not matter."),
        tr("Type the plate: 1 to 12 letters, digits or Chinese characters."));
    setTaken(QStringLiteral("plate"), tr("This plate is registered already. Search for it to see whose it is."));
    addField(QStringLiteral("region"), tr("Region of the plate"), m_region, {}, {});
    FormField* owner =
        addField(QStringLiteral("ownerField"), tr("Owner"), m_owner, tr("Type a part of the name. May stay empty."),
            tr("Choose somebody from the list, or empty the line."), [this] { return m_owner->text(); });
    addField(QStringLiteral("description"), tr("Description"), m_description, tr("What a guard sees: colour, make."),
        tr("Keep the description below 200 letters."));
    addField(QStringLiteral("groups"), tr("Groups"), m_groups,
        tr("Access rules say which group may pass where and when."), {}, [this] { return m_groups->text(); });
    addEntry(tr("Valid"), [this] { return m_validity->text(); });
    addWidget(m_validity);
    addCheck(QStringLiteral("active"), m_active);
    connect(m_validity, &ValidityFields::returnPressed, this, &VehicleForm::save);
    connect(m_owner, &OwnerPicker::changed, this, [owner] { owner->setError({}); });
    remember();
}

void VehicleForm::save()
{
    const auto plate = PlateText::fromUserInput(m_plate->text());
    if (!plate)
        return refuse(QStringLiteral("plate"));
    if (m_owner->isUndecided())
        return refuse(QStringLiteral("ownerField"));
    const auto validity = m_validity->read();
    if (!validity)
        return;
    people::Vehicle vehicle = m_vehicle;
    vehicle.plate = *plate;
    vehicle.region = Region(m_region->currentData().toInt());
    vehicle.owner = m_owner->owner();
    vehicle.description = m_description->text();
    vehicle.groups = m_groups->chosen();
    vehicle.validity = *validity;
    vehicle.isActive = m_active->isChecked();
    vehicle.version = version();
    storeRow(vehicle, &people::VehicleRegistry::add, &people::VehicleRegistry::update);
}

void VehicleForm::readAgain()
{
    fetchStored<people::Vehicle>(
        [id = m_vehicle.id](store::Database& database, const security::ActingOperator& actor, const Clock& clock) {
            return people::VehicleRegistry(database, clock).get(actor, id);
        },
        [this](const people::Vehicle& vehicle) { return new VehicleForm(context(), m_siteGroups, vehicle); });
}

} // namespace gatehouse::ui
