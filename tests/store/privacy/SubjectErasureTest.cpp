#include "core/privacy/SubjectErasure.h"

#include "core/privacy/SubjectFile.h"
#include "core/security/LogUpkeep.h"
#include "tests/store/privacy/PrivacyFixture.h"

namespace gatehouse::privacy {
namespace {

class SubjectErasureTest : public PrivacyTest
{
protected:
    Result<Certificate> erase(const Subject& subject)
    {
        return eraseSubject(officer, store(), clock(), m_key, subject, approved(eraseProposal(subject), officer));
    }
};

TEST_F(SubjectErasureTest, aPersonGoesWithVehiclesPicturesAndNotesAndTheCertificateNamesNobody)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const VehicleId car = addVehicle(u"BAB123", li);
    pass({ 2, li, {}, {}, {} });
    pass({ 1, {}, car, QStringLiteral("BAB123"), {} });
    SubjectRequest request;
    request.kind = RequestKind::Erase;
    request.subject = Subject::of(li);
    request.receivedAt = clock().now();
    request.note = QStringLiteral("by letter");
    SubjectRequests requests(store(), clock());
    const RequestId asked = requests.add(officer, request).value();

    const auto certificate = erase(Subject::of(li));
    ASSERT_TRUE(certificate) << certificate.error().detail.toStdString();
    EXPECT_TRUE(certificate->isGenuine(m_key.publicKey()));
    EXPECT_EQ(certificate->kind, CertificateKind::Erasure);
    EXPECT_FALSE(certificate->body.contains("Li") || certificate->body.contains("BAB"));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM vehicles"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM events WHERE plate IS NOT NULL"), 0);
    const SubjectRequest left = requests.get(officer, asked).value();
    EXPECT_TRUE(left.note.isEmpty());
    EXPECT_TRUE(left.subjectName.isEmpty());
    EXPECT_EQ(m_store.auditLines().last().action, QStringLiteral("subject.erase"));
    EXPECT_EQ(
        m_store.auditLines().last().detail.value(QStringLiteral("approver")).toInteger(), administrator.id.value());
    EXPECT_EQ(readSubject(officer, store(), clock(), Subject::of(li)).error().code, ErrorCode::NotFound);
}

TEST_F(SubjectErasureTest, theCertificateSaysThatAReaderStillKeepsTheLog)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const PersonId wu = addPerson(QStringLiteral("Wu Di"));
    const auto early = erase(Subject::of(wu));
    ASSERT_TRUE(early);
    EXPECT_FALSE(early->logKeptSince);
    auto reader = m_store.openAnother(store::OpenMode::ReadOnly);
    ASSERT_TRUE(reader->execute("BEGIN; SELECT count(*) FROM persons"));
    const auto certificate = erase(Subject::of(li));
    ASSERT_TRUE(certificate);
    EXPECT_TRUE(certificate->logKeptSince);
    EXPECT_TRUE(readCertificate(officer, store(), certificate->id)->logKeptSince);
    EXPECT_FALSE(readCertificate(officer, store(), early->id)->logKeptSince) << "that one's was truncated at once";
    ASSERT_TRUE(reader->execute("COMMIT"));
    security::truncateLogs(store(), clock());
    EXPECT_FALSE(readCertificate(officer, store(), certificate->id)->logKeptSince);
}

TEST_F(SubjectErasureTest, aPlateNobodyRegisteredLeavesNoPassage)
{
    const PlateText plate = PlateText::fromUserInput(u"HHXY99").value();
    const EventId asked = pass({ 1, {}, {}, QStringLiteral("HHXY99"), {} });
    pass({ 1, {}, {}, QStringLiteral("HHXY99"), asked });
    pass({ 1, {}, {}, QStringLiteral("BAB123"), {} });
    ASSERT_TRUE(erase(Subject::of(plate)));
    EXPECT_EQ(number("SELECT count(*) FROM events"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM evidence"), 2);
}

TEST_F(SubjectErasureTest, withoutASecondPersonNothingGoes)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    EXPECT_FALSE(eraseSubject(
        officer, store(), clock(), m_key, Subject::of(li), approved(exportProposal(Subject::of(li)), officer)));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM certificates"), 0);
}

TEST_F(SubjectErasureTest, aYesToOnePersonsErasureErasesNobodyElse)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    const PersonId zhou = addPerson(QStringLiteral("Zhou Jie"));
    const auto refused = eraseSubject(
        officer, store(), clock(), m_key, Subject::of(zhou), approved(eraseProposal(Subject::of(li)), officer));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::ApprovalNotValid);
    // A vehicle and a plate of the same number are other things, too.
    EXPECT_NE(eraseProposal(Subject::of(VehicleId(li.value()))), eraseProposal(Subject::of(li)));
    EXPECT_NE(exportProposal(Subject::of(li)), eraseProposal(Subject::of(li)));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 2);
    EXPECT_TRUE(erase(Subject::of(zhou)));
    EXPECT_EQ(number("SELECT count(*) FROM persons"), 1);
}

} // namespace
} // namespace gatehouse::privacy
