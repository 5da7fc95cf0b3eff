#pragma once

#include "app/ctl/CtlContext.h"
#include "core/privacy/ListExport.h"

#include <QJsonValue>
#include <QStringList>
#include <QTimeZone>

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace gatehouse::ctl {

// What the commands of every noun have in common.

// A noun of the command line and its plural, both accepted.
CLI::App* addNoun(
    CLI::App& application, const std::string& name, const std::string& plural, const std::string& description);
// Its "list". JSON is the only form there is; scripts say --json all the same.
CLI::App* addList(CLI::App& noun);

// Prints the rows, or says what went wrong; the exit status.
int reported(const CtlContext& context, const Result<QJsonArray>& rows);
int reported(const CtlContext& context, const Result<QJsonObject>& object);

// Signs in and runs `work(Database&, ActingOperator)`, which returns a Result of QJsonObject or QJsonArray, on the
// writer (or the reader) and reports what it returned.
template <typename Work>
int onWriter(const CtlContext& context, Work work)
{
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    const security::ActingOperator& actor = (*site)->openedBy();
    return reported(context, (*site)->writer().call([&](store::Database& database) { return work(database, actor); }));
}

template <typename Work>
int onReader(const CtlContext& context, Work work)
{
    auto site = context.openSite();
    if (!site)
        return context.fail(site.error());
    const security::ActingOperator& actor = (*site)->openedBy();
    return reported(context, (*site)->reader().call([&](store::Database& database) { return work(database, actor); }));
}

// More than privacy::MostRowsAlone rows of a list are about to be printed: needs a second person, see CtlContext.
Result<void> approveWholeList(const CtlContext& context, security::OpenSite& site, privacy::ListKind kind);
// Where `total` rows were found and only the first ones printed.
void tellOfTheRest(const CtlContext& context, qsizetype printed, qint64 total);

// The row whose name is `name`, whatever its case; NotFound names the option it was asked for with.
template <typename Row>
Result<Row> rowNamed(const QList<Row>& rows, const std::string& name, const char* option)
{
    const QString wanted = QString::fromStdString(name).simplified();
    for (const Row& row : rows) {
        if (row.name.compare(wanted, Qt::CaseInsensitive) == 0)
            return row;
    }
    return failure(
        ErrorCode::NotFound, QStringLiteral("%1: there is none of that name").arg(QLatin1StringView(option)));
}

// "2025-03-04", "2025-03-04T22:30" or with an offset; without one it is the site's wall clock. InvalidArgument.
Result<UtcTime> momentFromText(const std::string& text, const QTimeZone& zone, const char* option);
Result<std::optional<UtcTime>> optionalMoment(const std::string& text, const QTimeZone& zone, const char* option);
[[nodiscard]] QJsonValue momentJson(const std::optional<UtcTime>& moment);

} // namespace gatehouse::ctl
