#include "app/ctl/CommandTree.h"
#include "app/ctl/Commands.h"
#include "app/ctl/PeopleJson.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"

namespace gatehouse::ctl {

namespace {

constexpr int RowsAtATime = 500;

Result<GroupNames> groupNames(store::Database& database, const Clock& clock, const security::ActingOperator& actor)
{
    GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, clock).list(actor));
    GroupNames names;
    for (const people::Group& group : groups)
        names.insert(group.id, group.name);
    return names;
}

// Every row of a registry that matches, fetched page by page.
template <typename Registry, typename Query>
Result<QJsonArray> listed(const CtlContext& context, const std::string& search)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    return site->reader().call([&](store::Database& database) -> Result<QJsonArray> {
        const security::ActingOperator& actor = site->openedBy();
        GATEHOUSE_TRY_ASSIGN(names, groupNames(database, context.clock(), actor));
        Registry registry(database, context.clock());
        Query query;
        query.text = QString::fromStdString(search);
        query.limit = RowsAtATime;
        QJsonArray rows;
        while (true) {
            GATEHOUSE_TRY_ASSIGN(page, registry.list(actor, query));
            for (const auto& row : std::as_const(page.rows))
                rows.append(toJson(row, names));
            if (page.rows.size() < RowsAtATime)
                break;
            query.offset += RowsAtATime;
        }
        const QString kind =
            std::is_same_v<Registry, people::PersonRegistry> ? QStringLiteral("person") : QStringLiteral("vehicle");
        const QString verb = search.empty() ? QStringLiteral(".list") : QStringLiteral(".search");
        GATEHOUSE_TRY(site->noteReading(actor, { kind + verb, { kind, 0 }, rows.size(), query.text }));
        return rows;
    });
}

Result<QJsonArray> listedGroups(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    return site->reader().call([&](store::Database& database) -> Result<QJsonArray> {
        GATEHOUSE_TRY_ASSIGN(groups, people::GroupRegistry(database, context.clock()).list(site->openedBy()));
        QJsonArray rows;
        for (const people::Group& group : std::as_const(groups))
            rows.append(toJson(group));
        return rows;
    });
}

int addGroup(const CtlContext& context, const std::string& name)
{
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    const auto added = (*site)->writer().call([&](store::Database& database) {
        return people::GroupRegistry(database, context.clock()).add((*site)->openedBy(), QString::fromStdString(name));
    });
    if (!added)
        return context.fail(added.error());
    context.print(QJsonObject { { QStringLiteral("id"), added->value() } });
    return ExitSuccess;
}

} // namespace

void addPeopleCommands(CLI::App& application, CtlContext& context)
{
    auto* person = addNoun(application, "person", "persons", "People who are registered");
    auto* list = addList(*person);
    auto personSearch = std::make_shared<std::string>();
    list->add_option("--search", *personSearch, "Part of a name or reference");
    context.onRun(list, [&context, personSearch] {
        return reported(context, listed<people::PersonRegistry, people::PersonQuery>(context, *personSearch));
    });
    addPersonImport(*person, context);
    addConsentCommands(*person, context);
    addSealedCommands(*person, context);

    auto* vehicle = addNoun(application, "vehicle", "vehicles", "Vehicles that are registered");
    list = addList(*vehicle);
    auto vehicleSearch = std::make_shared<std::string>();
    list->add_option("--search", *vehicleSearch, "Part of a plate, description or owner's name");
    context.onRun(list, [&context, vehicleSearch] {
        return reported(context, listed<people::VehicleRegistry, people::VehicleQuery>(context, *vehicleSearch));
    });
    addVehicleImport(*vehicle, context);

    auto* group = addNoun(application, "group", "groups", "Groups that access rules speak of");
    list = addList(*group);
    context.onRun(list, [&context] { return reported(context, listedGroups(context)); });
    auto name = std::make_shared<std::string>();
    auto* add = group->add_subcommand("add", "Add a group");
    add->add_option("--name", *name, "Name of the group")->required();
    context.onRun(add, [&context, name] { return addGroup(context, *name); });
}

} // namespace gatehouse::ctl
