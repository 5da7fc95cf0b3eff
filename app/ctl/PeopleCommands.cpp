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

struct ListOptions
{
    std::string search;
    bool all = false;
};

// The rows of a registry that match, fetched page by page: the first ones, or all where two people want them.
template <typename Registry, typename Query>
Result<QJsonArray> listed(const CtlContext& context, const ListOptions& options)
{
    constexpr bool IsPeople = std::is_same_v<Registry, people::PersonRegistry>;
    constexpr privacy::ListKind Kind = IsPeople ? privacy::ListKind::People : privacy::ListKind::Vehicles;
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    if (options.all)
        GATEHOUSE_TRY(approveWholeList(context, *site, Kind));
    return site->reader().call([&](store::Database& database) -> Result<QJsonArray> {
        const security::ActingOperator& actor = site->openedBy();
        GATEHOUSE_TRY_ASSIGN(names, groupNames(database, context.clock(), actor));
        Registry registry(database, context.clock());
        Query query;
        query.text = QString::fromStdString(options.search);
        query.limit = options.all ? RowsAtATime : privacy::MostRowsAlone;
        QJsonArray rows;
        qint64 total = 0;
        do {
            GATEHOUSE_TRY_ASSIGN(page, registry.list(actor, query));
            for (const auto& row : std::as_const(page.rows))
                rows.append(toJson(row, names));
            total = page.total;
            query.offset = static_cast<int>(rows.size());
            if (page.rows.isEmpty())
                break;
        } while (options.all && rows.size() < total);
        const QString kind = privacy::listKindCode(Kind);
        const QString verb = options.search.empty() ? QStringLiteral(".list") : QStringLiteral(".search");
        GATEHOUSE_TRY(site->noteReading(actor, { kind + verb, { kind, 0 }, rows.size(), query.text }));
        tellOfTheRest(context, rows.size(), total);
        return rows;
    });
}

template <typename Registry, typename Query>
void addWholeList(CLI::App& noun, CtlContext& context, const char* searchText)
{
    auto* list = addList(noun);
    list->description("Print them as one JSON array: the first " + std::to_string(privacy::MostRowsAlone)
        + ", or all where two people want them");
    auto options = std::make_shared<ListOptions>();
    list->add_option("--search", options->search, searchText);
    list->add_flag("--all", options->all, "Every row; takes a second person (--second-operator)");
    context.onRun(list, [&context, options] { return reported(context, listed<Registry, Query>(context, *options)); });
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
    addWholeList<people::PersonRegistry, people::PersonQuery>(*person, context, "Part of a name or reference");
    addPersonImport(*person, context);
    addConsentCommands(*person, context);
    addSealedCommands(*person, context);

    auto* vehicle = addNoun(application, "vehicle", "vehicles", "Vehicles that are registered");
    addWholeList<people::VehicleRegistry, people::VehicleQuery>(
        *vehicle, context, "Part of a plate, description or owner's name");
    addVehicleImport(*vehicle, context);

    auto* group = addNoun(application, "group", "groups", "Groups that access rules speak of");
    auto* list = addList(*group);
    context.onRun(list, [&context] { return reported(context, listedGroups(context)); });
    auto name = std::make_shared<std::string>();
    auto* add = group->add_subcommand("add", "Add a group");
    add->add_option("--name", *name, "Name of the group")->required();
    context.onRun(add, [&context, name] { return addGroup(context, *name); });
}

} // namespace gatehouse::ctl
