#include "ui/access/RulesPage.h"

#include "core/people/GroupRegistry.h"
#include "tests/support/PageStage.h"
#include "ui/access/WeekGrid.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimeEdit>

using namespace gatehouse;
using namespace gatehouse::ui;

class RulesPageTest : public QObject
{
    Q_OBJECT

private:
    static QPushButton* shownButton(QWidget& page, const char* name)
    {
        for (QPushButton* each : page.findChildren<QPushButton*>(QLatin1StringView(name))) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    static QPushButton* button(QWidget& page, const char* name)
    {
        QPushButton* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = shownButton(page, name)) != nullptr; }))
            qFatal("no button %s", name);
        return found;
    }
    static void click(QWidget& page, const char* name) { QTest::mouseClick(button(page, name), Qt::LeftButton); }
    static QLineEdit* line(QWidget& page, const char* name)
    {
        QLineEdit* found = nullptr;
        const auto isShown = [&] {
            found = page.findChild<QLineEdit*>(QLatin1StringView(name));
            return found && found->isVisible();
        };
        if (!QTest::qWaitFor(isShown))
            qFatal("no line %s", name);
        return found;
    }
    static void clickRow(QWidget& page, int row)
    {
        QTest::mouseClick(view(page)->viewport(), Qt::LeftButton, {},
            view(page)->visualRect(view(page)->model()->index(row, 0)).center());
    }
    static QTableView* view(QWidget& page)
    {
        for (QTableView* each : page.findChildren<QTableView*>()) {
            if (each->isVisible())
                return each;
        }
        return page.findChild<QTableView*>();
    }
    static void showTab(QWidget& page, int tab)
    {
        auto* tabs = page.findChild<QTabBar*>(QStringLiteral("tabs"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
    }
    static QStringList texts(QWidget& page)
    {
        QStringList list;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->isVisible())
                list.append(label->text());
        }
        return list;
    }

    void fill(test::PageStage& stage)
    {
        const auto actor = stage.actor(security::Role::Administrator);
        stage.writer().call([&](store::Database& database) {
            people::GroupRegistry groups(database, stage.clock());
            access::RuleBook book(database, stage.clock());
            access::AccessRule rule;
            rule.group = groups.add(actor, QStringLiteral("Staff")).value();
            const GroupId visitors = groups.add(actor, QStringLiteral("Visitors")).value();
            const GroupId banned = groups.add(actor, QStringLiteral("Banned vehicles")).value();
            rule.zone = book.addZone(actor, QStringLiteral("Yard")).value();
            const ZoneId plant = book.addZone(actor, QStringLiteral("Plant")).value();
            const ScheduleId day = book.addSchedule(actor,
                                           { {}, QStringLiteral("Day shift"),
                                               { { 1, 360, 1080 }, { 2, 360, 1080 }, { 3, 360, 1080 }, { 4, 360, 1080 },
                                                   { 5, 360, 1080 }, { 6, 480, 720 } } })
                                       .value();
            (void)book
                .addSchedule(actor,
                    { {}, QStringLiteral("Night shift"),
                        { { 1, 1320, 1440 }, { 2, 0, 360 }, { 2, 1320, 1440 }, { 3, 0, 360 }, { 5, 1320, 1440 },
                            { 6, 0, 360 } } })
                .value();
            rule.name = QStringLiteral("Staff by day");
            rule.schedule = day;
            QVERIFY(book.addRule(actor, rule));
            rule.name = QStringLiteral("Visitors while invited");
            rule.group = visitors;
            rule.schedule = {};
            rule.validity.until = stage.clock().now().plusMilliseconds(86400000LL * 20);
            QVERIFY(book.addRule(actor, rule));
            rule.validity = {};
            rule.name = QStringLiteral("Banned from the plant");
            rule.group = banned;
            rule.zone = plant;
            rule.effect = access::Effect::Deny;
            QVERIFY(book.addRule(actor, rule));
            rule.name = QStringLiteral("Old summer rule");
            rule.effect = access::Effect::Allow;
            rule.validity.until = stage.clock().now().plusMilliseconds(-86400000LL);
            QVERIFY(book.addRule(actor, rule));
        });
    }

private Q_SLOTS:
    void aRuleIsMadeFromNothingWithMouseAndKeys()
    {
        test::PageStage stage;
        RulesPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();

        showTab(page, 3);
        click(page, "addGroup");
        QTest::keyClicks(line(page, "name"), QStringLiteral("Staff"));
        QTest::keyClick(line(page, "name"), Qt::Key_Return);
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);

        showTab(page, 2);
        click(page, "addZone");
        QTest::keyClicks(line(page, "name"), QStringLiteral("Yard"));
        click(page, "save");
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);

        showTab(page, 0);
        click(page, "addRule");
        QTest::keyClicks(line(page, "name"), QStringLiteral("Staff always"));
        click(page, "save");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("Choose the group it speaks of.")));
        auto* group = page.findChild<QComboBox*>(QStringLiteral("group"));
        QTest::keyClick(group, Qt::Key_Down);
        QTest::keyClick(page.findChild<QComboBox*>(QStringLiteral("zone")), Qt::Key_Down);
        click(page, "save");
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
        QVERIFY(stage.knowledgeRefreshed >= 3);
        QVERIFY(texts(page).contains(QStringLiteral("Staff may pass at Yard, at any hour.")) || QTest::qWaitFor([&] {
            return texts(page).contains(QStringLiteral("Staff may pass at Yard, at any hour."));
        }));
        const auto rules = stage.writer().call([&](store::Database& database) {
            return access::RuleBook(database, stage.clock()).rules(stage.actor(security::Role::Administrator));
        });
        QCOMPARE(rules->first().name, QStringLiteral("Staff always"));
    }

    void hoursAreDraggedOverTheWeek()
    {
        test::PageStage stage;
        RulesPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        showTab(page, 1);
        click(page, "addSchedule");
        QTest::keyClicks(line(page, "name"), QStringLiteral("Day"));
        auto* week = page.findChild<WeekGrid*>(QStringLiteral("week"));
        QTest::mousePress(week, Qt::LeftButton, {}, week->cellRect(1, 16).center());
        QTest::mouseMove(week, week->cellRect(5, 35).center());
        QTest::mouseRelease(week, Qt::LeftButton, {}, week->cellRect(5, 35).center());
        QCOMPARE(week->windows().size(), 5);
        QCOMPARE(week->windows().first(), (access::WeeklyWindow { 1, 480, 1080 }));
        // Filled hours are emptied, by mouse and by keys.
        QTest::mouseClick(week, Qt::LeftButton, {}, week->cellRect(3, 24).center());
        QCOMPARE(week->windows().size(), 6);
        week->setFocus();
        QTest::keyClick(week, Qt::Key_Right);
        QTest::keyClick(week, Qt::Key_Space);
        QVERIFY(week->windows().contains({ 3, 780, 1080 }));
        // Hours that are not on the half are typed.
        for (int day = 1; day <= 5; ++day)
            click(page, qPrintable(QStringLiteral("day%1").arg(day)));
        click(page, "day7");
        for (const auto& [name, typed] : { std::pair("hoursFrom", "22:15"), std::pair("hoursUntil", "05:45") }) {
            auto* time = page.findChild<QTimeEdit*>(QLatin1StringView(name));
            time->setFocus(Qt::TabFocusReason);
            QTest::keyClicks(time, QLatin1StringView(typed));
        }
        click(page, "addHours");
        QVERIFY(week->windows().contains({ 7, 1335, 1440 }));
        QVERIFY(week->windows().contains({ 1, 0, 345 }));
        click(page, "save");
        QTRY_COMPARE(view(page)->model()->rowCount(), 1);
    }

    void whatIsTypedIsNeverLostToAnotherRow()
    {
        test::PageStage stage;
        fill(stage);
        RulesPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 4);
        click(page, "addRule");
        QTest::keyClicks(line(page, "name"), QStringLiteral("half a th"));
        QVERIFY(page.hasUnsavedInput());
        clickRow(page, 1);
        QCOMPARE(line(page, "name")->text(), QStringLiteral("half a th"));
        showTab(page, 2);
        QCOMPARE(line(page, "name")->text(), QStringLiteral("half a th"));
        stage.prompts().confirms = false;
        click(page, "cancel");
        QVERIFY(page.hasUnsavedInput());
        stage.prompts().confirms = true;
        click(page, "cancel");
        QVERIFY(!page.hasUnsavedInput());
    }

    void aGroupGoesOnlyWhenItsNameIsTyped()
    {
        test::PageStage stage;
        fill(stage);
        RulesPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        showTab(page, 3);
        QTRY_COMPARE(view(page)->model()->rowCount(), 3);
        clickRow(page, 0);
        QTRY_VERIFY(shownButton(page, "remove"));
        click(page, "remove");
        QCOMPARE(stage.prompts().asked.last().typeToConfirm, QStringLiteral("Banned vehicles"));
        QTRY_COMPARE(view(page)->model()->rowCount(), 2);
        // A schedule that a rule names stays, and the page says why.
        showTab(page, 1);
        clickRow(page, 0);
        QTRY_VERIFY(shownButton(page, "remove"));
        click(page, "remove");
        QTRY_VERIFY(texts(page).contains(QStringLiteral("A rule still names this schedule. Change that rule first.")));
    }

    void aGuardReadsRulesAndChangesNothing()
    {
        test::PageStage stage;
        fill(stage);
        stage.actAs(security::Role::Guard);
        RulesPage page(stage.context());
        stage.show(page, { 1366, 700 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 4);
        QVERIFY(!shownButton(page, "addRule"));
        clickRow(page, 0);
        QTRY_VERIFY(texts(page).join(QLatin1Char('\n')).contains(QStringLiteral("may pass at Yard")));
        QVERIFY(!shownButton(page, "change"));
    }

    void pictures()
    {
        test::PageStage stage;
        fill(stage);
        RulesPage page(stage.context());
        stage.show(page, { 1366, 768 });
        page.activated();
        QTRY_COMPARE(view(page)->model()->rowCount(), 4);
        clickRow(page, 0);
        QTRY_VERIFY(shownButton(page, "change"));
        stage.photograph(page, QStringLiteral("rules"));
        click(page, "change");
        stage.photograph(page, QStringLiteral("rule-form"));
        click(page, "cancel");
        showTab(page, 1);
        clickRow(page, 1);
        QTRY_VERIFY(shownButton(page, "change"));
        click(page, "change");
        stage.photograph(page, QStringLiteral("schedule-form"));
    }
};

QTEST_MAIN(RulesPageTest)

#include "RulesPageTest.moc"
