#include "ui/audit/AuditPage.h"

#include "core/audit/ExportCheck.h"
#include "tests/support/PageStage.h"
#include "ui/common/Banner.h"
#include "ui/common/SidePanel.h"
#include "ui/words/AuditWords.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::PageStage;

// The audit page on a real trail of a real store.
class AuditPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theTrailIsThereNewestFirst();
    void filtersNarrowIt();
    void readingTheTrailIsInTheTrail();
    void aPeriodIsInDaysOfTheSite();
    void oneEntryIsShownWhole();
    void bothNamesOfAnApprovedActAreShown();
    void allAboutOneSubject();
    void longTrailsLoadByPage();
    void theCheckSaysWhole();
    void theCheckFindsWhatWasBent();
    void theCheckFindsAForgedSignature();
    void aTrailThatIsNotTheSignedOneIsSaid();
    void twoPeopleAcceptIt();
    void whatOnlyAWholeCheckFindsIsAcceptedToo();
    void onlyWhoMayIsOfferedToAcceptIt();
    void aSearchFindsWordsNumbersAndPrintedHeads();
    void theTrailIsExportedToAFile();
    void onlyWhoMayExportsTheTrail();
    void aLongCheckCanBeCancelled();
    void withoutThePermissionNothingIsShown();
    void photographs();

private:
    void write(int entries, const QString& action = QStringLiteral("event.recognition"),
        security::Role who = security::Role::Guard);
    void bend(const char* sql);
    [[nodiscard]] QTableView* view() const { return m_page->findChild<QTableView*>(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return view()->model()->index(row, column).data().toString();
    }
    template <typename Widget>
    [[nodiscard]] Widget* find(const char* name) const
    {
        return m_page->findChild<Widget*>(QLatin1StringView(name));
    }
    void choose(const char* combo, const QString& text)
    {
        auto* box = find<QComboBox>(combo);
        QVERIFY(box->findText(text) >= 0);
        box->setFocus();
        // As a person does it: type the first letters with the list closed would be slow here; arrow keys are real
        // keys.
        QTest::keyClick(box, Qt::Key_Home);
        while (box->currentText() != text)
            QTest::keyClick(box, Qt::Key_Down);
    }
    void click(const char* button)
    {
        auto* target = find<QPushButton>(button);
        QVERIFY(target && target->isVisible());
        QTest::mouseClick(target, Qt::LeftButton);
    }
    [[nodiscard]] qsizetype noted(const char* action)
    {
        return m_stage->site().reader().call([&](store::Database& database) {
            return audit::list(database, { {}, {}, {}, QLatin1StringView(action), {}, {} }, 100)->size();
        });
    }
    [[nodiscard]] QString panelText() const
    {
        QStringList texts;
        for (const QLabel* label : m_page->findChild<SidePanel*>()->findChildren<QLabel*>())
            texts.append(label->text());
        return texts.join(QLatin1Char('\n'));
    }

    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<AuditPage> m_page;
};

void AuditPageTest::init()
{
    m_stage = std::make_unique<PageStage>();
    m_page = std::make_unique<AuditPage>(m_stage->context());
    PageStage::show(*m_page, QSize(1200, 700));
    m_page->activated();
    // site.create and five times operator.add; that it was read comes after them.
    QTRY_COMPARE(view()->model()->rowCount(), 6);
    QTRY_COMPARE(noted("audit.list"), 1);
}

void AuditPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void AuditPageTest::write(int entries, const QString& action, security::Role who)
{
    m_stage->writer().call([&](store::Database& database) {
        auto transaction = store::Transaction::begin(database);
        for (int i = 1; i <= entries; ++i) {
            const audit::Entry entry { m_stage->actor(who).id, action, { QStringLiteral("event"), i },
                { { QStringLiteral("decision"), QStringLiteral("allow") }, { QStringLiteral("lane"), i % 4 + 1 } } };
            if (!audit::append(*transaction, m_stage->clock(), entry))
                qFatal("no entry");
        }
        if (!transaction->commit())
            qFatal("no commit");
    });
}

void AuditPageTest::bend(const char* sql)
{
    m_stage->writer().call([&](store::Database& database) {
        const auto done = database.execute(QByteArray("DROP TRIGGER audit_is_never_changed;") + sql);
        if (!done)
            qFatal("not bent: %s", qPrintable(done.error().detail));
    });
}

void AuditPageTest::theTrailIsThereNewestFirst()
{
    QCOMPARE(cell(0, 0), QStringLiteral("6"));
    QCOMPARE(cell(0, 1), QStringLiteral("2025-03-04 11:12:44")); // Shanghai
    QCOMPARE(cell(0, 2), QStringLiteral("Administrator Ada"));
    QCOMPARE(cell(0, 3), QStringLiteral("Added an operator"));
    QCOMPARE(cell(5, 3), QStringLiteral("Made the site"));
}

void AuditPageTest::filtersNarrowIt()
{
    write(7);
    write(3, QStringLiteral("person.update"), security::Role::Manager);
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 17); // the first look at the trail is in it
    QTRY_VERIFY(find<QComboBox>("operator")->findText(QStringLiteral("Manager Mei")) > 0);

    choose("topic", QStringLiteral("People"));
    QTRY_COMPARE(view()->model()->rowCount(), 3);
    choose("topic", QStringLiteral("Every action"));
    choose("operator", QStringLiteral("Guard Gao"));
    QTRY_COMPARE(view()->model()->rowCount(), 7);
    choose("topic", QStringLiteral("People"));
    QTRY_VERIFY(!view()->isVisible()); // nothing fits, and the page says so with the way out
    QPushButton* showAll = nullptr;
    for (auto* button : m_page->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Show everything"))
            showAll = button;
    }
    QVERIFY(showAll && showAll->isVisible());
    QTest::mouseClick(showAll, Qt::LeftButton);
    QTRY_VERIFY(view()->model()->rowCount() > 17); // and what was looked for
}

void AuditPageTest::readingTheTrailIsInTheTrail()
{
    m_page->activated();
    QTest::keyClicks(find<QLineEdit>("search"), QStringLiteral("operator"));
    QTRY_COMPARE(noted("audit.search"), 1);
    choose("operator", QStringLiteral("Administrator Ada"));
    QTRY_VERIFY(noted("audit.search") > 1);
    QCOMPARE(noted("audit.list"), 1); // ten minutes are one reading
    // An operator is named, as in the column of who did it.
    QTRY_VERIFY(view()->model()->rowCount() > 0);
    QVERIFY(cell(0, 4).contains(QStringLiteral("(Operator ")) || cell(0, 4) == QStringLiteral("Audit trail"));
}

void AuditPageTest::aPeriodIsInDaysOfTheSite()
{
    // From 11:12 on 4 March in Shanghai to 00:12 on the 5th: still the 4th in UTC.
    m_stage->clock().advance(13 * 3600 * 1000);
    write(2);
    choose("period", QStringLiteral("Today"));
    QTRY_COMPARE(view()->model()->rowCount(), 2);
    choose("period", QStringLiteral("Yesterday"));
    QTRY_COMPARE(view()->model()->rowCount(), 7);
    QVERIFY(!find<QDateEdit>("from")->isVisible());
    choose("period", QStringLiteral("From … to …"));
    QVERIFY(find<QDateEdit>("from")->isVisible());
    find<QDateEdit>("from")->setDate(QDate(2025, 3, 4));
    find<QDateEdit>("until")->setDate(QDate(2025, 3, 4));
    QTRY_COMPARE(view()->model()->rowCount(), 7);
}

void AuditPageTest::oneEntryIsShownWhole()
{
    write(1);
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 8);
    QTest::mouseClick(
        view()->viewport(), Qt::LeftButton, {}, view()->visualRect(view()->model()->index(0, 3)).center());
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_VERIFY(m_page->findChild<SidePanel*>()->isVisible());
    const QString text = panelText();
    QVERIFY2(text.contains(QStringLiteral("decision: allow")), qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("lane: 2")));
    QVERIFY(text.contains(QStringLiteral("Guard Gao")));
    QVERIFY(text.contains(QStringLiteral("event.recognition")));
    // Moving on with the keys takes the panel along.
    QTest::keyClick(view(), Qt::Key_Down);
    QTRY_VERIFY(panelText().contains(QStringLiteral("audit.list")));
}

void AuditPageTest::bothNamesOfAnApprovedActAreShown()
{
    choose("topic", QStringLiteral("Operators"));
    QTRY_COMPARE(view()->model()->rowCount(), 5);
    QTest::mouseClick(
        view()->viewport(), Qt::LeftButton, {}, view()->visualRect(view()->model()->index(0, 3)).center());
    QTest::keyClick(view(), Qt::Key_Return);
    QTRY_VERIFY(panelText().contains(QStringLiteral("Administrator Ada")));
    QVERIFY2(panelText().contains(QStringLiteral("Approved by\nManager Mei")), qPrintable(panelText()));
}

void AuditPageTest::allAboutOneSubject()
{
    write(5);
    write(5, QStringLiteral("event.operator"), security::Role::Attendant);
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 17);
    view()->setCurrentIndex(view()->model()->index(0, 3));
    QTest::keyClick(view(), Qt::Key_Return);
    click("subjectHistory");
    QTRY_COMPARE(view()->model()->rowCount(), 2); // the lane's decision and the operator's on event 5
    QCOMPARE(find<QPushButton>("subjectChip")->text(), QStringLiteral("Only Event 5"));
    click("subjectChip");
    QTRY_COMPARE(view()->model()->rowCount(), 18); // that it was looked for as well
}

void AuditPageTest::longTrailsLoadByPage()
{
    write(450);
    m_page->activated();
    QTRY_VERIFY(view()->model()->rowCount() >= 100 && view()->model()->rowCount() <= 200);
    const auto rowsAtTheBottom = [this] {
        view()->scrollToBottom(); // asks for the next slice
        return view()->model()->rowCount();
    };
    QTRY_COMPARE(rowsAtTheBottom(), 457);
    QCOMPARE(cell(456, 0), QStringLiteral("1"));
}

void AuditPageTest::theCheckSaysWhole()
{
    write(5000);
    click("checkChain");
    QTRY_COMPARE(find<QLabel>("chainResult")->text(), QStringLiteral("Whole: 5,007 entries, signatures: 1"));
    QVERIFY(find<QPushButton>("checkChain")->isVisible());
}

void AuditPageTest::theCheckFindsWhatWasBent()
{
    write(10);
    bend("UPDATE audit SET operator_id = 1 WHERE sequence = 9");
    click("checkChain");
    QTRY_COMPARE(find<QLabel>("chainResult")->text(), QStringLiteral("Entry 9 was changed, removed or moved."));
}

void AuditPageTest::theCheckFindsAForgedSignature()
{
    write(200);
    m_stage->writer().call([&](store::Database& database) {
        QVERIFY(database.execute("DROP TRIGGER audit_checkpoints_are_never_changed;"
                                 "UPDATE audit_checkpoints SET signature = randomblob(64)"));
    });
    click("checkChain");
    QTRY_COMPARE(find<QLabel>("chainResult")->text(),
        QStringLiteral("A signature does not fit: entries were changed or removed."));
}

void AuditPageTest::aTrailThatIsNotTheSignedOneIsSaid()
{
    const auto* banner = find<Banner>("historyBanner");
    QVERIFY(banner && !banner->isVisible());
    // A backup on the shelf bears another head.
    const auto found = m_stage->site().compareHistory({ { audit::SignedPlace::Backup, { 3, QByteArray(32, 'x') } } });
    QVERIFY(found && found->mismatch);
    m_page->activated();
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains(QStringLiteral("entry 3")), qPrintable(banner->text()));
    click("checkChain");
    QTRY_VERIFY(find<QLabel>("chainResult")->text().contains(QStringLiteral("Entry 3")));
    QTRY_COMPARE(noted("audit.mismatch"), 1);
}

void AuditPageTest::twoPeopleAcceptIt()
{
    const auto* banner = find<Banner>("historyBanner");
    const auto found = m_stage->site().compareHistory({ { audit::SignedPlace::Backup, { 3, QByteArray(32, 'x') } } });
    QVERIFY(found && found->mismatch);
    m_page->activated();
    const auto offer = [&] {
        for (auto* button : banner->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == QStringLiteral("Accept…"))
                return button;
        }
        return static_cast<QPushButton*>(nullptr);
    };
    QTRY_VERIFY(offer());
    QTest::mouseClick(offer(), Qt::LeftButton);
    auto* reason = find<QLineEdit>("acceptReason");
    QTRY_VERIFY(reason && reason->isVisible());
    QVERIFY2(!banner->isVisible(), "beside the form there is little room: it says what the banner says");
    QTest::keyClicks(reason, QStringLiteral("oops"));
    // Put away, it keeps what was typed, and the way back to it is where it was.
    m_page->findChild<SidePanel*>()->close();
    m_page->activated();
    QTRY_VERIFY(offer());
    QTest::mouseClick(offer(), Qt::LeftButton);
    QTRY_VERIFY(reason->isVisible() && !banner->isVisible());
    QCOMPARE(reason->text(), QStringLiteral("oops"));
    click("acceptHistory");
    const auto says = [this](const char* words) {
        for (const QLabel* label : m_page->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QString::fromUtf8(words)))
                return true;
        }
        return false;
    };
    QVERIFY(says("Write a sentence"));
    QVERIFY(says("call the privacy officer"));
    QVERIFY(m_stage->site().history().mismatch);
    QVERIFY(m_page->hasUnsavedInput());
    QTest::keyClicks(reason, QStringLiteral(": the disk failed"));
    auto* name = find<QLineEdit>("secondName");
    QTRY_VERIFY(name && name->isVisible());
    QTest::keyClicks(name, QStringLiteral("Officer Ono"));
    QTest::keyClicks(find<QLineEdit>("secondPassphrase"), QString::fromLatin1(PageStage::Words));
    click("acceptHistory");
    QTRY_VERIFY(!m_stage->site().history().mismatch);
    QTRY_VERIFY2(banner->text().contains(QStringLiteral("two people accepted a history")), qPrintable(banner->text()));
    QVERIFY(banner->text().contains(QStringLiteral("oops: the disk failed")));
    QVERIFY(!offer());
    QVERIFY(!m_page->hasUnsavedInput());
    QTRY_COMPARE(noted("audit.accept"), 1);
    click("checkChain");
    QTRY_VERIFY2(find<QLabel>("chainResult")->text().contains(QStringLiteral("; accepted at entry")),
        qPrintable(find<QLabel>("chainResult")->text()));
    QVERIFY(m_stage->site().signTrail(audit::CheckpointReason::Printed));
    // And whoever comes to the page later is told as well.
    m_page->activated();
    QTRY_VERIFY(banner->isVisible() && banner->text().contains(QStringLiteral("two people accepted a history")));
}

void AuditPageTest::whatOnlyAWholeCheckFindsIsAcceptedToo()
{
    write(200);
    bend("UPDATE audit SET operator_id = 1 WHERE sequence = 9");
    QVERIFY(!m_stage->site().history().mismatch);
    click("checkChain");
    const auto* banner = find<Banner>("historyBanner");
    QTRY_VERIFY(banner->isVisible());
    QPushButton* offer = nullptr;
    for (auto* button : banner->findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Accept…"))
            offer = button;
    }
    QVERIFY(offer && offer->isVisible());
    QTest::mouseClick(offer, Qt::LeftButton);
    QTRY_VERIFY(find<QLineEdit>("acceptReason"));
    QTest::keyClicks(find<QLineEdit>("acceptReason"), QStringLiteral("somebody edited the store"));
    QTRY_VERIFY(find<QLineEdit>("secondName")->isVisible());
    QTest::keyClicks(find<QLineEdit>("secondName"), QStringLiteral("Manager Mei"));
    QTest::keyClicks(find<QLineEdit>("secondPassphrase"), QString::fromLatin1(PageStage::Words));
    QTest::keyClick(find<QLineEdit>("secondPassphrase"), Qt::Key_Return);
    QTRY_COMPARE(noted("audit.accept"), 1);
    click("checkChain");
    QTRY_VERIFY(find<QLabel>("chainResult")->text().contains(QStringLiteral("; accepted at entry")));
}

void AuditPageTest::onlyWhoMayIsOfferedToAcceptIt()
{
    const auto found = m_stage->site().compareHistory({ { audit::SignedPlace::Backup, { 3, QByteArray(32, 'x') } } });
    QVERIFY(found && found->mismatch);
    m_stage->actAs(security::Role::PrivacyOfficer);
    m_page->activated();
    const auto* banner = find<Banner>("historyBanner");
    QVERIFY(banner->isVisible());
    for (const auto* button : banner->findChildren<QPushButton*>())
        QVERIFY(!button->isVisible() || button->text() != QStringLiteral("Accept…"));
}

void AuditPageTest::aSearchFindsWordsNumbersAndPrintedHeads()
{
    write(7);
    auto* search = find<QLineEdit>("search");
    QTest::mouseClick(search, Qt::LeftButton);
    QTest::keyClicks(search, QStringLiteral("made THE"));
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    QCOMPARE(cell(0, 3), QStringLiteral("Made the site"));
    const auto head = m_stage->site().signTrail(audit::CheckpointReason::Printed);
    search->selectAll();
    QTest::keyClicks(search, audit::shortHead(head->state));
    QTRY_COMPARE(cell(0, 0), QStringLiteral("15")); // the search before is the newest
    QCOMPARE(view()->model()->rowCount(), 1);
    search->selectAll();
    QTest::keyClicks(search, QStringLiteral("3"));
    QTRY_COMPARE(view()->model()->rowCount(), 3); // entry 3, operator 3, event 3
    search->clear();
    QTRY_VERIFY(view()->model()->rowCount() > 15);
}

void AuditPageTest::theTrailIsExportedToAFile()
{
    write(3000);
    const QTemporaryDir folder;
    m_stage->prompts().chosenPath = folder.filePath(QStringLiteral("trail.jsonl"));
    click("exportTrail");
    const auto says = [this](const char* words) {
        for (const QLabel* label : m_page->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(QString::fromUtf8(words)))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(says("Exported 3,008 entries."));
    QFile file(m_stage->prompts().chosenPath);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto found = audit::checkExport(file);
    QVERIFY(found);
    QCOMPARE(found->state.entries, 3008);
    QTRY_COMPARE(cell(0, 3), QStringLiteral("Exported the audit trail"));

    m_stage->prompts().chosenPath = folder.filePath(QStringLiteral("none/trail.jsonl"));
    click("exportTrail");
    QTRY_VERIFY(says("The file cannot be written."));
}

void AuditPageTest::onlyWhoMayExportsTheTrail()
{
    for (const security::Role role : { security::Role::Manager, security::Role::PrivacyOfficer }) {
        m_stage->actAs(role);
        AuditPage page(m_stage->context());
        PageStage::show(page, QSize(1200, 700));
        QCOMPARE(page.findChild<QPushButton*>(QStringLiteral("exportTrail"))->isVisible(),
            role == security::Role::PrivacyOfficer);
    }
}

void AuditPageTest::aLongCheckCanBeCancelled()
{
    write(20'000);
    click("checkChain");
    QVERIFY(!find<QPushButton>("checkChain")->isVisible());
    click("cancelCheck");
    QCOMPARE(find<QLabel>("chainResult")->text(), QStringLiteral("Not finished."));
    click("checkChain");
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("chainResult")->text().startsWith(QStringLiteral("Whole")), 30'000);
}

void AuditPageTest::withoutThePermissionNothingIsShown()
{
    QCOMPARE(AuditPage::entry().permission, security::Permission::ViewAudit);
    m_stage->actAs(security::Role::Guard);
    AuditPage page(m_stage->context());
    page.activated();
    m_stage->site().reader().call([](store::Database&) {});
    QCoreApplication::processEvents();
    QCOMPARE(page.findChild<QTableView*>()->model()->rowCount(), 0);
}

void AuditPageTest::photographs()
{
    write(30, QStringLiteral("event.recognition"));
    m_stage->clock().advance(60'000);
    write(2, QStringLiteral("sign-in.refuse"), security::Role::Manager);
    m_stage->clock().advance(60'000);
    write(3, QStringLiteral("person.update"), security::Role::Manager);
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 42);
    m_stage->photograph(*m_page, QStringLiteral("audit"));
    view()->setCurrentIndex(view()->model()->index(1, 3));
    QTest::keyClick(view(), Qt::Key_Return);
    click("checkChain");
    QTRY_VERIFY(find<QPushButton>("checkChain")->isVisible());
    choose("period", QStringLiteral("From … to …"));
    m_stage->photograph(*m_page, QStringLiteral("audit-detail"));
    m_page->setMinimumWidth(0);
}

QTEST_MAIN(AuditPageTest)
#include "AuditPageTest.moc"
