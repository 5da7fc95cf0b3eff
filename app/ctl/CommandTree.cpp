#include "app/ctl/CommandTree.h"

namespace gatehouse::ctl {

CLI::App* addNoun(
    CLI::App& application, const std::string& name, const std::string& plural, const std::string& description)
{
    auto* noun = application.add_subcommand(name, description);
    noun->alias(plural);
    noun->require_subcommand(1);
    return noun;
}

CLI::App* addList(CLI::App& noun)
{
    auto* command = noun.add_subcommand("list", "Print all of them as one JSON array");
    command->add_flag("--json")->description("As JSON, which is how it is printed anyway");
    return command;
}

int reported(const CtlContext& context, const Result<QJsonArray>& rows)
{
    if (!rows)
        return context.fail(rows.error());
    context.print(*rows);
    return ExitSuccess;
}

int reported(const CtlContext& context, const Result<QJsonObject>& object)
{
    if (!object)
        return context.fail(object.error());
    context.print(*object);
    return ExitSuccess;
}

Result<UtcTime> momentFromText(const std::string& text, const QTimeZone& zone, const char* option)
{
    const QString typed = QString::fromStdString(text).trimmed();
    QDateTime moment = QDateTime::fromString(typed, Qt::ISODateWithMs);
    if (!moment.isValid()) {
        return failure(ErrorCode::InvalidArgument,
            QStringLiteral("%1: write it like 2025-03-04 or 2025-03-04T22:30").arg(QLatin1StringView(option)));
    }
    if (moment.timeSpec() == Qt::LocalTime)
        moment = QDateTime(moment.date(), moment.time(), zone);
    return UtcTime::fromDateTime(moment);
}

Result<std::optional<UtcTime>> optionalMoment(const std::string& text, const QTimeZone& zone, const char* option)
{
    if (text.empty())
        return std::optional<UtcTime>();
    GATEHOUSE_TRY_ASSIGN(moment, momentFromText(text, zone, option));
    return std::optional(moment);
}

QJsonValue momentJson(const std::optional<UtcTime>& moment)
{
    return moment ? QJsonValue(moment->toIso()) : QJsonValue(QJsonValue::Null);
}

Result<void> approveWholeList(const CtlContext& context, security::OpenSite& site, privacy::ListKind kind)
{
    GATEHOUSE_TRY_ASSIGN(approval, context.approval(site, privacy::listExportProposal(kind)));
    return site.writer().call([&](store::Database& database) {
        return privacy::approveListExport(site.openedBy(), database, context.clock(), kind, std::move(approval));
    });
}

void tellOfTheRest(const CtlContext& context, qsizetype printed, qint64 total)
{
    if (total > printed) {
        context.say(QStringLiteral("%1 of %2 rows. More is an export of personal data and takes two people: --all with "
                                   "--second-operator and --second-passphrase-file.")
                        .arg(printed)
                        .arg(total));
    }
}

} // namespace gatehouse::ctl
