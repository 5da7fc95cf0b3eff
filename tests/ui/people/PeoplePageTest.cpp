#include "ui/people/PeoplePage.h"

#include "tests/support/ScriptedSite.h"
#include "tests/ui/people/RegisterTest.h"

#include <QApplication>
#include <QCheckBox>
#include <QMouseEvent>
#include <QTreeWidget>

#include "resources/demo/GateScene.h"

namespace gatehouse {

using namespace ui;
using test::Hands;

class PeoplePageTest : public QObject
{
    Q_OBJECT

private:
    static people::Person person(const QString& name, const QString& ref = {})
    {
        people::Person draft;
        draft.name = name;
        draft.externalRef = ref;
        return draft;
    }
    PersonId added(const people::Person& draft) const
    {
        return m_stage->writer().call([&](store::Database& database) {
            return people::PersonRegistry(database, m_stage->clock())
                .add(m_stage->actor(security::Role::Manager), draft)
                .value();
        });
    }
    people::Person stored(PersonId id) const
    {
        return m_stage->writer().call([&](store::Database& database) {
            return people::PersonRegistry(database, m_stage->clock())
                .get(m_stage->actor(security::Role::Manager), id)
                .value();
        });
    }
    void open()
    {
        m_page = std::make_unique<PeoplePage>(m_stage->context());
        m_hands.emplace(*m_page);
        test::PageStage::show(*m_page, QSize(1366, 768));
        m_page->activated();
        QTRY_COMPARE(m_hands->table()->view()->model() != nullptr, true);
    }
    static QImage drawn(int look, double yaw = 0)
    {
        demo::FacePose pose;
        pose.yaw = yaw;
        return demo::drawDoorScene(QSize(640, 640), demo::FaceLook::numbered(look), pose, 1, 900);
    }
    // A hand that signs: two strokes of the mouse.
    static void draw(QWidget& pad)
    {
        for (const int row : { 30, 60 }) {
            QTest::mousePress(&pad, Qt::LeftButton, {}, QPoint(40, row));
            for (int at = 50; at <= 200; at += 10) {
                const QPointF place(at, row + (at / 10 % 2) * 8);
                QMouseEvent move(QEvent::MouseMove, place, pad.mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
                QApplication::sendEvent(&pad, &move);
            }
            QTest::mouseRelease(&pad, Qt::LeftButton, {}, QPoint(200, row));
        }
    }
    QString written(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    test::ScriptedCamera m_camera;
    std::unique_ptr<test::PageStage> m_stage;
    std::unique_ptr<PeoplePage> m_page;
    std::optional<Hands> m_hands;

private Q_SLOTS:
    void init()
    {
        lane::LaneParts parts;
        parts.makeCamera = [this](const video::CameraAddress&, video::Playback,
                               video::VideoRuntime&) -> Result<std::unique_ptr<video::CameraSource>> {
            return m_camera.source();
        };
        m_stage = std::make_unique<test::PageStage>(ThemeName::Night, parts);
    }
    void cleanup()
    {
        m_hands.reset();
        m_page.reset();
        m_stage.reset();
    }

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
            draft.kind = number % 10 == 0 ? people::PersonKind::Visitor : people::PersonKind::Employee;
            draft.isActive = number % 50 != 0;
            added(draft);
        }
        open();
        QTRY_COMPARE(m_hands->rows(), 100); // the rest comes when it is scrolled to
        m_hands->type(QStringLiteral("search"), QStringLiteral("PERSON 01"));
        QTRY_COMPARE(m_hands->rows(), 10);
        m_hands->type(QStringLiteral("search"), QString());
        m_hands->choose(QStringLiteral("kindFilter"), QStringLiteral("visitor"));
        QTRY_COMPARE(m_hands->rows(), 15);
        m_hands->click(QStringLiteral("onlyActive"));
        QTRY_COMPARE(m_hands->rows(), 12);
    }

    void consentIsTakenWithTheNoticeShownAndWithdrawnInTwoClicks()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("notice")) && m_hands->sees(QStringLiteral("save")));
        QVERIFY(!m_hands->find(QStringLiteral("save"))->isEnabled());
        QVERIFY2(!m_hands->find(QStringLiteral("fromFile"))->isEnabled(), "no picture before the consent");
        m_hands->choose(QStringLiteral("noticeLanguage"), QStringLiteral("Deutsch"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("face-access-2-de")));
        m_stage->photograph(*m_page, QStringLiteral("people-consent"));

        m_hands->click(QStringLiteral("withdraw"));
        QVERIFY(m_stage->prompts().asked.constLast().title.contains(QStringLiteral("Li Na")));
        QTRY_VERIFY(!stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("withdrawn")));
    }

    void aSignatureIsDrawnKeptAndShownOnlyToWhoAsks()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_hands->choose(QStringLiteral("consentForm"), QStringLiteral("signature on screen"));
        m_hands->press(QStringLiteral("purpose-picture"), Qt::Key_Space);
        QVERIFY2(!m_hands->find(QStringLiteral("agrees"))->isEnabled(), "nobody has signed yet");
        QVERIFY(m_hands->reads(QStringLiteral("The signature is missing.")));
        draw(*m_hands->find(QStringLiteral("signature")));
        QVERIFY(m_hands->find(QStringLiteral("agrees"))->isEnabled());
        m_stage->photograph(*m_page, QStringLiteral("people-signature"));
        m_hands->click(QStringLiteral("clearSignature"));
        QVERIFY(!m_hands->find(QStringLiteral("agrees"))->isEnabled());
        draw(*m_hands->find(QStringLiteral("signature")));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("consent-access-face")));
        QVERIFY(m_hands->sees(QStringLiteral("consent-picture")));
        QVERIFY2(!m_hands->sees(QStringLiteral("consent-attendance-face")), "not asked, not given");

        m_hands->click(QStringLiteral("proof-access-face"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("proofPicture")));
        m_stage->photograph(*m_page, QStringLiteral("people-proof"));

        // One purpose goes, the other stays; each in two clicks.
        m_hands->click(QStringLiteral("back"));
        m_hands->click(QStringLiteral("withdraw-picture"));
        QTRY_VERIFY(!m_hands->sees(QStringLiteral("consent-picture")));
        QVERIFY(stored(id).hasFaceConsent);
        m_hands->click(QStringLiteral("furtherConsent"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("purpose-attendance-face")));
        QVERIFY2(!m_hands->sees(QStringLiteral("purpose-access-face")), "given already");
    }

    void forAChildTheGuardianIsNamedAndSigns()
    {
        const PersonId id = added(person(QStringLiteral("Xiao Mei")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        m_hands->type(QStringLiteral("birth-date"), QStringLiteral("17.5.2019"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Write the date as 1990-05-17")));
        const int year = m_stage->clock().now().toUtc().date().year() - 7;
        m_hands->type(QStringLiteral("birth-date"), QStringLiteral("%1-05-17").arg(year));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        m_hands->click(QStringLiteral("enrol"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("guardian")));
        QCOMPARE(m_hands->find<QComboBox>(QStringLiteral("consentForm"))->count(), 1);
        m_hands->type(QStringLiteral("guardian"), QStringLiteral("Wang Fang"));
        QVERIFY(m_hands->reads(QStringLiteral("The guardian's signature is missing.")));
        m_stage->prompts().chosenPath = written(QStringLiteral("form.txt"), "no scan");
        m_hands->click(QStringLiteral("attachForm"));
        QVERIFY(m_hands->reads(QStringLiteral("no PDF or picture")));
        m_stage->prompts().chosenPath = written(QStringLiteral("form.pdf"), "%PDF-1.4 a form");
        m_hands->click(QStringLiteral("attachForm"));
        m_stage->photograph(*m_page, QStringLiteral("people-guardian"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Guardian: Wang Fang")));
        m_hands->click(QStringLiteral("proof-access-face"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("saveProof")));
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

    void enrollingFromFilesSaysWhatIsWrongWithAPicture()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        const QString good = m_folder.filePath(QStringLiteral("good.png"));
        const QString empty = m_folder.filePath(QStringLiteral("empty.png"));
        QVERIFY(drawn(2).save(good));
        QVERIFY(demo::drawEmptyDoor(QSize(640, 480), 1).save(empty));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_stage->photograph(*m_page, QStringLiteral("people-notice"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_stage->prompts().chosenPath = empty;
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("No face was found")), 20000);
        m_stage->prompts().chosenPath = written(QStringLiteral("broken.jpg"), "no picture");
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("cannot be read")));
        m_stage->prompts().chosenPath = good;
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Taken: quality")), 20000);
        m_stage->photograph(*m_page, QStringLiteral("people-enrol"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(stored(id).templateCount, 1);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("removePicture0")));
        m_stage->photograph(*m_page, QStringLiteral("people-detail"));

        // The same face under another name is told.
        added(person(QStringLiteral("Twin")));
        m_page->activated();
        QTRY_COMPARE(m_hands->rows(), 2);
        m_hands->clickRow(1);
        QTRY_COMPARE(m_hands->find<QLabel>(QStringLiteral("personName"))->text(), QStringLiteral("Twin"));
        m_hands->click(QStringLiteral("enrol"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("looks very much like Li Na")), 20000);
        m_hands->click(QStringLiteral("leaveOut0"));
        QTRY_COMPARE(m_hands->find<QPushButton>(QStringLiteral("save"))->text(), QStringLiteral("Record consent only"));
    }

    void enrollingFromACameraTakesTheLivePicture()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        m_stage->startCamera(QStringLiteral("Door A"));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->choose(QStringLiteral("camera"), QStringLiteral("Door A"));
        QTRY_VERIFY(m_camera.isRunning());
        m_camera.deliver(video::Frame::fromImage(drawn(2, 0.3), m_stage->clock().now(), 0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Good to take")), 20000);
        m_hands->click(QStringLiteral("takePicture"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Taken: quality")), 20000);
        m_stage->photograph(*m_page, QStringLiteral("people-camera"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(stored(id).templateCount, 1);
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
            written(QStringLiteral("good.csv"), "ref,name,kind,groups\nE-1,Li Na,employee,Staff\nE-2,Bo,visitor,\n");
        m_hands->click(QStringLiteral("chooseCsv"));
        QTRY_VERIFY(m_hands->find(QStringLiteral("save"))->isEnabled());
        QVERIFY(m_hands->reads(QStringLiteral("2 new")));
        QCOMPARE(m_hands->rows(), 0);
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(m_hands->rows(), 2);
        QCOMPARE(m_hands->cell(1, 0), QStringLiteral("Li Na"));
    }

    void removingNamesWhatIsLostAndAsksForTheName()
    {
        added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("remove"));
        QCOMPARE(m_stage->prompts().asked.constLast().typeToConfirm, QStringLiteral("Li Na"));
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
