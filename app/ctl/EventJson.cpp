#include "app/ctl/EventJson.h"

#include <QJsonArray>

namespace gatehouse::ctl {

namespace {

QString kindCode(lane::EventKind kind)
{
    switch (kind) {
    case lane::EventKind::Recognition:
        return QStringLiteral("recognition");
    case lane::EventKind::Operator:
        return QStringLiteral("operator");
    case lane::EventKind::Gate:
        return QStringLiteral("gate");
    }
    return {};
}

QString subjectCode(lane::LaneEvent::Subject subject)
{
    switch (subject) {
    case lane::LaneEvent::Subject::None:
        return QStringLiteral("none");
    case lane::LaneEvent::Subject::Person:
        return QStringLiteral("person");
    case lane::LaneEvent::Subject::Vehicle:
        return QStringLiteral("vehicle");
    }
    return {};
}

QString certaintyCode(vision::Certainty certainty)
{
    switch (certainty) {
    case vision::Certainty::Known:
        return QStringLiteral("known");
    case vision::Certainty::Unknown:
        return QStringLiteral("unknown");
    case vision::Certainty::Unsure:
        return QStringLiteral("unsure");
    }
    return {};
}

QString obstacleCode(vision::Obstacle obstacle)
{
    using vision::Obstacle;
    switch (obstacle) {
    case Obstacle::TooSmall:
        return QStringLiteral("too-small");
    case Obstacle::Blurred:
        return QStringLiteral("blurred");
    case Obstacle::Turned:
        return QStringLiteral("turned");
    case Obstacle::TooDark:
        return QStringLiteral("too-dark");
    case Obstacle::TooBright:
        return QStringLiteral("too-bright");
    case Obstacle::BelowThreshold:
        return QStringLiteral("below-threshold");
    case Obstacle::TooCloseToSecond:
        return QStringLiteral("too-close-to-second");
    case Obstacle::NotLive:
        return QStringLiteral("not-live");
    case Obstacle::FormatUnknown:
        return QStringLiteral("format-unknown");
    case Obstacle::TooFewReads:
        return QStringLiteral("too-few-reads");
    }
    return {};
}

void addText(QJsonObject& object, const char* name, const QString& text)
{
    if (!text.isEmpty())
        object.insert(QLatin1StringView(name), text);
}

template <typename IdType>
void addId(QJsonObject& object, const char* name, IdType id)
{
    if (id.isValid())
        object.insert(QLatin1StringView(name), id.value());
}

void addSubject(QJsonObject& object, const lane::LaneEvent& event)
{
    object.insert(QStringLiteral("subject"), subjectCode(event.subject));
    object.insert(QStringLiteral("certainty"), certaintyCode(event.certainty));
    addId(object, "personId", event.person);
    addText(object, "person", event.personName);
    addText(object, "personKind", event.personKind);
    if (event.plate)
        addText(object, "plate", event.plate->toString());
    if (event.plateRegion)
        addText(object, "region", regionCode(*event.plateRegion));
    addId(object, "vehicleId", event.vehicle);
    addText(object, "vehicle", event.vehicleDescription);
}

void addMeasures(QJsonObject& object, const lane::LaneEvent& event)
{
    object.insert(QStringLiteral("confidence"), event.confidence);
    object.insert(QStringLiteral("threshold"), event.threshold);
    if (event.liveness >= 0)
        object.insert(QStringLiteral("liveness"), event.liveness);
    if (!event.runnerUp.isEmpty()) {
        object.insert(QStringLiteral("runnerUp"), event.runnerUp);
        object.insert(QStringLiteral("runnerUpConfidence"), event.runnerUpConfidence);
    }
    object.insert(QStringLiteral("reads"), event.reads);
    object.insert(QStringLiteral("agreeing"), event.agreeing);
    QJsonArray findings;
    for (const vision::Finding& finding : event.findings) {
        findings.append(QJsonObject { { QStringLiteral("obstacle"), obstacleCode(finding.obstacle) },
            { QStringLiteral("measured"), finding.measured }, { QStringLiteral("needed"), finding.needed } });
    }
    if (!findings.isEmpty())
        object.insert(QStringLiteral("findings"), findings);
}

void addDecision(QJsonObject& object, const lane::LaneEvent& event)
{
    object.insert(QStringLiteral("decision"), access::verdictCode(event.decision.verdict));
    object.insert(QStringLiteral("reason"), access::reasonCode(event.decision.reason));
    addId(object, "ruleId", event.decision.rule);
    addText(object, "rule", event.ruleName);
    if (event.kind == lane::EventKind::Gate) {
        const bool isOpened = event.decision.reason == access::Reason::GateOpened;
        object.insert(QStringLiteral("gate"), isOpened ? QStringLiteral("opened") : event.note);
    } else {
        object.insert(QStringLiteral("opensGate"), event.opensGate);
        addText(object, "note", event.note);
    }
}

} // namespace

QJsonObject eventToJson(const lane::LaneEvent& event)
{
    QJsonObject object;
    addId(object, "id", event.id);
    object.insert(QStringLiteral("at"), event.at.toIso());
    object.insert(QStringLiteral("lane"), event.laneName);
    addId(object, "laneId", event.lane);
    object.insert(QStringLiteral("kind"), kindCode(event.kind));
    addId(object, "answers", event.answers);
    addText(object, "operator", event.operatorName);
    addSubject(object, event);
    if (event.kind == lane::EventKind::Recognition)
        addMeasures(object, event);
    addDecision(object, event);
    addId(object, "cropId", event.cropId);
    addId(object, "frameId", event.frameId);
    return object;
}

} // namespace gatehouse::ctl
