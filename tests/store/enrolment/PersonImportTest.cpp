#include "core/enrolment/Enrolment.h"
#include "core/enrolment/LookAlikes.h"
#include "core/people/ConsentLedger.h"
#include "tests/store/enrolment/ImportFixture.h"

namespace gatehouse::enrolment {
namespace {

using PersonImportTest = ImportTest;

const QByteArray Header = "ref,name,kind,groups,valid_from,valid_until,consent,pictures\n";

TEST_F(PersonImportTest, RowsBecomePeopleWithGroupsValidityAndConsent)
{
    const auto report = imported(Header
        + "E-1,Jürgen Weiß,employee,Staff; Night shift,2025-03-01,2025-12-31,signed-form,\n"
          "E-2,\"Li, Na\",visitor,,,2025-05-31,,\n")
                            .value();
    EXPECT_TRUE(report.isCommitted);
    EXPECT_EQ(report.rows, 2);
    EXPECT_EQ(report.added, 2);
    EXPECT_TRUE(report.problems.isEmpty());

    const people::Person first = person(QStringLiteral("E-1"));
    EXPECT_EQ(first.name, QStringLiteral("Jürgen Weiß"));
    EXPECT_EQ(first.groups.size(), 2);
    EXPECT_TRUE(first.hasFaceConsent);
    EXPECT_EQ(first.validity.from->toIso(), QStringLiteral("2025-03-01T00:00:00.000Z"));
    EXPECT_EQ(first.validity.until->toIso(), QStringLiteral("2026-01-01T00:00:00.000Z")) << "the last day counts";
    EXPECT_EQ(person(QStringLiteral("E-2")).name, QStringLiteral("Li, Na"));
    EXPECT_FALSE(person(QStringLiteral("E-2")).hasFaceConsent);
    EXPECT_EQ(m_groups.list(m_manager).value().size(), 2);
}

TEST_F(PersonImportTest, OneBadRowAndNothingIsImported)
{
    const auto report = imported(Header
        + "E-1,Good,employee,Staff,,,,\n"
          "E-2,,employee,,,,,\n"
          "E-3,Odd,ghost,,tomorrow,,oral,\n"
          "E-1,Double,employee,,,,,\n")
                            .value();
    EXPECT_FALSE(report.isCommitted);
    QStringList told;
    for (const ImportProblem& problem : report.problems)
        told.append(QStringLiteral("%1:%2:%3").arg(problem.file).arg(problem.line).arg(problem.column));
    EXPECT_TRUE(told.contains(QStringLiteral("people.csv:3:name"))) << qPrintable(told.join(QLatin1Char(' ')));
    EXPECT_TRUE(told.contains(QStringLiteral("people.csv:4:kind")));
    EXPECT_TRUE(told.contains(QStringLiteral("people.csv:4:valid_from")));
    EXPECT_TRUE(told.contains(QStringLiteral("people.csv:4:consent")));
    EXPECT_TRUE(told.contains(QStringLiteral("people.csv:5:ref")));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons"), 0);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM groups"), 0);
    EXPECT_TRUE(m_store.auditLines().isEmpty());
}

TEST_F(PersonImportTest, AVisitorWithoutALastDayIsRefusedByLine)
{
    const auto report = imported(Header
        + "E-1,A,visitor,,,,,\n"
          "E-2,B,visitor,,,2025-06-04,,\n"
          "E-3,C,visitor,,,2025-06-06,,\n")
                            .value();
    EXPECT_FALSE(report.isCommitted);
    ASSERT_EQ(report.problems.size(), 2);
    EXPECT_EQ(report.problems.at(0).line, 2);
    EXPECT_EQ(report.problems.at(1).line, 4) << "93 days ahead and more";
    for (const ImportProblem& problem : report.problems) {
        EXPECT_EQ(problem.code, ErrorCode::InvalidArgument);
        EXPECT_EQ(problem.column, QStringLiteral("visit-end"));
        EXPECT_TRUE(problem.explanation.contains(QStringLiteral("valid_until, at most 92 days")));
    }
}

TEST_F(PersonImportTest, ADryRunChecksAgainstTheStoreAndKeepsNothing)
{
    const auto report = imported(Header + "E-1,A,employee,Staff,,,signed-form,\n", ImportMode::DryRun).value();
    EXPECT_EQ(report.added, 1);
    EXPECT_FALSE(report.isCommitted);
    EXPECT_TRUE(report.problems.isEmpty());
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons"), 0);
}

TEST_F(PersonImportTest, ImportingAgainUpdatesByReferenceAndLeavesTheRestAlone)
{
    ASSERT_TRUE(imported(Header + "E-1,A,employee,Staff,,,signed-form,\nE-2,B,visitor,,,2025-05-31,,\n"));
    people::Person kept = person(QStringLiteral("E-1"));
    kept.note = QStringLiteral("keeps the note");
    kept.isActive = false;
    ASSERT_TRUE(m_persons.update(m_manager, kept));

    const auto same = imported(Header + "E-1,A,employee,Staff,,,signed-form,\n").value();
    EXPECT_EQ(same.unchanged, 1);
    // A file with fewer columns says nothing about the others.
    const auto renamed = imported("ref,name\nE-1,A. New\nE-3,C\n").value();
    EXPECT_EQ(renamed.updated, 1);
    EXPECT_EQ(renamed.added, 1);
    const people::Person after = person(QStringLiteral("E-1"));
    EXPECT_EQ(after.id, kept.id);
    EXPECT_EQ(after.name, QStringLiteral("A. New"));
    EXPECT_EQ(after.note, kept.note);
    EXPECT_FALSE(after.isActive);
    EXPECT_EQ(after.groups.size(), 1);
    EXPECT_TRUE(after.hasFaceConsent);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM consents"), 1);
}

TEST_F(PersonImportTest, TemplatesComeWithTheConsentAndNeverWithoutIt)
{
    PersonPictures pictures;
    pictures.samples[QStringLiteral("E-1")] = { sample(0), sample(1) };
    pictures.samples[QStringLiteral("E-2")] = { sample(2) };
    const QByteArray csv = Header + "E-1,A,employee,,,,signed-form,\nE-2,B,employee,,,,,\n";
    const auto report = imported(csv, ImportMode::Commit, pictures).value();
    EXPECT_TRUE(report.isCommitted) << "a person without consent is taken, the picture is not";
    EXPECT_EQ(report.templates, 2);
    ASSERT_EQ(report.pictureProblems.size(), 1);
    EXPECT_EQ(report.pictureProblems.front().code, ErrorCode::ConsentMissing);
    EXPECT_EQ(report.pictureProblems.front().line, 3);
    EXPECT_EQ(person(QStringLiteral("E-1")).templateCount, 2);
    EXPECT_EQ(person(QStringLiteral("E-2")).templateCount, 0);

    const auto again = imported(csv, ImportMode::Commit, pictures).value();
    EXPECT_EQ(again.templates, 0) << "the same pictures are not enrolled twice";
    EXPECT_EQ(person(QStringLiteral("E-1")).templateCount, 2);
}

TEST_F(PersonImportTest, APersonCarriesTenTemplatesAtMost)
{
    PersonPictures pictures;
    for (std::size_t axis = 0; axis < 12; ++axis)
        pictures.samples[QStringLiteral("E-1")].append(sample(axis));
    const auto report = imported(Header + "E-1,A,employee,,,,signed-form,\n", ImportMode::Commit, pictures).value();
    EXPECT_EQ(report.templates, MaximumTemplatesAPerson);
    EXPECT_EQ(report.pictureProblems.size(), 1);
}

TEST_F(PersonImportTest, NeedsTheRights)
{
    const auto attempt = [this](security::Role role, const QByteArray& rows) {
        return importPersons(m_store.database(), m_store.clock(), m_store.actor(role), personFile(Header + rows), {},
            m_notice, ImportMode::Commit);
    };
    EXPECT_EQ(attempt(security::Role::Attendant, "E-1,A,,,,,,\n").error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(attempt(security::Role::Guard, "E-1,A,,New group,,,,\n").error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons"), 0);
    EXPECT_TRUE(attempt(security::Role::Guard, "E-1,A,,,,,,\n").value().isCommitted);
}

TEST_F(PersonImportTest, PurposesGuardiansAndSealedFieldsComeFromTheFile)
{
    PersonPictures pictures;
    pictures.samples[QStringLiteral("E-1")] = { sample(0) };
    pictures.samples[QStringLiteral("E-2")] = { sample(1) };
    const QByteArray header = "ref,name,consent,purposes,guardian,id_number,birth_date\n";
    const auto report = imported(header
            + "E-1,A,signed-form,access-face; picture,,11010519491231002X,1949-12-31\n"
              "E-2,B,guardian,,Wang Fang,,2020-02-29\n",
        ImportMode::Commit, pictures);
    ASSERT_TRUE(report && report->isCommitted) << qPrintable(report ? QString() : report.error().detail);
    const people::Person grown = person(QStringLiteral("E-1"));
    EXPECT_TRUE(grown.hasIdNumber && grown.hasBirthDate);
    EXPECT_FALSE(grown.guardianUntil);
    const people::Person child = person(QStringLiteral("E-2"));
    EXPECT_FALSE(child.hasIdNumber);
    EXPECT_EQ(child.guardianUntil->toIso(), QStringLiteral("2035-01-01T00:00:00.000Z")) << "to the year, no closer";
    EXPECT_EQ(m_store.number("SELECT count(*) FROM face_templates WHERE picture IS NOT NULL"), 1);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM consents"), 3);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons WHERE instr(sealed_id_number, '11010519') > 0"), 0);

    const auto alone = imported(header + "E-7,G,signature,,,,2020-02-29\n").value();
    ASSERT_EQ(alone.problems.size(), 1);
    EXPECT_EQ(alone.problems.front().column, QStringLiteral("guardian")) << "a child consents not alone";
    const auto refused = imported(header
        + "E-3,C,guardian,,,,\n"
          "E-4,D,signed-form,everything,,,\n"
          "E-5,E,,,,,31.12.1949\n"
          "E-6,F,,,,,2949-12-31\n")
                             .value();
    QStringList told;
    for (const ImportProblem& problem : refused.problems)
        told.append(QStringLiteral("%1:%2").arg(problem.line).arg(problem.column));
    EXPECT_EQ(told.join(QLatin1Char(' ')), QStringLiteral("2:guardian 3:purposes 4:birth_date 5:birth_date"));
    EXPECT_FALSE(refused.isCommitted);
}

TEST_F(PersonImportTest, ChineseSpreadsheetsAndByteOrderMarksAreRead)
{
    const auto bom = personFile("\xEF\xBB\xBFref,name\nE-1,李娜\n");
    EXPECT_EQ(bom.rows.front().name, QStringLiteral("李娜"));
    const auto gb = personFile("ref,name\nE-1,\xC0\xEE\xC4\xC8\n");
    EXPECT_EQ(gb.rows.front().name, QStringLiteral("李娜"));
    const auto neither =
        readPersonFile(written(QStringLiteral("bad.csv"), "ref,name\nE-1,\xFF\xFF\n"), {}, QTimeZone::utc());
    ASSERT_FALSE(neither);
    EXPECT_EQ(neither.error().code, ErrorCode::FormatInvalid);
}

TEST_F(PersonImportTest, AStrayQuoteIsToldWithItsLine)
{
    const auto file = personFile("ref,name\nE-1,A\nE-2,B\"C\nE-3,D\n");
    ASSERT_FALSE(file.problems.isEmpty());
    EXPECT_EQ(file.problems.front().line, 3);
    EXPECT_FALSE(file.problems.front().explanation.contains(QStringLiteral("B\"C")));
}

TEST_F(PersonImportTest, PicturesAreFoundByNameByReferenceAndInSubfolders)
{
    for (const char* name :
        { "A.jpg", "A_2.JPG", "A_10.jpg", "A_1.jpg", "B/front.png", "B/notes.txt", "C_1.jpg", "x.bmp" })
        written(QStringLiteral("pictures/") + QLatin1StringView(name), "x");
    written(QStringLiteral("outside.jpg"), "x");
    const QString folder = m_folder.filePath(QStringLiteral("pictures"));
    QFile::link(m_folder.filePath(QStringLiteral("outside.jpg")), folder + QStringLiteral("/D.jpg"));

    const auto file =
        personFile("ref,name,pictures\nA,a,\nB,b,\nC,c,x.bmp;missing.jpg;../outside.jpg\nA_1,other,\nD,d,\n"
                   "../outside,e,\n",
            folder);
    const auto names = [&file](qsizetype row) {
        QStringList list;
        for (const QString& path : file.rows.at(row).pictures)
            list.append(QFileInfo(path).fileName());
        return list;
    };
    EXPECT_EQ(
        names(0), (QStringList { QStringLiteral("A.jpg"), QStringLiteral("A_2.JPG"), QStringLiteral("A_10.jpg") }))
        << "A_1.jpg belongs to the person A_1";
    EXPECT_EQ(names(1), QStringList { QStringLiteral("front.png") });
    EXPECT_EQ(names(2), QStringList { QStringLiteral("x.bmp") });
    EXPECT_EQ(names(3), QStringList { QStringLiteral("A_1.jpg") });
    EXPECT_TRUE(names(4).isEmpty()) << "a link leads out of the folder";
    EXPECT_TRUE(names(5).isEmpty());
    ASSERT_EQ(file.pictureProblems.size(), 2);
    EXPECT_EQ(file.pictureProblems.back().file, QStringLiteral("../outside.jpg"));
    EXPECT_TRUE(file.problems.isEmpty());
}

TEST_F(PersonImportTest, EnrollingStoresConsentAndTemplatesTogetherOrNeither)
{
    ASSERT_TRUE(imported("ref,name\nE-1,A\n"));
    const PersonId id = person(QStringLiteral("E-1")).id;
    auto& database = m_store.database();
    EXPECT_EQ(enrolFaces(database, m_store.clock(), m_manager, id, {}, { sample(0) }).error().code,
        ErrorCode::ConsentMissing);

    people::Consent consent;
    consent.noticeVersion = m_notice.at(people::ConsentPurpose::AccessFace).version;
    consent.noticeHash = m_notice.at(people::ConsentPurpose::AccessFace).hash;
    consent.givenAt = m_store.clock().now();
    FaceSample broken = sample(0);
    broken.faceTemplate.vector[0] = 3;
    EXPECT_FALSE(enrolFaces(database, m_store.clock(), m_manager, id, { consent }, { sample(1), broken }));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM consents"), 0) << "the consent went back with it";
    EXPECT_EQ(
        enrolFaces(database, m_store.clock(), m_store.actor(security::Role::Attendant), id, { consent }, { sample(1) })
            .error()
            .code,
        ErrorCode::PermissionDenied);

    EXPECT_EQ(
        enrolFaces(database, m_store.clock(), m_manager, id, { consent }, { sample(0), sample(1) }).value().size(), 2);
    EXPECT_EQ(person(QStringLiteral("E-1")).templateCount, 2);
    QList<FaceSample> nine;
    for (std::size_t axis = 2; axis < 11; ++axis)
        nine.append(sample(axis));
    EXPECT_EQ(enrolFaces(database, m_store.clock(), m_manager, id, {}, nine).error().code, ErrorCode::InvalidArgument);
}

TEST_F(PersonImportTest, TheSameFaceUnderAnotherNameIsNoticed)
{
    PersonPictures pictures;
    pictures.samples[QStringLiteral("E-1")] = { sample(0) };
    ASSERT_TRUE(imported(Header + "E-1,A,employee,,,,signed-form,\n", ImportMode::Commit, pictures));
    auto known = LookAlikes::load(m_store.database(), m_store.clock(), QStringLiteral("test-embedder")).value();
    const PersonId enrolled = known.personOfRef(QStringLiteral("E-1"));
    ASSERT_TRUE(enrolled.isValid());
    const auto face = sample(0).faceTemplate.vector;
    EXPECT_FALSE(known.find(face, enrolled).has_value()) << "one may look like oneself";
    ASSERT_TRUE(known.find(face, PersonId()).has_value());
    EXPECT_EQ(known.find(face, PersonId())->person, enrolled);
    EXPECT_FALSE(known.find(sample(5).faceTemplate.vector, PersonId()).has_value());
    known.add(PersonId(-1), sample(5).faceTemplate.vector);
    EXPECT_TRUE(known.find(sample(5).faceTemplate.vector, PersonId()).has_value()) << "within the same file as well";
}

} // namespace
} // namespace gatehouse::enrolment
