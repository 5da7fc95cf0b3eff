#include "core/access/AccessTypes.h"

namespace gatehouse::access {

QString directionCode(Direction direction)
{
    switch (direction) {
    case Direction::In:
        return QStringLiteral("in");
    case Direction::Out:
        return QStringLiteral("out");
    case Direction::Both:
        return QStringLiteral("both");
    }
    Q_UNREACHABLE();
}

std::optional<Direction> directionFromCode(QStringView code)
{
    for (const Direction direction : AllDirections) {
        if (code == directionCode(direction))
            return direction;
    }
    return std::nullopt;
}

QString effectCode(Effect effect)
{
    switch (effect) {
    case Effect::Allow:
        return QStringLiteral("allow");
    case Effect::Deny:
        return QStringLiteral("deny");
    }
    Q_UNREACHABLE();
}

std::optional<Effect> effectFromCode(QStringView code)
{
    for (const Effect effect : AllEffects) {
        if (code == effectCode(effect))
            return effect;
    }
    return std::nullopt;
}

QString verdictCode(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allow:
        return QStringLiteral("allow");
    case Verdict::Deny:
        return QStringLiteral("deny");
    case Verdict::Ask:
        return QStringLiteral("ask");
    }
    Q_UNREACHABLE();
}

std::optional<Verdict> verdictFromCode(QStringView code)
{
    for (const Verdict verdict : AllVerdicts) {
        if (code == verdictCode(verdict))
            return verdict;
    }
    return std::nullopt;
}

QString reasonCode(Reason reason)
{
    switch (reason) {
    case Reason::RuleAllows:
        return QStringLiteral("rule-allows");
    case Reason::RuleDenies:
        return QStringLiteral("rule-denies");
    case Reason::NoRule:
        return QStringLiteral("no-rule");
    case Reason::OutsideSchedule:
        return QStringLiteral("outside-schedule");
    case Reason::RuleExpired:
        return QStringLiteral("rule-expired");
    case Reason::SubjectInactive:
        return QStringLiteral("subject-inactive");
    case Reason::SubjectExpired:
        return QStringLiteral("subject-expired");
    case Reason::Stranger:
        return QStringLiteral("stranger");
    case Reason::Unsure:
        return QStringLiteral("unsure");
    case Reason::NotLive:
        return QStringLiteral("not-live");
    case Reason::OperatorAllowed:
        return QStringLiteral("operator-allowed");
    case Reason::OperatorDenied:
        return QStringLiteral("operator-denied");
    case Reason::OperatorCorrected:
        return QStringLiteral("operator-corrected");
    case Reason::RecordFailed:
        return QStringLiteral("record-failed");
    case Reason::GateOpened:
        return QStringLiteral("gate-opened");
    case Reason::GateFailed:
        return QStringLiteral("gate-failed");
    }
    Q_UNREACHABLE();
}

std::optional<Reason> reasonFromCode(QStringView code)
{
    for (const Reason reason : AllReasons) {
        if (code == reasonCode(reason))
            return reason;
    }
    return std::nullopt;
}

} // namespace gatehouse::access
