#include "ui/people/VehiclesPage.h"

#include "core/people/GroupRegistry.h"
#include "ui/common/ReasonText.h"
#include "ui/people/ImportForm.h"
#include "ui/people/Standing.h"
#include "ui/people/ValidityFields.h"
#include "ui/people/VehicleDetail.h"
#include "ui/people/VehicleForm.h"

#include <QComboBox>

namespace gatehouse::ui {

namespace {

constexpr int VehicleFinderResults = 6;

EmptyState* emptyVehicles(const SiteContext& context)
{
    return new EmptyState(context.appearance, Icon::Car, VehiclesPage::tr("No vehicle is here yet"),
        VehiclesPage::tr("Vehicles whose plates the lanes know stand here. Add the first one, or import a list."),
        context.session.may(security::Permission::EditVehicles) ? VehiclesPage::tr("Add vehicle") : QString());
}

} // namespace

VehiclesPage::VehiclesPage(const SiteContext& context, QWidget* parent)
    : RegisterPage(context, QStringLiteral("vehicles"), tr("Vehicles"), emptyVehicles(context), parent)
    , m_model(nullptr)
    , m_group(new QComboBox)
    , m_onlyActive(new Button(context.appearance, ButtonLook::Chip, tr("Only active")))
    , m_groupNames(std::make_shared<QHash<GroupId, QString>>())
{
    addSearch(tr("Plate, description or owner"));
    m_group->setObjectName(QStringLiteral("groupFilter"));
    m_group->setAccessibleName(tr("Group"));
    m_group->addItem(tr("Every group"), 0);
    m_onlyActive->setCheckable(true);
    m_onlyActive->setObjectName(QStringLiteral("onlyActive"));
    addFilter(m_group);
    addFilter(m_onlyActive);
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] { applyFilters(); });
    connect(m_onlyActive, &QPushButton::toggled, this, [this] { applyFilters(); });

    if (context.session.may(security::Permission::EditVehicles)) {
        auto* import = addAction(ButtonLook::Plain, Icon::Upload, tr("Import…"), QStringLiteral("import"));
        connect(import, &QPushButton::clicked, this,
            [this] { startEditor(new ImportForm(this->context(), ImportKind::Vehicles)); });
        auto* addVehicle = addAction(ButtonLook::Primary, Icon::Add, tr("Add vehicle"), QStringLiteral("add"));
        connect(addVehicle, &QPushButton::clicked, this, &VehiclesPage::add);
        connect(table().findChild<EmptyState*>(), &EmptyState::actionTriggered, this, &VehiclesPage::add);
    }
    m_model = new Model(
        columns(), [](const people::Vehicle& vehicle) { return vehicle.id.value(); }, loader(), this);
    setModel(m_model);
}

PageEntry VehiclesPage::entry()
{
    return { QStringLiteral("vehicles"), [] { return tr("Vehicles"); }, Icon::Car, security::Permission::ViewVehicles,
        [](const SiteContext& context) { return new VehiclesPage(context); } };
}

FinderSource VehiclesPage::finder()
{
    return { security::Permission::ViewVehicles,
        [](const SiteContext& context, const QString& text, QObject* receiver,
            std::function<void(QList<FinderResult>)> done) {
            context.site.reader().request(
                [actor = context.session.actor(), &clock = context.clock, text](store::Database& database) {
                    people::VehicleQuery query;
                    query.text = text;
                    query.limit = VehicleFinderResults;
                    return people::VehicleRegistry(database, clock).list(actor, query);
                },
                receiver,
                [done = std::move(done)](const Result<people::Page<people::Vehicle>>& page) {
                    QList<FinderResult> results;
                    if (page) {
                        for (const people::Vehicle& vehicle : page->rows) {
                            results.append({ vehicle.plate.display(), vehicle.ownerName, Icon::Car,
                                { QStringLiteral("vehicles"), vehicle.id.value() } });
                        }
                    }
                    done(results);
                });
        } };
}

void VehiclesPage::activated()
{
    loadGroups();
    m_model->reload();
}

VehiclesPage::Model::Columns VehiclesPage::columns() const
{
    const auto standing = [clock = &context().clock](const people::Vehicle& vehicle) {
        return standingWords(vehicle.isActive, vehicle.validity, clock->now());
    };
    const auto groups = [names = m_groupNames](const people::Vehicle& vehicle) {
        QStringList list;
        for (const GroupId group : vehicle.groups)
            list.append(names->value(group));
        return list.join(QStringLiteral(", "));
    };
    const auto until = [time = context().time](const people::Vehicle& vehicle) {
        return vehicle.validity.until ? validityText({ {}, vehicle.validity.until }, time) : QString();
    };
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
        { QStringLiteral("groups"), tr("Groups"), groups, {}, {}, {}, {}, { Qt::AlignLeft, Face::System, 150 } },
        { QStringLiteral("until"), tr("Valid"), until, {}, {}, {}, {},
            { Qt::AlignLeft, Face::System, 150, Shown::OnRequest } },
        { QStringLiteral("state"), tr("State"),
            [standing](const people::Vehicle& vehicle) { return standing(vehicle).text; }, {},
            [standing](const people::Vehicle& vehicle) {
                const StandingWords words = standing(vehicle);
                return words.tone == Role::Allow ? Role::Muted : words.tone;
            },
            [standing](const people::Vehicle& vehicle) {
                const StandingWords words = standing(vehicle);
                return words.tone == Role::Allow ? std::nullopt : std::optional(words.icon);
            },
            {}, { Qt::AlignLeft, Face::System, 110 } },
    };
}

VehiclesPage::Model::Loader VehiclesPage::loader()
{
    people::VehicleQuery query;
    query.text = searchText();
    if (m_group->currentData().toLongLong() > 0)
        query.group = GroupId(m_group->currentData().toLongLong());
    query.onlyActive = m_onlyActive->isChecked();
    return storeLoader<people::Vehicle>(context().site.reader(), this,
        [query, actor = context().session.actor(), &clock = context().clock](
            store::Database& database, const SliceRequest<people::Vehicle>& request) -> Result<Slice<people::Vehicle>> {
            people::VehicleQuery slice = query;
            slice.offset = request.offset;
            slice.limit = request.limit;
            GATEHOUSE_TRY_ASSIGN(page, people::VehicleRegistry(database, clock).list(actor, slice));
            return Slice<people::Vehicle> { page.rows, page.total };
        });
}

void VehiclesPage::applyFilters()
{
    m_model->setLoader(loader());
}

void VehiclesPage::loadGroups()
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock](
            store::Database& database) { return people::GroupRegistry(database, clock).list(actor); },
        this,
        [this](const Result<QList<people::Group>>& groups) {
            if (!groups) {
                showProblem(groups.error());
                return;
            }
            m_groups = *groups;
            fillGroupFilter(m_group, m_groups, *m_groupNames);
            table().view()->viewport()->update();
        });
}

void VehiclesPage::loadDetail(qint64 id)
{
    context().site.reader().request(
        [actor = context().session.actor(), &clock = context().clock, id](
            store::Database& database) { return people::VehicleRegistry(database, clock).get(actor, VehicleId(id)); },
        this,
        [this](const Result<people::Vehicle>& vehicle) {
            if (vehicle) {
                showVehicle(*vehicle);
            } else {
                closeDetail();
                showProblem(vehicle.error());
            }
        });
}

void VehiclesPage::showVehicle(const people::Vehicle& vehicle)
{
    QStringList groups;
    for (const people::Group& group : std::as_const(m_groups)) {
        if (vehicle.groups.contains(group.id))
            groups.append(group.name);
    }
    auto* detail = new VehicleDetail(context(), vehicle, groups);
    connect(detail, &VehicleDetail::ownerRequested, this, [this](PersonId owner) {
        context().openPage({ QStringLiteral("people"), owner.value() });
    });
    QList<QWidget*> foot;
    if (context().session.may(security::Permission::EditVehicles)) {
        auto* remove = new Button(context().appearance, ButtonLook::Deny, tr("Remove"));
        remove->setObjectName(QStringLiteral("remove"));
        connect(remove, &QPushButton::clicked, this, [this, vehicle] { removeVehicle(vehicle); });
        auto* edit = new Button(context().appearance, ButtonLook::Plain, Icon::Edit, tr("Change"));
        edit->setObjectName(QStringLiteral("edit"));
        connect(edit, &QPushButton::clicked, this,
            [this, vehicle] { startEditor(new VehicleForm(context(), m_groups, vehicle)); });
        foot = { remove, edit };
    }
    showDetail(vehicle.id.value(), tr("Vehicle"), detail, foot);
}

void VehiclesPage::add()
{
    startEditor(new VehicleForm(context(), m_groups, {}));
}

void VehiclesPage::removeVehicle(const people::Vehicle& vehicle)
{
    context().prompts.confirm(this,
        { tr("Remove %1?").arg(vehicle.plate.display()), tr("The lanes no longer know this plate. Past events stay."),
            tr("Remove"), true, vehicle.plate.toString() },
        [this, id = vehicle.id](bool isSure) {
            if (!isSure)
                return;
            context().site.writer().request(
                [actor = context().session.actor(), &clock = context().clock, id](
                    store::Database& database) { return people::VehicleRegistry(database, clock).remove(actor, id); },
                this,
                [this](const Result<void>& outcome) {
                    if (outcome)
                        changed(0);
                    else
                        showProblem(outcome.error());
                });
        });
}

} // namespace gatehouse::ui
