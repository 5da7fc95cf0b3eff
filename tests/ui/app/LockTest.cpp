#include "tests/ui/app/ConsoleStage.h"
#include "ui/common/Widgets.h"

#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

using namespace gatehouse;

namespace {

constexpr char GuardsOwn[] = "seven lanterns in rain";
constexpr char Named[] = "Withdraw every consent of Li Na?";

ui::Confirmation withdrawal()
{
    ui::Confirmation question;
    question.title = QLatin1String(Named);
    question.confirmWord = QStringLiteral("Withdraw");
    return question;
}

} // namespace

// What the lock covers: not the page alone, but all that was asked, opened or told before it, and the way to it from
// the change of operator.
class LockTest : public QObject, test::ConsoleStage
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void questionsGoWithTheLock();
    void nobodyAnswersInTheNameOfWhoLeft();
    void dialogsGoWithTheLock();
    void aDialogThatAsksGoesWithWhatItAsks();
    void nothingIsToldOrAskedOverTheLock();
    void openingAFileChangesNone();
    void theWayBackFromAChangeOfOperatorIsTheLock();
    void aChangeOfOperatorEndsWhatWasAsked();

private:
    void becomeIdle() const { Q_EMIT m_console->findChild<ui::IdleWatch*>()->idle(); }
    [[nodiscard]] bool hasOneForm() const;
    void unlock() const;
    void changeOperator() const;
    void addGuard();
    [[nodiscard]] bool isAsked() const { return find<QWidget>("prompt")->isVisible(); }
    [[nodiscard]] QList<QDialog*> dialogs() const;
    void follow(const QString& link) const;

    int m_answers = 0; // of questions and dialogs that came back
    QString m_chosen;
    bool m_isSure = false;
};

void LockTest::initTestCase()
{
    makeSite();
}

void LockTest::cleanup()
{
    if (m_console->isLocked())
        unlock();
}

// A form that was covered up may not be gone yet.
bool LockTest::hasOneForm() const
{
    return waitFor([this] { return m_console->window().findChildren<ui::SignInForm*>().size() == 1; });
}

void LockTest::unlock() const
{
    QVERIFY(hasOneForm());
    signIn("", Words);
    QVERIFY(waitFor([this] { return !m_console->isLocked(); }));
}

void LockTest::init()
{
    m_answers = 0;
    m_chosen = QStringLiteral("not asked");
    m_isSure = false;
}

void LockTest::changeOperator() const
{
    click("changeOperator");
    QVERIFY(waitFor([this] { return m_console->window().cover() != nullptr; }));
}

void LockTest::addGuard()
{
    auto& site = m_console->openSite()->site();
    auto alone = site.approveAlone(
        site.openedBy(), security::Proposal::addOperator(QStringLiteral("Gao"), security::Role::Guard));
    QVERIFY(alone);
    QVERIFY(site.addOperator(site.openedBy(), std::move(*alone), QStringLiteral("Gao"), security::Role::Guard,
        security::Passphrase::fromUtf8(GuardsOwn)));
}

QList<QDialog*> LockTest::dialogs() const
{
    QList<QDialog*> open = m_console->window().findChildren<QDialog*>();
    open.removeIf([](const QDialog* dialog) { return !dialog->isVisible(); });
    return open;
}

void LockTest::follow(const QString& link) const
{
    for (auto* button : m_console->window().cover()->findChildren<ui::Button*>()) {
        if (button->text().startsWith(link))
            QTest::mouseClick(button, Qt::LeftButton);
    }
}

void LockTest::questionsGoWithTheLock()
{
    const auto ask = [this] {
        m_console->window().prompts().confirm(&m_console->window(), withdrawal(), [this](bool isSure) {
            ++m_answers;
            m_isSure = isSure;
        });
    };
    ask();
    QVERIFY(shown().contains(QLatin1String(Named)));
    becomeIdle();
    QVERIFY(m_console->isLocked());
    QVERIFY(!isAsked());
    QVERIFY(!shown().contains(QLatin1String(Named)));
    QCOMPARE(m_answers, 1);
    QVERIFY(!m_isSure);
    unlock();
    QVERIFY(!isAsked());
    ask(); // the strip works on
    QVERIFY(shown().contains(QLatin1String(Named)));
}

void LockTest::nobodyAnswersInTheNameOfWhoLeft()
{
    click("signOut");
    QVERIFY(waitFor([this] { return isAsked(); }));
    becomeIdle();
    QVERIFY(m_console->isLocked());
    click("promptYes");
    QTest::keyClick(&m_console->window(), Qt::Key_Return);
    QCoreApplication::processEvents();
    QVERIFY(isOpen()); // the lanes go on
    QVERIFY(m_console->isLocked());
    unlock();

    m_console->window().close();
    QVERIFY(isAsked());
    QTest::keyClick(find<QWidget>("shell"), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(waitFor([this] { return m_console->isLocked(); }));
    QVERIFY(!isAsked());
    m_console->window().close();
    QVERIFY(!isAsked());
}

void LockTest::dialogsGoWithTheLock()
{
    auto& prompts = m_console->window().prompts();
    const auto chosen = [this](const QString& file) {
        ++m_answers;
        m_chosen = file;
    };
    prompts.saveFile(&m_console->window(), { QStringLiteral("Where to"), {}, QStringLiteral("Li Na.pdf") }, chosen);
    prompts.openFile(&m_console->window(), { QStringLiteral("Signed form of Li Na"), {}, {} }, chosen);
    prompts.openFolder(&m_console->window(), { QStringLiteral("Pictures"), {}, {} }, chosen);
    QMenu menu(&m_console->window());
    menu.addAction(QStringLiteral("Li Na"));
    menu.popup(m_console->window().mapToGlobal(QPoint(200, 200)));
    QCOMPARE(dialogs().size(), 3);
    becomeIdle();
    QVERIFY(m_console->isLocked());
    QCOMPARE(dialogs().size(), 0);
    QCOMPARE(m_answers, 3);
    QVERIFY(m_chosen.isEmpty());
    QVERIFY(!menu.isVisible());
}

void LockTest::aDialogThatAsksGoesWithWhatItAsks()
{
    QFile file(path("Li Na.pdf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_console->window().prompts().saveFile(
        &m_console->window(), { QStringLiteral("Where to"), {}, file.fileName() }, [this](const QString& chosen) {
            ++m_answers;
            m_chosen = chosen;
        });
    QCOMPARE(dialogs().size(), 1);
    QTimer watch; // the dialog asks in a loop of its own whether the file is to be replaced
    connect(&watch, &QTimer::timeout, this, [&] {
        if (!m_console->window().findChild<QMessageBox*>())
            return;
        watch.stop();
        becomeIdle();
    });
    watch.start(5);
    const auto buttons = dialogs().first()->findChildren<QPushButton*>();
    const auto save =
        std::find_if(buttons.begin(), buttons.end(), [](const QPushButton* button) { return button->isDefault(); });
    QVERIFY(save != buttons.end());
    QTest::mouseClick(*save, Qt::LeftButton);
    QVERIFY(m_console->isLocked());
    QVERIFY(waitFor([this] { return dialogs().isEmpty(); }));
    QCOMPARE(m_answers, 1);
    QVERIFY(m_chosen.isEmpty());
}

void LockTest::nothingIsToldOrAskedOverTheLock()
{
    ui::Prompts& prompts = m_console->window().prompts();
    prompts.tell(QStringLiteral("Saved as Li Na.pdf"));
    QVERIFY(shown().contains(QStringLiteral("Li Na")));
    becomeIdle();
    QVERIFY(!shown().contains(QStringLiteral("Li Na")));
    prompts.tell(QStringLiteral("Saved as Li Na.pdf")); // what was under way has come to its end
    QVERIFY(!shown().contains(QStringLiteral("Li Na")));
    prompts.confirm(&m_console->window(), withdrawal(), [this](bool isSure) {
        ++m_answers;
        m_isSure = isSure;
    });
    prompts.saveFile(&m_console->window(), { QStringLiteral("Where to"), {}, QStringLiteral("Li Na.pdf") },
        [this](const QString& chosen) {
            ++m_answers;
            m_chosen = chosen;
        });
    QVERIFY(!isAsked());
    QVERIFY(dialogs().isEmpty());
    QCOMPARE(m_answers, 2);
    QVERIFY(!m_isSure);
    QVERIFY(m_chosen.isEmpty());
    unlock();
    prompts.tell(QStringLiteral("Saved."));
    QVERIFY(shown().contains(QStringLiteral("Saved.")));
}

void LockTest::openingAFileChangesNone()
{
    ui::Prompts& prompts = m_console->window().prompts();
    prompts.openFile(&m_console->window(), { QStringLiteral("Picture"), {}, {} }, [](const QString&) {});
    prompts.openFolder(&m_console->window(), { QStringLiteral("Pictures"), {}, {} }, [](const QString&) {});
    QCOMPARE(dialogs().size(), 2);
    for (QDialog* dialog : dialogs()) {
        QVERIFY(qobject_cast<QFileDialog*>(dialog)->testOption(QFileDialog::ReadOnly));
        dialog->reject();
    }
}

void LockTest::theWayBackFromAChangeOfOperatorIsTheLock()
{
    changeOperator();
    QVERIFY(m_console->isLocked());
    // Nothing is done in the name of whoever went, and nobody stops the lanes.
    QVERIFY(!m_console->openSite()->session().actor().require(security::Permission::ViewEvents));
    m_console->window().close();
    QVERIFY(!isAsked());
    QTest::keyClick(find<QLineEdit>("operatorName"), Qt::Key_Escape);
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Locked")); }));
    QVERIFY(m_console->isLocked());
    QVERIFY(!find<QWidget>("shell")->isVisible());
    QVERIFY(isOpen());
    follow(QStringLiteral("I am somebody else"));
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Change operator")); }));
    follow(QStringLiteral("Back"));
    QVERIFY(waitFor([this] { return shown().contains(QStringLiteral("Ada Warden, type your passphrase")); }));
    unlock();
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Ada Warden · administrator"));
    QVERIFY(m_console->openSite()->session().actor().require(security::Permission::ViewEvents));
}

void LockTest::aChangeOfOperatorEndsWhatWasAsked()
{
    addGuard();
    click("signOut");
    QVERIFY(waitFor([this] { return isAsked(); }));
    changeOperator();
    QVERIFY(!isAsked());
    QVERIFY(hasOneForm());
    signIn("Gao", GuardsOwn);
    QVERIFY(waitFor([this] { return m_console->window().cover() == nullptr; }));
    QCOMPARE(find<QLabel>("operator")->text(), QStringLiteral("Gao · guard"));
    QVERIFY(!m_console->isLocked());
    QVERIFY(m_console->openSite()->session().actor().require(security::Permission::ViewEvents));
}

QTEST_MAIN(LockTest)
#include "LockTest.moc"
