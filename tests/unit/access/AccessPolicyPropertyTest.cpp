#include "tests/support/NaivePolicy.h"

#include <QSet>

#include <gtest/gtest.h>
#include <rapidcheck.h>

using namespace gatehouse;
using namespace gatehouse::access;

namespace {

// Evenly drawn at every size: the checker's own ranges begin narrow.
int between(int low, int high)
{
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high + 1));
}

// A fortnight around each of Berlin's clock changes of 2025, so that odd hours are common.
UtcTime anyMoment()
{
    const qint64 change = between(0, 1) == 0 ? 1743296400000LL : 1761440400000LL;
    return UtcTime::fromMilliseconds(change + between(-20160, 20160) * 60'000LL);
}

people::Validity anyValidity()
{
    people::Validity validity;
    if (between(0, 3) == 0)
        validity.from = anyMoment();
    if (between(0, 3) == 0)
        validity.until = anyMoment();
    return validity;
}

Schedule anySchedule(qint64 id)
{
    Schedule schedule;
    schedule.id = ScheduleId(id);
    const int windows = between(0, 5);
    for (int index = 0; index < windows; ++index) {
        const int start = between(0, 1439);
        schedule.windows.append({ between(1, 7), start, between(start + 1, 1440) });
    }
    return schedule;
}

PolicySet anyPolicy()
{
    PolicySet policy;
    policy.timeZone = QTimeZone(*rc::gen::element<QByteArray>("Europe/Berlin", "UTC", "Asia/Shanghai"));
    for (qint64 id = 1; id <= 3; ++id)
        policy.schedules.insert(ScheduleId(id), anySchedule(id));
    const int rules = between(0, 7);
    for (int index = 0; index < rules; ++index) {
        AccessRule rule;
        rule.id = RuleId(100 - index * 7);
        rule.effect = between(0, 2) == 0 ? Effect::Deny : Effect::Allow;
        rule.group = GroupId(between(1, 3));
        rule.zone = ZoneId(between(1, 2));
        rule.schedule = ScheduleId(between(0, 4)); // 0: always, 4: one that is not there
        rule.validity = anyValidity();
        rule.isEnabled = between(0, 4) != 0;
        policy.rules.append(rule);
    }
    return policy;
}

AccessRequest anyRequest()
{
    AccessRequest request;
    request.subject.kind = static_cast<AccessSubject::Kind>(std::max(0, between(-8, 4)));
    for (qint64 group = 1; group <= 3; ++group) {
        if (between(0, 1) == 1)
            request.subject.groups.append(GroupId(group));
    }
    request.subject.validity = anyValidity();
    request.subject.isActive = between(0, 7) != 0;
    request.zone = ZoneId(between(1, 2));
    request.at = anyMoment();
    return request;
}

} // namespace

TEST(AccessPolicyProperty, DecidesAsAPersonWouldWithTheRulesOnPaper)
{
    QSet<int> reasons;
    EXPECT_TRUE(rc::check([&reasons] {
        const PolicySet policy = anyPolicy();
        for (int asked = 0; asked < 50; ++asked) {
            const AccessRequest request = anyRequest();
            const Decision decision = decide(policy, request);
            reasons.insert(int(decision.reason));
            RC_ASSERT(decision == test::decideOnPaper(policy, request));
        }
    }));
    EXPECT_EQ(reasons.size(), 10) << "every reason a machine can give was drawn";
}

TEST(AccessPolicyProperty, OneMoreDenyRuleNeverOpensAGate)
{
    EXPECT_TRUE(rc::check([] {
        PolicySet policy = anyPolicy();
        const AccessRequest request = anyRequest();
        const Decision before = decide(policy, request);
        AccessRule deny;
        deny.id = RuleId(1);
        deny.effect = Effect::Deny;
        deny.group = GroupId(1);
        deny.zone = request.zone;
        policy.rules.append(deny);
        const Decision after = decide(policy, request);
        RC_ASSERT(after.verdict != Verdict::Allow || before.verdict == Verdict::Allow);
    }));
}

TEST(AccessPolicyProperty, TheOrderOfTheRulesDoesNotMatter)
{
    EXPECT_TRUE(rc::check([] {
        PolicySet policy = anyPolicy();
        const AccessRequest request = anyRequest();
        const Decision before = decide(policy, request);
        std::reverse(policy.rules.begin(), policy.rules.end());
        RC_ASSERT(decide(policy, request) == before);
    }));
}
