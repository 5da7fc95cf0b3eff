#include "core/audit/Checkpoint.h"
#include "core/audit/Floor.h"
#include "core/privacy/RetentionBook.h"
#include "core/privacy/RetentionRecord.h"
#include "core/privacy/RetentionRun.h"
#include "core/store/StoreThread.h"
#include "tests/store/privacy/PrivacyFixture.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

#include <set>

namespace gatehouse::privacy {
namespace {

class RetentionTest : public PrivacyTest
{
protected:
    // From here on the writer is a thread, as in the program.
    store::StoreThread& writer()
    {
        if (!m_writer)
            m_writer = std::make_unique<store::StoreThread>(m_store.handOverWriter());
        return *m_writer;
    }
    std::optional<Certificate> enforce(RunOccasion occasion)
    {
        auto done = enforceRetention(writer(), clock(), m_key, occasion);
        EXPECT_TRUE(done) << (done ? "" : done.error().detail.toStdString());
        return done ? *done : std::nullopt;
    }
    // When two people have said that the clock is right.
    std::optional<Certificate> confirm()
    {
        EXPECT_TRUE(writer().call([&](store::Database& database) { return confirmTheClock(database); }));
        auto done = runRetention(officer, writer(), clock(), m_key);
        EXPECT_TRUE(done) << (done ? "" : done.error().detail.toStdString());
        return done ? std::optional(*done) : std::nullopt;
    }
    qint64 deleted(const Certificate& certificate, DataClass dataClass)
    {
        for (const QJsonValue& line : certificate.words().value(QStringLiteral("classes")).toArray()) {
            if (line.toObject().value(QStringLiteral("class")).toString() == dataClassCode(dataClass))
                return line.toObject().value(QStringLiteral("deleted")).toInteger();
        }
        return -1;
    }

    std::unique_ptr<store::StoreThread> m_writer;
};

TEST_F(RetentionTest, everyClassGoesWhenItsTimeIsOverAndNotBefore)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    for (const qint64 age : { 6, 8, 89, 91, 179, 181 }) {
        pass({ age, li, {}, {}, {} });
        pass({ age, {}, {}, QStringLiteral("BAB12%1").arg(age), {} });
    }
    EXPECT_GT(countOverdue(store(), clock().now()).value(), 0);
    const auto certificate = enforce(RunOccasion::Daily);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(number("SELECT count(*) FROM evidence WHERE class = 'unknown'"), 2); // of one passage: crop and frame
    EXPECT_EQ(number("SELECT count(*) FROM evidence WHERE class = 'known'"), 6);
    EXPECT_EQ(number("SELECT count(*) FROM events"), 10);
    EXPECT_EQ(countOverdue(store(), clock().now()).value(), 0);
    EXPECT_EQ(deleted(*certificate, DataClass::UnknownPictures), 10);
    EXPECT_EQ(deleted(*certificate, DataClass::KnownPictures), 6);
    EXPECT_EQ(deleted(*certificate, DataClass::Passages), 2);
}

TEST_F(RetentionTest, anAnswerGoesWithItsPassageThoughYounger)
{
    const EventId asked = pass({ 181, {}, {}, QStringLiteral("BAB123"), {} });
    pass({ 179, {}, {}, QStringLiteral("BAB123"), asked });
    enforce(RunOccasion::Daily);
    EXPECT_EQ(number("SELECT count(*) FROM events"), 0);
}

TEST_F(RetentionTest, certificatesAreGenuineAndCannotBeChanged)
{
    pass({ 400, {}, {}, QStringLiteral("BAB123"), {} });
    const auto certificate = enforce(RunOccasion::Daily);
    ASSERT_TRUE(certificate);
    auto reader = m_store.openAnother(store::OpenMode::ReadOnly);
    auto read = readCertificate(officer, *reader, certificate->id);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->isGenuine(m_key.publicKey()));
    EXPECT_FALSE(read->isGenuine(audit::SigningKey::generate()->publicKey()));
    EXPECT_FALSE(read->body.contains("BAB123"));
    Certificate forged = *read;
    forged.body.replace("400", "401").replace("\"deleted\":2", "\"deleted\":0");
    EXPECT_NE(forged.body, read->body);
    EXPECT_FALSE(forged.isGenuine(m_key.publicKey()));
    forged = *read;
    ++forged.audit.entries;
    EXPECT_FALSE(forged.isGenuine(m_key.publicKey()));
    writer().call([](store::Database& database) {
        EXPECT_FALSE(database.execute("UPDATE certificates SET at = 1"));
        EXPECT_FALSE(database.execute("DELETE FROM certificates"));
    });
    EXPECT_EQ(listCertificates(guard, *reader, 10).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(listCertificates(officer, *reader, 10)->size(), 1);
}

TEST_F(RetentionTest, theTrailIsPrunedBehindASignedFloorAndTheCertificateHasBothNumbers)
{
    for (int passage = 0; passage < 5; ++passage)
        pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    const qint64 before = number("SELECT max(sequence) FROM audit");
    clock().advance(1097 * Day);
    EXPECT_GT(countOverdue(store(), clock().now()).value(), 0);
    const auto certificate = confirm();
    ASSERT_TRUE(certificate);
    EXPECT_EQ(countOverdue(store(), clock().now()).value(), 0);
    QJsonObject line;
    for (const QJsonValue& value : certificate->words().value(QStringLiteral("classes")).toArray()) {
        if (value.toObject().value(QStringLiteral("class")).toString() == QStringLiteral("audit"))
            line = value.toObject();
    }
    EXPECT_EQ(line.value(QStringLiteral("first")).toInteger(), 1);
    EXPECT_EQ(line.value(QStringLiteral("last")).toInteger(), before);
    EXPECT_EQ(number("SELECT min(sequence) FROM audit"), before + 1);
    writer().call([&](store::Database& database) {
        EXPECT_TRUE(audit::verify(database));
        EXPECT_TRUE(audit::verifyCheckpoints(database, m_key.publicKey()));
    });
    EXPECT_TRUE(certificate->isGenuine(m_key.publicKey()));
    EXPECT_EQ(m_store.auditActions().count(QStringLiteral("audit.prune")), 1);
}

TEST_F(RetentionTest, anOlderStoreWithAnOlderFloorIsPrunedAgain)
{
    for (int passage = 0; passage < 5; ++passage)
        pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    const QTemporaryDir folder;
    m_store.copyStoreTo(folder.path());
    m_store.copyRingTo(folder.path());
    clock().advance(1097 * Day);
    ASSERT_TRUE(confirm());
    // As a restore brings it back: whole in itself, and overdue at the first look.
    store::StoreThread older(m_store.openIn(folder.path()));
    const auto overdue = [&] {
        return older.call([&](store::Database& database) { return countOverdue(database, clock().now()).value(); });
    };
    EXPECT_GT(overdue(), 0);
    EXPECT_EQ(enforceRetention(older, clock(), m_key, RunOccasion::Opening).error().code, ErrorCode::ClockDoubted);
    ASSERT_TRUE(older.call([&](store::Database& database) { return confirmTheClock(database); }));
    ASSERT_TRUE(runRetention(officer, older, clock(), m_key));
    EXPECT_EQ(overdue(), 0);
    older.call([&](store::Database& database) {
        EXPECT_TRUE(audit::verify(database));
        EXPECT_TRUE(audit::verifyCheckpoints(database, m_key.publicKey()));
        EXPECT_TRUE(*audit::newestFloor(database));
    });
}

TEST_F(RetentionTest, anOpeningWithNothingOverdueLeavesNoTrace)
{
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    EXPECT_FALSE(enforce(RunOccasion::Opening));
    EXPECT_EQ(number("SELECT count(*) FROM certificates"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'retention.run'"), 0);
    EXPECT_TRUE(enforce(RunOccasion::Daily)); // which says that it looked
}

TEST_F(RetentionTest, aThousandOverduePicturesGoInPartsBetweenWhichOthersAreServed)
{
    for (int passage = 0; passage < 200; ++passage)
        pass({ 8 + passage % 20, {}, {}, QStringLiteral("BAB123"), {} });
    writer();
    std::atomic<bool> isDone = false;
    std::set<qint64> seen;
    std::thread run([&] {
        enforce(RunOccasion::Daily);
        isDone = true;
    });
    while (!isDone) {
        writer().call([&](store::Database& database) {
            auto count = database.prepare("SELECT count(*) FROM evidence");
            if (count && count->step())
                seen.insert(count->integer(0));
        });
    }
    run.join();
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 0);
    EXPECT_GT(seen.size(), 2U) << "somebody who also writes saw it only before or after";
}

TEST_F(RetentionTest, theLogIsTruncatedAndNothingOfThePictureIsLeftInThePages)
{
    pass({ 8, {}, {}, QStringLiteral("BAB123"), {} });
    enforce(RunOccasion::Daily);
    EXPECT_EQ(QFileInfo(m_store.file() + QStringLiteral("-wal")).size(), 0);
    // Pages that became free hold zeros, not yesterday's picture.
    writer().call([](store::Database& database) {
        auto pragma = database.prepare("PRAGMA secure_delete");
        ASSERT_TRUE(pragma);
        ASSERT_TRUE(*pragma->step());
        EXPECT_EQ(pragma->integer(0), 1);
    });
}

TEST_F(RetentionTest, shorterIsOnePersonsWordLongerIsTwo)
{
    RetentionBook book(store(), clock());
    EXPECT_EQ(book.change(guard, DataClass::KnownPictures, 30).error().code, ErrorCode::PermissionDenied);
    ASSERT_TRUE(book.change(officer, DataClass::KnownPictures, 30));
    EXPECT_EQ(book.change(officer, DataClass::KnownPictures, 60).error().code, ErrorCode::SecondPersonNeeded);
    EXPECT_EQ(readRetentionPolicy(store())->of(DataClass::KnownPictures), 30);
    // A yes to sixty days is none to more of them, nor to another class.
    const auto sixty = [&] { return approved(lengthenProposal(DataClass::KnownPictures, 60), officer); };
    EXPECT_EQ(
        book.changeTogether(officer, DataClass::KnownPictures, 90, sixty()).error().code, ErrorCode::ApprovalNotValid);
    ASSERT_TRUE(book.changeTogether(officer, DataClass::KnownPictures, 60, sixty()));
    EXPECT_EQ(readRetentionPolicy(store())->of(DataClass::KnownPictures), 60);
    EXPECT_EQ(
        book.changeTogether(officer, DataClass::KnownPictures, 50, sixty()).error().code, ErrorCode::ApprovalNotValid)
        << "nor to less, though that takes nobody's";
    for (const int days : { 0, 367 })
        EXPECT_EQ(book.change(officer, DataClass::KnownPictures, days).error().code, ErrorCode::InvalidArgument);
    const auto trail = m_store.auditLines();
    EXPECT_EQ(trail.last().action, QStringLiteral("retention.change"));
    EXPECT_EQ(trail.last().detail.value(QStringLiteral("from")).toInt(), 30);
    EXPECT_EQ(trail.last().detail.value(QStringLiteral("to")).toInt(), 60);
    EXPECT_TRUE(trail.last().detail.contains(QStringLiteral("approver")));
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'retention.change'"), 2);
}

TEST_F(RetentionTest, aSettingNobodyMaySetIsNotObeyed)
{
    for (const char* value : { "99999", "-5", "never", "" }) {
        ASSERT_TRUE(store().execute(
            QByteArray("INSERT OR REPLACE INTO settings VALUES ('retention.unknown-pictures', '") + value + "')"));
        EXPECT_EQ(readRetentionPolicy(store())->of(DataClass::UnknownPictures), 7) << value;
    }
}

// Less of the trail is less evidence of what its keepers did.
TEST_F(RetentionTest, aShorterTrailTakesTwoPeopleToo)
{
    RetentionBook book(store(), clock());
    EXPECT_EQ(book.change(officer, DataClass::Audit, 200).error().code, ErrorCode::SecondPersonNeeded);
    EXPECT_EQ(readRetentionPolicy(store())->of(DataClass::Audit), 1096);
    ASSERT_TRUE(book.changeTogether(
        officer, DataClass::Audit, 200, approved(lengthenProposal(DataClass::Audit, 200), officer)));
    EXPECT_EQ(readRetentionPolicy(store())->of(DataClass::Audit), 200);
    EXPECT_TRUE(m_store.auditLines().last().detail.contains(QStringLiteral("approver")));
}

TEST_F(RetentionTest, daysNobodyDecidedDeleteNothingUntilTheyAreChosenAgain)
{
    pass({ 6, {}, {}, QStringLiteral("BAB123"), {} });
    RetentionBook book(store(), clock());
    ASSERT_TRUE(book.change(officer, DataClass::KnownPictures, 60));
    EXPECT_FALSE(isRetentionUnaccounted(store()).value());
    ASSERT_TRUE(store().execute("INSERT INTO settings VALUES ('retention.unknown-pictures', '1')"));
    EXPECT_TRUE(isRetentionUnaccounted(store()).value());
    const auto refused = enforceRetention(writer(), clock(), m_key, RunOccasion::Daily);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::RetentionUnaccounted);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM certificates"), 0);

    writer().call([&](store::Database& database) {
        ASSERT_TRUE(RetentionBook(database, clock()).change(officer, DataClass::UnknownPictures, 7));
    });
    EXPECT_EQ(m_store.auditLines().last().detail.value(QStringLiteral("found")).toInt(), 1);
    EXPECT_TRUE(enforce(RunOccasion::Daily));
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 2);
}

// Longer than the trail is kept, too: the certificates say with which days they ran.
TEST_F(RetentionTest, whatWasDecidedIsStillKnownWhenTheTrailNoLongerTellsIt)
{
    ASSERT_TRUE(RetentionBook(store(), clock()).change(officer, DataClass::KnownPictures, 60));
    clock().advance(1097 * Day);
    ASSERT_TRUE(confirm());
    EXPECT_EQ(number("SELECT count(*) FROM audit WHERE action = 'retention.change'"), 0);
    EXPECT_FALSE(isRetentionUnaccounted(store()).value());
    writer().call([](store::Database& database) {
        ASSERT_TRUE(database.execute("UPDATE settings SET value = '366' WHERE key = 'retention.known-pictures'"));
    });
    EXPECT_TRUE(isRetentionUnaccounted(store()).value());
    EXPECT_EQ(runRetention(officer, writer(), clock(), m_key).error().code, ErrorCode::RetentionUnaccounted);
}

TEST_F(RetentionTest, aRunThatFailedHalfWaySaysSoAndCountsForNothing)
{
    pass({ 181, {}, {}, QStringLiteral("BAB123"), {} });
    ASSERT_TRUE(store().execute("CREATE TRIGGER stuck BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'no'); END"));
    EXPECT_FALSE(enforceRetention(writer(), clock(), m_key, RunOccasion::Daily));
    const auto certificates = listCertificates(officer, store(), 1).value();
    ASSERT_EQ(certificates.size(), 1) << "what was deleted is certified all the same";
    const Certificate& failed = certificates.first();
    EXPECT_FALSE(failed.isComplete());
    EXPECT_TRUE(failed.isGenuine(m_key.publicKey()));
    EXPECT_EQ(failed.words().value(QStringLiteral("stoppedBy")).toString(), QStringLiteral("StoreConstraint"));
    EXPECT_EQ(deleted(failed, DataClass::UnknownPictures), 2);
    EXPECT_EQ(deleted(failed, DataClass::Passages), 0);
    EXPECT_TRUE(failed.body.contains("\"class\":\"passages\",\"days\":180,\"deleted\":0"));
    EXPECT_TRUE(failed.body.contains("\"remaining\":1"));
    EXPECT_FALSE(lastRetentionRun(store()).value()) << "the next look runs again";

    writer().call([](store::Database& database) { ASSERT_TRUE(database.execute("DROP TRIGGER stuck")); });
    const auto done = enforce(RunOccasion::Daily);
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->isComplete());
    EXPECT_TRUE(lastRetentionRun(store()).value());
    EXPECT_EQ(number("SELECT count(*) FROM events"), 0);
}

TEST_F(RetentionTest, whatFailsIsTriedAgainLessAndLessOften)
{
    constexpr qint64 Minute = 60 * 1000;
    EXPECT_EQ(retryRetentionAfter(1), 15 * Minute);
    EXPECT_EQ(retryRetentionAfter(2), 30 * Minute);
    EXPECT_EQ(retryRetentionAfter(5), 240 * Minute);
    EXPECT_EQ(retryRetentionAfter(6), 360 * Minute);
    EXPECT_EQ(retryRetentionAfter(1000), 360 * Minute);
}

TEST_F(RetentionTest, whatTheNoticeTellsIsTheStandard)
{
    const RetentionTerms terms = retentionTerms(DataClass::KnownPictures);
    ASSERT_TRUE(terms.told);
    EXPECT_EQ(*terms.told, terms.standard);
    for (const char* language : { "en", "de", "zh_CN" }) {
        QFile notice(QStringLiteral(GATEHOUSE_TEST_SUPPORT "/../../resources/notices/face-access-2-%1.txt")
                         .arg(QString::fromLatin1(language)));
        ASSERT_TRUE(notice.open(QIODevice::ReadOnly)) << language;
        EXPECT_TRUE(notice.readAll().contains(QByteArray::number(*terms.told))) << language;
    }
    for (const DataClass one : AllDataClasses) {
        const RetentionTerms each = retentionTerms(one);
        EXPECT_LE(each.least, each.standard);
        EXPECT_LE(each.standard, each.most);
        EXPECT_EQ(dataClassFromCode(dataClassCode(one)), one);
    }
}

TEST_F(RetentionTest, aRunIsOnlyForThoseWhoMay)
{
    EXPECT_EQ(runRetention(guard, writer(), clock(), m_key).error().code, ErrorCode::PermissionDenied);
    const auto certificate = runRetention(officer, writer(), clock(), m_key);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(certificate->operatorId, officer.id);
}

} // namespace
} // namespace gatehouse::privacy
