#include "ui/admin/BackupPage.h"

#include "core/people/PersonRegistry.h"
#include "tests/support/Approved.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <utility>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::click;
using gatehouse::test::PageStage;
using gatehouse::test::says;
using gatehouse::test::type;
using gatehouse::test::typeSecond;

class BackupPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aFolderIsChosenAndABackupTakenCheckedAndRehearsed();
    void aDamagedOneIsNamedAndSoIsAMissingFolder();
    void whatWasTypedIsKeptUntilItIsSaved();
    void aBackupIsBroughtBackByTwo();
    void givenUpNothingHasHappened();
    void oneFromBeforeAReKeyAsksForASecretOfThen();
    void theRingIsCopiedOutAndFilledIn();

private:
    [[nodiscard]] QString text(const char* name) const;
    void secondPerson();
    void takeOne();
    [[nodiscard]] qint64 persons();
    void chooseFolder();
    [[nodiscard]] QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<BackupPage> m_page;
};

void BackupPageTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_stage = std::make_unique<PageStage>();
    m_page = std::make_unique<BackupPage>(m_stage->context());
    PageStage::show(*m_page, { 1366, 768 });
    m_page->activated();
    QTRY_COMPARE(text("backupAge"), QStringLiteral("None yet"));
}

void BackupPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

QString BackupPageTest::text(const char* name) const
{
    const auto* label = m_page->findChild<QLabel*>(QLatin1StringView(name));
    return label ? label->text() : QString();
}

void BackupPageTest::chooseFolder()
{
    m_stage->prompts().chosenPath = m_folder->path();
    click(*m_page, "chooseBackupFolder");
    click(*m_page, "saveBackupPlan");
    QTRY_VERIFY(m_stage->prompts().told.contains(QStringLiteral("Saved.")));
}

void BackupPageTest::secondPerson()
{
    typeSecond(*m_page, "Officer Ono", PageStage::Words);
}

void BackupPageTest::takeOne()
{
    chooseFolder();
    click(*m_page, "takeBackup");
    QTRY_COMPARE(text("backupAge"), QStringLiteral("0 min ago"));
}

qint64 BackupPageTest::persons()
{
    return m_stage->site().reader().call([](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM persons");
        return query && query->step() ? query->integer(0) : qint64(-1);
    });
}

void BackupPageTest::aFolderIsChosenAndABackupTakenCheckedAndRehearsed()
{
    QVERIFY(says(*m_page, "The folder for backups is not there"));
    chooseFolder();
    QTRY_VERIFY(says(*m_page, "No backup yet."));
    click(*m_page, "takeBackup");
    QTRY_COMPARE(text("backupAge"), QStringLiteral("0 min ago"));
    QCOMPARE(files().size(), 1);
    m_stage->photograph(*m_page, QStringLiteral("backup"));
    click(*m_page, "checkBackup");
    QTRY_VERIFY(says(*m_page, "The backup is whole and this site's."));
    click(*m_page, "rehearseBackup");
    QTRY_VERIFY(says(*m_page, "It would come back whole"));
    QTRY_VERIFY(text("lastDrill").contains(QStringLiteral("Rehearsed 0 min ago")));
}

void BackupPageTest::aDamagedOneIsNamedAndSoIsAMissingFolder()
{
    chooseFolder();
    click(*m_page, "takeBackup");
    QTRY_COMPARE(text("backupAge"), QStringLiteral("0 min ago"));
    QFile file(m_folder->filePath(files().first()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() - 100));
    file.write("damage");
    file.close();
    click(*m_page, "checkBackup");
    QTRY_VERIFY(says(*m_page, "This backup is damaged."));
    m_folder->remove();
    click(*m_page, "takeBackup");
    QTRY_VERIFY(says(*m_page, "The folder for backups is not there."));
}

void BackupPageTest::whatWasTypedIsKeptUntilItIsSaved()
{
    chooseFolder();
    auto* newest = m_page->findChild<QSpinBox*>(QStringLiteral("keepNewest"));
    QVERIFY(!m_page->hasUnsavedInput());
    newest->setFocus();
    newest->selectAll();
    QTest::keyClicks(newest, QStringLiteral("9"));
    QVERIFY(m_page->hasUnsavedInput());
    auto* daily = m_page->findChild<QCheckBox*>(QStringLiteral("backupDaily"));
    QTest::mouseClick(daily, Qt::LeftButton, {}, { 12, daily->height() / 2 });
    m_page->activated();
    m_stage->settle();
    QCOMPARE(newest->value(), 9);
    click(*m_page, "saveBackupPlan");
    QTRY_VERIFY(!m_page->hasUnsavedInput());
    const auto settings =
        backup::Backups(m_stage->site(), m_stage->clock()).settings(m_stage->actor(security::Role::Administrator));
    QVERIFY(settings);
    QCOMPARE(settings->keep.newest, 9);
    QCOMPARE(settings->dailyAt, std::optional(QTime(2, 30)));
}

void BackupPageTest::aBackupIsBroughtBackByTwo()
{
    takeOne();
    const auto added = m_stage->writer().call([&](store::Database& database) {
        people::Person person;
        person.name = QStringLiteral("Li Na");
        return people::PersonRegistry(database, m_stage->clock())
            .add(m_stage->actor(security::Role::Administrator), person);
    });
    QVERIFY(added);
    QCOMPARE(persons(), 1);
    click(*m_page, "bringBackBackup");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("people 0")));
    QVERIFY(text("bringBackLost").contains(QStringLiteral("everything since then")));
    m_stage->photograph(*m_page, QStringLiteral("backup-restore"));
    click(*m_page, "bringBack");
    QTRY_VERIFY(says(*m_page, "Who approves it? Enter their name."));
    QVERIFY(!m_stage->closing);
    secondPerson();
    QVERIFY(m_page->hasUnsavedInput());
    click(*m_page, "bringBack");
    QTRY_VERIFY(m_stage->closing);
    QCOMPARE(persons(), 1);
    // What the console does then.
    const auto closing = std::exchange(m_stage->closing, {});
    m_page.reset();
    m_stage->closeSite();
    const auto done = closing();
    QVERIFY2(done, done ? "" : qPrintable(errorCodeName(done.error().code) + done.error().detail));
    const auto site = m_stage->signInAgain(security::Role::Administrator);
    QVERIFY(site);
    QCOMPARE((*site)->reader().call([](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM persons");
        return query && query->step() ? query->integer(0) : qint64(-1);
    }),
        0);
}

void BackupPageTest::givenUpNothingHasHappened()
{
    takeOne();
    click(*m_page, "bringBackBackup");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("What comes back")));
    click(*m_page, "cancelBringBack");
    QTRY_VERIFY(m_page->findChild<QPushButton*>(QStringLiteral("takeBackup"))->isVisible());
    QVERIFY(!m_stage->closing);
    // What was looked through is gone: another backup can be taken.
    m_stage->clock().advance(2000);
    click(*m_page, "takeBackup");
    QTRY_COMPARE(files().filter(QStringLiteral(".ghbackup")).size(), 2);
}

void BackupPageTest::oneFromBeforeAReKeyAsksForASecretOfThen()
{
    takeOne();
    auto& site = m_stage->site();
    QVERIFY(site.rekey(site.openedBy(), test::approved(site, m_stage->clock(), security::Proposal::rekey())));
    click(*m_page, "bringBackBackup");
    QTRY_VERIFY(says(*m_page, "from before the site's key was renewed"));
    type(*m_page, "nameOfThen", "Administrator Ada");
    type(*m_page, "wordsOfThen", "not the words of then");
    click(*m_page, "bringBack");
    QTRY_VERIFY(says(*m_page, "That did not open it."));
    type(*m_page, "wordsOfThen", PageStage::Words);
    m_stage->photograph(*m_page, QStringLiteral("backup-of-then"));
    click(*m_page, "bringBack");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("What comes back")));
    secondPerson();
    click(*m_page, "bringBack");
    QTRY_VERIFY(m_stage->closing);
}

void BackupPageTest::theRingIsCopiedOutAndFilledIn()
{
    QVERIFY(says(*m_page, "No folder for the copy is chosen"));
    QTemporaryDir rings;
    m_stage->prompts().chosenPath = rings.path();
    click(*m_page, "chooseRingFolder");
    chooseFolder();
    QTRY_VERIFY(text("ringState").contains(QStringLiteral("as the ring is")));
    QCOMPARE(text("ringWarnings"), QStringLiteral("▲ The copy lies on the disk of the store: one fault takes both."));
    QCOMPARE(QDir(rings.path()).entryList({ QStringLiteral("*.ghring") }).size(), 1);
    const QString copy = rings.filePath(QStringLiteral("by-hand.ghring"));
    m_stage->prompts().chosenPath = copy;
    click(*m_page, "exportRing");
    QTRY_VERIFY(QFile::exists(copy));
    QTRY_VERIFY(m_stage->prompts().told.join(u' ').contains(QStringLiteral("The key ring was copied")));
    m_stage->photograph(*m_page, QStringLiteral("backup-ring"));
    click(*m_page, "importRing");
    QTRY_VERIFY(says(*m_page, "A key that was destroyed stays destroyed"));
    secondPerson();
    click(*m_page, "bringBack");
    QTRY_VERIFY(says(*m_page, "Keys filled in: 0."));
    // A folder that holds both is said.
    m_stage->prompts().chosenPath = m_folder->path();
    click(*m_page, "chooseRingFolder");
    click(*m_page, "saveBackupPlan");
    QTRY_VERIFY(says(*m_page, "The copy lies with the backups"));
    m_stage->photograph(*m_page, QStringLiteral("backup-warnings"));
}

QTEST_MAIN(BackupPageTest)
#include "BackupPageTest.moc"
