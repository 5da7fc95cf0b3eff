#include "core/people/Erasure.h"
#include "core/security/ErasureMarks.h"
#include "core/store/Database.h"
#include "core/store/Migration.h"
#include "tests/store/people/PeopleFixture.h"

#include <QTemporaryDir>

namespace gatehouse::people {
namespace {

constexpr int BeforeKeys = security::FirstSchemaWithKeys - 1;

// A store as it was before anybody had a key: people, faces and pictures lie in it unsealed.
class OldStoreErasureTest : public PeopleTest
{
protected:
    void SetUp() override
    {
        m_gone = addPerson(QStringLiteral("Wilhelmina Gonebye"));
        m_stays = addPerson(QStringLiteral("Barnaby Stayput"));
        m_withdrawn = addPerson(QStringLiteral("Winifred Withdrawn"));
        m_car = m_vehicles.add(m_manager, car(QStringLiteral("B 4711"))).value();
        for (const PersonId person : { m_gone, m_stays, m_withdrawn })
            ASSERT_TRUE(m_consents.record(m_manager, consentOf(person)));
    }

    // The same people under the same numbers, as a backup of then holds them.
    void writeOldStore()
    {
        auto old = store::Database::open(m_folder.filePath(QStringLiteral("site.store")), test::TestStore::key(),
            store::OpenMode::CreateNew, store::allMigrations().first(BeforeKeys));
        ASSERT_TRUE(old);
        const QByteArray now = QByteArray::number(TestNow.milliseconds());
        QByteArray sql = "INSERT INTO site VALUES (1, x'11111111111111111111111111111111', 'Yard', 'UTC', 0, " + now
            + ");INSERT INTO operators VALUES (1, 'Ann', 'administrator', x'ffeeddccbbaa99887766554433221100', 1, 5);";
        for (const PersonId person : { m_gone, m_stays, m_withdrawn }) {
            const QByteArray id = QByteArray::number(person.value());
            sql += "INSERT INTO persons (id, kind, name, created_at, updated_at) VALUES (" + id
                + ", 'employee', 'person " + id + "', " + now + ", 5);"
                + "INSERT INTO consents (id, person_id, purpose, notice_version, notice_hash, given_how, given_at, "
                  "taken_by) VALUES ("
                + id + ", " + id + ", 'access-face', '1', randomblob(32), 'signed-form', " + now + ", 1);"
                + "INSERT INTO face_templates (person_id, consent_id, model, vector, quality, created_at) VALUES (" + id
                + ", " + id + ", 'm', zeroblob(2048), 0.9, 5);";
        }
        sql += "INSERT INTO vehicles (id, plate, merged_plate, region, created_at, updated_at) VALUES ("
            + QByteArray::number(m_car.value()) + ", 'B4711', '84711', 'eu', " + now + ", 5);"
            + "INSERT INTO evidence VALUES (1, 'unknown', 'image/jpeg', 2, 2, x'ffd8', 5, 6);"
              "INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, plate, plate_region, decision, "
              "reason, crop_id) VALUES (5, 1, 'L', 'recognition', 'vehicle', 'unknown', 'B4711', 'eu', 'ask', "
              "'stranger', 1);";
        const auto filled = (*old)->execute(sql);
        ASSERT_TRUE(filled) << qPrintable(filled.error().detail);
    }
    qint64 number(store::Database& database, QByteArrayView sql)
    {
        auto query = database.prepare(sql);
        return *query->step() ? query->integer(0) : -1;
    }

    QTemporaryDir m_folder;
    PersonId m_gone;
    PersonId m_stays;
    PersonId m_withdrawn;
    VehicleId m_car;
};

TEST_F(OldStoreErasureTest, WhoeverWasErasedSinceIsErasedFromIt)
{
    {
        const security::ActingOperator officer = m_store.actor(security::Role::PrivacyOfficer);
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(erasePerson(*transaction, m_store.clock(), officer, m_gone));
        ASSERT_TRUE(eraseVehicle(*transaction, m_store.clock(), officer, m_car));
        ASSERT_TRUE(transaction->commit());
    }
    ASSERT_TRUE(m_consents.withdrawAll(m_manager, m_withdrawn));
    writeOldStore();
    m_store.copyRingTo(m_folder.path());
    auto restored = m_store.openIn(m_folder.path());
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM persons"), 2);
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM vehicles"), 0);
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM events WHERE plate IS NOT NULL"), 0);
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM evidence"), 0);
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM face_templates"), 1) << "of the one who stays, sealed now";
    EXPECT_EQ(number(*restored, "SELECT min(rotation) FROM face_templates"), 1);
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM consents WHERE withdrawn_at IS NULL"), 1);
}

TEST_F(OldStoreErasureTest, AnotherRowThatGotTheNumberIsLeftAlone)
{
    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(erasePerson(*transaction, m_store.clock(), m_store.actor(security::Role::PrivacyOfficer), m_gone));
    ASSERT_TRUE(transaction->commit());
    writeOldStore();
    {
        auto old = store::Database::open(m_folder.filePath(QStringLiteral("site.store")), test::TestStore::key(),
            store::OpenMode::ReadWrite, store::allMigrations().first(BeforeKeys));
        ASSERT_TRUE((*old)->execute("UPDATE persons SET created_at = created_at - 1"));
    }
    m_store.copyRingTo(m_folder.path());
    auto restored = m_store.openIn(m_folder.path());
    EXPECT_EQ(number(*restored, "SELECT count(*) FROM persons"), 3);
}

// A ring that has destroyed keys of erased people before there were marks says so for good.
TEST_F(OldStoreErasureTest, ErasuresOfBeforeTheMarksAreRemembered)
{
    EXPECT_FALSE(security::hasErasedUnmarked(m_store.database()).value());
    m_store.copyStoreTo(m_folder.path());
    m_store.copyRingTo(m_folder.path());
    {
        auto raw = m_store.openRaw(m_folder.path());
        ASSERT_TRUE(raw->execute("DROP TABLE ring.erasures; PRAGMA ring.user_version = 1;"
                                 "INSERT INTO ring.shredded VALUES (randomblob(16), 5, 'erased')"));
    }
    auto opened = m_store.openIn(m_folder.path());
    EXPECT_TRUE(security::hasErasedUnmarked(*opened).value());
}

} // namespace
} // namespace gatehouse::people
