#include "core/lane/EventLog.h"
#include "core/people/Drafts.h"
#include "tests/ui/people/PeopleStage.h"

#include <QCheckBox>
#include <QTreeWidget>

namespace gatehouse {

using namespace ui;

// The register: adding, changing, searching, importing, removing, and what is sealed.
class PeoplePageTest : public QObject, test::PeopleStage
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void anEmptyRegisterOffersTheFirstStep()
    {
        open();
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Nobody is here yet")));
        m_hands->click(QStringLiteral("add"));
        QVERIFY(m_hands->sees(QStringLiteral("name")));
        QVERIFY2(m_hands->find(QStringLiteral("name"))->hasFocus(), "one can type at once");
        m_hands->type(QStringLiteral("name"), QStringLiteral("Li Na"));
        m_hands->press(QStringLiteral("name"), Qt::Key_Return);
        QTRY_COMPARE(m_hands->rows(), 1);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        QCOMPARE(m_hands->find<QLabel>(QStringLiteral("personName"))->text(), QStringLiteral("Li Na"));
        QCOMPARE(m_stage->knowledgeRefreshed, 1);
        QVERIFY(!m_page->hasUnsavedInput());
    }

    void mistakesAreToldBesideTheFieldAndNothingTypedIsLost()
    {
        added(person(QStringLiteral("First"), QStringLiteral("E-1")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->click(QStringLiteral("add"));
        m_hands->type(QStringLiteral("ref"), QStringLiteral("E-1"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Give a name")));
        m_hands->type(QStringLiteral("name"), QStringLiteral("Second"));
        m_hands->type(QStringLiteral("validUntil"), QStringLiteral("some day"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Write the date as")));
        m_hands->type(QStringLiteral("validUntil"), QStringLiteral("2026-12-31"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Somebody else has this reference")));
        QCOMPARE(m_hands->find<QLineEdit>(QStringLiteral("name"))->text(), QStringLiteral("Second"));

        m_hands->clickRow(0);
        QVERIFY(m_hands->reads(QStringLiteral("not saved yet")));
        QCOMPARE(m_hands->find<QLineEdit>(QStringLiteral("name"))->text(), QStringLiteral("Second"));
        QVERIFY(m_page->hasUnsavedInput());

        m_stage->prompts().confirms = false;
        m_hands->click(QStringLiteral("cancel"));
        QVERIFY2(m_hands->sees(QStringLiteral("name")), "no was the answer");
        m_hands->type(QStringLiteral("ref"), QStringLiteral("E-2"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(m_hands->rows(), 2);
        QVERIFY(m_stage->prompts().told.contains(QStringLiteral("Saved.")));
    }

    void whatSomebodyElseChangedMeanwhileIsNotWrittenOver()
    {
        const PersonId id = added(person(QStringLiteral("Li Na"), QStringLiteral("E-1")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        m_hands->type(QStringLiteral("name"), QStringLiteral("Li Na Wang"));
        people::Person theirs = stored(id);
        theirs.note = QStringLiteral("moved to the plant");
        const auto first =
            m_stage->writer().call([&, manager = m_stage->actor(security::Role::Manager)](store::Database& database) {
                return people::PersonRegistry(database, m_stage->clock()).update(manager, theirs);
            });
        QVERIFY(first);

        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Manager Mei changed this")));
        QVERIFY2(m_hands->reads(QStringLiteral("Note: stored \u201Cmoved to the plant\u201D, yours \u201Cempty\u201D")),
            "field by field");
        QCOMPARE(m_hands->find<QLineEdit>(QStringLiteral("name"))->text(), QStringLiteral("Li Na Wang"));
        QVERIFY(m_page->hasUnsavedInput());
        QCOMPARE(stored(id).name, QStringLiteral("Li Na"));
        m_stage->photograph(*m_page, QStringLiteral("people-conflict"));

        m_hands->click(QStringLiteral("saveOver"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        QCOMPARE(stored(id).name, QStringLiteral("Li Na Wang"));
    }

    void aPersonIsChangedWithGroupsAndValidity()
    {
        const PersonId id = added(person(QStringLiteral("Li Na"), QStringLiteral("E-1")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        m_hands->type(QStringLiteral("newGroup"), QStringLiteral("Night shift"));
        m_hands->press(QStringLiteral("newGroup"), Qt::Key_Return);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("group-Night shift")));
        m_hands->type(QStringLiteral("validFrom"), QStringLiteral("2025-03-01"));
        m_hands->type(QStringLiteral("validUntil"), QStringLiteral("2025-03-31"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        const people::Person after = stored(id);
        QCOMPARE(after.groups.size(), 1);
        // The site is in Shanghai, and the last day counts.
        QCOMPARE(after.validity.from->toIso(), QStringLiteral("2025-02-28T16:00:00.000Z"));
        QCOMPARE(after.validity.until->toIso(), QStringLiteral("2025-03-31T16:00:00.000Z"));

        m_hands->click(QStringLiteral("change"));
        QTRY_COMPARE(m_hands->find<QLineEdit>(QStringLiteral("validUntil"))->text(), QStringLiteral("2025-03-31"));
        QVERIFY2(!m_page->hasUnsavedInput(), "looking at a form changes nothing");
        m_hands->click(QStringLiteral("cancel"));
        QVERIFY(m_stage->prompts().asked.isEmpty());
    }

    void searchAndFiltersNarrowTheList()
    {
        for (int number = 0; number < 150; ++number) {
            people::Person draft = person(QStringLiteral("Person %1").arg(number, 3, 10, QLatin1Char('0')));
            draft.kind = number % 10 == 0 ? people::PersonKind::Resident : people::PersonKind::Employee;
            draft.isActive = number % 50 != 0;
            added(draft);
        }
        open();
        QTRY_COMPARE(m_hands->rows(), 100); // the rest comes when it is scrolled to
        m_hands->type(QStringLiteral("search"), QStringLiteral("PERSON 01"));
        QTRY_COMPARE(m_hands->rows(), 10);
        m_hands->type(QStringLiteral("search"), QString());
        m_hands->choose(QStringLiteral("kindFilter"), QStringLiteral("resident"));
        QTRY_COMPARE(m_hands->rows(), 15);
        m_hands->click(QStringLiteral("onlyActive"));
        QTRY_COMPARE(m_hands->rows(), 12);
    }

    void sealedFieldsAreWrittenByAGuardAndShownToTheOfficerWithAReason()
    {
        added(person(QStringLiteral("Li Na")));
        m_stage->actAs(security::Role::Guard);
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        m_hands->type(QStringLiteral("id-number"), QStringLiteral("110105199005170021"));
        m_hands->type(QStringLiteral("birth-date"), QStringLiteral("1990-05-17"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("sealedIdNumber")));
        QTRY_COMPARE(
            m_hands->find<QLabel>(QStringLiteral("sealedIdNumber"))->text(), QStringLiteral("on file, sealed"));
        QVERIFY2(!m_hands->sees(QStringLiteral("showSealed")), "a guard cannot read it back");
        m_hands->click(QStringLiteral("change"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("id-number")));
        QVERIFY(m_hands->find<QLineEdit>(QStringLiteral("id-number"))->text().isEmpty());
        QVERIFY(!m_hands->find<QCheckBox>(QStringLiteral("forget-id-number"))->isChecked());
        m_hands->click(QStringLiteral("cancel"));

        m_stage->actAs(security::Role::Administrator);
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("showSealed")));
        QVERIFY2(!m_hands->find(QStringLiteral("showSealed"))->isEnabled(), "first the reason");
        m_hands->choose(QStringLiteral("sealedReason"), QStringLiteral("to correct an entry"));
        m_hands->click(QStringLiteral("showSealed"));
        QTRY_COMPARE(
            m_hands->find<QLabel>(QStringLiteral("sealedIdNumber"))->text(), QStringLiteral("110105199005170021"));
        QCOMPARE(m_hands->find<QLabel>(QStringLiteral("sealedBirthDate"))->text(), QStringLiteral("1990-05-17"));
        QVERIFY2(!qobject_cast<QPushButton*>(QApplication::focusWidget()), "Enter must not press what comes next");
        m_stage->photograph(*m_page, QStringLiteral("people-sealed"));

        // One is taken away, by a key press on its box; the other stays.
        m_hands->click(QStringLiteral("change"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("forget-id-number")));
        m_hands->press(QStringLiteral("forget-id-number"), Qt::Key_Space);
        QVERIFY(!m_hands->find(QStringLiteral("id-number"))->isEnabled());
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("sealedIdNumber")));
        QTRY_COMPARE(m_hands->find<QLabel>(QStringLiteral("sealedIdNumber"))->text(), QStringLiteral("not on file"));
        QCOMPARE(m_hands->find<QLabel>(QStringLiteral("sealedBirthDate"))->text(), QStringLiteral("on file, sealed"));
    }

    void anImportIsTriedFirst()
    {
        open();
        m_hands->click(QStringLiteral("import"));
        m_stage->prompts().chosenPath =
            written(QStringLiteral("bad.csv"), "ref,name,kind\nE-1,Li Na,employee\nE-2,,employee\nE-3,Ann,ghost\n");
        m_hands->click(QStringLiteral("chooseCsv"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("importProblems")));
        QCOMPARE(m_hands->find<QTreeWidget>(QStringLiteral("importProblems"))->topLevelItemCount(), 2);
        QVERIFY(!m_hands->find(QStringLiteral("save"))->isEnabled());
        m_stage->photograph(*m_page, QStringLiteral("people-import"));

        m_stage->prompts().chosenPath =
            written(QStringLiteral("good.csv"), "ref,name,kind,groups\nE-1,Li Na,employee,Staff\nE-2,Bo,contractor,\n");
        m_hands->click(QStringLiteral("chooseCsv"));
        QTRY_VERIFY(m_hands->find(QStringLiteral("save"))->isEnabled());
        QVERIFY(m_hands->reads(QStringLiteral("2 new")));
        QCOMPARE(m_hands->rows(), 0);
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(m_hands->rows(), 2);
        QCOMPARE(m_hands->cell(1, 0), QStringLiteral("Li Na"));
    }

    void aVisitHasAnEndAndTodayIsOffered()
    {
        open();
        m_hands->click(QStringLiteral("add"));
        m_hands->type(QStringLiteral("name"), QStringLiteral("Ann"));
        const auto until = [&] { return m_hands->find<QLineEdit>(QStringLiteral("validUntil"))->text(); };
        m_hands->choose(QStringLiteral("kind"), QStringLiteral("visitor"));
        QCOMPARE(until(), m_stage->context().time.local(m_stage->clock().now()).date().toString(Qt::ISODate));
        m_hands->choose(QStringLiteral("kind"), QStringLiteral("contractor"));
        QVERIFY2(until().isEmpty(), "nobody else needs one");
        m_hands->choose(QStringLiteral("kind"), QStringLiteral("visitor"));
        for (const auto& wrong : { QString(), QStringLiteral("2099-12-31") }) {
            m_hands->type(QStringLiteral("validUntil"), wrong);
            m_hands->click(QStringLiteral("save"));
            QTRY_VERIFY(m_hands->reads(QStringLiteral("A visitor has a last day here, at most 92 days ahead")));
        }
        m_hands->type(QStringLiteral("validUntil"), QStringLiteral("2025-05-31"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(m_hands->rows(), 1);
    }

    void removingSaysThatTheNameStaysAndUntilWhen()
    {
        const PersonId li = added(person(QStringLiteral("Li Na")));
        m_stage->writer().call([&](store::Database& database) {
            lane::LaneEvent passed;
            passed.at = m_stage->clock().now();
            passed.lane = LaneId(1);
            passed.laneName = QStringLiteral("Entry 1");
            passed.subject = lane::LaneEvent::Subject::Person;
            passed.certainty = vision::Certainty::Known;
            passed.person = li;
            passed.decision = { access::Verdict::Allow, access::Reason::Stranger, {} };
            QVERIFY(lane::EventLog(database, m_stage->clock()).record(passed, std::nullopt, std::nullopt));
        });
        const QString date =
            m_stage->context().time.date(m_stage->clock().now().plusMilliseconds(180LL * 24 * 60 * 60 * 1000));
        m_stage->prompts().confirms = false;
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("remove"));
        const QString before = m_stage->prompts().asked.constLast().text;
        for (const QString& said : { QStringLiteral("1 passage"), QStringLiteral("the name stays on file"), date,
                 QStringLiteral("right to be forgotten") })
            QVERIFY2(before.contains(said), qPrintable(before));
        m_stage->prompts().confirms = true;
        m_hands->click(QStringLiteral("remove"));
        QTRY_COMPARE(m_hands->rows(), 0);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Li Na is removed.")));
        QVERIFY(m_hands->reads(date));
        QVERIFY(m_hands->reads(QStringLiteral("right to be forgotten")));
        m_stage->photograph(*m_page, QStringLiteral("people-removed"));
    }

    void removingNamesWhatIsLostAndAsksForTheName()
    {
        added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("remove"));
        QCOMPARE(m_stage->prompts().asked.constLast().typeToConfirm, QStringLiteral("Li Na"));
        QVERIFY(!m_stage->prompts().asked.constLast().text.contains(QStringLiteral("stays on file")));
        QTRY_COMPARE(m_hands->rows(), 0);
    }

    void whoMayOnlyLookSeesNoWayToChange()
    {
        added(person(QStringLiteral("Li Na")));
        m_stage->actAs(security::Role::Attendant);
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        for (const char* name : { "add", "import", "change", "remove", "enrol", "withdraw" })
            QVERIFY2(!m_hands->sees(QLatin1StringView(name)), name);
    }

    void aFullRegisterIsPhotographed()
    {
        const char* names[] = { "Ana Souza", "Bo Lindqvist", "Chen Yu", "Deniz Kaya", "Emma Vogel", "Li Na",
            "Marek Nowak", "Noor Haddad", "Olu Adeyemi", "Priya Nair", "Tomás Ribeiro", "王小明", "张丽" };
        const auto group = [this](const QString& name) {
            return m_stage->writer().call([&](store::Database& database) {
                return people::GroupRegistry(database, m_stage->clock())
                    .add(m_stage->actor(security::Role::Manager), name)
                    .value();
            });
        };
        const QList<GroupId> groups { group(QStringLiteral("Staff")), group(QStringLiteral("Night shift")),
            group(QStringLiteral("Residents")) };
        int number = 0;
        for (const char* name : names) {
            people::Person draft = person(QString::fromUtf8(name), QStringLiteral("E-%1").arg(101 + number));
            draft.kind = people::AllPersonKinds[number % 4];
            draft.isActive = number != 3;
            if (number % 4 != 3)
                draft.groups = { groups.at(number % 3) };
            if (draft.kind == people::PersonKind::Visitor)
                draft.validity.until = people::latestVisitEnd(m_stage->clock().now());
            if (number == 5)
                draft.validity.until = m_stage->clock().now().plusMilliseconds(-1000);
            added(draft);
            ++number;
        }
        open();
        QTRY_COMPARE(m_hands->rows(), 13);
        m_hands->clickRow(4);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        m_stage->photograph(*m_page, QStringLiteral("people"));
        m_hands->click(QStringLiteral("change"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("name")));
        m_stage->photograph(*m_page, QStringLiteral("people-form"));
    }
};

} // namespace gatehouse

QTEST_MAIN(gatehouse::PeoplePageTest)
#include "PeoplePageTest.moc"
