#include "app/ctl/Commands.h"
#include "app/ctl/CtlContext.h"

#include <algorithm>

namespace gatehouse::ctl {

namespace {

struct OperatorOptions
{
    std::string name;
    std::string role;
    std::string newPassphraseFile;
};

QJsonObject operatorToJson(const security::OperatorRow& row)
{
    return { { QStringLiteral("id"), row.id.value() }, { QStringLiteral("name"), row.name },
        { QStringLiteral("role"), security::roleCode(row.role) }, { QStringLiteral("enabled"), row.isEnabled },
        { QStringLiteral("createdAt"), row.createdAt.toIso() } };
}

Result<security::Passphrase> newPassphrase(const OperatorOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(bytes, readSecretFile(QString::fromStdString(options.newPassphraseFile)));
    return security::Passphrase::fromUtf8(bytes);
}

// Operators are found as sign-in finds them: without regard to case, width and spacing.
Result<security::OperatorRow> operatorByName(security::OpenSite& site, const OperatorOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(rows, site.operators(site.openedBy()));
    const QString wanted = security::foldedOperatorName(QString::fromStdString(options.name));
    const auto found = std::ranges::find(
        rows, wanted, [](const security::OperatorRow& row) { return security::foldedOperatorName(row.name); });
    if (found == rows.end())
        return failure(ErrorCode::NotFound, QStringLiteral("no operator of this name"));
    return *found;
}

Result<security::OperatorRow> addOperator(const CtlContext& context, const OperatorOptions& options)
{
    const auto role = security::roleFromCode(QString::fromStdString(options.role));
    if (!role)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("unknown role"));
    GATEHOUSE_TRY_ASSIGN(passphrase, newPassphrase(options));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(approval,
        context.approval(*site, security::Proposal::addOperator(QString::fromStdString(options.name), *role)));
    GATEHOUSE_TRY_ASSIGN(id,
        site->addOperator(
            site->openedBy(), std::move(approval), QString::fromStdString(options.name), *role, passphrase));
    GATEHOUSE_TRY_ASSIGN(rows, site->operators(site->openedBy()));
    return *std::ranges::find(rows, id, &security::OperatorRow::id);
}

Result<security::OperatorRow> disableOperator(const CtlContext& context, const OperatorOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(row, operatorByName(*site, options));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::disableOperator(row.id)));
    GATEHOUSE_TRY(site->disableOperator(site->openedBy(), std::move(approval), row.id));
    row.isEnabled = false;
    return row;
}

Result<security::OperatorRow> enableOperator(const CtlContext& context, const OperatorOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(passphrase, newPassphrase(options));
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(row, operatorByName(*site, options));
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(*site, security::Proposal::enableOperator(row.id)));
    GATEHOUSE_TRY(site->enableOperator(site->openedBy(), std::move(approval), row.id, passphrase));
    row.isEnabled = true;
    return row;
}

Result<security::OperatorRow> confirmOperator(const CtlContext& context, const OperatorOptions& options)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(row, operatorByName(*site, options));
    GATEHOUSE_TRY(site->confirmRecovered(site->openedBy(), row.id));
    return row;
}

Result<QJsonArray> listOperators(const CtlContext& context)
{
    GATEHOUSE_TRY_ASSIGN(site, context.openSite());
    GATEHOUSE_TRY_ASSIGN(rows, site->operators(site->openedBy()));
    GATEHOUSE_TRY_ASSIGN(recovered, site->recoveredOperators(site->openedBy()));
    QJsonArray list;
    for (const security::OperatorRow& row : rows) {
        QJsonObject json = operatorToJson(row);
        const auto found = std::ranges::find(recovered, row.id, &security::RecoveredOperator::id);
        json.insert(
            QStringLiteral("recoveredAt"), found != recovered.end() ? QJsonValue(found->at.toIso()) : QJsonValue());
        list.append(json);
    }
    return list;
}

using Change = Result<security::OperatorRow> (*)(const CtlContext&, const OperatorOptions&);

int report(const CtlContext& context, const OperatorOptions& options, Change change)
{
    const auto row = change(context, options);
    if (!row)
        return context.fail(row.error());
    context.print(operatorToJson(*row));
    return ExitSuccess;
}

} // namespace

void addOperatorCommands(CLI::App& application, CtlContext& context)
{
    auto* noun = application.add_subcommand("operator", "Who may sign in");
    noun->require_subcommand(1);
    auto options = std::make_shared<OperatorOptions>();

    auto* add = noun->add_subcommand("add", "Add an operator");
    add->add_option("--name", options->name, "Name to sign in with")->required();
    add->add_option("--role", options->role, "guard, attendant, manager, privacy-officer or administrator")->required();
    add->add_option("--new-passphrase-file", options->newPassphraseFile, "File whose first line is their passphrase")
        ->required();
    context.onRun(add, [&context, options] { return report(context, *options, addOperator); });

    auto* disable = noun->add_subcommand("disable", "Take an operator's key away; the name stays in what they did");
    disable->add_option("--name", options->name, "Name of the operator")->required();
    context.onRun(disable, [&context, options] { return report(context, *options, disableOperator); });

    auto* enable = noun->add_subcommand("enable", "Give a disabled operator a new key");
    enable->add_option("--name", options->name, "Name of the operator")->required();
    enable->add_option("--new-passphrase-file", options->newPassphraseFile, "File whose first line is their passphrase")
        ->required();
    context.onRun(enable, [&context, options] { return report(context, *options, enableOperator); });

    auto* confirm =
        noun->add_subcommand("confirm", "Say that whoever came back with the recovery code is who they say");
    confirm->add_option("--name", options->name, "Name of the operator")->required();
    context.onRun(confirm, [&context, options] { return report(context, *options, confirmOperator); });

    auto* list = noun->add_subcommand("list", "All operators as one line of JSON");
    list->add_flag("--json")->description("JSON is what it prints anyway");
    context.onRun(list, [&context] {
        const auto rows = listOperators(context);
        if (!rows)
            return context.fail(rows.error());
        context.print(*rows);
        return ExitSuccess;
    });
}

} // namespace gatehouse::ctl
