#include "ui/privacy/DrillPage.h"

#include "tests/support/PageStage.h"
#include "tests/support/WaitFor.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::PageStage;
using gatehouse::test::waitFor;

// The page with a worker that leaks, and with one that does not.
class DrillPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCameOutIsSaidInPlainWords();
    void aDrillCanBeCancelledByKey();
    void withoutAWorkerItSaysSo();
    void isOnlyForThoseWhoMayRunIt();

private:
    static DrillPage::Means means(const QString& leak)
    {
        return { [leak] {
                    drill::DrillPlan plan;
                    plan.scratch.worker = QStringLiteral(GATEHOUSE_BINARIES "/leaking_worker");
                    plan.scratch.workerArguments = { leak };
                    plan.checks = drill::siteChecks();
                    return plan;
                },
            {} };
    }
    static QString allText(const QWidget& page)
    {
        QString text;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisibleTo(&page))
                text += label->text() + QLatin1Char('\n');
        }
        return text;
    }
};

void DrillPageTest::whatCameOutIsSaidInPlainWords()
{
    PageStage stage;
    stage.actAs(security::Role::PrivacyOfficer);
    DrillPage page(stage.context(), means(QStringLiteral("name-in-settings")));
    PageStage::show(page, { 1000, 700 });
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("runDrill")), Qt::LeftButton);
    auto* cancel = page.findChild<QPushButton*>(QStringLiteral("cancelDrill"));
    QVERIFY(cancel->isVisible());
    QVERIFY(waitFor([&] { return !cancel->isVisible(); }, 120));
    const QString text = allText(page);
    QVERIFY2(text.contains(QStringLiteral("The program leaks")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("a name stands readable in")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("console.ini")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("The key file: how many operators")), qPrintable(text));
    stage.photograph(page, QStringLiteral("drill"));
}

void DrillPageTest::aDrillCanBeCancelledByKey()
{
    PageStage stage;
    DrillPage page(stage.context(), means(QStringLiteral("name-for-a-moment")));
    PageStage::show(page, { 1000, 700 });
    auto* run = page.findChild<QPushButton*>(QStringLiteral("runDrill"));
    run->setFocus();
    QTest::keyClick(run, Qt::Key_Space);
    QVERIFY(page.findChild<QPushButton*>(QStringLiteral("cancelDrill"))->hasFocus());
    auto* step = page.findChild<QLabel*>(QStringLiteral("drillStep"));
    QVERIFY(waitFor([&] { return !step->text().isEmpty(); }, 60));
    QVERIFY(page.takeEscape());
    QVERIFY(waitFor([&] { return run->isVisible(); }, 60));
    QVERIFY(run->hasFocus());
    QVERIFY(allText(page).contains(QStringLiteral("was not finished")));
    QVERIFY(!page.takeEscape());
}

void DrillPageTest::withoutAWorkerItSaysSo()
{
    PageStage stage;
    DrillPage page(stage.context(), { [] { return drill::DrillPlan(); }, {} });
    PageStage::show(page, { 1000, 700 });
    auto* run = page.findChild<QPushButton*>(QStringLiteral("runDrill"));
    QTest::mouseClick(run, Qt::LeftButton);
    QVERIFY(waitFor([&] { return run->isVisible(); }, 60));
    QVERIFY(!page.findChild<Banner*>()->text().isEmpty());
}

void DrillPageTest::isOnlyForThoseWhoMayRunIt()
{
    const PageEntry entry = DrillPage::entry({});
    QCOMPARE(entry.permission, security::Permission::RunBreachDrill);
    QVERIFY(security::isAllowed(security::Role::PrivacyOfficer, entry.permission));
    QVERIFY(!security::isAllowed(security::Role::Manager, entry.permission));
}

QTEST_MAIN(DrillPageTest)
#include "DrillPageTest.moc"
