#include "ui/people/VehiclesPage.h"

#include "tests/ui/people/RegisterTest.h"
#include "ui/people/ImportForm.h"

#include <QListWidget>
#include <QProgressBar>
#include <QSignalSpy>

#include <future>

namespace gatehouse {

using namespace ui;
using test::Hands;

class VehiclesPageTest : public QObject
{
    Q_OBJECT

private:
    template <typename Function>
    auto onStore(Function function) const
    {
        return m_stage->writer().call(
            [&](store::Database& database) { return function(database, m_stage->actor(security::Role::Manager)); });
    }
    PersonId addedPerson(const QString& name) const
    {
        return onStore([&](store::Database& database, const security::ActingOperator& actor) {
            people::Person draft;
            draft.name = name;
            return people::PersonRegistry(database, m_stage->clock()).add(actor, draft).value();
        });
    }
    VehicleId addedVehicle(const QString& plate, Region region = Region::Europe, const QString& description = {}) const
    {
        return onStore([&](store::Database& database, const security::ActingOperator& actor) {
            people::Vehicle draft;
            draft.plate = PlateText::fromUserInput(plate).value();
            draft.region = region;
            draft.description = description;
            return people::VehicleRegistry(database, m_stage->clock()).add(actor, draft).value();
        });
    }
    // As the reader sees it, which never waits for the writer.
    int committedVehicles() const
    {
        return m_stage->site().reader().call([](store::Database& database) {
            auto rows = database.prepare("SELECT count(*) FROM vehicles");
            return rows && *rows->step() ? int(rows->integer(0)) : -1;
        });
    }
    QList<people::Vehicle> stored() const
    {
        return onStore([&](store::Database& database, const security::ActingOperator& actor) {
            return people::VehicleRegistry(database, m_stage->clock()).list(actor, {}).value().rows;
        });
    }
    void open()
    {
        m_page = std::make_unique<VehiclesPage>(m_stage->context());
        m_hands.emplace(*m_page);
        test::PageStage::show(*m_page, QSize(1366, 768));
        m_page->activated();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::PageStage> m_stage;
    std::unique_ptr<VehiclesPage> m_page;
    std::optional<Hands> m_hands;

private Q_SLOTS:
    void init() { m_stage = std::make_unique<test::PageStage>(); }
    void cleanup()
    {
        m_hands.reset();
        m_page.reset();
        m_stage.reset();
    }

    void aVehicleIsAddedWithItsOwnerByKeyboard()
    {
        const PersonId owner = addedPerson(QStringLiteral("Zoë Hart"));
        open();
        QTRY_VERIFY(m_hands->reads(QStringLiteral("No vehicle is here yet")));
        m_hands->click(QStringLiteral("add"));
        m_hands->type(QStringLiteral("plate"), QStringLiteral("mgh-3141"));
        m_hands->type(QStringLiteral("owner"), QStringLiteral("zoe"));
        m_hands->click(QStringLiteral("save"));
        QVERIFY(m_hands->reads(QStringLiteral("Choose somebody from the list")));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("owners")));
        m_hands->press(QStringLiteral("owner"), Qt::Key_Return);
        QCOMPARE(m_hands->find<QLineEdit>(QStringLiteral("owner"))->text(), QStringLiteral("Zoë Hart"));
        m_hands->press(QStringLiteral("plate"), Qt::Key_Return);
        QTRY_COMPARE(m_hands->rows(), 1);
        QCOMPARE(stored().constFirst().plate.toString(), QStringLiteral("MGH3141"));
        QCOMPARE(stored().constFirst().owner, owner);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("showOwner")));
        m_hands->click(QStringLiteral("showOwner"));
        QCOMPARE(m_stage->opened.constLast().page, QStringLiteral("people"));
        QCOMPARE(m_stage->opened.constLast().item, owner.value());
        QCOMPARE(m_stage->knowledgeRefreshed, 1);
    }

    void aPlateThatCannotBeOrIsTakenIsToldBesideTheField()
    {
        addedVehicle(QStringLiteral("ABC 123"));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->click(QStringLiteral("add"));
        m_hands->type(QStringLiteral("plate"), QStringLiteral("!?"));
        m_hands->click(QStringLiteral("save"));
        QVERIFY(m_hands->reads(QStringLiteral("Type the plate")));
        m_hands->type(QStringLiteral("plate"), QStringLiteral("abc123"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("registered already")));
        QCOMPARE(stored().size(), 1);
    }

    void searchFindsAPlateHoweverItIsTyped()
    {
        addedVehicle(QStringLiteral("KA OI 77"), Region::Europe, QStringLiteral("grey van"));
        addedVehicle(QStringLiteral("沪A·D12345"), Region::China);
        open();
        QTRY_COMPARE(m_hands->rows(), 2);
        m_hands->type(QStringLiteral("search"), QStringLiteral("ka01"));
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->type(QStringLiteral("search"), QStringLiteral("沪a"));
        QTRY_COMPARE(m_hands->rows(), 1);
        QTRY_COMPARE(m_hands->cell(0, 0), QStringLiteral("沪A·D12345"));
    }

    void aVehicleIsSwitchedOffAndRemoved()
    {
        addedVehicle(QStringLiteral("ABC 123"));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("active")));
        m_hands->press(QStringLiteral("active"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(!stored().constFirst().isActive);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("switched off")));
        m_hands->click(QStringLiteral("remove"));
        QCOMPARE(m_stage->prompts().asked.constLast().typeToConfirm, QStringLiteral("ABC123"));
        QTRY_COMPARE(m_hands->rows(), 0);
    }

    void aListIsImported()
    {
        open();
        m_hands->click(QStringLiteral("import"));
        QFile file(m_folder.filePath(QStringLiteral("cars.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("plate,region,groups\nMGH 3141,eu,Staff\n7GTH418,us,\n");
        file.close();
        m_stage->prompts().chosenPath = file.fileName();
        m_hands->click(QStringLiteral("chooseCsv"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(m_hands->rows(), 2);
        QCOMPARE(stored().size(), 2);
    }

    void aLaneGoesBeforeAnImportAndNothingIsHalfImported()
    {
        QFile file(m_folder.filePath(QStringLiteral("fleet.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("plate,region,groups\n");
        for (int car = 0; car < 3000; ++car)
            file.write(QStringLiteral("CAR%1,eu,Fleet\n").arg(10000 + car).toLatin1());
        file.close();
        m_stage->prompts().chosenPath = file.fileName();
        bool lanesWait = true;
        int timesAsked = 0;
        ImportForm form(m_stage->context(), ImportKind::Vehicles, [&] {
            ++timesAsked;
            return lanesWait;
        });
        m_stage->show(form, { 480, 700 });
        QSignalSpy saved(&form, &PanelForm::saved);
        QTest::mouseClick(form.findChild<QPushButton*>(QStringLiteral("chooseCsv")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(form.canSave(), 30'000);
        form.save();
        auto* progress = form.findChild<QProgressBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(progress->format().contains(QStringLiteral("A lane went first")), 30'000);
        QVERIFY(saved.isEmpty());
        QCOMPARE(committedVehicles(), 0);
        lanesWait = false;
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 30'000);
        QVERIFY(timesAsked > 1);
        QCOMPARE(committedVehicles(), 3000);
    }

    void anImportIsStoppedAndNothingOfItIsKept()
    {
        QFile file(m_folder.filePath(QStringLiteral("fleet.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("plate,region\nCAR1,eu\nCAR2,eu\n");
        file.close();
        m_stage->prompts().chosenPath = file.fileName();
        ImportForm form(m_stage->context(), ImportKind::Vehicles, [] { return true; });
        m_stage->show(form, { 480, 700 });
        QTest::mouseClick(form.findChild<QPushButton*>(QStringLiteral("chooseCsv")), Qt::LeftButton);
        QTRY_VERIFY(form.canSave());
        // The writer is busy, so that the stop comes before the first line.
        std::promise<void> release;
        m_stage->writer().post([held = release.get_future().share()](store::Database&) { held.wait(); });
        form.save();
        QTest::mouseClick(form.findChild<QPushButton*>(QStringLiteral("stopReading")), Qt::LeftButton);
        release.set_value();
        QTRY_VERIFY(form.isVisible() && !form.canSave());
        QTRY_VERIFY(!form.findChild<QPushButton*>(QStringLiteral("stopReading"))->isVisible());
        QVERIFY(stored().isEmpty());
    }

    void aFullRegisterIsPhotographed()
    {
        addedVehicle(QStringLiteral("沪A·D12345"), Region::China, QStringLiteral("green taxi"));
        addedVehicle(QStringLiteral("MGH3141"), Region::Europe, QStringLiteral("blue van"));
        addedVehicle(QStringLiteral("7GTH418"), Region::UnitedStates, QStringLiteral("grey pick-up"));
        addedVehicle(QStringLiteral("GAT3H05"), Region::Brazil, QStringLiteral("yellow car"));
        open();
        QTRY_COMPARE(m_hands->rows(), 4);
        m_hands->clickRow(0);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("vehiclePlate")));
        m_stage->photograph(*m_page, QStringLiteral("vehicles"));
        m_hands->click(QStringLiteral("change"));
        m_stage->photograph(*m_page, QStringLiteral("vehicles-form"));
    }
};

} // namespace gatehouse

QTEST_MAIN(gatehouse::VehiclesPageTest)
#include "VehiclesPageTest.moc"
