#include "ui/admin/BackupPage.h"

#include "core/people/PersonRegistry.h"
#include "tests/support/Approved.h"
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
using gatehouse::test::PageStage;

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
    void click(const char* name);
    [[nodiscard]] QString text(const char* name) const;
    [[nodiscard]] bool says(const char* words) const;
    void type(const char* name, const char* text);
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

void BackupPageTest::click(const char* name)
{
    const auto button = [&] { return m_page->findChild<QPushButton*>(QLatin1StringView(name)); };
    QTRY_VERIFY2(button() && button()->isVisible() && button()->isEnabled(), name);
    QTest::mouseClick(button(), Qt::LeftButton);
}

QString BackupPageTest::text(const char* name) const
{
    const auto* label = m_page->findChild<QLabel*>(QLatin1StringView(name));
    return label ? label->text() : QString();
}

bool BackupPageTest::says(const char* words) const
{
    for (const QLabel* label : m_page->findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(QString::fromUtf8(words)))
            return true;
    }
    return false;
}

void BackupPageTest::chooseFolder()
{
    m_stage->prompts().chosenPath = m_folder->path();
    click("chooseBackupFolder");
    click("saveBackupPlan");
    QTRY_VERIFY(m_stage->prompts().told.contains(QStringLiteral("Saved.")));
}

void BackupPageTest::type(const char* name, const char* text)
{
    auto* line = m_page->findChild<QLineEdit*>(QLatin1StringView(name));
    QTRY_VERIFY2(line && line->isVisible() && line->isEnabled(), name);
    line->setFocus();
    line->clear();
    QTest::keyClicks(line, QString::fromLatin1(text));
}

void BackupPageTest::secondPerson()
{
    type("secondName", "Officer Ono");
    type("secondPassphrase", PageStage::Words);
}

void BackupPageTest::takeOne()
{
    chooseFolder();
    click("takeBackup");
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
    QVERIFY(says("The folder for backups is not there"));
    chooseFolder();
    QTRY_VERIFY(says("No backup yet."));
    click("takeBackup");
    QTRY_COMPARE(text("backupAge"), QStringLiteral("0 min ago"));
    QCOMPARE(files().size(), 1);
    m_stage->photograph(*m_page, QStringLiteral("backup"));
    click("checkBackup");
    QTRY_VERIFY(says("The backup is whole and this site's."));
    click("rehearseBackup");
    QTRY_VERIFY(says("It would come back whole"));
    QTRY_VERIFY(text("lastDrill").contains(QStringLiteral("Rehearsed 0 min ago")));
}

void BackupPageTest::aDamagedOneIsNamedAndSoIsAMissingFolder()
{
    chooseFolder();
    click("takeBackup");
    QTRY_COMPARE(text("backupAge"), QStringLiteral("0 min ago"));
    QFile file(m_folder->filePath(files().first()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() - 100));
    file.write("damage");
    file.close();
    click("checkBackup");
    QTRY_VERIFY(says("This backup is damaged."));
    m_folder->remove();
    click("takeBackup");
    QTRY_VERIFY(says("The folder for backups is not there."));
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
    click("saveBackupPlan");
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
    click("bringBackBackup");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("people 0")));
    QVERIFY(text("bringBackLost").contains(QStringLiteral("everything since then")));
    m_stage->photograph(*m_page, QStringLiteral("backup-restore"));
    click("bringBack");
    QTRY_VERIFY(says("Who approves it? Enter their name."));
    QVERIFY(!m_stage->closing);
    secondPerson();
    QVERIFY(m_page->hasUnsavedInput());
    click("bringBack");
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
    click("bringBackBackup");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("What comes back")));
    click("cancelBringBack");
    QTRY_VERIFY(m_page->findChild<QPushButton*>(QStringLiteral("takeBackup"))->isVisible());
    QVERIFY(!m_stage->closing);
    // What was looked through is gone: another backup can be taken.
    m_stage->clock().advance(2000);
    click("takeBackup");
    QTRY_COMPARE(files().filter(QStringLiteral(".ghbackup")).size(), 2);
}

void BackupPageTest::oneFromBeforeAReKeyAsksForASecretOfThen()
{
    takeOne();
    auto& site = m_stage->site();
    QVERIFY(site.rekey(site.openedBy(), test::approved(site, m_stage->clock(), security::Proposal::rekey())));
    click("bringBackBackup");
    QTRY_VERIFY(says("from before the site's key was renewed"));
    type("nameOfThen", "Administrator Ada");
    type("wordsOfThen", "not the words of then");
    click("bringBack");
    QTRY_VERIFY(says("That did not open it."));
    type("wordsOfThen", PageStage::Words);
    m_stage->photograph(*m_page, QStringLiteral("backup-of-then"));
    click("bringBack");
    QTRY_VERIFY(text("bringBackComes").contains(QStringLiteral("What comes back")));
    secondPerson();
    click("bringBack");
    QTRY_VERIFY(m_stage->closing);
}

void BackupPageTest::theRingIsCopiedOutAndFilledIn()
{
    QVERIFY(says("No folder for the copy is chosen"));
    QTemporaryDir rings;
    m_stage->prompts().chosenPath = rings.path();
    click("chooseRingFolder");
    chooseFolder();
    QTRY_VERIFY(text("ringState").contains(QStringLiteral("as the ring is")));
    QCOMPARE(text("ringWarnings"), QStringLiteral("▲ The copy lies on the disk of the store: one fault takes both."));
    QCOMPARE(QDir(rings.path()).entryList({ QStringLiteral("*.ghring") }).size(), 1);
    const QString copy = rings.filePath(QStringLiteral("by-hand.ghring"));
    m_stage->prompts().chosenPath = copy;
    click("exportRing");
    QTRY_VERIFY(QFile::exists(copy));
    QTRY_VERIFY(m_stage->prompts().told.join(u' ').contains(QStringLiteral("The key ring was copied")));
    m_stage->photograph(*m_page, QStringLiteral("backup-ring"));
    click("importRing");
    QTRY_VERIFY(says("A key that was destroyed stays destroyed"));
    secondPerson();
    click("bringBack");
    QTRY_VERIFY(says("Keys filled in: 0."));
    // A folder that holds both is said.
    m_stage->prompts().chosenPath = m_folder->path();
    click("chooseRingFolder");
    click("saveBackupPlan");
    QTRY_VERIFY(says("The copy lies with the backups"));
    m_stage->photograph(*m_page, QStringLiteral("backup-warnings"));
}

QTEST_MAIN(BackupPageTest)
#include "BackupPageTest.moc"
