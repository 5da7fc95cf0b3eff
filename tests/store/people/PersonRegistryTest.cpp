#include "core/people/Drafts.h"
#include "core/people/PersonSql.h"
#include "tests/store/people/PeopleFixture.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

namespace gatehouse::people {
namespace {

using PersonRegistryTest = PeopleTest;

TEST_F(PersonRegistryTest, APersonIsReadBackAsWritten)
{
    const GroupId staff = m_groups.add(m_manager, QStringLiteral("Staff")).value();
    Person person = draft(QStringLiteral("Jürgen Weiß"), QStringLiteral("E-1"));
    person.kind = PersonKind::Contractor;
    person.note = QStringLiteral("Two\nlines");
    person.validity = { UtcTime::fromMilliseconds(1000), UtcTime::fromMilliseconds(2000) };
    person.groups = { staff };
    const PersonId id = m_persons.add(m_manager, person).value();

    const Person read = m_persons.get(m_manager, id).value();
    EXPECT_EQ(read.name, person.name);
    EXPECT_EQ(read.externalRef, person.externalRef);
    EXPECT_EQ(read.kind, PersonKind::Contractor);
    EXPECT_EQ(read.note, person.note);
    EXPECT_EQ(read.validity, person.validity);
    EXPECT_EQ(read.groups, person.groups);
    EXPECT_TRUE(read.isActive);
    EXPECT_FALSE(read.hasFaceConsent);
    EXPECT_EQ(m_persons.findByRef(m_manager, QStringLiteral("E-1")).value()->id, id);
    EXPECT_FALSE(m_persons.findByRef(m_manager, QStringLiteral("e-1")).value().has_value());
}

TEST_F(PersonRegistryTest, AGuardRemovesVisitorsAlone)
{
    const security::ActingOperator guard = m_store.guard();
    const PersonId employee = addPerson(QStringLiteral("A"));
    Person visit = draft(QStringLiteral("B"));
    visit.kind = PersonKind::Visitor;
    visit.validity.until = latestVisitEnd(TestNow);
    const PersonId visitor = m_persons.add(guard, visit).value();
    EXPECT_EQ(m_persons.remove(guard, employee).error().code, ErrorCode::PermissionDenied);
    EXPECT_TRUE(m_persons.get(guard, employee));
    EXPECT_TRUE(m_persons.remove(guard, visitor));
    EXPECT_TRUE(m_persons.remove(m_manager, employee));
}

TEST_F(PersonRegistryTest, AReferenceBelongsToOnePerson)
{
    const PersonId first = addPerson(QStringLiteral("A"), QStringLiteral("E-1"));
    const auto second = m_persons.add(m_manager, draft(QStringLiteral("B"), QStringLiteral(" E-1 ")));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(second.error().detail, QStringLiteral("ref"));

    // Without a reference any number of people may be registered, and keeping one's own is no clash.
    EXPECT_TRUE(m_persons.add(m_manager, draft(QStringLiteral("C"))));
    EXPECT_TRUE(m_persons.add(m_manager, draft(QStringLiteral("D"))));
    Person same = m_persons.get(m_manager, first).value();
    same.name = QStringLiteral("A2");
    EXPECT_TRUE(m_persons.update(m_manager, same));
}

TEST_F(PersonRegistryTest, WhatCannotBeStoredIsToldByItsField)
{
    const auto nameless = m_persons.add(m_manager, draft(QStringLiteral("   ")));
    ASSERT_FALSE(nameless);
    EXPECT_EQ(nameless.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(draftFieldFromCode(nameless.error().detail), DraftField::Name);

    Person person = draft(QStringLiteral("A"));
    person.groups = { GroupId(99) };
    const auto inNoGroup = m_persons.add(m_manager, person);
    ASSERT_FALSE(inNoGroup);
    EXPECT_EQ(inNoGroup.error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM persons"), 0) << "nothing stays half written";
    EXPECT_TRUE(m_store.auditLines().isEmpty());
}

TEST_F(PersonRegistryTest, EveryChangeIsInTheTrailWithoutANameOrReference)
{
    const PersonId id = addPerson(QStringLiteral("Secretname"), QStringLiteral("Secretref"));
    Person person = m_persons.get(m_manager, id).value();
    person.name = QStringLiteral("Secretnew");
    person.isActive = false;
    ASSERT_TRUE(m_persons.update(m_manager, person));
    ASSERT_TRUE(m_persons.update(m_manager, person)) << "nothing changed: nothing to say, whatever was read";
    ASSERT_TRUE(m_persons.remove(m_manager, id));

    const auto lines = m_store.auditLines();
    EXPECT_EQ(m_store.auditActions(),
        (QStringList {
            QStringLiteral("person.add"), QStringLiteral("person.update"), QStringLiteral("person.remove") }));
    for (const test::AuditLine& line : lines) {
        EXPECT_EQ(line.subjectKind, QStringLiteral("person"));
        EXPECT_EQ(line.subjectId, id.value());
        EXPECT_EQ(line.actor, m_manager.id);
        EXPECT_FALSE(QJsonDocument(line.detail).toJson().toLower().contains("secret"));
    }
    EXPECT_EQ(lines.at(1).detail.value(QStringLiteral("fields")).toArray().size(), 2);
}

TEST_F(PersonRegistryTest, SearchFindsPartsOfNameAndReferenceAndTakesWildcardsLiterally)
{
    addPerson(QStringLiteral("Jürgen Müller"), QStringLiteral("E-100"));
    addPerson(QStringLiteral("100% Cleaning"), QStringLiteral("C_1"));
    addPerson(QStringLiteral("李娜"), QStringLiteral("CX1"));
    const auto found = [this](const QString& text) {
        PersonQuery query;
        query.text = text;
        QStringList names;
        const auto page = m_persons.list(m_manager, query).value();
        for (const Person& person : page.rows)
            names.append(person.name);
        return names;
    };
    EXPECT_EQ(found(QStringLiteral("muller")), QStringList { QStringLiteral("Jürgen Müller") });
    EXPECT_EQ(found(QStringLiteral("E-1")), QStringList { QStringLiteral("Jürgen Müller") });
    EXPECT_EQ(found(QStringLiteral("100%")), QStringList { QStringLiteral("100% Cleaning") });
    EXPECT_EQ(found(QStringLiteral("c_1")), QStringList { QStringLiteral("100% Cleaning") });
    EXPECT_EQ(found(QStringLiteral("娜")), QStringList { QStringLiteral("李娜") });
    EXPECT_EQ(found(QStringLiteral("' OR 1=1 --")), QStringList());
    EXPECT_EQ(found(QString()).size(), 3);
}

TEST_F(PersonRegistryTest, AVisitorIsEnteredWithAnEndAndKeepsOne)
{
    Person visitor = draft(QStringLiteral("Ann"));
    visitor.kind = PersonKind::Visitor;
    EXPECT_EQ(m_persons.add(m_manager, visitor).error().detail, draftFieldCode(DraftField::VisitEnd));
    visitor.validity.until = latestVisitEnd(TestNow);
    visitor.id = m_persons.add(m_manager, visitor).value();
    visitor = m_persons.get(m_manager, visitor.id).value();
    for (const std::optional<UtcTime>& end :
        { std::optional<UtcTime>(), std::optional(latestVisitEnd(TestNow).plusMilliseconds(1)) }) {
        Person changed = visitor;
        changed.validity.until = end;
        EXPECT_EQ(m_persons.update(m_manager, changed).error().detail, draftFieldCode(DraftField::VisitEnd));
    }
    // Who works here now may stay; who becomes a visitor may not.
    Person employee = visitor;
    employee.kind = PersonKind::Employee;
    employee.validity.until.reset();
    ASSERT_TRUE(m_persons.update(m_manager, employee));
    Person again = m_persons.get(m_manager, visitor.id).value();
    again.kind = PersonKind::Visitor;
    EXPECT_EQ(m_persons.update(m_manager, again).error().detail, draftFieldCode(DraftField::VisitEnd));
}

TEST_F(PersonRegistryTest, WhoMayNotSeeSomebodyDoesNotChangeThem)
{
    const PersonId li = addPerson(QStringLiteral("Li Na"));
    Person changed = m_persons.get(m_manager, li).value();
    ASSERT_TRUE(m_store.database().execute("UPDATE persons SET restricted_at = 1"));
    changed.note = QStringLiteral("limps");
    EXPECT_EQ(m_persons.update(m_manager, changed).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(m_persons.update(m_store.administrator(), changed)) << "as a request to rectify may ask for";
}

TEST_F(PersonRegistryTest, FiltersCombineAndTheTotalCountsAllOfThem)
{
    const GroupId night = m_groups.add(m_manager, QStringLiteral("Night")).value();
    for (int number = 0; number < 10; ++number) {
        Person person = draft(QStringLiteral("P%1").arg(number));
        person.kind = number % 2 ? PersonKind::Contractor : PersonKind::Employee;
        person.isActive = number < 8;
        if (number < 6)
            person.groups = { night };
        ASSERT_TRUE(m_persons.add(m_manager, person));
    }
    PersonQuery query;
    query.kind = PersonKind::Employee;
    EXPECT_EQ(m_persons.list(m_manager, query).value().total, 5);
    query.group = night;
    EXPECT_EQ(m_persons.list(m_manager, query).value().total, 3);
    query = {};
    query.onlyActive = true;
    query.limit = 3;
    query.offset = 6;
    const auto page = m_persons.list(m_manager, query).value();
    EXPECT_EQ(page.total, 8);
    ASSERT_EQ(page.rows.size(), 2);
    EXPECT_EQ(page.rows.front().name, QStringLiteral("P6"));
}

TEST_F(PersonRegistryTest, RemovingTakesConsentsTemplatesAndGroupsAlong)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    ASSERT_TRUE(m_consents.record(m_manager, consentOf(id)));
    ASSERT_TRUE(addTemplate(faceOf(id)));
    Vehicle vehicle = car(QStringLiteral("AB 123"));
    vehicle.owner = id;
    const VehicleId owned = m_vehicles.add(m_manager, vehicle).value();
    ASSERT_TRUE(m_persons.remove(m_manager, id));
    EXPECT_EQ(m_store.number("SELECT count(*) FROM consents"), 0);
    EXPECT_EQ(m_store.number("SELECT count(*) FROM face_templates"), 0);
    EXPECT_FALSE(m_vehicles.get(m_manager, owned).value().owner.isValid()) << "the car stays, without an owner";
    EXPECT_EQ(m_persons.remove(m_manager, id).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_persons.get(m_manager, id).error().code, ErrorCode::NotFound);
    Person gone = draft(QStringLiteral("A"));
    gone.id = id;
    EXPECT_EQ(m_persons.update(m_manager, gone).error().code, ErrorCode::NotFound);
}

TEST_F(PersonRegistryTest, FiveThousandPeoplePageThroughIndexes)
{
    {
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(transaction);
        for (int number = 0; number < 5000; ++number) {
            ASSERT_TRUE(m_persons.add(*transaction, m_manager,
                draft(QStringLiteral("Person %1").arg((number * 7919) % 5000, 4, 10, QLatin1Char('0')),
                    QString::number(number))));
        }
        ASSERT_TRUE(transaction->commit());
    }
    const QString plan = m_store.queryPlan(sql::PersonPage);
    EXPECT_TRUE(plan.contains(QStringLiteral("USING INDEX persons_name"))) << qPrintable(plan);
    EXPECT_FALSE(plan.contains(QStringLiteral("TEMP B-TREE"))) << "a page must not sort everyone\n" << qPrintable(plan);
    EXPECT_TRUE(plan.contains(QStringLiteral("face_templates_person"))) << qPrintable(plan);
    EXPECT_TRUE(m_store.queryPlan(sql::PersonByRef).contains(QStringLiteral("SEARCH p USING INDEX")));

    PersonQuery query;
    query.offset = 4900;
    QElapsedTimer timer;
    timer.start();
    const auto last = m_persons.list(m_manager, query).value();
    RecordProperty("last_page_ms", static_cast<int>(timer.elapsed()));
    EXPECT_EQ(last.total, 5000);
    ASSERT_EQ(last.rows.size(), 100);
    EXPECT_EQ(last.rows.back().name, QStringLiteral("Person 4999"));
}

TEST_F(PersonRegistryTest, NobodyWithoutTheRightReadsOrChangesAnything)
{
    const PersonId id = addPerson(QStringLiteral("A"));
    Person person = m_persons.get(m_manager, id).value();
    person.name = QStringLiteral("B");
    EXPECT_EQ(m_persons.add(m_attendant, person).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_persons.update(m_attendant, person).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_persons.remove(m_attendant, id).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_persons.get(m_manager, id).value().name, QStringLiteral("A"));
    EXPECT_EQ(m_store.auditLines().size(), 1);
}

} // namespace
} // namespace gatehouse::people
