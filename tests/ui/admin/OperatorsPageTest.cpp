#include "ui/admin/OperatorsPage.h"

#include "core/security/Recoveries.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"
#include "ui/admin/AccountPage.h"
#include "ui/common/FormField.h"
#include "ui/common/SidePanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
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

class OperatorsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyoneIsListed();
    void anOperatorIsAddedAndSignsIn();
    void theRulesAreCheckedWhileTyping();
    void aNameTakenIsSaidAtTheField();
    void disabledAndEnabledAgain();
    void whoCameBackWithTheCodeIsConfirmed();
    void theLastAdministratorStays();
    void theSecondPersonIsAnotherInAnotherRole();
    void whatIsTypedIsNotLostUnasked();
    void oneOwnPassphrase();
    void photographs();

private:
    [[nodiscard]] QTableView* view() const { return m_page->findChild<QTableView*>(); }
    [[nodiscard]] int rowOf(const char* name) const
    {
        for (int row = 0; row < view()->model()->rowCount(); ++row) {
            if (view()->model()->index(row, 0).data().toString() == QString::fromUtf8(name))
                return row;
        }
        return -1;
    }
    void open(const char* name)
    {
        QTRY_VERIFY(rowOf(name) >= 0);
        const QModelIndex index = view()->model()->index(rowOf(name), 0);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(index).center());
        QTest::keyClick(view(), Qt::Key_Return);
        QVERIFY(m_page->findChild<SidePanel*>()->isVisible());
    }

    std::unique_ptr<PageStage> m_stage;
    std::unique_ptr<OperatorsPage> m_page;
};

void OperatorsPageTest::init()
{
    m_stage = std::make_unique<PageStage>();
    m_page = std::make_unique<OperatorsPage>(m_stage->context());
    PageStage::show(*m_page, QSize(1200, 760));
    m_page->activated();
    QTRY_COMPARE(view()->model()->rowCount(), 5);
}

void OperatorsPageTest::cleanup()
{
    m_page.reset();
    m_stage.reset();
}

void OperatorsPageTest::everyoneIsListed()
{
    QCOMPARE(OperatorsPage::entry().permission, security::Permission::ManageOperators);
    QVERIFY(rowOf("Officer Ono") >= 0);
    const int guard = rowOf("Guard Gao");
    QCOMPARE(view()->model()->index(guard, 2).data().toString(), QStringLiteral("yes"));
    QCOMPARE(view()->model()->index(guard, 3).data().toString(), QStringLiteral("Mar 4, 2025"));
}

void OperatorsPageTest::anOperatorIsAddedAndSignsIn()
{
    click(*m_page, "addOperator");
    QVERIFY(find<QLineEdit>(*m_page, "operatorName")->hasFocus());
    QTest::keyClicks(find<QLineEdit>(*m_page, "operatorName"), QStringLiteral("Nadia Night"));
    auto* role = find<QComboBox>(*m_page, "operatorRole");
    role->setFocus();
    QTest::keyClick(role, Qt::Key_Down);
    QVERIFY(says(*m_page, "looks after vehicles"));
    type(*m_page, "newPassphrase", NewWords);
    type(*m_page, "repeatedPassphrase", NewWords);
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->rowCount(), 6);
    QTRY_VERIFY(rowOf("Nadia Night") >= 0);
    QTRY_VERIFY(find<QPushButton>(*m_page, "disableOperator")); // the panel tells of who was added
    QCOMPARE(m_stage->prompts().told, QStringList(QStringLiteral("Saved.")));
    const auto signedIn =
        m_stage->site().authenticate(QStringLiteral("nadia night"), security::Passphrase::fromUtf8(NewWords));
    QVERIFY(signedIn);
    QCOMPARE(signedIn->role, security::Role::Attendant);
}

void OperatorsPageTest::theRulesAreCheckedWhileTyping()
{
    click(*m_page, "addOperator");
    type(*m_page, "operatorName", "Nadia Night");
    type(*m_page, "newPassphrase", "short");
    QVERIFY(says(*m_page, "10 character(s) to go"));
    type(*m_page, "newPassphrase", "password password 1");
    QVERIFY(says(*m_page, "Too easy to guess"));
    type(*m_page, "newPassphrase", "nadia night nadia night");
    QVERIFY(says(*m_page, "Too easy to guess"));
    type(*m_page, "newPassphrase", NewWords);
    QVERIFY(says(*m_page, "Good."));
    type(*m_page, "repeatedPassphrase", "something else");
    click(*m_page, "save");
    QVERIFY(says(*m_page, "not the same"));
    QCOMPARE(find<QLineEdit>(*m_page, "newPassphrase")->text(), QString::fromUtf8(NewWords)); // nothing is lost
}

void OperatorsPageTest::aNameTakenIsSaidAtTheField()
{
    click(*m_page, "addOperator");
    click(*m_page, "save");
    QVERIFY(says(*m_page, "Enter a name."));
    type(*m_page, "operatorName", "guard GAO");
    type(*m_page, "newPassphrase", NewWords);
    type(*m_page, "repeatedPassphrase", NewWords);
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    QTest::keyClick(find<QLineEdit>(*m_page, "secondPassphrase"), Qt::Key_Return); // Enter saves
    QTRY_VERIFY(says(*m_page, "There is an operator of this name already"));
}

void OperatorsPageTest::disabledAndEnabledAgain()
{
    open("Guard Gao");
    click(*m_page, "disableOperator");
    QCOMPARE(m_stage->prompts().asked.size(), 1);
    QCOMPARE(m_stage->prompts().asked.first().typeToConfirm, QStringLiteral("Guard Gao"));
    typeSecond(*m_page, "Officer Ono", PageStage::Words);
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->index(rowOf("Guard Gao"), 2).data().toString(), QStringLiteral("disabled"));
    const auto words = security::Passphrase::fromUtf8(PageStage::Words);
    QCOMPARE(m_stage->site().authenticate(QStringLiteral("Guard Gao"), words).error().code, ErrorCode::SignInRefused);

    QTRY_VERIFY(find<QPushButton>(*m_page, "enableOperator"));
    click(*m_page, "enableOperator");
    QVERIFY(!find<QLineEdit>(*m_page, "operatorName")->isEnabled());
    QVERIFY(find<QLineEdit>(*m_page, "newPassphrase")->hasFocus());
    type(*m_page, "newPassphrase", NewWords);
    type(*m_page, "repeatedPassphrase", NewWords);
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_COMPARE(view()->model()->index(rowOf("Guard Gao"), 2).data().toString(), QStringLiteral("yes"));
    QVERIFY(m_stage->site().authenticate(QStringLiteral("Guard Gao"), security::Passphrase::fromUtf8(NewWords)));
}

void OperatorsPageTest::whoCameBackWithTheCodeIsConfirmed()
{
    const auto rows = m_stage->site().operators(m_stage->context().session.actor());
    const auto ono = std::ranges::find(*rows, QStringLiteral("Officer Ono"), &security::OperatorRow::name);
    const OperatorId id = ono->id;
    QVERIFY(m_stage->site().writer().call([&](store::Database& database) -> Result<void> {
        GATEHOUSE_TRY_ASSIGN(transaction, store::Transaction::begin(database));
        GATEHOUSE_TRY(security::noteRecovery(transaction, id, m_stage->clock()));
        return transaction.commit();
    }));
    m_page->activated();
    open("Guard Gao");
    QVERIFY(!m_page->findChild<QPushButton*>(QStringLiteral("confirmRecovered")));
    open("Officer Ono");
    QTRY_VERIFY(says(*m_page, "Brought back by the recovery code on Mar 4, 2025."));
    click(*m_page, "confirmRecovered");
    QTRY_VERIFY(!says(*m_page, "Brought back by the recovery code"));
    QVERIFY(!m_page->findChild<QPushButton*>(QStringLiteral("confirmRecovered")));
    const auto left = m_stage->site().reader().call(
        [](store::Database& database) { return security::unconfirmedOperators(database); });
    QVERIFY(left && left->isEmpty());
}

void OperatorsPageTest::theLastAdministratorStays()
{
    m_stage->prompts().confirms = false;
    open("Administrator Ada");
    click(*m_page, "disableOperator");
    QVERIFY(m_stage->prompts().asked.last().text.startsWith(QStringLiteral("This is you.")));
    QVERIFY(m_stage->prompts().told.isEmpty());
    m_stage->prompts().confirms = true;
    click(*m_page, "disableOperator");
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "This is the last administrator."));
    QCOMPARE(view()->model()->index(rowOf("Administrator Ada"), 2).data().toString(), QStringLiteral("yes"));
}

void OperatorsPageTest::theSecondPersonIsAnotherInAnotherRole()
{
    open("Guard Gao");
    click(*m_page, "disableOperator");
    QTRY_VERIFY(says(*m_page, "Who may approve: manager, privacy officer, administrator."));
    click(*m_page, "save");
    QVERIFY(says(*m_page, "Who approves it?"));
    typeSecond(*m_page, "administrator ADA", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "This person cannot approve it."));
    typeSecond(*m_page, "Guard Gao", PageStage::Words);
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "in a role that may approve this"));
    type(*m_page, "secondName", "Manager Mei");
    type(*m_page, "secondPassphrase", "wrong wrong wrong");
    click(*m_page, "save");
    QTRY_VERIFY(says(*m_page, "Name or passphrase is wrong."));
    QVERIFY(find<QLineEdit>(*m_page, "secondPassphrase")->text().isEmpty());
    QTRY_VERIFY(find<QLineEdit>(*m_page, "secondPassphrase")->hasFocus());
    QTest::keyClicks(find<QLineEdit>(*m_page, "secondPassphrase"), QString::fromUtf8(PageStage::Words));
    QTest::keyClick(find<QLineEdit>(*m_page, "secondPassphrase"), Qt::Key_Return);
    QTRY_COMPARE(view()->model()->index(rowOf("Guard Gao"), 2).data().toString(), QStringLiteral("disabled"));
    QCOMPARE(m_stage->context().session.actor().name, QStringLiteral("Administrator Ada")); // who is here stays
}

void OperatorsPageTest::whatIsTypedIsNotLostUnasked()
{
    QVERIFY(!m_page->hasUnsavedInput());
    click(*m_page, "addOperator");
    QVERIFY(!m_page->hasUnsavedInput());
    type(*m_page, "operatorName", "N");
    QVERIFY(m_page->hasUnsavedInput());
    // Choosing a row in the list does not take the form away.
    QTest::mouseClick(
        view()->viewport(), Qt::LeftButton, {}, view()->visualRect(view()->model()->index(0, 0)).center());
    QVERIFY(find<QLineEdit>(*m_page, "operatorName")->isVisible());
    click(*m_page, "myPassphrase");
    QCOMPARE(m_stage->opened.last().page, QStringLiteral("account"));
}

void OperatorsPageTest::oneOwnPassphrase()
{
    for (const security::Role role : security::AllRoles)
        QVERIFY(security::isAllowed(role, AccountPage::entry().permission));
    m_stage->actAs(security::Role::Guard);
    AccountPage page(m_stage->context());
    PageStage::show(page, QSize(1200, 760));
    QVERIFY(says(page, "Guard Gao"));
    QVERIFY(says(page, "Enrol faces"));
    type(page, "currentPassphrase", "wrong wrong wrong");
    type(page, "newPassphrase", NewWords);
    type(page, "repeatedPassphrase", NewWords);
    QVERIFY(page.hasUnsavedInput());
    click(page, "changePassphrase");
    QTRY_VERIFY(says(page, "This is not the passphrase you signed in with."));
    type(page, "currentPassphrase", PageStage::Words);
    click(page, "changePassphrase");
    QTRY_VERIFY(says(page, "The new passphrase counts from now on."));
    QVERIFY(!page.hasUnsavedInput());
    QVERIFY(m_stage->site().authenticate(QStringLiteral("Guard Gao"), security::Passphrase::fromUtf8(NewWords)));
}

void OperatorsPageTest::photographs()
{
    m_stage->photograph(*m_page, QStringLiteral("operators"));
    open("Guard Gao");
    m_stage->photograph(*m_page, QStringLiteral("operators-detail"));
    click(*m_page, "addOperator");
    type(*m_page, "operatorName", "Nadia Night");
    type(*m_page, "newPassphrase", "password password 1");
    m_stage->photograph(*m_page, QStringLiteral("operators-add"));
    click(*m_page, "cancel");
    open("Guard Gao");
    click(*m_page, "disableOperator");
    typeSecond(*m_page, "Manager Mei", PageStage::Words);
    m_stage->photograph(*m_page, QStringLiteral("operators-second-person"));
    m_stage->actAs(security::Role::Guard);
    AccountPage account(m_stage->context());
    m_stage->photograph(account, QStringLiteral("account"));
}

QTEST_MAIN(OperatorsPageTest)
#include "OperatorsPageTest.moc"
