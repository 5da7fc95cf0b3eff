#include "core/people/VehicleRegistry.h"
#include "core/security/SubjectKeys.h"
#include "core/store/Transaction.h"
#include "tests/store/faults/FaultGround.h"

#include <functional>
#include <gtest/gtest.h>

using namespace gatehouse;
using security::OpenSite;
using test::FaultGround;
using test::IoFaults;

namespace {

qint64 number(store::Database& database, QByteArrayView sql)
{
    auto query = database.prepare(sql);
    EXPECT_TRUE(query);
    return query && query->step() ? query->integer(0) : -1;
}

// What must be true of the two files whenever nothing is being written.
void expectEven(store::Database& database)
{
    EXPECT_EQ(number(database, "SELECT count(*) FROM ring.subject_keys k JOIN shredded_keys s ON s.key_id = k.id"), 0)
        << "a destroyed key is still there";
    EXPECT_EQ(
        number(database, "SELECT count(*) FROM ring.shredded"), number(database, "SELECT count(*) FROM shredded_keys"));
    EXPECT_EQ(number(database,
                  "SELECT count(*) FROM ring.subject_keys k JOIN vehicles v ON v.key_id = k.id WHERE k.kind = 'spare'"),
        0)
        << "a key in use could be given to somebody else";
}

people::Vehicle vehicleOf(const QString& plate)
{
    people::Vehicle vehicle;
    vehicle.plate = *PlateText::fromUserInput(plate);
    vehicle.region = Region::Europe;
    return vehicle;
}

Result<void> addVehicle(OpenSite& site, const Clock& clock, const QString& plate)
{
    return site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY(people::VehicleRegistry(database, clock).add(site.openedBy(), vehicleOf(plate)));
        return {};
    });
}

// The key of the only vehicle, with the vehicle.
Result<void> destroyVehicle(OpenSite& site, const Clock& clock)
{
    return site.writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        QByteArray key;
        {
            GATEHOUSE_TRY_ASSIGN(query, database.prepare("SELECT key_id FROM vehicles"));
            GATEHOUSE_TRY(query.step());
            key = query.blob(0);
        }
        GATEHOUSE_TRY(security::SubjectKeys(database, clock).shred(transaction, key, security::ShredReason::Erased));
        GATEHOUSE_TRY_ASSIGN(remove, database.prepare("DELETE FROM vehicles"));
        GATEHOUSE_TRY(remove.run());
        return transaction.commit();
    });
}

qint64 vehicles(OpenSite& site)
{
    return site.writer().call(
        [](store::Database& database) { return number(database, "SELECT count(*) FROM vehicles"); });
}

enum class Act { Add, Destroy };

// The nth call on the ring's own files fails in the act. How many calls there were.
struct Tried
{
    long calls = 0;
    bool isDone = false;
};
Tried tryAct(FaultGround& ground, Act act, IoFaults::Reach reach, long nth)
{
    ground.reset();
    auto site = ground.open();
    EXPECT_TRUE(site);
    if (act == Act::Destroy) {
        EXPECT_TRUE(addVehicle(**site, ground.clock(), QStringLiteral("HHAB12")));
    }
    const qint64 before = vehicles(**site);
    const qint64 after = act == Act::Add ? 1 : 0;

    IoFaults::arm(ground.paths().ring(), IoFaults::Kind::DiskFull, nth, reach);
    const auto done = act == Act::Add ? addVehicle(**site, ground.clock(), QStringLiteral("HHAB12"))
                                      : destroyVehicle(**site, ground.clock());
    const Tried tried { IoFaults::disarm(), bool(done) };

    const qint64 now = vehicles(**site);
    if (reach == IoFaults::Reach::Once) {
        EXPECT_EQ(now, done ? after : before) << "said " << (done ? "done" : "failed");
        (*site)->writer().call(expectEven);
    }
    // The same site, still open: whoever comes next gets a key of their own, and nothing is left uneven.
    const auto next = addVehicle(**site, ground.clock(), QStringLiteral("HHCD34"));
    EXPECT_TRUE(next) << errorCodeName(next ? ErrorCode::Internal : next.error().code).data();
    EXPECT_EQ(vehicles(**site), now + 1);
    (*site)->writer().call(expectEven);
    return tried;
}

void tortureRing(Act act, IoFaults::Reach reach)
{
    FaultGround ground;
    const long calls = tryAct(ground, act, reach, 0).calls;
    ASSERT_GT(calls, 1);
    int doneInSpite = 0;
    for (long nth = 1; nth <= calls && !testing::Test::HasFailure(); ++nth) {
        SCOPED_TRACE(testing::Message() << nth << " of " << calls);
        doneInSpite += tryAct(ground, act, reach, nth).isDone ? 1 : 0;
    }
    if (reach == IoFaults::Reach::Once) {
        EXPECT_GT(doneInSpite, 0) << "what this test is about never happened";
    }
}

} // namespace

TEST(RingFaults, aKeyGivenOutIsSettledAtOnce)
{
    tortureRing(Act::Add, IoFaults::Reach::Once);
}

TEST(RingFaults, aKeyDestroyedIsSettledAtOnce)
{
    tortureRing(Act::Destroy, IoFaults::Reach::Once);
}

TEST(RingFaults, whatCannotBeSettledYetIsBeforeTheNextTransaction)
{
    tortureRing(Act::Add, IoFaults::Reach::FromThenOn);
    tortureRing(Act::Destroy, IoFaults::Reach::FromThenOn);
}
