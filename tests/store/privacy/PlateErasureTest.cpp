#include "core/privacy/RetentionRun.h"
#include "core/privacy/SubjectErasure.h"
#include "core/privacy/SubjectFile.h"
#include "core/security/ErasureMarks.h"
#include "tests/store/privacy/PrivacyFixture.h"

#include <QTemporaryDir>

namespace gatehouse::privacy {
namespace {

const QString Plate = QStringLiteral("HHXY99");

// A plate has no key of its own that could be destroyed: an older store that is brought back is told by its mark.
class PlateErasureTest : public PrivacyTest
{
protected:
    void erase(const Subject& subject)
    {
        const auto done =
            eraseSubject(officer, store(), clock(), m_key, subject, approved(eraseProposal(subject), officer));
        ASSERT_TRUE(done) << qPrintable(done.error().detail);
    }
    void erasePlate() { erase(Subject::of(PlateText::fromUserInput(Plate).value())); }
    RequestId ask(const QString& plate)
    {
        SubjectRequest request;
        request.subject = Subject::of(PlateText::fromUserInput(plate).value());
        request.receivedAt = clock().now();
        request.note = QStringLiteral("came to the gate house");
        return SubjectRequests(store(), clock()).add(officer, request).value();
    }
    void note(const QString& text)
    {
        auto insert = store().prepare(
            "INSERT INTO events (at, lane_id, lane_name, kind, subject, certainty, decision, reason, detail) "
            "VALUES (?1, 1, 'L', 'operator', 'none', 'unknown', 'allow', 'operator', json_object('note', ?2))");
        insert->bindAll(clock().now(), text);
        ASSERT_TRUE(insert->run());
    }
    static qint64 numberIn(store::Database& database, QByteArrayView sql)
    {
        auto query = database.prepare(sql);
        return *query->step() ? query->integer(0) : -1;
    }
    std::unique_ptr<store::Database> restored()
    {
        m_store.copyRingTo(m_before.path());
        return m_store.openIn(m_before.path());
    }

    QTemporaryDir m_before;
};

constexpr char PlatesLeft[] = "SELECT count(*) FROM events WHERE plate = 'HHXY99'";

TEST_F(PlateErasureTest, AnOlderStoreThatIsBroughtBackForgetsThePlateAgain)
{
    const EventId asked = pass({ 1, {}, {}, Plate, {} });
    pass({ 1, {}, {}, Plate, asked });
    pass({ 3, {}, {}, QStringLiteral("BAB123"), {} });
    note(QStringLiteral("follows HH-XY 99 closely"));
    note(QStringLiteral("follows somebody else"));
    ask(Plate);
    ask(QStringLiteral("BAB123"));
    m_store.copyStoreTo(m_before.path());
    clock().advance(1000);
    erasePlate();
    EXPECT_EQ(number("SELECT count(*) FROM events WHERE detail LIKE '%99%'"), 0) << "in words of others, too";

    auto older = restored();
    EXPECT_EQ(numberIn(*older, PlatesLeft), 0);
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM events WHERE plate = 'BAB123'"), 1);
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM evidence"), 2) << "the other car's";
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM events WHERE detail LIKE '%99%'"), 0);
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM events WHERE detail LIKE '%somebody else%'"), 1);
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM subject_requests WHERE plate IS NULL AND note = ''"), 1);
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM subject_requests WHERE plate = 'BAB123' AND note <> ''"), 1);
}

TEST_F(PlateErasureTest, ACarThatIsRegisteredLaterIsForgottenInStoresOfBeforeThat)
{
    pass({ 1, {}, {}, Plate, {} });
    m_store.copyStoreTo(m_before.path());
    const VehicleId car = addVehicle(Plate);
    erase(Subject::of(car));
    EXPECT_EQ(numberIn(*restored(), PlatesLeft), 0);
}

TEST_F(PlateErasureTest, ACarThatWasRemovedBeforeThePlateWasErasedDoesNotComeBack)
{
    const VehicleId car = addVehicle(Plate);
    pass({ 1, {}, car, Plate, {} });
    m_store.copyStoreTo(m_before.path());
    ASSERT_TRUE(people::VehicleRegistry(store(), clock()).remove(administrator, car));
    erasePlate();
    auto older = restored();
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM vehicles"), 0);
    EXPECT_EQ(numberIn(*older, PlatesLeft), 0);
}

TEST_F(PlateErasureTest, APlateThatPassesAgainIsRecordedAndStays)
{
    pass({ 1, {}, {}, Plate, {} });
    erasePlate();
    clock().advance(60 * 1000);
    pass({ 0, {}, {}, Plate, {} });
    EXPECT_EQ(number(PlatesLeft), 1);
    m_store.copyStoreTo(m_before.path());
    EXPECT_EQ(numberIn(*restored(), PlatesLeft), 1) << "a store that has been through the erasure";

    // Even a store that has not, as another machine's clock wrote it: what passed later is somebody who came again.
    auto older = m_store.openRaw(m_before.path());
    ASSERT_TRUE(older->execute("DELETE FROM main.erasures"));
    older.reset();
    EXPECT_EQ(numberIn(*m_store.openIn(m_before.path()), PlatesLeft), 1);
}

TEST_F(PlateErasureTest, TheMarkIsKnownToBothFilesWhicheverWasWritten)
{
    pass({ 1, {}, {}, Plate, {} });
    m_store.copyRingTo(m_before.path());
    erasePlate();
    // The store's part is on the disk, the ring's is not.
    m_store.copyStoreTo(m_before.path());
    auto reopened = m_store.openIn(m_before.path());
    EXPECT_EQ(numberIn(*reopened, "SELECT count(*) FROM ring.erasures"), 2);
    EXPECT_EQ(numberIn(*reopened, "SELECT count(*) FROM ring.erasures r JOIN main.erasures m USING (mark, at)"), 2);
}

TEST_F(PlateErasureTest, AMarkTellsNoPlateAndGoesWithTheLongestClass)
{
    erasePlate();
    const QByteArray hex = Plate.toUtf8().toHex().toUpper();
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures WHERE instr(hex(mark), '" + hex + "') > 0"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures WHERE kind = 'plate'"), 2);
    const auto forgetAt = [this](qint64 days) {
        auto transaction = store::Transaction::begin(store());
        ASSERT_TRUE(security::forgetOldMarks(*transaction, clock().now().plusMilliseconds(days * Day)));
        ASSERT_TRUE(transaction->commit());
    };
    forgetAt(0);
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures"), 2);
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    erase(Subject::of(li));
    forgetAt(1);
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures WHERE kind = 'plate'"), 0);
    // A row's number says nothing, and stays; so does that marks went, and of when the newest was.
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM main.erasures"), 2);
    forgetAt(2);
    EXPECT_EQ(number("SELECT count(*) FROM ring.erasures"), 2);
}

// No class takes an open request by its age, so a backup of years ago could bring the plate back in one.
TEST_F(PlateErasureTest, ARequestOlderThanEveryMarkComesBackWithoutItsPlate)
{
    ask(Plate);
    ask(QStringLiteral("BAB123"));
    m_store.copyStoreTo(m_before.path());
    clock().advance(1000);
    erasePlate();
    clock().advance(1000);
    ask(QStringLiteral("CAC456"));
    QTemporaryDir later;
    m_store.copyStoreTo(later.path());
    clock().advance(1200 * Day);
    {
        auto transaction = store::Transaction::begin(store());
        ASSERT_TRUE(security::forgetOldMarks(*transaction, clock().now().plusMilliseconds(-1100 * Day)));
        ASSERT_TRUE(transaction->commit());
    }
    ASSERT_EQ(number("SELECT count(*) FROM ring.erasures WHERE kind = 'plate'"), 0);

    auto older = restored();
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM subject_requests WHERE plate IS NOT NULL OR note <> ''"), 0)
        << "which of them was erased, nobody knows any more";
    EXPECT_EQ(numberIn(*older, "SELECT count(*) FROM subject_requests WHERE state = 'open'"), 2) << "to be closed";
    m_store.copyRingTo(later.path());
    EXPECT_EQ(
        numberIn(*m_store.openIn(later.path()), "SELECT count(*) FROM subject_requests WHERE plate = 'CAC456'"), 1)
        << "asked after the newest mark that went";
    // On the site itself nothing changes.
    EXPECT_EQ(number("SELECT count(*) FROM subject_requests WHERE plate = 'BAB123'"), 1);
    const QTemporaryDir now;
    m_store.copyStoreTo(now.path());
    m_store.copyRingTo(now.path());
    EXPECT_EQ(numberIn(*m_store.openIn(now.path()), "SELECT count(*) FROM subject_requests WHERE plate = 'BAB123'"), 1);
}

} // namespace
} // namespace gatehouse::privacy
