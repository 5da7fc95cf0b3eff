#include "core/backup/Restore.h"
#include "core/people/PersonRegistry.h"
#include "core/people/SealedFields.h"
#include "core/people/VehicleRegistry.h"
#include "core/privacy/Restriction.h"
#include "core/privacy/SubjectRequests.h"
#include "core/security/Forgetting.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::people;
using namespace gatehouse::privacy;
using gatehouse::test::BackupSite;

namespace {

// What people asked for after a backup was taken that is brought back then.
class SubjectRestoreTest : public testing::Test
{
protected:
    template <typename Work>
    auto write(Work work)
    {
        return m_site.site().writer().call([&](store::Database& database) { return work(database); });
    }
    void take()
    {
        const auto taken = m_site.backups().take(m_site.admin(), m_site.shelf());
        ASSERT_TRUE(taken) << qPrintable(taken.error().detail);
        m_file = taken->file;
        m_site.clock().advance(60'000);
    }
    Result<backup::CarriedSubjects> bringBack()
    {
        GATEHOUSE_TRY_ASSIGN(staged, backup::Restore::stage(m_site.site(), m_site.clock(), m_site.admin(), m_file));
        GATEHOUSE_TRY_ASSIGN(approval, m_site.site().approveAlone(m_site.admin(), staged.preview().proposal()));
        GATEHOUSE_TRY(staged.confirm(m_site.site(), m_site.admin(), std::move(approval)));
        const backup::CarriedSubjects carried = staged.preview().carried;
        m_site.close();
        GATEHOUSE_TRY(staged.finish());
        m_site.reopen();
        m_site.clock().advance(60'000);
        return carried;
    }
    void setRestricted(const Subject& subject, Processing processing)
    {
        ASSERT_TRUE(write([&](store::Database& database) {
            return setProcessing(m_site.admin(), database, m_site.clock(), subject, processing);
        }));
    }
    RequestId ask(const Subject& subject, const QString& note = QStringLiteral("wrote a letter"))
    {
        SubjectRequest request;
        request.subject = subject;
        request.receivedAt = m_site.clock().now();
        request.note = note;
        return write([&](store::Database& database) {
            return SubjectRequests(database, m_site.clock()).add(m_site.admin(), request);
        }).value();
    }
    VehicleId addCar(const QString& plate)
    {
        Vehicle car;
        car.plate = PlateText::fromUserInput(plate).value();
        return write([&](store::Database& database) {
            return VehicleRegistry(database, m_site.clock()).add(m_site.admin(), car);
        }).value();
    }
    // With a reference, a note and a resident ID.
    PersonId addKnown(const QString& name)
    {
        Person person;
        person.name = name;
        person.externalRef = QStringLiteral("REF ") + name;
        person.note = QStringLiteral("limps since the winter");
        SealedEntry sealed;
        sealed.idNumber = QStringLiteral("11010519491231002X");
        return write([&](store::Database& database) -> Result<PersonId> {
            GATEHOUSE_TRY_ASSIGN(id, PersonRegistry(database, m_site.clock()).add(m_site.admin(), person));
            GATEHOUSE_TRY(SealedFields(database, m_site.clock()).write(m_site.admin(), id, sealed));
            return id;
        }).value();
    }
    void remove(PersonId id)
    {
        ASSERT_TRUE(write([&](store::Database& database) {
            return PersonRegistry(database, m_site.clock()).remove(m_site.admin(), id);
        }));
    }
    void pass(PersonId id)
    {
        ASSERT_TRUE(write([&](store::Database& database) {
            return database.execute("INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, person_id, "
                                    "decision, reason) VALUES (5, 1, 'L', 'recognition', 'person', 'known', "
                + QByteArray::number(id.value()) + ", 'allow', 'rule')");
        }));
    }

    BackupSite m_site;
    QString m_file;
};

TEST_F(SubjectRestoreTest, restrictionsStayThoseOfNow)
{
    const PersonId since = test::enrolPerson(m_site, QStringLiteral("Wilhelmina Since"));
    const PersonId lifted = test::enrolPerson(m_site, QStringLiteral("Barnaby Lifted"));
    const VehicleId car = addCar(QStringLiteral("B4711"));
    setRestricted(Subject::of(lifted), Processing::Restricted);
    take();
    setRestricted(Subject::of(since), Processing::Restricted);
    setRestricted(Subject::of(car), Processing::Restricted);
    setRestricted(Subject::of(lifted), Processing::Allowed);
    const auto carried = bringBack();
    ASSERT_TRUE(carried) << qPrintable(carried.error().detail);
    EXPECT_EQ(carried->restricted, 2);
    EXPECT_EQ(carried->lifted, 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL AND id = "
                  + QByteArray::number(since.value())),
        1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM vehicles WHERE restricted_at IS NOT NULL"), 1);
    EXPECT_EQ(
        m_site.number("SELECT json_extract(detail, '$.restricted') FROM audit WHERE action = 'backup.restore'"), 2);
}

TEST_F(SubjectRestoreTest, requestsAreCarriedAlongWithWhatBecameOfThem)
{
    const PersonId person = test::enrolPerson(m_site, QStringLiteral("Wilhelmina Asks"));
    const RequestId before = ask(Subject::of(person), QStringLiteral("before"));
    take();
    const PersonId later = test::enrolPerson(m_site, QStringLiteral("Barnaby Later"));
    ASSERT_TRUE(write([&](store::Database& database) -> Result<void> {
        SubjectRequests requests(database, m_site.clock());
        GATEHOUSE_TRY_ASSIGN(open, requests.get(m_site.admin(), before));
        return requests.close(m_site.admin(), open, RequestState::Done);
    }));
    const RequestId since = ask(Subject::of(person), QStringLiteral("since"));
    ask(Subject::of(PlateText::fromUserInput(u"B4711").value()), QStringLiteral("about a plate"));
    ask(Subject::of(later), QStringLiteral("of somebody the backup does not know"));
    const auto carried = bringBack();
    ASSERT_TRUE(carried) << qPrintable(carried.error().detail);
    EXPECT_EQ(carried->requests, 4);
    const auto open = write([&](store::Database& database) {
        return SubjectRequests(database, m_site.clock()).list(m_site.admin(), RequestQuery());
    });
    ASSERT_TRUE(open);
    EXPECT_EQ(open->total, 3);
    const auto closed = write([&](store::Database& database) {
        return SubjectRequests(database, m_site.clock()).get(m_site.admin(), before);
    });
    EXPECT_EQ(closed->state, RequestState::Done);
    const auto kept = write([&](store::Database& database) {
        return SubjectRequests(database, m_site.clock()).get(m_site.admin(), since);
    });
    EXPECT_EQ(kept->subject, Subject::of(person));
    EXPECT_EQ(kept->note, QStringLiteral("since"));
    EXPECT_EQ(m_site.number("SELECT count(*) FROM subject_requests WHERE plate = 'B4711' AND state = 'open'"), 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM subject_requests WHERE person_id IS NULL AND plate IS NULL AND note "
                            "LIKE 'of somebody%'"),
        1);
}

TEST_F(SubjectRestoreTest, whoeverWasRemovedDoesNotComeBack)
{
    const PersonId whole = addKnown(QStringLiteral("Wilhelmina Whole"));
    const PersonId held = addKnown(QStringLiteral("Barnaby Held"));
    const PersonId stays = addKnown(QStringLiteral("Winifred Stays"));
    const VehicleId car = addCar(QStringLiteral("B4711"));
    pass(held);
    take();
    remove(whole);
    remove(held);
    ASSERT_TRUE(write([&](store::Database& database) {
        return VehicleRegistry(database, m_site.clock()).remove(m_site.admin(), car);
    }));
    const auto carried = bringBack();
    ASSERT_TRUE(carried) << qPrintable(carried.error().detail);
    EXPECT_EQ(carried->gone, 2);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE name LIKE 'Wilhelmina%'"), 0);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE name LIKE 'Barnaby%' AND removed_at IS NOT NULL AND "
                            "note = '' AND external_ref IS NULL AND sealed_id_number IS NULL AND NOT is_active AND "
                            "search_text = 'barnaby held'"),
        1)
        << "the name, by which a request finds the passage";
    EXPECT_EQ(m_site.number("SELECT count(*) FROM events WHERE person_id IS NOT NULL"), 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE note <> '' AND sealed_id_number IS NOT NULL AND id = "
                  + QByteArray::number(stays.value())),
        1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM vehicles"), 0);
    m_site.reopen();
    EXPECT_EQ(m_site.number("SELECT count(*) FROM audit WHERE action = 'ring.forget-again'"), 1) << "once";
}

// The passage that kept a removed person's name is over; the backup has it still.
TEST_F(SubjectRestoreTest, whoeverWasRemovedAndIsForgottenDoesNotComeBackEither)
{
    const PersonId held = addKnown(QStringLiteral("Barnaby Held"));
    pass(held);
    take();
    remove(held);
    ASSERT_TRUE(write([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY(database.execute("DELETE FROM events"));
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(security::shredSpentKeys(transaction, m_site.clock(), m_site.clock().now()));
        return transaction.commit();
    }));
    ASSERT_EQ(m_site.number("SELECT count(*) FROM persons"), 0);
    const auto carried = bringBack();
    ASSERT_TRUE(carried) << qPrintable(carried.error().detail);
    EXPECT_EQ(carried->gone, 1);
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons"), 0);
}

// Restored too far, and then forward again: nobody was removed.
TEST_F(SubjectRestoreTest, whoeverAnEarlierRestoreLostComesBackWithALaterBackup)
{
    take();
    const QString early = m_file;
    const PersonId person = addKnown(QStringLiteral("Winifred Stays"));
    setRestricted(Subject::of(person), Processing::Restricted);
    take();
    const QString late = std::exchange(m_file, early);
    ASSERT_TRUE(bringBack());
    ASSERT_EQ(m_site.number("SELECT count(*) FROM persons"), 0);
    m_file = late;
    const auto carried = bringBack();
    ASSERT_TRUE(carried) << qPrintable(carried.error().detail);
    EXPECT_EQ(*carried, backup::CarriedSubjects());
    EXPECT_EQ(m_site.number("SELECT count(*) FROM persons WHERE restricted_at IS NOT NULL"), 1);
}

} // namespace
