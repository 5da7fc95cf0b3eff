#include "core/lane/EventDetail.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatehouse::lane {

namespace {

constexpr QLatin1StringView Threshold("threshold");
constexpr QLatin1StringView LivenessScore("liveness");
constexpr QLatin1StringView RunnerUpPlate("runnerUpPlate");
constexpr QLatin1StringView RunnerUpPerson("runnerUpPerson");
constexpr QLatin1StringView RunnerUpConfidence("runnerUpConfidence");
constexpr QLatin1StringView Reads("reads");
constexpr QLatin1StringView Agreeing("agreeing");
constexpr QLatin1StringView FindingList("findings");
constexpr QLatin1StringView ObstacleWord("obstacle");
constexpr QLatin1StringView Measured("measured");
constexpr QLatin1StringView Needed("needed");
constexpr QLatin1StringView Note("note");
constexpr QLatin1StringView RuleName("ruleName");
constexpr QLatin1StringView OpensGate("opensGate");

QJsonArray findingsAsJson(const vision::Findings& findings)
{
    QJsonArray array;
    for (const vision::Finding& finding : findings) {
        array.append(QJsonObject { { ObstacleWord, obstacleCode(finding.obstacle) }, { Measured, finding.measured },
            { Needed, finding.needed } });
    }
    return array;
}

vision::Findings findingsFromJson(const QJsonArray& array)
{
    vision::Findings findings;
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        if (const auto obstacle = obstacleFromCode(object.value(ObstacleWord).toString()))
            findings.append({ *obstacle, object.value(Measured).toDouble(), object.value(Needed).toDouble() });
    }
    return findings;
}

} // namespace

QString detailOf(const LaneEvent& event)
{
    QJsonObject detail;
    if (event.threshold != 0)
        detail.insert(Threshold, event.threshold);
    if (event.liveness >= 0)
        detail.insert(LivenessScore, event.liveness);
    if (event.runnerUpPerson.isValid())
        detail.insert(RunnerUpPerson, event.runnerUpPerson.value());
    else if (event.subject == LaneEvent::Subject::Vehicle && !event.runnerUp.isEmpty())
        detail.insert(RunnerUpPlate, event.runnerUp);
    if (event.runnerUpConfidence != 0)
        detail.insert(RunnerUpConfidence, event.runnerUpConfidence);
    if (event.reads != 0)
        detail.insert(Reads, event.reads);
    if (event.agreeing != 0)
        detail.insert(Agreeing, event.agreeing);
    if (!event.findings.isEmpty())
        detail.insert(FindingList, findingsAsJson(event.findings));
    if (!event.note.isEmpty())
        detail.insert(Note, event.note);
    if (event.decision.rule.isValid() && !event.ruleName.isEmpty())
        detail.insert(RuleName, event.ruleName);
    if (event.opensGate)
        detail.insert(OpensGate, true);
    return QString::fromUtf8(QJsonDocument(detail).toJson(QJsonDocument::Compact));
}

void applyDetail(const QString& detail, LaneEvent& event)
{
    const QJsonObject object = QJsonDocument::fromJson(detail.toUtf8()).object();
    event.threshold = object.value(Threshold).toDouble(event.threshold);
    event.liveness = object.value(LivenessScore).toDouble(event.liveness);
    event.runnerUpPerson = PersonId(object.value(RunnerUpPerson).toInteger());
    event.runnerUp = object.value(RunnerUpPlate).toString();
    event.runnerUpConfidence = object.value(RunnerUpConfidence).toDouble();
    event.reads = object.value(Reads).toInt();
    event.agreeing = object.value(Agreeing).toInt();
    event.findings = findingsFromJson(object.value(FindingList).toArray());
    event.note = object.value(Note).toString();
    event.ruleName = object.value(RuleName).toString(event.ruleName);
    event.opensGate = object.value(OpensGate).toBool();
}

} // namespace gatehouse::lane
