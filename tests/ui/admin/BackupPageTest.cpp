#include "ui/admin/BackupPage.h"

#include "tests/support/PageStage.h"

#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

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

private:
    void click(const char* name);
    [[nodiscard]] QString text(const char* name) const;
    [[nodiscard]] bool says(const char* words) const;
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

QTEST_MAIN(BackupPageTest)
#include "BackupPageTest.moc"
