#include "core/access/RuleBook.h"

#include "core/people/GroupRegistry.h"
#include "tests/support/TestStore.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::access;

namespace {

class RuleBookTest : public testing::Test
{
protected:
    ZoneId yard() { return book.addZone(manager, QStringLiteral("Yard")).value(); }
    GroupId staff() { return groups.add(manager, QStringLiteral("Staff")).value(); }
    ScheduleId office()
    {
        return book.addSchedule(manager, { {}, QStringLiteral("Office"), { { 1, 480, 1080 }, { 2, 480, 1080 } } })
            .value();
    }
    AccessRule draft(GroupId group, ZoneId zone, ScheduleId schedule = {})
    {
        AccessRule rule;
        rule.name = QStringLiteral("Staff by day");
        rule.group = group;
        rule.zone = zone;
        rule.schedule = schedule;
        return rule;
    }

    test::TestStore store;
    security::ActingOperator manager = store.actor(security::Role::Manager);
    RuleBook book { store.database(), store.clock() };
    people::GroupRegistry groups { store.database(), store.clock() };
};

template <typename Outcome>
std::string refusal(const Outcome& outcome)
{
    if (outcome)
        return "accepted";
    return std::string(errorCodeName(outcome.error().code).data()) + ' ' + outcome.error().detail.toStdString();
}

} // namespace

TEST_F(RuleBookTest, ARuleIsReadBackAsItWasWritten)
{
    AccessRule rule = draft(staff(), yard(), office());
    rule.effect = Effect::Deny;
    rule.validity = { store.clock().now(), store.clock().now().plusMilliseconds(1000) };
    rule.isEnabled = false;
    rule.name = QStringLiteral("  Staff   by day ");
    const auto id = book.addRule(manager, rule);
    ASSERT_TRUE(id);
    const auto rules = book.rules(store.guard());
    ASSERT_TRUE(rules);
    ASSERT_EQ(rules->size(), 1);
    const AccessRule& read = rules->first();
    EXPECT_EQ(read.id, *id);
    EXPECT_EQ(read.name, QStringLiteral("Staff by day"));
    EXPECT_EQ(read.effect, Effect::Deny);
    EXPECT_EQ(read.group, rule.group);
    EXPECT_EQ(read.zone, rule.zone);
    EXPECT_EQ(read.schedule, rule.schedule);
    EXPECT_EQ(read.validity, rule.validity);
    EXPECT_FALSE(read.isEnabled);

    AccessRule changed = read;
    changed.effect = Effect::Allow;
    changed.schedule = {};
    changed.validity = {};
    changed.isEnabled = true;
    ASSERT_TRUE(book.updateRule(manager, changed));
    EXPECT_EQ(book.rules(manager)->first().effect, Effect::Allow);
    EXPECT_FALSE(book.rules(manager)->first().schedule.isValid());
    ASSERT_TRUE(book.removeRule(manager, changed.id));
    EXPECT_EQ(refusal(book.removeRule(manager, changed.id)), "NotFound rule");
    EXPECT_EQ(refusal(book.updateRule(manager, changed)), "NotFound rule");
}

TEST_F(RuleBookTest, WindowsOfAScheduleAreKeptInOrderAndMadeOneWhereTheyTouch)
{
    const auto id = book.addSchedule(manager,
        { {}, QStringLiteral("Night"), { { 2, 0, 360 }, { 1, 1320, 1440 }, { 2, 300, 420 }, { 2, 420, 430 } } });
    ASSERT_TRUE(id);
    auto schedules = book.schedules(manager);
    ASSERT_EQ(schedules->size(), 1);
    EXPECT_EQ(schedules->first().windows, (QList<WeeklyWindow> { { 1, 1320, 1440 }, { 2, 0, 430 } }));
    ASSERT_TRUE(book.updateSchedule(
        manager, { *id, QStringLiteral("Nights"), { { 7, 0, 1440 } }, schedules->first().version }));
    schedules = book.schedules(manager);
    EXPECT_EQ(schedules->first().name, QStringLiteral("Nights"));
    EXPECT_EQ(schedules->first().windows, (QList<WeeklyWindow> { { 7, 0, 1440 } }));
}

TEST_F(RuleBookTest, WhatCannotBeIsRefusedByField)
{
    const ZoneId zone = yard();
    const GroupId group = staff();
    EXPECT_EQ(refusal(book.addZone(manager, QStringLiteral(" "))), "InvalidArgument name");
    EXPECT_EQ(refusal(book.addZone(manager, QString(61, QLatin1Char('x')))), "InvalidArgument name");
    EXPECT_EQ(refusal(book.addZone(manager, QStringLiteral("YARD"))), "AlreadyExists name");
    EXPECT_EQ(refusal(book.addSchedule(manager, { {}, QStringLiteral("None"), {} })), "InvalidArgument windows");
    EXPECT_EQ(refusal(book.addSchedule(manager, { {}, QStringLiteral("Eighth day"), { { 8, 0, 1 } } })),
        "InvalidArgument windows");
    EXPECT_EQ(refusal(book.addSchedule(manager, { {}, QStringLiteral("Backwards"), { { 1, 600, 500 } } })),
        "InvalidArgument windows");
    EXPECT_EQ(refusal(book.addRule(manager, draft(GroupId(99), zone))), "NotFound group");
    EXPECT_EQ(refusal(book.addRule(manager, draft(group, ZoneId(99)))), "NotFound zone");
    EXPECT_EQ(refusal(book.addRule(manager, draft(group, zone, ScheduleId(99)))), "NotFound schedule");
    AccessRule never = draft(group, zone);
    never.validity = { store.clock().now(), store.clock().now() };
    EXPECT_EQ(refusal(book.addRule(manager, never)), "InvalidArgument validity");
    ASSERT_TRUE(book.addRule(manager, draft(group, zone)));
    EXPECT_EQ(refusal(book.addRule(manager, draft(group, zone))), "AlreadyExists name");
    EXPECT_EQ(refusal(book.renameZone(manager, { ZoneId(99), QStringLiteral("Nowhere"), {} })), "NotFound zone");
}

TEST_F(RuleBookTest, WhatIsStillUsedStays)
{
    const ScheduleId schedule = office();
    const ZoneId zone = yard();
    ASSERT_TRUE(book.addRule(manager, draft(staff(), zone, schedule)));
    EXPECT_EQ(book.removeSchedule(manager, schedule).error().code, ErrorCode::StoreConstraint);
    ASSERT_TRUE(book.removeZone(manager, zone));
    EXPECT_TRUE(book.rules(manager)->isEmpty()) << "the zone's rules went with it";
    EXPECT_TRUE(book.removeSchedule(manager, schedule));
}

TEST_F(RuleBookTest, OnlyThoseWhoMayChangeRulesDoAndARefusalLeavesNoTrace)
{
    const ZoneId zone = yard();
    const auto entries = store.auditLines().size();
    for (const security::Role role : security::AllRoles) {
        const auto actor = store.actor(role);
        EXPECT_TRUE(book.rules(actor));
        if (actor.may(security::Permission::EditAccessRules))
            continue;
        EXPECT_EQ(book.addZone(actor, QStringLiteral("Mine")).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(
            book.renameZone(actor, { zone, QStringLiteral("Mine"), {} }).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.removeZone(actor, zone).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.addSchedule(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.updateSchedule(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.removeSchedule(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.addRule(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.updateRule(actor, {}).error().code, ErrorCode::PermissionDenied);
        EXPECT_EQ(book.removeRule(actor, {}).error().code, ErrorCode::PermissionDenied);
    }
    EXPECT_EQ(store.auditLines().size(), entries);
    EXPECT_EQ(book.zones(manager)->size(), 1);
}

TEST_F(RuleBookTest, EveryChangeIsInTheTrailWithoutItsName)
{
    const ZoneId zone = yard();
    ASSERT_TRUE(book.renameZone(manager, { zone, QStringLiteral("Secret court"), RowVersion(1) }));
    const ScheduleId schedule = office();
    const auto rule = book.addRule(manager, draft(staff(), zone, schedule));
    ASSERT_TRUE(rule);
    ASSERT_TRUE(book.removeRule(manager, *rule));
    ASSERT_TRUE(book.removeSchedule(manager, schedule));
    EXPECT_EQ(store.auditActions(),
        (QStringList { QStringLiteral("zone.add"), QStringLiteral("zone.rename"), QStringLiteral("schedule.add"),
            QStringLiteral("group.add"), QStringLiteral("rule.add"), QStringLiteral("rule.remove"),
            QStringLiteral("schedule.remove") }));
    for (const test::AuditLine& line : store.auditLines()) {
        EXPECT_EQ(line.actor, manager.id);
        const QByteArray detail = QJsonDocument(line.detail).toJson();
        for (const char* name : { "Secret", "Yard", "Staff", "Office" })
            EXPECT_FALSE(detail.contains(name)) << detail.constData();
    }
    EXPECT_EQ(store.auditLines()[4].detail.value(QStringLiteral("schedule")).toInteger(), schedule.value());
}

TEST_F(RuleBookTest, ThePolicyIsTheRulesInTheSitesTimeZone)
{
    ASSERT_TRUE(store.database().execute("UPDATE site SET time_zone = 'Asia/Shanghai'"));
    const ZoneId zone = yard();
    const GroupId group = staff();
    ASSERT_TRUE(book.addRule(manager, draft(group, zone, office())));
    const auto policy = book.policy();
    ASSERT_TRUE(policy);
    EXPECT_EQ(policy->timeZone, QTimeZone("Asia/Shanghai"));
    AccessRequest request;
    request.subject = { AccessSubject::Kind::Vehicle, { group }, {}, true };
    request.zone = zone;
    request.at = store.clock().now(); // Tuesday 11:12 in Shanghai
    EXPECT_EQ(decide(*policy, request).verdict, Verdict::Allow);
    request.at = request.at.plusMilliseconds(8 * 3600 * 1000LL);
    EXPECT_EQ(decide(*policy, request).reason, Reason::OutsideSchedule);
    ASSERT_TRUE(store.database().execute("UPDATE site SET time_zone = 'Moon/Base'"));
    EXPECT_EQ(book.policy().error().code, ErrorCode::FormatInvalid);
}
