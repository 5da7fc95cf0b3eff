#include "core/privacy/SubjectRequests.h"

#include "tests/store/privacy/PrivacyFixture.h"

#include <QJsonDocument>

namespace gatehouse::privacy {
namespace {

UtcTime at(const char* iso)
{
    return UtcTime::fromDateTime(QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate));
}

TEST(RequestDue, aMonthButNeverMoreThanThirtyDays)
{
    const QTimeZone berlin("Europe/Berlin");
    const auto dueDay = [&](const char* received) {
        return requestDueAt(at(received), berlin).in(berlin).date().toString(Qt::ISODate).toStdString();
    };
    EXPECT_EQ(dueDay("2026-01-31T10:00:00Z"), "2026-02-28");
    EXPECT_EQ(dueDay("2026-04-10T10:00:00Z"), "2026-05-10");
    EXPECT_EQ(dueDay("2026-03-10T10:00:00Z"), "2026-04-09"); // a month would be 31 days
    EXPECT_EQ(dueDay("2026-04-09T22:30:00Z"), "2026-05-10"); // already the next day there
    const UtcTime due = requestDueAt(at("2026-03-10T10:00:00Z"), berlin);
    EXPECT_EQ(due.in(berlin).time().hour(), 23);
}

class SubjectRequestsTest : public PrivacyTest
{
protected:
    SubjectRequest draft(const Subject& subject, qint64 daysAgo, RequestKind kind = RequestKind::Access)
    {
        SubjectRequest request;
        request.kind = kind;
        request.subject = subject;
        request.receivedAt = clock().now().plusMilliseconds(-daysAgo * Day);
        request.note = QStringLiteral("by letter");
        return request;
    }
    SubjectRequests requests { store(), clock() };
};

TEST_F(SubjectRequestsTest, overdueOnesStandFirstAndClosedOnesLast)
{
    const Subject li = Subject::of(addPerson(QStringLiteral("Li Na")));
    const Subject car = Subject::of(addVehicle(u"BAB123"));
    const RequestId fresh = requests.add(officer, draft(li, 1)).value();
    const RequestId late = requests.add(officer, draft(car, 40, RequestKind::Erase)).value();
    const RequestId done = requests.add(officer, draft(li, 50)).value();
    ASSERT_TRUE(requests.close(officer, requests.get(officer, done).value(), RequestState::Done));
    const RequestPage page = requests.list(officer, { false, std::nullopt, 0, 10 }).value();
    EXPECT_EQ(page.total, 3);
    EXPECT_EQ(page.overdue, 1);
    ASSERT_EQ(page.rows.size(), 3);
    EXPECT_EQ(page.rows.at(0).id, late);
    EXPECT_TRUE(page.rows.at(0).isOverdue(clock().now()));
    EXPECT_EQ(page.rows.at(0).subjectName, QStringLiteral("BAB123"));
    EXPECT_EQ(page.rows.at(1).id, fresh);
    EXPECT_EQ(page.rows.at(1).subjectName, QStringLiteral("Li Na"));
    EXPECT_EQ(page.rows.at(2).state, RequestState::Done);
    EXPECT_EQ(requests.list(officer, { true, li, 0, 10 })->rows.size(), 1);
}

TEST_F(SubjectRequestsTest, whatMakesNoSenseIsRefusedAndTwoPeopleDoNotCollide)
{
    const Subject li = Subject::of(addPerson(QStringLiteral("Li Na")));
    EXPECT_EQ(requests.add(guard, draft(li, 1)).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(requests.add(officer, draft(li, -1)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(requests.add(officer, draft(Subject {}, 1)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(requests.add(officer, draft(Subject::of(PersonId(77)), 1)).error().code, ErrorCode::NotFound);
    const RequestId id = requests.add(officer, draft(li, 1)).value();
    SubjectRequest mine = requests.get(officer, id).value();
    SubjectRequest theirs = mine;
    mine.note = QStringLiteral("called back");
    ASSERT_TRUE(requests.rewriteNote(officer, mine));
    EXPECT_EQ(requests.close(administrator, theirs, RequestState::Refused).error().code, ErrorCode::ChangedMeanwhile);
    theirs = requests.get(officer, id).value();
    EXPECT_EQ(theirs.note, QStringLiteral("called back"));
    ASSERT_TRUE(requests.close(administrator, theirs, RequestState::Refused));
    EXPECT_EQ(requests.close(administrator, requests.get(officer, id).value(), RequestState::Done).error().code,
        ErrorCode::ChangedMeanwhile);
    for (const test::AuditLine& line : m_store.auditLines())
        EXPECT_FALSE(QString::fromUtf8(QJsonDocument(line.detail).toJson()).contains(QStringLiteral("letter")));
}

TEST_F(SubjectRequestsTest, aPlateNobodyRegisteredMayAskToo)
{
    const Subject plate = Subject::of(PlateText::fromUserInput(u"HH XY 99").value());
    const RequestId id = requests.add(officer, draft(plate, 1, RequestKind::Erase)).value();
    EXPECT_EQ(requests.get(officer, id)->subjectName, QStringLiteral("HHXY99"));
}

} // namespace
} // namespace gatehouse::privacy
