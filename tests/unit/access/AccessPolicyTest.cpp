#include "core/access/AccessPolicy.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::access;

namespace {

constexpr GroupId Staff(1);
constexpr GroupId Banned(2);
constexpr ZoneId Yard(1);
constexpr ZoneId Plant(2);
constexpr ScheduleId OfficeHours(1);
constexpr int EightOClock = 8 * 60;

UtcTime moment(const char* iso)
{
    return UtcTime::fromDateTime(QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate));
}

AccessRule rule(qint64 id, Effect effect, GroupId group, ZoneId zone = Yard, ScheduleId schedule = {})
{
    AccessRule made;
    made.id = RuleId(id);
    made.effect = effect;
    made.group = group;
    made.zone = zone;
    made.schedule = schedule;
    return made;
}

AccessRequest request(QList<GroupId> groups, UtcTime at = moment("2025-06-04T10:00:00Z"))
{
    AccessRequest made;
    made.subject.kind = AccessSubject::Kind::Vehicle;
    made.subject.groups = std::move(groups);
    made.zone = Yard;
    made.at = at;
    return made;
}

PolicySet officeHours(const QByteArray& zone)
{
    PolicySet policy;
    policy.timeZone = QTimeZone(zone);
    policy.schedules.insert(OfficeHours,
        Schedule { OfficeHours, QStringLiteral("office"), { { 1, EightOClock, 18 * 60 }, { 7, 60, 180 } } });
    policy.rules = { rule(1, Effect::Allow, Staff, Yard, OfficeHours) };
    return policy;
}

} // namespace

TEST(AccessPolicy, WhoeverIsNotClearlyKnownIsAskedAboutAndNeverRefused)
{
    PolicySet policy;
    policy.rules = { rule(1, Effect::Deny, Banned) };
    AccessRequest made = request({ Banned });
    made.subject.isActive = false;
    for (const auto& [kind, reason] : { std::pair(AccessSubject::Kind::Stranger, Reason::Stranger),
             std::pair(AccessSubject::Kind::Unsure, Reason::Unsure),
             std::pair(AccessSubject::Kind::NotLive, Reason::NotLive) }) {
        made.subject.kind = kind;
        EXPECT_EQ(decide(policy, made), (Decision { Verdict::Ask, reason, {} }));
    }
}

TEST(AccessPolicy, AnAllowRuleOfOneOfTheGroupsOpens)
{
    PolicySet policy;
    policy.rules = { rule(7, Effect::Allow, Staff), rule(3, Effect::Allow, Staff) };
    EXPECT_EQ(decide(policy, request({ Banned, Staff })), (Decision { Verdict::Allow, Reason::RuleAllows, RuleId(3) }));
}

TEST(AccessPolicy, ADenyRuleBeatsEveryAllow)
{
    PolicySet policy;
    policy.rules = { rule(1, Effect::Allow, Staff), rule(9, Effect::Deny, Banned) };
    EXPECT_EQ(decide(policy, request({ Staff, Banned })), (Decision { Verdict::Deny, Reason::RuleDenies, RuleId(9) }));
    EXPECT_EQ(decide(policy, request({ Staff })).verdict, Verdict::Allow);
}

TEST(AccessPolicy, ARuleOfAnotherZoneOrASwitchedOffOneDoesNotCount)
{
    PolicySet policy;
    policy.rules = { rule(1, Effect::Allow, Staff, Plant), rule(2, Effect::Allow, Staff) };
    policy.rules[1].isEnabled = false;
    EXPECT_EQ(decide(policy, request({ Staff })), (Decision { Verdict::Deny, Reason::NoRule, {} }));
}

TEST(AccessPolicy, TheSubjectsOwnStateComesBeforeAnyRule)
{
    PolicySet policy;
    policy.rules = { rule(1, Effect::Allow, Staff) };
    AccessRequest made = request({ Staff });
    made.subject.validity.until = made.at;
    EXPECT_EQ(decide(policy, made).reason, Reason::SubjectExpired);
    made.subject.validity = { made.at, made.at.plusMilliseconds(1) };
    EXPECT_EQ(decide(policy, made).verdict, Verdict::Allow);
    made.subject.isActive = false;
    EXPECT_EQ(decide(policy, made), (Decision { Verdict::Deny, Reason::SubjectInactive, {} }));
}

TEST(AccessPolicy, TheNearestReasonIsTold)
{
    PolicySet policy = officeHours("UTC");
    const AccessRequest wednesday = request({ Staff });
    EXPECT_EQ(decide(policy, wednesday), (Decision { Verdict::Deny, Reason::OutsideSchedule, RuleId(1) }));
    policy.rules[0].validity.until = wednesday.at;
    EXPECT_EQ(decide(policy, wednesday), (Decision { Verdict::Deny, Reason::RuleExpired, RuleId(1) }));
    policy.rules.append(rule(2, Effect::Allow, Staff, Yard, OfficeHours));
    EXPECT_EQ(decide(policy, wednesday), (Decision { Verdict::Deny, Reason::OutsideSchedule, RuleId(2) }));
}

TEST(AccessPolicy, WindowsBeginWithTheirFirstMinuteAndEndBeforeTheirLast)
{
    const PolicySet policy = officeHours("Asia/Shanghai");
    const auto verdictAt = [&](const char* iso) { return decide(policy, request({ Staff }, moment(iso))).verdict; };
    EXPECT_EQ(verdictAt("2025-06-01T23:59:59Z"), Verdict::Deny); // Monday 07:59:59 in Shanghai
    EXPECT_EQ(verdictAt("2025-06-02T00:00:00Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-06-02T09:59:59Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-06-02T10:00:00Z"), Verdict::Deny);
}

TEST(AccessPolicy, SchedulesFollowTheClockOnTheWallWhenItIsChanged)
{
    const PolicySet policy = officeHours("Europe/Berlin"); // Sundays 01:00 to 03:00
    const auto verdictAt = [&](const char* iso) { return decide(policy, request({ Staff }, moment(iso))).verdict; };
    // 30 March 2025: 02:00 becomes 03:00, the window lasts one hour.
    EXPECT_EQ(verdictAt("2025-03-29T23:59:00Z"), Verdict::Deny);
    EXPECT_EQ(verdictAt("2025-03-30T00:00:00Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-03-30T00:59:59Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-03-30T01:00:00Z"), Verdict::Deny);
    // 26 October 2025: 03:00 becomes 02:00, it lasts three.
    EXPECT_EQ(verdictAt("2025-10-25T22:59:59Z"), Verdict::Deny);
    EXPECT_EQ(verdictAt("2025-10-25T23:00:00Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-10-26T00:30:00Z"), Verdict::Allow); // 02:30 the first time
    EXPECT_EQ(verdictAt("2025-10-26T01:30:00Z"), Verdict::Allow); // 02:30 the second time
    EXPECT_EQ(verdictAt("2025-10-26T02:00:00Z"), Verdict::Deny);
    // Monday 08:00 stays 08:00 in winter and in summer.
    EXPECT_EQ(verdictAt("2025-01-06T06:59:59Z"), Verdict::Deny);
    EXPECT_EQ(verdictAt("2025-01-06T07:00:00Z"), Verdict::Allow);
    EXPECT_EQ(verdictAt("2025-07-07T06:00:00Z"), Verdict::Allow);
}

TEST(AccessPolicy, AMissingScheduleFailsShut)
{
    PolicySet policy;
    policy.rules = { rule(1, Effect::Allow, Staff, Yard, ScheduleId(77)) };
    EXPECT_EQ(decide(policy, request({ Staff })).verdict, Verdict::Deny);
    policy.rules = { rule(1, Effect::Allow, Staff), rule(2, Effect::Deny, Staff, Yard, ScheduleId(77)) };
    EXPECT_EQ(decide(policy, request({ Staff })), (Decision { Verdict::Deny, Reason::RuleDenies, RuleId(2) }));
}
