#include "ui/admin/KeysPage.h"

#include "core/base/DiskSpace.h"
#include "core/security/SignInThrottle.h"
#include "core/security/Totp.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"
#include "ui/common/SidePanel.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::click;
using gatehouse::test::find;
using gatehouse::test::PageStage;
using gatehouse::test::says;
using gatehouse::test::type;
using gatehouse::test::typeSecond;

namespace {

constexpr char NewWords[] = "seventeen quiet turnips dancing";

} // namespace

class KeysPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyKeyIsListed();
    void aKeyThatOpensNoSealedFieldsSaysWhy();
    void keysOfPicturesThatAreMissingAreSaid();
    void aKeyIsTakenAwayByTwo();
    void aNewRecoveryCodeStaysUntilSomebodyHasIt();
    void theSitesKeyIsRenewedAndTheOldRecoveryCodeOpensNothing();
    void aLostSecondFactorIsReplaced();
    void aSecondPersonWhoIsRefusedLeavesEverything();

private:
    [[nodiscard]] QTableView* view() const { return m_page->findChild<QTableView*>(); }
    [[nodiscard]] int rowOf(const char* whose) const
    {
        for (int row = 0; row < view()->model()->rowCount(); ++row) {
            if (view()->model()->index(row, 0).data().toString() == QString::fromUtf8(whose))
                return row;
        }
        return -1;
    }
    void open(const char* whose)
    {
        QTRY_VERIFY2(rowOf(whose) >= 0, whose);
        const QModelIndex index = view()->model()->index(rowOf(whose), 0);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(index).center());
        QTRY_VERIFY(m_page->findChild<SidePanel*>()->isVisible());
    }
    [[nodiscard]] ErrorCode signIn(const char* name, const char* words, const QString& code = {})
    {
        m_stage->clock().advance(security::SignInThrottle::LongestWait);
        const auto outcome =
            m_stage->site().authenticate(QString::fromUtf8(name), security::Passphrase::fromUtf8(words), code);
        return outcome ? ErrorCode::Internal : outcome.error().code;
    }

    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<KeysPage> m_page;
};

void KeysPageTest::init()
{
    m_stage = std::make_unique<PageStage>();
    m_page = std::make_unique<KeysPage>(m_stage->context());
    PageStage::show(*m_page, QSize(1200, 760));
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 6);
}

void KeysPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void KeysPageTest::everyKeyIsListed()
{
    for (const char* whose : { "Guard Gao", "Attendant Ann", "Manager Mei", "Officer Ono", "Administrator Ada" })
        QVERIFY2(rowOf(whose) >= 0, whose);
    open("Guard Gao");
    QTRY_VERIFY(says(*m_page, "Does not open sealed data"));
    open("Officer Ono");
    QTRY_VERIFY(says(*m_page, "Opens sealed data"));
    open("Recovery code");
    QTRY_VERIFY(says(*m_page, "Brings an administrator back"));
    QVERIFY(!find<QPushButton>(*m_page, "revokeKey") || !find<QPushButton>(*m_page, "revokeKey")->isVisible());
}

void KeysPageTest::aKeyThatOpensNoSealedFieldsSaysWhy()
{
    open("Guard Gao");
    QTRY_VERIFY(says(*m_page, "this role may not read it"));
    open("Recovery code");
    QTRY_VERIFY(says(*m_page, "Opens sealed data"));
    QVERIFY(!find<QLabel>(*m_page, "ringMissing")->isVisible());
}

void KeysPageTest::keysOfPicturesThatAreMissingAreSaid()
{
    m_stage->site().writer().call([](store::Database& database) {
        auto picture = database.prepare(
            "INSERT INTO evidence (class, media_type, width, height, picture, taken_at, key_id) VALUES ('unknown', "
            "'image/jpeg', 1, 1, zeroblob(20), 0, zeroblob(16))");
        QVERIFY(picture && picture->run());
    });
    m_page->activated();
    QTRY_VERIFY(find<QLabel>(*m_page, "ringMissing")->isVisible());
    QVERIFY(says(*m_page, "Bring back a copy of it under Backups."));
}

void KeysPageTest::aKeyIsTakenAwayByTwo()
{
    open("Guard Gao");
    click(*m_page, "revokeKey");
    QTRY_VERIFY(says(*m_page, "A second person signs in for this one act"));
    click(*m_page, "save"); // nobody has signed in
    QTRY_VERIFY(says(*m_page, "Who approves it?"));
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(rowOf("Guard Gao") < 0);
    QCOMPARE(signIn("Guard Gao", PageStage::Words), ErrorCode::SignInRefused);
    QCOMPARE(view()->model()->rowCount(), 5);
}

void KeysPageTest::aNewRecoveryCodeStaysUntilSomebodyHasIt()
{
    click(*m_page, "newRecovery");
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(find<QLabel>(*m_page, "recoveryCode"));
    const QString code = find<QLabel>(*m_page, "recoveryCode")->text();
    QCOMPARE(code.size(), 35);
    // A key beside the data locks nothing: it goes onto paper, or onto another disk.
    m_stage->prompts().chosenPath = m_stage->site().paths().folder + QStringLiteral("/recovery-code.txt");
    click(*m_page, "saveRecoveryCode");
    QVERIFY(says(*m_page, "the disk the site lies on"));
    QVERIFY(!QFile::exists(m_stage->prompts().chosenPath));
    click(*m_page, "printRecoveryCode");
    QCOMPARE(m_stage->prompts().printed.size(), 1);
    QCOMPARE(m_stage->prompts().printed.first().onto, PrintRequest::Onto::Paper);
    QVERIFY(m_stage->prompts().printed.first().text.contains(code));
    QVERIFY(says(*m_page, "Sent to the printer"));
    QTemporaryDir stick(QStringLiteral("/dev/shm/gatehouse-stick-XXXXXX"));
    if (stick.isValid() && !areOnOneDisk(stick.path(), m_stage->site().paths().folder)) {
        m_stage->prompts().chosenPath = stick.filePath(QStringLiteral("recovery-code.txt"));
        click(*m_page, "saveRecoveryCode");
        QVERIFY(says(*m_page, "Take the stick out"));
        const QFileInfo saved(m_stage->prompts().chosenPath);
        QVERIFY(saved.exists());
        QCOMPARE(saved.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    // Lists that load anew, another row and Cancel take it away from nobody.
    m_page->activated();
    m_stage->settle();
    open("Guard Gao");
    QVERIFY(says(*m_page, "not saved yet"));
    m_stage->prompts().confirms = false;
    click(*m_page, "cancel");
    QVERIFY(m_stage->prompts().asked.last().text.contains(QStringLiteral("shown only here")));
    QVERIFY(m_page->hasUnsavedInput());
    QCOMPARE(find<QLabel>(*m_page, "recoveryCode")->text(), code);
    QVERIFY(!find<QPushButton>(*m_page, "save")->isEnabled());
    auto* kept = find<QCheckBox>(*m_page, "recoveryCodeKept");
    QTest::mouseClick(kept, Qt::LeftButton, {}, { 12, kept->height() / 2 });
    click(*m_page, "save");
    QTRY_VERIFY(!m_page->hasUnsavedInput());
    QTRY_VERIFY(says(*m_page, "Brings an administrator back"));
    QVERIFY(!says(*m_page, code.toUtf8().constData()));
}

void KeysPageTest::theSitesKeyIsRenewedAndTheOldRecoveryCodeOpensNothing()
{
    click(*m_page, "rekey");
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(find<QLabel>(*m_page, "rekeyText")->text().startsWith(QStringLiteral("Renewed")));
    QVERIFY(!find<QWidget>(*m_page, "rekeyProgress")->isVisible());
    for (const char* whose : { "Guard Gao", "Administrator Ada" })
        QCOMPARE(signIn(whose, PageStage::Words), ErrorCode::Internal); // nobody needs another passphrase
    const auto outcome = m_stage->site().rekeyState().ended;
    QVERIFY(outcome && *outcome);
    QCOMPARE((*outcome)->operatorsLeftOut, 0);
}

void KeysPageTest::aLostSecondFactorIsReplaced()
{
    security::OpenSite& site = m_stage->site();
    const auto guard = m_stage->actor(security::Role::Guard);
    const auto offer = site.offerSecondFactor(guard);
    const auto code = [&] { return security::totpCode(offer.secret, security::totpStep(m_stage->clock().now())); };
    QVERIFY(site.turnOnSecondFactor(guard, security::Passphrase::fromUtf8(PageStage::Words), offer.secret, code()));
    m_page->activated();
    open("Guard Gao");
    click(*m_page, "lostFactor");
    type(*m_page, "newPassphrase", NewWords);
    type(*m_page, "repeatedPassphrase", NewWords);
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(!m_page->hasUnsavedInput());
    QCOMPARE(signIn("Guard Gao", PageStage::Words), ErrorCode::SignInRefused);
    QCOMPARE(signIn("Guard Gao", NewWords), ErrorCode::Internal);
}

void KeysPageTest::aSecondPersonWhoIsRefusedLeavesEverything()
{
    open("Guard Gao");
    click(*m_page, "revokeKey");
    typeSecond(*m_page, "Manager Mei", NewWords);
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "Name or passphrase is wrong."));
    QCOMPARE(find<QLineEdit>(*m_page, "secondName")->text(), QStringLiteral("Manager Mei"));
    QVERIFY(find<QLineEdit>(*m_page, "secondPassphrase")->text().isEmpty());
    QCOMPARE(signIn("Guard Gao", PageStage::Words), ErrorCode::Internal);
}

QTEST_MAIN(KeysPageTest)
#include "KeysPageTest.moc"
