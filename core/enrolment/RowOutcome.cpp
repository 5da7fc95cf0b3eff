#include "core/enrolment/RowOutcome.h"

#include "core/people/Drafts.h"
#include "core/people/GroupRegistry.h"

#include <algorithm>

namespace gatehouse::enrolment {

namespace {

QString refusalExplanation(const Error& error)
{
    if (people::draftFieldFromCode(error.detail) == people::DraftField::VisitEnd) {
        return QStringLiteral("a visitor needs a valid_until, at most %1 days ahead; who comes for longer is a "
                              "contractor or a resident")
            .arg(people::LongestVisitDays);
    }
    switch (error.code) {
    case ErrorCode::AlreadyExists:
        return QStringLiteral("belongs to somebody else already");
    case ErrorCode::NotFound:
        return QStringLiteral("nobody of that reference is registered");
    default:
        return QStringLiteral("cannot be stored");
    }
}

} // namespace

Result<void> countRow(const Result<RowOutcome>& outcome, int line, ImportReport& report, ProblemList& problems)
{
    if (outcome) {
        int& count = *outcome == RowOutcome::Added ? report.added
            : *outcome == RowOutcome::Updated      ? report.updated
                                                   : report.unchanged;
        ++count;
        return {};
    }
    const ErrorCode code = outcome.error().code;
    if (code != ErrorCode::InvalidArgument && code != ErrorCode::AlreadyExists && code != ErrorCode::NotFound)
        return outcome.error();
    problems.add(line, outcome.error().detail, code, refusalExplanation(outcome.error()));
    return {};
}

Result<QList<GroupId>> groupsNamed(store::Transaction& transaction, const Clock& clock,
    const security::ActingOperator& actor, const QStringList& names)
{
    people::GroupRegistry registry(transaction.database(), clock);
    QList<GroupId> groups;
    for (const QString& name : names) {
        GATEHOUSE_TRY_ASSIGN(group, registry.findOrAdd(transaction, actor, name));
        groups.append(group);
    }
    std::sort(groups.begin(), groups.end());
    return groups;
}

} // namespace gatehouse::enrolment
