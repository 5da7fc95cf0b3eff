#include "ui/people/VehiclesPage.h"

#include "ui/people/VehicleDetail.h"
#include "ui/people/VehicleForm.h"
#include "ui/words/ReasonText.h"

namespace gatehouse::ui {

namespace {

FinderResult foundVehicle(const people::Vehicle& vehicle)
{
    return { vehicle.plate.display(), vehicle.ownerName, Icon::Car,
        { QStringLiteral("vehicles"), vehicle.id.value() } };
}

} // namespace

VehiclesPage::VehiclesPage(const SiteContext& context, QWidget* parent)
    : RegisterPage(context,
        { QStringLiteral("vehicles"), tr("Vehicles"), tr("Plate, description or owner"), tr("Add vehicle"), Icon::Car,
            tr("No vehicle is here yet"),
            tr("Vehicles whose plates the lanes know stand here. Add the first one, or import a list.") },
        parent)
    , m_model(new Model(
          columns(), [](const people::Vehicle& vehicle) { return vehicle.id.value(); },
          registryLoader<people::VehicleRegistry, people::Vehicle>(people::VehicleQuery())))
{
    build(m_model, ImportKind::Vehicles, security::Permission::EditVehicles, {});
}

PageEntry VehiclesPage::entry()
{
    return { QStringLiteral("vehicles"), [] { return tr("Vehicles"); }, Icon::Car, security::Permission::ViewVehicles,
        [](const SiteContext& context) { return new VehiclesPage(context); } };
}

FinderSource VehiclesPage::finder()
{
    return registryFinder<people::VehicleRegistry, people::Vehicle, people::VehicleQuery>(
        security::Permission::ViewVehicles, foundVehicle);
}

VehiclesPage::Model::Columns VehiclesPage::columns() const
{
    return {
        { QStringLiteral("plate"), tr("Plate"), [](const people::Vehicle& vehicle) { return vehicle.plate.display(); },
            {}, {}, {}, {}, { Qt::AlignLeft, Face::Code, 140 } },
        { QStringLiteral("region"), tr("Region"),
            [](const people::Vehicle& vehicle) { return regionText(vehicle.region); }, {},
            [](const people::Vehicle&) { return Role::Muted; }, {}, {}, { Qt::AlignLeft, Face::System, 110 } },
        { QStringLiteral("owner"), tr("Owner"), [](const people::Vehicle& vehicle) { return vehicle.ownerName; }, {},
            {}, {}, {}, { Qt::AlignLeft, Face::System, 170 } },
        { QStringLiteral("description"), tr("Description"),
            [](const people::Vehicle& vehicle) { return vehicle.description; }, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 180 } },
        groupsColumn<people::Vehicle>(150),
        validColumn<people::Vehicle>(),
        stateColumn<people::Vehicle>(),
    };
}

void VehiclesPage::applyFilters()
{
    people::VehicleQuery query;
    query.text = searchText();
    query.group = chosenGroup();
    query.onlyActive = onlyActive();
    m_model->setLoader(registryLoader<people::VehicleRegistry, people::Vehicle>(query));
}

void VehiclesPage::rowChosen(int, qint64 id)
{
    context().site.reader().request(
        [&site = context().site, actor = context().session.actor(), &clock = context().clock, id](
            store::Database& database) -> Result<people::Vehicle> {
            GATEHOUSE_TRY_ASSIGN(vehicle, people::VehicleRegistry(database, clock).get(actor, VehicleId(id)));
            GATEHOUSE_TRY(
                site.noteReading(actor, { QStringLiteral("vehicle.view"), { QStringLiteral("vehicle"), id }, 1, {} }));
            return vehicle;
        },
        this,
        [this](const Result<people::Vehicle>& vehicle) {
            if (vehicle) {
                showVehicle(*vehicle);
            } else {
                closePanel();
                showProblem(vehicle.error());
            }
        });
}

void VehiclesPage::showVehicle(const people::Vehicle& vehicle)
{
    QStringList names;
    for (const people::Group& group : groups()) {
        if (vehicle.groups.contains(group.id))
            names.append(group.name);
    }
    auto* detail = new VehicleDetail(context(), vehicle, names);
    connect(detail, &VehicleDetail::ownerRequested, this, [this](PersonId owner) {
        context().openPage({ QStringLiteral("people"), owner.value() });
    });
    const bool mayEdit = context().session.may(security::Permission::EditVehicles);
    const qint64 id = vehicle.id.value();
    if (id == shownKey())
        m_shown = vehicle;
    showDetail(id, tr("Vehicle"), detail, mayEdit ? rowButtons(0, id, tr("Change")) : QList<QWidget*>());
}

void VehiclesPage::startRow(int, qint64 id)
{
    startForm(new VehicleForm(context(), groups(), id == 0 ? people::Vehicle() : m_shown));
}

void VehiclesPage::askToRemoveRow(int, qint64)
{
    context().prompts.confirm(this,
        { tr("Remove %1?").arg(m_shown.plate.display()), tr("The lanes no longer know this plate. Past events stay."),
            tr("Remove"), true, m_shown.plate.toString() },
        [this, id = m_shown.id](bool isSure) {
            if (!isSure)
                return;
            change([id](store::Database& database, const security::ActingOperator& actor,
                       const Clock& clock) { return people::VehicleRegistry(database, clock).remove(actor, id); },
                {}, [this] { changed(0); });
        });
}

} // namespace gatehouse::ui
