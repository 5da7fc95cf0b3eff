#include "core/access/AccessPolicy.h"

#include <algorithm>

namespace gatehouse::access {

namespace {

// How near an applicable rule is to being in force.
enum class Standing { InForce, OutsideSchedule, Expired };

Standing standingOf(const AccessRule& rule, const PolicySet& policy, UtcTime moment)
{
    if (!rule.validity.contains(moment))
        return Standing::Expired;
    if (!rule.schedule.isValid())
        return Standing::InForce;
    const auto schedule = policy.schedules.constFind(rule.schedule);
    if (schedule == policy.schedules.constEnd())
        return rule.effect == Effect::Deny ? Standing::InForce : Standing::OutsideSchedule;
    return contains(*schedule, moment, policy.timeZone) ? Standing::InForce : Standing::OutsideSchedule;
}

bool applies(const AccessRule& rule, const AccessRequest& request)
{
    return rule.isEnabled && rule.zone == request.zone && request.subject.groups.contains(rule.group);
}

// The best rule of one kind so far: the lowest id wins, whatever the order of the list.
void keepFirst(RuleId& kept, RuleId candidate)
{
    if (!kept.isValid() || candidate < kept)
        kept = candidate;
}

Decision decideForKnown(const PolicySet& policy, const AccessRequest& request)
{
    RuleId denies;
    RuleId allows;
    RuleId atAnotherHour;
    RuleId expired;
    for (const AccessRule& rule : policy.rules) {
        if (!applies(rule, request))
            continue;
        const Standing standing = standingOf(rule, policy, request.at);
        if (rule.effect == Effect::Deny) {
            if (standing == Standing::InForce)
                keepFirst(denies, rule.id);
            continue;
        }
        switch (standing) {
        case Standing::InForce:
            keepFirst(allows, rule.id);
            break;
        case Standing::OutsideSchedule:
            keepFirst(atAnotherHour, rule.id);
            break;
        case Standing::Expired:
            keepFirst(expired, rule.id);
            break;
        }
    }
    if (denies.isValid())
        return { Verdict::Deny, Reason::RuleDenies, denies };
    if (allows.isValid())
        return { Verdict::Allow, Reason::RuleAllows, allows };
    if (atAnotherHour.isValid())
        return { Verdict::Deny, Reason::OutsideSchedule, atAnotherHour };
    if (expired.isValid())
        return { Verdict::Deny, Reason::RuleExpired, expired };
    return { Verdict::Deny, Reason::NoRule, {} };
}

} // namespace

bool contains(const Schedule& schedule, UtcTime moment, const QTimeZone& zone)
{
    const QDateTime local = moment.in(zone.isValid() ? zone : QTimeZone::utc());
    const int weekday = local.date().dayOfWeek();
    const int minute = local.time().hour() * 60 + local.time().minute();
    return std::any_of(schedule.windows.cbegin(), schedule.windows.cend(), [&](const WeeklyWindow& window) {
        return window.weekday == weekday && window.startMinute <= minute && minute < window.endMinute;
    });
}

Decision decide(const PolicySet& policy, const AccessRequest& request)
{
    switch (request.subject.kind) {
    case AccessSubject::Kind::Stranger:
        return { Verdict::Ask, Reason::Stranger, {} };
    case AccessSubject::Kind::Unsure:
        return { Verdict::Ask, Reason::Unsure, {} };
    case AccessSubject::Kind::NotLive:
        return { Verdict::Ask, Reason::NotLive, {} };
    case AccessSubject::Kind::Person:
    case AccessSubject::Kind::Vehicle:
        break;
    }
    if (!request.subject.isActive)
        return { Verdict::Deny, Reason::SubjectInactive, {} };
    if (!request.subject.validity.contains(request.at))
        return { Verdict::Deny, Reason::SubjectExpired, {} };
    return decideForKnown(policy, request);
}

} // namespace gatehouse::access
