#include "app/ctl/PeopleJson.h"

#include "app/ctl/CommandTree.h"

#include <QJsonArray>

namespace gatehouse::ctl {

namespace {

QJsonArray namesJson(const QList<GroupId>& groups, const GroupNames& names)
{
    QJsonArray array;
    for (const GroupId group : groups)
        array.append(names.value(group));
    return array;
}

QJsonArray problemsJson(const QList<enrolment::ImportProblem>& problems)
{
    QJsonArray array;
    for (const enrolment::ImportProblem& problem : problems) {
        array.append(QJsonObject {
            { QStringLiteral("file"), problem.file },
            { QStringLiteral("line"), problem.line },
            { QStringLiteral("column"), problem.column },
            { QStringLiteral("code"), QString(errorCodeName(problem.code)) },
            { QStringLiteral("explanation"), problem.explanation },
        });
    }
    return array;
}

} // namespace

QJsonObject toJson(const people::Person& person, const GroupNames& groups)
{
    return {
        { QStringLiteral("id"), person.id.value() },
        { QStringLiteral("ref"), person.externalRef },
        { QStringLiteral("name"), person.name },
        { QStringLiteral("kind"), people::personKindCode(person.kind) },
        { QStringLiteral("groups"), namesJson(person.groups, groups) },
        { QStringLiteral("validFrom"), momentJson(person.validity.from) },
        { QStringLiteral("validUntil"), momentJson(person.validity.until) },
        { QStringLiteral("active"), person.isActive },
        { QStringLiteral("faceConsent"), person.hasFaceConsent },
        { QStringLiteral("templates"), person.templateCount },
    };
}

QJsonObject toJson(const people::Vehicle& vehicle, const GroupNames& groups)
{
    return {
        { QStringLiteral("id"), vehicle.id.value() },
        { QStringLiteral("plate"), vehicle.plate.toString() },
        { QStringLiteral("region"), regionCode(vehicle.region) },
        { QStringLiteral("owner"), vehicle.ownerName },
        { QStringLiteral("description"), vehicle.description },
        { QStringLiteral("groups"), namesJson(vehicle.groups, groups) },
        { QStringLiteral("validFrom"), momentJson(vehicle.validity.from) },
        { QStringLiteral("validUntil"), momentJson(vehicle.validity.until) },
        { QStringLiteral("active"), vehicle.isActive },
    };
}

QJsonObject toJson(const people::Group& group)
{
    return {
        { QStringLiteral("id"), group.id.value() },
        { QStringLiteral("name"), group.name },
        { QStringLiteral("persons"), group.persons },
        { QStringLiteral("vehicles"), group.vehicles },
    };
}

QJsonObject toJson(const enrolment::ImportReport& report)
{
    return {
        { QStringLiteral("rows"), report.rows },
        { QStringLiteral("added"), report.added },
        { QStringLiteral("updated"), report.updated },
        { QStringLiteral("unchanged"), report.unchanged },
        { QStringLiteral("templates"), report.templates },
        { QStringLiteral("committed"), report.isCommitted },
        { QStringLiteral("problems"), problemsJson(report.problems) },
        { QStringLiteral("pictureProblems"), problemsJson(report.pictureProblems) },
    };
}

QJsonObject toJson(const people::PeopleCount& count)
{
    const auto levelCode = [](people::FilingLevel level) {
        switch (level) {
        case people::FilingLevel::Below:
            return QStringLiteral("below");
        case people::FilingLevel::Near:
            return QStringLiteral("near");
        case people::FilingLevel::Close:
            return QStringLiteral("close");
        }
        Q_UNREACHABLE();
    };
    return { { QStringLiteral("persons"), count.persons }, { QStringLiteral("withFace"), count.withFace },
        { QStringLiteral("templates"), count.templates }, { QStringLiteral("level"), levelCode(count.level()) },
        { QStringLiteral("warnsAt"), QJsonArray { people::FilingNear, people::FilingClose } },
        { QStringLiteral("filingDutyAt"), people::FilingDuty } };
}

void sayFilingLevel(const CtlContext& context, const people::PeopleCount& count)
{
    if (count.level() != people::FilingLevel::Below)
        context.say(QStringLiteral("%1 people are stored: at %2 this site must be filed with the authority.")
                        .arg(count.persons)
                        .arg(people::FilingDuty));
}

} // namespace gatehouse::ctl
