#include "core/access/GateRegistry.h"
#include "core/access/RuleBook.h"
#include "core/lane/LaneRegistry.h"
#include "core/people/GroupRegistry.h"
#include "core/people/PersonRegistry.h"
#include "core/people/VehicleRegistry.h"
#include "core/security/Records.h"
#include "tests/support/TestStore.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using security::RecordKind;

namespace {

const QString First = QStringLiteral("First");
const QString Second = QStringLiteral("Second");

// Two operators read the same row, change it one after the other, and only the first may write.
class TwoOperatorsTest : public testing::Test
{
protected:
    // `change` writes the row as `read` has it under the name it is given; `nameNow` is what the store says.
    template <typename Row>
    void expectOnlyTheFirstWrites(RecordKind kind, const Row& read,
        const std::function<Result<void>(const Row&, const QString&)>& change, const std::function<Row()>& readAgain,
        const std::function<QString(const Row&)>& nameOf)
    {
        SCOPED_TRACE(security::recordKindCode(kind).toStdString());
        ASSERT_TRUE(change(read, First));
        const auto refused = change(read, Second);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::ChangedMeanwhile);
        const Row now = readAgain();
        EXPECT_EQ(nameOf(now), First) << "nothing was written over";
        EXPECT_GT(now.version, read.version);
        ASSERT_TRUE(change(now, Second)) << "who has seen what is there may change it";
        EXPECT_EQ(nameOf(readAgain()), Second);
        Row unread = now;
        unread.version = {};
        EXPECT_EQ(change(unread, First).error().code, ErrorCode::ChangedMeanwhile);

        const auto last = security::lastChange(administrator, database, kind, read.id.value());
        ASSERT_TRUE(last && *last);
        EXPECT_EQ((*last)->operatorName, administrator.name);
        EXPECT_EQ((*last)->at, store.clock().now());
    }

    // Rows with a name that are listed whole.
    template <typename Row, typename List, typename Update>
    void expectOnlyTheFirstWrites(RecordKind kind, List list, Update update)
    {
        const auto readAgain = [&] { return list().value().first(); };
        expectOnlyTheFirstWrites<Row>(
            kind, readAgain(),
            [&](const Row& read, const QString& name) {
                Row changed = read;
                changed.name = name;
                return update(changed);
            },
            readAgain, [](const Row& row) { return row.name; });
    }

    test::TestStore store;
    store::Database& database = store.database();
    security::ActingOperator administrator = store.administrator();
    access::RuleBook book { database, store.clock() };
    access::GateRegistry gates { database, store.clock() };
    people::GroupRegistry groups { database, store.clock() };
    lane::LaneRegistry lanes { database, store.clock() };
};

} // namespace

TEST_F(TwoOperatorsTest, APersonIsNotWrittenOver)
{
    people::PersonRegistry persons(database, store.clock());
    people::Person draft;
    draft.name = QStringLiteral("Zero");
    const PersonId id = persons.add(administrator, draft).value();
    const auto readAgain = [&] { return persons.get(administrator, id).value(); };
    expectOnlyTheFirstWrites<people::Person>(
        RecordKind::Person, readAgain(),
        [&](const people::Person& read, const QString& name) {
            people::Person changed = read;
            changed.name = name;
            return persons.update(administrator, changed);
        },
        readAgain, [](const people::Person& person) { return person.name; });
}

TEST_F(TwoOperatorsTest, AVehicleIsNotWrittenOver)
{
    people::VehicleRegistry vehicles(database, store.clock());
    people::Vehicle draft;
    draft.plate = PlateText::fromUserInput(u"AB123").value();
    const VehicleId id = vehicles.add(administrator, draft).value();
    const auto readAgain = [&] { return vehicles.get(administrator, id).value(); };
    expectOnlyTheFirstWrites<people::Vehicle>(
        RecordKind::Vehicle, readAgain(),
        [&](const people::Vehicle& read, const QString& words) {
            people::Vehicle changed = read;
            changed.description = words;
            return vehicles.update(administrator, changed);
        },
        readAgain, [](const people::Vehicle& vehicle) { return vehicle.description; });
}

TEST_F(TwoOperatorsTest, WhatRulesSpeakOfIsNotWrittenOver)
{
    access::AccessRule rule;
    rule.name = QStringLiteral("Zero");
    rule.group = groups.add(administrator, QStringLiteral("Staff")).value();
    rule.zone = book.addZone(administrator, QStringLiteral("Yard")).value();
    ASSERT_TRUE(book.addSchedule(administrator, { {}, QStringLiteral("Day"), { { 1, 0, 60 } }, {} }));
    ASSERT_TRUE(book.addRule(administrator, rule));
    expectOnlyTheFirstWrites<people::Group>(
        RecordKind::Group, [this] { return groups.list(administrator); },
        [this](const people::Group& group) { return groups.rename(administrator, group); });
    expectOnlyTheFirstWrites<access::Zone>(
        RecordKind::Zone, [this] { return book.zones(administrator); },
        [this](const access::Zone& zone) { return book.renameZone(administrator, zone); });
    expectOnlyTheFirstWrites<access::Schedule>(
        RecordKind::Schedule, [this] { return book.schedules(administrator); },
        [this](const access::Schedule& schedule) { return book.updateSchedule(administrator, schedule); });
    expectOnlyTheFirstWrites<access::AccessRule>(
        RecordKind::Rule, [this] { return book.rules(administrator); },
        [this](const access::AccessRule& changed) { return book.updateRule(administrator, changed); });
}

TEST_F(TwoOperatorsTest, DevicesAreNotWrittenOver)
{
    access::GateSettings gate;
    gate.name = QStringLiteral("Zero");
    ASSERT_TRUE(gates.add(administrator, gate));
    lane::Lane entry;
    entry.name = QStringLiteral("Zero");
    entry.regions = { Region::Europe };
    entry.camera =
        lanes
            .addCamera(administrator,
                { {}, QStringLiteral("Zero"), { video::CameraKind::Folder, QStringLiteral("/srv/a") }, true, {} })
            .value();
    entry.zone = book.addZone(administrator, QStringLiteral("Yard")).value();
    ASSERT_TRUE(lanes.addLane(administrator, entry));
    expectOnlyTheFirstWrites<access::GateSettings>(
        RecordKind::Gate, [this] { return gates.list(administrator); },
        [this](const access::GateSettings& changed) { return gates.update(administrator, changed); });
    expectOnlyTheFirstWrites<lane::Camera>(
        RecordKind::Camera, [this] { return lanes.cameras(administrator); },
        [this](const lane::Camera& camera) { return lanes.updateCamera(administrator, camera); });
    expectOnlyTheFirstWrites<lane::Lane>(
        RecordKind::Lane, [this] { return lanes.lanes(administrator); },
        [this](const lane::Lane& changed) { return lanes.updateLane(administrator, changed); });
}

TEST_F(TwoOperatorsTest, ARefusedChangeLeavesNoTrace)
{
    const GroupId id = groups.add(administrator, QStringLiteral("Staff")).value();
    const people::Group read = groups.list(administrator).value().first();
    people::Group renamed = read;
    renamed.name = First;
    ASSERT_TRUE(groups.rename(administrator, renamed));
    const qsizetype entries = store.auditLines().size();
    renamed.name = Second;
    EXPECT_FALSE(groups.rename(administrator, renamed));
    EXPECT_EQ(store.auditLines().size(), entries);
    EXPECT_EQ(groups.list(administrator).value().first().version, RowVersion(2));
    EXPECT_TRUE(groups.remove(administrator, id));
    EXPECT_EQ(groups.rename(administrator, renamed).error().code, ErrorCode::NotFound) << "gone is not changed";
}
