#include "core/lane/EventLog.h"

#include "core/access/RuleBook.h"
#include "core/audit/AuditTrail.h"
#include "core/lane/EventSql.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "tests/support/TestStore.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::lane;

namespace {

constexpr LaneId Entry(1);
constexpr LaneId Exit(2);

PlateText plateOf(QStringView text)
{
    return PlateText::fromUserInput(text).value();
}

class EventLogTest : public testing::Test
{
protected:
    PersonId person(const QString& name)
    {
        people::Person draft;
        draft.name = name;
        return people::PersonRegistry(store.database(), store.clock()).add(administrator, draft).value();
    }

    VehicleId vehicle(QStringView plate, PersonId owner = {})
    {
        people::Vehicle draft;
        draft.plate = plateOf(plate);
        draft.owner = owner;
        draft.description = QStringLiteral("blue van");
        return people::VehicleRegistry(store.database(), store.clock()).add(administrator, draft).value();
    }

    LaneEvent draft(LaneId lane = Entry)
    {
        store.clock().advance(1000);
        LaneEvent event;
        event.at = store.clock().now();
        event.lane = lane;
        event.laneName = lane == Entry ? QStringLiteral("Entry 1") : QStringLiteral("Exit 1");
        event.subject = LaneEvent::Subject::Vehicle;
        event.certainty = vision::Certainty::Known;
        event.plate = plateOf(u"BAB123");
        event.plateRegion = Region::Europe;
        event.confidence = 0.875;
        event.decision = { access::Verdict::Ask, access::Reason::Stranger, {} };
        return event;
    }

    LaneEvent recorded(const LaneEvent& event)
    {
        auto outcome = log.record(event, std::nullopt, std::nullopt);
        EXPECT_TRUE(outcome);
        return outcome ? *outcome : LaneEvent();
    }

    QList<qint64> found(const EventQuery& query)
    {
        QList<qint64> ids;
        const auto events = log.list(guard, query);
        EXPECT_TRUE(events);
        for (const LaneEvent& event : *events)
            ids.append(event.id.value());
        return ids;
    }

    QList<qint64> foundText(const QString& text)
    {
        EventQuery query;
        query.text = text;
        return found(query);
    }

    static evidence::EncodedPicture picture()
    {
        QImage image(64, 48, QImage::Format_RGB888);
        image.fill(Qt::darkCyan);
        return evidence::encodePicture(image).value();
    }

    test::TestStore store;
    security::ActingOperator administrator = store.administrator();
    security::ActingOperator guard = store.guard();
    EventLog log { store.database(), store.clock() };
};

} // namespace

TEST_F(EventLogTest, AnEventIsReadBackComplete)
{
    const PersonId owner = person(QStringLiteral("Li Na"));
    const VehicleId van = vehicle(u"BAB123", owner);
    access::RuleBook book(store.database(), store.clock());
    access::AccessRule rule;
    rule.name = QStringLiteral("night shift");
    rule.zone = book.addZone(administrator, QStringLiteral("Yard")).value();
    rule.group =
        people::GroupRegistry(store.database(), store.clock()).add(administrator, QStringLiteral("Staff")).value();
    rule.id = book.addRule(administrator, rule).value();

    LaneEvent event = draft();
    event.vehicle = van;
    event.threshold = 0.5;
    event.runnerUp = QStringLiteral("BAB128");
    event.runnerUpConfidence = 0.25;
    event.reads = 9;
    event.agreeing = 7;
    event.findings = { { vision::Obstacle::TooSmall, 14, 16 }, { vision::Obstacle::TooFewReads, 1, 2 } };
    event.decision = { access::Verdict::Allow, access::Reason::RuleAllows, rule.id };
    event.opensGate = true;
    const auto outcome = log.record(event, picture(), picture());
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->id.isValid());

    const auto read = log.get(guard, outcome->id);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, outcome->id);
    EXPECT_EQ(read->at, event.at);
    EXPECT_EQ(read->lane, Entry);
    EXPECT_EQ(read->laneName, event.laneName);
    EXPECT_EQ(read->kind, EventKind::Recognition);
    EXPECT_EQ(read->subject, LaneEvent::Subject::Vehicle);
    EXPECT_EQ(read->certainty, vision::Certainty::Known);
    EXPECT_EQ(read->vehicle, van);
    EXPECT_EQ(read->vehicleDescription, QStringLiteral("blue van"));
    EXPECT_EQ(read->personName, QStringLiteral("Li Na"));
    EXPECT_EQ(read->plate, event.plate);
    EXPECT_EQ(read->plateRegion, event.plateRegion);
    EXPECT_EQ(read->confidence, event.confidence);
    EXPECT_EQ(read->threshold, event.threshold);
    EXPECT_LT(read->liveness, 0);
    EXPECT_EQ(read->runnerUp, event.runnerUp);
    EXPECT_EQ(read->runnerUpConfidence, event.runnerUpConfidence);
    EXPECT_EQ(read->reads, 9);
    EXPECT_EQ(read->agreeing, 7);
    EXPECT_EQ(read->findings, event.findings);
    EXPECT_EQ(read->decision, event.decision);
    EXPECT_EQ(read->ruleName, QStringLiteral("night shift"));
    EXPECT_TRUE(read->opensGate);
    EXPECT_EQ(log.thumbnail(guard, read->cropId, QSize(32, 32))->size(), QSize(32, 24));
    const auto pictures = log.look(guard, read->id);
    ASSERT_TRUE(pictures);
    EXPECT_EQ(pictures->crop->size(), QSize(64, 48));
    EXPECT_TRUE(pictures->frame);
}

TEST_F(EventLogTest, LookingIsInTheTrailAndAThumbnailIsNoLook)
{
    const auto event = log.record(draft(), picture(), std::nullopt);
    ASSERT_TRUE(event);
    ASSERT_TRUE(log.thumbnail(guard, event->cropId, QSize(4000, 4000)));
    EXPECT_EQ(store.auditLines().size(), 1);
    const auto pictures = log.look(guard, event->id);
    ASSERT_TRUE(pictures);
    EXPECT_TRUE(pictures->crop);
    EXPECT_FALSE(pictures->frame);
    const auto lines = store.auditLines();
    ASSERT_EQ(lines.size(), 2);
    EXPECT_EQ(lines[1].action, QStringLiteral("event.look"));
    EXPECT_EQ(lines[1].actor, guard.id);
    EXPECT_EQ(lines[1].detail.value(QStringLiteral("pictures")).toInt(), 1);
    EXPECT_EQ(log.look(guard, EventId(99)).error().code, ErrorCode::NotFound);

    // Its time over: the look says so and is in the trail all the same.
    ASSERT_TRUE(store.database().execute("DELETE FROM evidence"));
    EXPECT_FALSE(log.look(guard, event->id)->crop);
    EXPECT_EQ(store.auditLines().size(), 3);
}

TEST_F(EventLogTest, WhatIsShownAlreadyIsRenewedAsTheStoreHasItNow)
{
    const PersonId person = this->person(QStringLiteral("Li Na"));
    LaneEvent event = draft();
    event.subject = LaneEvent::Subject::Person;
    event.plate.reset();
    event.person = person;
    event.runnerUpPerson = this->person(QStringLiteral("Wang Wei"));
    event.certainty = vision::Certainty::Known;
    auto shown = log.record(event, picture(), std::nullopt);
    ASSERT_TRUE(shown);
    shown->personName = QStringLiteral("what it was");
    shown->crop = QImage(8, 8, QImage::Format_RGB888);
    shown->enrolled = shown->crop; // a consent that is withdrawn
    auto renewed = log.renewed(guard, *shown);
    ASSERT_TRUE(renewed);
    EXPECT_EQ(renewed->personName, QStringLiteral("Li Na"));
    EXPECT_FALSE(renewed->crop.isNull());
    EXPECT_TRUE(renewed->enrolled.isNull());
    EXPECT_EQ(renewed->runnerUp, QStringLiteral("Wang Wei"));
    EXPECT_EQ(renewed->runnerUpPerson, event.runnerUpPerson);

    ASSERT_TRUE(store.database().execute("UPDATE persons SET restricted_at = 1"));
    renewed = log.renewed(guard, *shown);
    ASSERT_TRUE(renewed);
    EXPECT_TRUE(renewed->personName.isEmpty());
    EXPECT_FALSE(renewed->person.isValid());
    EXPECT_TRUE(renewed->runnerUp.isEmpty());
    EXPECT_FALSE(renewed->runnerUpPerson.isValid());
    EXPECT_EQ(log.renewed(administrator, *shown)->personName, QStringLiteral("Li Na"));

    ASSERT_TRUE(store.database().execute("UPDATE events SET crop_id = NULL"));
    ASSERT_TRUE(store.database().execute("DELETE FROM evidence"));
    EXPECT_TRUE(log.renewed(guard, *shown)->crop.isNull());
    ASSERT_TRUE(store.database().execute("DELETE FROM events"));
    EXPECT_EQ(log.renewed(guard, *shown).error().code, ErrorCode::NotFound);
}

TEST_F(EventLogTest, AnEventKeepsWhatItsRuleWasCalledThen)
{
    access::RuleBook book(store.database(), store.clock());
    access::AccessRule rule;
    rule.name = QStringLiteral("night shift");
    rule.zone = book.addZone(administrator, QStringLiteral("Yard")).value();
    rule.group =
        people::GroupRegistry(store.database(), store.clock()).add(administrator, QStringLiteral("Staff")).value();
    rule.id = book.addRule(administrator, rule).value();
    LaneEvent event = draft();
    event.decision = { access::Verdict::Allow, access::Reason::RuleAllows, rule.id };
    event.ruleName = rule.name;
    const EventId id = recorded(event).id;
    access::AccessRule renamed = book.rules(administrator).value().first();
    renamed.name = QStringLiteral("late shift");
    ASSERT_TRUE(book.updateRule(administrator, renamed));
    EXPECT_EQ(log.get(guard, id)->ruleName, QStringLiteral("night shift"));
    ASSERT_TRUE(book.removeRule(administrator, rule.id));
    EXPECT_EQ(log.get(guard, id)->ruleName, QStringLiteral("night shift"));
}

TEST_F(EventLogTest, APersonsNameIsJoinedAndGoesWithThePerson)
{
    const PersonId wei = person(QStringLiteral("Zhang Wei"));
    const PersonId alike = person(QStringLiteral("Zhang Lei"));
    LaneEvent event = draft();
    event.subject = LaneEvent::Subject::Person;
    event.plate.reset();
    event.plateRegion.reset();
    event.person = wei;
    event.personName = QStringLiteral("Zhang Wei");
    event.runnerUp = QStringLiteral("Zhang Lei");
    event.runnerUpPerson = alike;
    event.liveness = 0.98;
    const EventId id = recorded(event).id;
    auto read = log.get(guard, id);
    EXPECT_EQ(read->personName, QStringLiteral("Zhang Wei"));
    EXPECT_EQ(read->personKind, QStringLiteral("employee"));
    EXPECT_EQ(read->runnerUp, QStringLiteral("Zhang Lei"));
    EXPECT_EQ(read->liveness, 0.98);

    people::PersonRegistry persons(store.database(), store.clock());
    ASSERT_TRUE(persons.remove(administrator, wei));
    ASSERT_TRUE(persons.remove(administrator, alike));
    read = log.get(guard, id);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->personName, QString());
    EXPECT_EQ(read->runnerUp, QString());
    EXPECT_FALSE(read->person.isValid());
    EXPECT_EQ(store.number("SELECT count(*) FROM events WHERE detail LIKE '%Zhang%'"), 0);

    // Recognised a moment before: the event is still worth having.
    EXPECT_FALSE(log.get(guard, recorded(event).id)->person.isValid());
}

TEST_F(EventLogTest, EventRowPicturesAndTrailAreWrittenTogetherOrNotAtAll)
{
    ASSERT_TRUE(log.record(draft(), picture(), std::nullopt));
    EXPECT_EQ(store.number("SELECT count(*) FROM evidence"), 1);
    const auto lines = store.auditLines();
    ASSERT_EQ(lines.size(), 1);
    EXPECT_EQ(lines[0].action, QStringLiteral("event.recognition"));
    EXPECT_FALSE(lines[0].actor.isValid());
    EXPECT_EQ(lines[0].detail.value(QStringLiteral("reason")).toString(), QStringLiteral("stranger"));
    EXPECT_FALSE(QJsonDocument(lines[0].detail).toJson().contains("BAB"));
    EXPECT_TRUE(audit::verify(store.database()));

    LaneEvent broken = draft();
    broken.answers = EventId(4711);
    EXPECT_FALSE(log.record(broken, picture(), picture()));
    EXPECT_EQ(store.number("SELECT count(*) FROM evidence"), 1);
    EXPECT_EQ(store.number("SELECT count(*) FROM events"), 1);
    EXPECT_EQ(store.auditLines().size(), 1);
    EXPECT_FALSE(store.database().isInTransaction());
}

TEST_F(EventLogTest, PicturesOfStrangersLiveShortest)
{
    LaneEvent known = draft();
    known.vehicle = vehicle(u"BAB123");
    ASSERT_TRUE(log.record(known, picture(), std::nullopt));
    ASSERT_TRUE(log.record(draft(), picture(), std::nullopt)); // read clearly, registered nowhere
    EXPECT_EQ(store.number("SELECT count(*) FROM evidence WHERE class = 'known'"), 1);
    EXPECT_EQ(store.number("SELECT count(*) FROM evidence WHERE class = 'unknown'"), 1);
}

TEST_F(EventLogTest, AnEventNeedsItsLaneAndAnOperatorsDecisionItsOperator)
{
    LaneEvent event = draft(LaneId());
    EXPECT_EQ(log.record(event, std::nullopt, std::nullopt).error().code, ErrorCode::InvalidArgument);
    event = draft();
    event.kind = EventKind::Operator;
    EXPECT_EQ(log.record(event, std::nullopt, std::nullopt).error().code, ErrorCode::InvalidArgument);
}

TEST_F(EventLogTest, AStoryIsWhatWasSeenDecidedAndDone)
{
    const LaneEvent other = recorded(draft());
    const LaneEvent seen = recorded(draft());
    LaneEvent decided = draft();
    decided.kind = EventKind::Operator;
    decided.operatorId = guard.id;
    decided.answers = seen.id;
    decided.note = QStringLiteral("delivery");
    decided.decision = { access::Verdict::Allow, access::Reason::OperatorAllowed, {} };
    decided = recorded(decided);
    LaneEvent moved = draft();
    moved.kind = EventKind::Gate;
    moved.answers = decided.id;
    moved.decision = { access::Verdict::Allow, access::Reason::GateOpened, {} };
    moved = recorded(moved);

    for (const EventId id : { seen.id, decided.id, moved.id }) {
        const auto story = log.story(guard, id);
        ASSERT_TRUE(story);
        ASSERT_EQ(story->size(), 3);
        EXPECT_EQ((*story)[0].id, seen.id);
        EXPECT_EQ((*story)[1].operatorName, guard.name);
        EXPECT_EQ((*story)[1].note, QStringLiteral("delivery"));
        EXPECT_EQ((*story)[2].kind, EventKind::Gate);
    }
    EXPECT_EQ(log.story(guard, other.id)->size(), 1);
    EXPECT_EQ(log.story(guard, EventId(99)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(log.get(guard, EventId(99)).error().code, ErrorCode::NotFound);
}

TEST_F(EventLogTest, FiltersNarrowTheList)
{
    const LaneEvent first = recorded(draft());
    LaneEvent event = draft(Exit);
    event.decision = { access::Verdict::Deny, access::Reason::NoRule, {} };
    const LaneEvent second = recorded(event);
    event = draft();
    event.subject = LaneEvent::Subject::Person;
    event.kind = EventKind::Operator;
    event.operatorId = guard.id;
    const LaneEvent third = recorded(event);

    EXPECT_EQ(found({}), (QList<qint64> { third.id.value(), second.id.value(), first.id.value() }));
    EventQuery query;
    query.lane = Exit;
    EXPECT_EQ(found(query), QList<qint64> { second.id.value() });
    query = {};
    query.verdict = access::Verdict::Deny;
    EXPECT_EQ(found(query), QList<qint64> { second.id.value() });
    query = {};
    query.subject = LaneEvent::Subject::Person;
    EXPECT_EQ(found(query), QList<qint64> { third.id.value() });
    query = {};
    query.kind = EventKind::Operator;
    EXPECT_EQ(found(query), QList<qint64> { third.id.value() });
    query = {};
    query.from = second.at;
    query.until = third.at;
    EXPECT_EQ(found(query), QList<qint64> { second.id.value() });
    query.lane = Entry;
    EXPECT_TRUE(found(query).isEmpty());
}

TEST_F(EventLogTest, TextFindsPlatesAsACameraMayHaveReadThemAndNamesHoweverTheyAreTyped)
{
    const PersonId muller = person(QStringLiteral("Jörg Müller"));
    vehicle(u"M 0I 77", muller);
    LaneEvent event = draft();
    event.plate = plateOf(u"HOI77");
    const qint64 confusing = recorded(event).id.value();
    event = draft();
    event.plate = plateOf(u"M0I77");
    const qint64 owned = recorded(event).id.value();
    event = draft();
    event.subject = LaneEvent::Subject::Person;
    event.plate.reset();
    event.person = muller;
    const qint64 seen = recorded(event).id.value();

    EXPECT_EQ(foundText(QStringLiteral("h 0i-7")), QList<qint64> { confusing });
    EXPECT_EQ(foundText(QStringLiteral("01")), (QList<qint64> { owned, confusing }));
    EXPECT_EQ(foundText(QStringLiteral("mulle")), (QList<qint64> { seen, owned }));
    EXPECT_TRUE(foundText(QStringLiteral("%")).isEmpty());
    EXPECT_TRUE(foundText(QStringLiteral("nobody' OR 1=1 --")).isEmpty());
    EXPECT_EQ(foundText(QStringLiteral("  ")).size(), 3);
}

TEST_F(EventLogTest, PagesFollowEachOtherWithoutGapOrRepetitionEvenAtOneMoment)
{
    QList<qint64> expected;
    LaneEvent event = draft();
    for (int number = 0; number < 25; ++number) {
        if (number % 10 == 0)
            event.at = event.at.plusMilliseconds(1); // ten events share each millisecond
        expected.prepend(recorded(event).id.value());
    }
    QList<qint64> paged;
    EventQuery query;
    query.limit = 7;
    while (true) {
        const QList<qint64> page = found(query);
        if (page.isEmpty())
            break;
        EXPECT_LE(page.size(), 7);
        paged += page;
        query.before = EventId(page.last());
    }
    EXPECT_EQ(paged, expected);
}

TEST_F(EventLogTest, OnlyThoseWhoMayReadEventsDo)
{
    const LaneEvent event = recorded(draft());
    for (const security::Role role : security::AllRoles) {
        const auto actor = store.actor(role);
        const bool may = actor.may(security::Permission::ViewEvents);
        EXPECT_EQ(log.list(actor, {}).isOk(), may);
        EXPECT_EQ(log.get(actor, event.id).isOk(), may);
        EXPECT_EQ(log.story(actor, event.id).isOk(), may);
    }
}
