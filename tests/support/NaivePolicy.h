#pragma once

#include "core/access/AccessPolicy.h"

namespace gatehouse::test {

// What a site manager would answer with the rules on paper: one question after the other, in the words of
// AccessPolicy.h, however slow. The property test holds decide() against it.
inline bool isInForce(const access::PolicySet& policy, const access::AccessRule& rule, UtcTime at, bool askSchedule)
{
    if (rule.validity.from && at < *rule.validity.from)
        return false;
    if (rule.validity.until && at >= *rule.validity.until)
        return false;
    if (!askSchedule || !rule.schedule.isValid())
        return true;
    if (!policy.schedules.contains(rule.schedule))
        return rule.effect == access::Effect::Deny;
    const QDateTime local = at.toUtc().toTimeZone(policy.timeZone);
    for (const access::WeeklyWindow& window : policy.schedules.value(rule.schedule).windows) {
        if (local.date().dayOfWeek() != window.weekday)
            continue;
        for (int minute = window.startMinute; minute < window.endMinute; ++minute) {
            if (local.time().hour() == minute / 60 && local.time().minute() == minute % 60)
                return true;
        }
    }
    return false;
}

inline access::Decision decideOnPaper(const access::PolicySet& policy, const access::AccessRequest& request)
{
    using namespace access;
    using Kind = AccessSubject::Kind;
    const AccessSubject& subject = request.subject;
    if (subject.kind == Kind::Stranger)
        return { Verdict::Ask, Reason::Stranger, {} };
    if (subject.kind == Kind::Unsure)
        return { Verdict::Ask, Reason::Unsure, {} };
    if (subject.kind == Kind::NotLive)
        return { Verdict::Ask, Reason::NotLive, {} };
    if (!subject.isActive)
        return { Verdict::Deny, Reason::SubjectInactive, {} };
    if (!subject.validity.contains(request.at))
        return { Verdict::Deny, Reason::SubjectExpired, {} };

    QList<AccessRule> mine;
    for (const AccessRule& rule : policy.rules) {
        if (rule.isEnabled && rule.zone == request.zone && subject.groups.contains(rule.group))
            mine.append(rule);
    }
    std::sort(mine.begin(), mine.end(), [](const auto& left, const auto& right) { return left.id < right.id; });
    for (const AccessRule& rule : mine) {
        if (rule.effect == Effect::Deny && isInForce(policy, rule, request.at, true))
            return { Verdict::Deny, Reason::RuleDenies, rule.id };
    }
    for (const AccessRule& rule : mine) {
        if (rule.effect == Effect::Allow && isInForce(policy, rule, request.at, true))
            return { Verdict::Allow, Reason::RuleAllows, rule.id };
    }
    for (const AccessRule& rule : mine) {
        if (rule.effect == Effect::Allow && isInForce(policy, rule, request.at, false))
            return { Verdict::Deny, Reason::OutsideSchedule, rule.id };
    }
    for (const AccessRule& rule : mine) {
        if (rule.effect == Effect::Allow)
            return { Verdict::Deny, Reason::RuleExpired, rule.id };
    }
    return { Verdict::Deny, Reason::NoRule, {} };
}

} // namespace gatehouse::test
