#include "ui/privacy/PrivacyPage.h"

#include "core/audit/AuditTrail.h"
#include "core/people/PersonRegistry.h"
#include "core/privacy/SubjectRequests.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"
#include "ui/common/SidePanel.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::click;
using gatehouse::test::PageStage;
using gatehouse::test::says;
using gatehouse::test::seen;
using gatehouse::test::typeSecond;

namespace {

constexpr qint64 OneDay = 24LL * 60 * 60 * 1000;

} // namespace

class PrivacyPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void overdueRequestsStandFirstAndAreCounted();
    void aRequestIsNotedAndClosed();
    void everythingHeldIsShownAndRestricted();
    void anExportShowsItsPassphraseOnceAndTheFileOpensWithIt();
    void aClockThatJumpedIsConfirmedByTwo();
    void erasingTakesTheNameAndASecondPerson();
    void longerRetentionTakesASecondPerson();
    void overdueDataGoesAndTheCertificateIsPrinted();
    void theImpactAssessmentIsSaved();
    void photographs();

private:
    [[nodiscard]] QTableView* view() const
    {
        for (auto* table : m_page->findChildren<QTableView*>()) {
            if (table->isVisible())
                return table;
        }
        return nullptr;
    }
    void openTab(int tab) { m_page->findChild<QTabBar*>(QStringLiteral("tabs"))->setCurrentIndex(tab); }
    void openRow(int row)
    {
        QTRY_VERIFY(view() && view()->model()->rowCount() > row);
        QTest::mouseClick(
            view()->viewport(), Qt::LeftButton, {}, view()->visualRect(view()->model()->index(row, 0)).center());
    }
    // How often the trail says that it was done.
    int readings(const char* action)
    {
        const auto noted = m_stage->site().reader().call([action](store::Database& database) {
            return audit::list(database, { {}, {}, {}, QString::fromLatin1(action), {}, {} }, 10);
        });
        return noted ? int(noted->size()) : -1;
    }
    PersonId addPerson(const char* name)
    {
        people::Person draft;
        draft.name = QString::fromUtf8(name);
        return m_stage->writer()
            .call([&](store::Database& database) {
                return people::PersonRegistry(database, m_stage->clock())
                    .add(m_stage->actor(security::Role::Administrator), draft);
            })
            .value();
    }
    void addRequest(PersonId person, privacy::RequestKind kind, qint64 daysAgo)
    {
        privacy::SubjectRequest draft;
        draft.kind = kind;
        draft.subject = privacy::Subject::of(person);
        draft.receivedAt = m_stage->clock().now().plusMilliseconds(-daysAgo * OneDay);
        QVERIFY(m_stage->writer().call([&](store::Database& database) {
            return privacy::SubjectRequests(database, m_stage->clock())
                .add(m_stage->actor(security::Role::PrivacyOfficer), draft);
        }));
    }

    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<PrivacyPage> m_page;
    QTemporaryDir m_folder;
};

void PrivacyPageTest::init()
{
    m_stage = std::make_unique<PageStage>();
    m_stage->actAs(security::Role::PrivacyOfficer);
    addRequest(addPerson("Li Na"), privacy::RequestKind::Access, 2);
    addRequest(addPerson("Max Muster"), privacy::RequestKind::Erase, 40);
    m_page = std::make_unique<PrivacyPage>(m_stage->context());
    PageStage::show(*m_page, QSize(1200, 760));
}

void PrivacyPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void PrivacyPageTest::overdueRequestsStandFirstAndAreCounted()
{
    int waiting = -1;
    connect(m_page.get(), &Page::attentionChanged, this, [&waiting](int count) { waiting = count; });
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 2);
    QCOMPARE(view()->model()->index(0, 1).data().toString(), QStringLiteral("Max Muster"));
    QCOMPARE(view()->model()->index(0, 4).data().toString(), QStringLiteral("overdue"));
    QTRY_COMPARE(waiting, 1);
    QTRY_COMPARE(readings("request.list"), 1);
    QCOMPARE(PrivacyPage::entry().permission, security::Permission::HandleRequests);
}

void PrivacyPageTest::aRequestIsNotedAndClosed()
{
    m_page->activated();
    click(*m_page, "addRequest");
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "subjectLine"));
    click(*m_page, "save");
    QVERIFY(says(*m_page, "Choose somebody"));
    QTest::keyClicks(seen<QLineEdit>(*m_page, "subjectLine"), QStringLiteral("li na"));
    QTRY_VERIFY(seen<QListWidget>(*m_page, "subjects"));
    // By keys alone: down to the plate nobody registered, up to her again, and she is taken.
    auto* line = seen<QLineEdit>(*m_page, "subjectLine");
    for (const Qt::Key key : { Qt::Key_Down, Qt::Key_Up, Qt::Key_Return })
        QTest::keyClick(line, key);
    QCOMPARE(line->text(), QStringLiteral("Li Na"));
    QVERIFY(!seen<QListWidget>(*m_page, "subjects"));
    QCOMPARE(readings("person.search"), 1);
    QCOMPARE(readings("vehicle.search"), 1);
    seen<QComboBox>(*m_page, "requestKind")->setFocus();
    QTest::keyClick(seen<QComboBox>(*m_page, "requestKind"), Qt::Key_Down);
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->rowCount(), 3);
    QTRY_VERIFY(says(*m_page, "Have it corrected"));
    click(*m_page, "closeRequest");
    auto* outcome = seen<QComboBox>(*m_page, "requestOutcome");
    QVERIFY(outcome);
    outcome->setFocus();
    QTest::keyClick(outcome, Qt::Key_Down);
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "why it is refused"));
    QTest::keyClicks(seen<QPlainTextEdit>(*m_page, "closeNote"), QStringLiteral("not theirs"));
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->rowCount(), 2);
    click(*m_page, "allRequests");
    QTRY_COMPARE(view()->model()->rowCount(), 3);
}

void PrivacyPageTest::everythingHeldIsShownAndRestricted()
{
    m_page->activated();
    openRow(0);
    click(*m_page, "everythingHeld");
    QTRY_VERIFY(says(*m_page, "Passages: 0"));
    auto* panel = seen<QWidget>(*m_page, "sidePanel");
    QVERIFY(panel->hasFocus() || panel->isAncestorOf(QApplication::focusWidget())); // Tab goes on there
    QVERIFY(says(*m_page, "Face templates: 0"));
    click(*m_page, "rectify");
    QTRY_COMPARE(m_stage->opened.size(), 1);
    QCOMPARE(m_stage->opened.first().page, QStringLiteral("people"));
    click(*m_page, "restrict");
    QTRY_VERIFY(says(*m_page, "Restricted since"));
    QCOMPARE(m_stage->prompts().asked.size(), 1);
    QVERIFY(m_stage->knowledgeRefreshed > 0);
}

void PrivacyPageTest::anExportShowsItsPassphraseOnceAndTheFileOpensWithIt()
{
    m_page->activated();
    openRow(0);
    click(*m_page, "everythingHeld");
    click(*m_page, "export");
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    QVERIFY(!seen<QLabel>(*m_page, "exportPassphrase"));
    const QString file = m_folder.filePath(QStringLiteral("package.zip"));
    m_stage->prompts().chosenPath = file;
    click(*m_page, "save"); // nobody has approved it yet
    QTRY_VERIFY(says(*m_page, "Enter their name"));
    QVERIFY(!QFile::exists(file));
    typeSecond(*m_page, "Administrator Ada", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY_WITH_TIMEOUT(seen<QLabel>(*m_page, "exportPassphrase"), 30'000);
    QVERIFY(says(*m_page, "shown once and kept nowhere"));
    QVERIFY(!seen<QPushButton>(*m_page, "cancel")); // it is done
    QVERIFY(seen<QPushButton>(*m_page, "save"));
    m_stage->photograph(*m_page, QStringLiteral("privacy-export"));
    const QString passphrase = seen<QLabel>(*m_page, "exportPassphrase")->text();
    QVERIFY(passphrase.size() > 20);
    const auto lists = [&](const QString& words) {
        QProcess tool;
        tool.start(QStringLiteral("bsdtar"),
            { QStringLiteral("--passphrase"), words, QStringLiteral("-xOf"), file, QStringLiteral("data.json") });
        tool.closeWriteChannel();
        return tool.waitForFinished() && tool.exitCode() == 0 ? tool.readAllStandardOutput() : QByteArray();
    };
    QVERIFY(lists(passphrase).contains("Max Muster"));
    QVERIFY(lists(QStringLiteral("another one altogether")).isEmpty());
    // Whoever comes back to the page reads it no more.
    openTab(1);
    openTab(0);
    openRow(1);
    QTRY_VERIFY(!seen<QLabel>(*m_page, "exportPassphrase"));
    QVERIFY(!says(*m_page, passphrase.toUtf8().constData()));
}

void PrivacyPageTest::aClockThatJumpedIsConfirmedByTwo()
{
    m_stage->clock().setWrongBy(1200 * OneDay); // the trail is overdue then
    m_page->activated();
    openTab(1);
    click(*m_page, "run");
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    QVERIFY(says(*m_page, "1200 days ahead"));
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "Enter their name"));
    click(*m_page, "cancel");
    click(*m_page, "run");
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    typeSecond(*m_page, "Administrator Ada", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(!seen<QLineEdit>(*m_page, "secondName"));
    openTab(2);
    QTRY_VERIFY(view());
    QTRY_COMPARE(view()->model()->rowCount(), 1); // the run that was refused left none
    QCOMPARE(m_stage->prompts().asked.size(), 0);
    openRow(0);
    QTRY_VERIFY(says(*m_page, "when it was 1200 day"));
}

void PrivacyPageTest::erasingTakesTheNameAndASecondPerson()
{
    m_page->activated();
    openRow(0);
    click(*m_page, "everythingHeld");
    click(*m_page, "erase");
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "eraseName"));
    QTRY_VERIFY(seen<QPushButton>(*m_page, "save"));
    QVERIFY(!seen<QPushButton>(*m_page, "save")->isEnabled());
    QTest::keyClicks(seen<QLineEdit>(*m_page, "eraseName"), QStringLiteral("Max Muster"));
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    typeSecond(*m_page, "Administrator Ada", PageStage::Words);
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->index(0, 1).data().toString(), QStringLiteral("erased"));
    openTab(2);
    QTRY_COMPARE(view()->model()->index(0, 2).data().toString(), QStringLiteral("somebody was erased"));
    openRow(0);
    QTRY_VERIFY(says(*m_page, "The signature is this site's."));
    QVERIFY(!says(*m_page, "Max Muster"));
}

void PrivacyPageTest::longerRetentionTakesASecondPerson()
{
    m_page->activated();
    openTab(1);
    openRow(2);
    auto* days = seen<QSpinBox>(*m_page, "retentionDays");
    QTRY_VERIFY((days = seen<QSpinBox>(*m_page, "retentionDays")));
    QCOMPARE(days->value(), 90);
    QVERIFY(!seen<QLineEdit>(*m_page, "secondName"));
    days->setValue(120);
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    QVERIFY(says(*m_page, "have a new notice signed"));
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "Enter their name"));
    QTest::keyClicks(seen<QLineEdit>(*m_page, "secondName"), QStringLiteral("Administrator Ada"));
    QTest::keyClicks(seen<QLineEdit>(*m_page, "secondPassphrase"), QStringLiteral("wrong words here today"));
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "passphrase is wrong"));
    QTest::keyClicks(seen<QLineEdit>(*m_page, "secondPassphrase"), QString::fromLatin1(PageStage::Words));
    click(*m_page, "save");
    QTRY_VERIFY(view()->model()->index(2, 1).data().toString().startsWith(QStringLiteral("120")));
}

void PrivacyPageTest::overdueDataGoesAndTheCertificateIsPrinted()
{
    m_page->activated();
    openTab(1);
    click(*m_page, "run");
    QTRY_VERIFY(says(*m_page, "certificate 1"));
    openTab(2);
    openRow(0);
    QTRY_VERIFY(says(*m_page, "The signature is this site's."));
    m_stage->prompts().chosenPath = m_folder.filePath(QStringLiteral("certificate.pdf"));
    click(*m_page, "savePdf");
    QTRY_VERIFY(QFile::exists(m_stage->prompts().chosenPath));
}

void PrivacyPageTest::theImpactAssessmentIsSaved()
{
    m_page->activated();
    click(*m_page, "impact");
    QTRY_VERIFY(says(*m_page, "What to think about"));
    QVERIFY(says(*m_page, "Requests of the people recorded are overdue."));
    m_stage->prompts().chosenPath = m_folder.filePath(QStringLiteral("impact.pdf"));
    click(*m_page, "save");
    QTRY_VERIFY(QFile::exists(m_stage->prompts().chosenPath));
}

void PrivacyPageTest::photographs()
{
    m_page->activated();
    openRow(0);
    QTRY_VERIFY(says(*m_page, "Overdue: answer now"));
    m_stage->photograph(*m_page, QStringLiteral("privacy-requests"));
    click(*m_page, "everythingHeld");
    QTRY_VERIFY(says(*m_page, "Passages: 0"));
    m_stage->photograph(*m_page, QStringLiteral("privacy-subject"));
    openTab(1);
    openRow(2);
    QTRY_VERIFY(seen<QSpinBox>(*m_page, "retentionDays"));
    seen<QSpinBox>(*m_page, "retentionDays")->setValue(120);
    QTRY_VERIFY(seen<QLineEdit>(*m_page, "secondName"));
    m_stage->photograph(*m_page, QStringLiteral("privacy-retention"));
}

QTEST_MAIN(PrivacyPageTest)
#include "PrivacyPageTest.moc"
