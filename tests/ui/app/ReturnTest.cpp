#include "core/backup/RingCopies.h"
#include "tests/store/backup/BackupSite.h"
#include "tests/store/backup/EnrolledPeople.h"
#include "tests/ui/app/ConsoleStage.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using gatehouse::test::BackupSite;

namespace {

const security::Passphrase BensWords = security::Passphrase::fromUtf8("violet anchor mustard bicycle");

} // namespace

// A new machine: the console has no site, and gets the one of the old machine back, as a person does it, with clicks or
// with keys alone.
class ReturnTest : public QObject, private test::ConsoleStage
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void twoPeopleBringTheSiteBack();
    void withTheRecoveryCodeOneIsEnoughAndKeysAreToo();
    void escapeGoesBackAndLosesNothing();
    void whatIsWrongIsSaidBesideTheField();

private:
    void write(const char* name, const QString& text)
    {
        QVERIFY(find<QLineEdit>(name) && find<QLineEdit>(name)->isVisible());
        type(name, qPrintable(text));
    }
    [[nodiscard]] QString textOf(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label && label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] bool shows(const char* words) const { return shown().contains(QLatin1StringView(words)); }
    void startNewMachine();
    void openReturn();
    void typeAdministrator();
    void lookThrough();
    [[nodiscard]] QString there() const { return path("site/site.store"); }
    void signInAsThen();

    std::unique_ptr<BackupSite> m_old;
    QString m_backup;
    QString m_ring;
};

void ReturnTest::init()
{
    m_old = std::make_unique<BackupSite>();
    test::enrolPerson(*m_old, QStringLiteral("Barnaby Stayput"));
    m_ring = QDir(m_old->shelf()).filePath(QStringLiteral("copy.ghring"));
}

void ReturnTest::cleanup()
{
    clear();
    m_old.reset();
}

void ReturnTest::startNewMachine()
{
    const auto taken = m_old->backups().take(m_old->admin(), m_old->shelf());
    QVERIFY(taken);
    m_backup = taken->file;
    QVERIFY(backup::RingCopies(m_old->site(), m_old->clock()).exportTo(m_old->admin(), m_ring));
    m_old->close();
    startConsole();
}

void ReturnTest::openReturn()
{
    startNewMachine();
    click("returnBackupHere");
    QVERIFY(waitFor([this] { return find<QWidget>("returnGo") && find<QWidget>("returnGo")->isVisible(); }));
}

void ReturnTest::typeAdministrator()
{
    write("returnBackup", m_backup);
    write("returnRing", m_ring);
    write("returnName", QStringLiteral("Ada Admin"));
    write("returnWords", QStringLiteral("heron lantern gravel teapot"));
}

void ReturnTest::lookThrough()
{
    click("returnGo");
    QVERIFY(waitFor([this] { return textOf("returnComes").contains(QStringLiteral("People: 1,")); }));
}

void ReturnTest::signInAsThen()
{
    QVERIFY(waitFor([this] { return find<QLineEdit>("operatorName") != nullptr; }));
    signIn("Ada Admin", "heron lantern gravel teapot");
    // The old machine's keys were cheap; the first sign-in makes them as those of the console are.
    QVERIFY(waitFor([this] { return isOpen(); }));
}

void ReturnTest::twoPeopleBringTheSiteBack()
{
    m_old->addOperator(QStringLiteral("Ben Second"), security::Role::Administrator, BensWords);
    openReturn();
    typeAdministrator();
    lookThrough();
    QVERIFY(textOf("returnMissing").isEmpty());
    QVERIFY(textOf("returnWho").contains(QStringLiteral("two people")));
    QVERIFY(!find<QWidget>("returnName")->isVisible());

    click("returnGo");
    QVERIFY(shows("The second person enters their name"));
    write("returnSecondName", QStringLiteral("Ben Second"));
    write("returnSecondWords", QStringLiteral("not what it was then"));
    click("returnGo");
    QVERIFY(waitFor([this] { return shows("name or passphrase of then is wrong"); }));
    QVERIFY(!QFile::exists(there()));
    // One's own name is not a second person.
    write("returnSecondName", QStringLiteral("Ada Admin"));
    write("returnSecondWords", QStringLiteral("heron lantern gravel teapot"));
    click("returnGo");
    QVERIFY(waitFor([this] { return find<QWidget>("returnGo")->isEnabled(); }));
    QVERIFY(!QFile::exists(there()));
    write("returnSecondName", QStringLiteral("Ben Second"));
    write("returnSecondWords", QStringLiteral("violet anchor mustard bicycle"));
    click("returnGo");
    QVERIFY(waitFor([this] { return shows("The site is back on this machine"); }));
    QVERIFY(QFile::exists(there()));
    click("returnGo");
    signInAsThen();
    security::OpenSite& site = m_console->openSite()->site();
    QCOMPARE(site.info().name, QStringLiteral("Lotus Yard"));
    QCOMPARE(test::comparableFaces(site, m_clock), 1);
}

void ReturnTest::withTheRecoveryCodeOneIsEnoughAndKeysAreToo()
{
    m_old->addOperator(QStringLiteral("Ben Second"), security::Role::Administrator, BensWords);
    auto approval = m_old->site().approve(
        m_old->admin(), security::Proposal::renewRecoveryCode(), QStringLiteral("Ben Second"), BensWords);
    QVERIFY(approval);
    const auto code = m_old->site().renewRecoveryCode(m_old->admin(), std::move(*approval));
    QVERIFY(code);
    startNewMachine();
    const auto press = [this](Qt::Key key) { QTest::keyClick(m_console->window().focusWidget(), key); };
    const auto tabTo = [&](const char* name) {
        for (int i = 0; i < 40 && m_console->window().focusWidget() != find<QWidget>(name); ++i)
            press(Qt::Key_Tab);
        QCOMPARE(m_console->window().focusWidget(), find<QWidget>(name));
    };
    tabTo("returnBackupHere");
    press(Qt::Key_Space);
    QVERIFY(waitFor([this] { return find<QWidget>("returnGo") != nullptr; }));
    QTRY_COMPARE(m_console->window().focusWidget(), find<QWidget>("returnBackup"));
    QTest::keyClicks(m_console->window().focusWidget(), m_backup);
    tabTo("returnRing");
    QTest::keyClicks(m_console->window().focusWidget(), m_ring);
    tabTo("returnByPassphrase");
    press(Qt::Key_Right);
    QVERIFY(find<QRadioButton>("returnByCode")->isChecked());
    QVERIFY(!find<QWidget>("returnName")->isVisible());
    tabTo("returnWords");
    QTest::keyClicks(m_console->window().focusWidget(), QString::fromUtf8(code->data(), qsizetype(code->size())));
    press(Qt::Key_Return);
    QVERIFY(waitFor([this] { return textOf("returnWho").contains(QStringLiteral("one person is enough")); }));
    QTRY_COMPARE(m_console->window().focusWidget(), find<QWidget>("returnGo"));
    press(Qt::Key_Space);
    QVERIFY(waitFor([this] { return shows("The site is back on this machine"); }));
    QTRY_COMPARE(m_console->window().focusWidget(), find<QWidget>("returnGo"));
    press(Qt::Key_Space);
    signInAsThen();
    const auto said = m_console->openSite()->site().reader().call([](store::Database& database) {
        auto query = database.prepare("SELECT count(*) FROM audit WHERE action = 'backup.restore' AND detail LIKE "
                                      "'%\"by\":\"recovery-code\"%'");
        return query && query->step() ? query->integer(0) : -1;
    });
    QCOMPARE(said, 1);
}

void ReturnTest::escapeGoesBackAndLosesNothing()
{
    openReturn();
    typeAdministrator();
    QTest::keyClick(find<QWidget>("returnWords"), Qt::Key_Escape);
    QCOMPARE(find<QLineEdit>("returnBackup")->text(), m_backup);
    lookThrough();
    QTest::keyClick(find<QWidget>("returnGo"), Qt::Key_Escape);
    QVERIFY(find<QWidget>("returnBackup")->isVisible());
    QCOMPARE(find<QLineEdit>("returnBackup")->text(), m_backup);
    QVERIFY(!find<QLineEdit>("returnWords")->text().isEmpty());
    QVERIFY(QDir(path("site")).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
    for (const char* line : { "returnBackup", "returnRing", "returnName", "returnWords" })
        find<QLineEdit>(line)->clear();
    QTest::keyClick(find<QWidget>("returnBackup"), Qt::Key_Escape);
    QVERIFY(waitFor([this] { return find<QWidget>("siteContinue") != nullptr; }));
}

void ReturnTest::whatIsWrongIsSaidBesideTheField()
{
    openReturn();
    click("returnGo");
    QVERIFY(shows("Choose the backup that is to come back."));
    write("returnBackup", m_ring); // of another kind
    click("returnGo");
    QVERIFY(shows("Enter the name, or choose the recovery code."));
    write("returnName", QStringLiteral("Ada Admin"));
    write("returnWords", QStringLiteral("not what it was then"));
    click("returnGo");
    QVERIFY(waitFor([this] { return find<QWidget>("returnGo")->isEnabled(); }));
    QVERIFY(find<QWidget>("returnBackup")->isVisible());
    write("returnBackup", m_backup);
    click("returnGo");
    QVERIFY(waitFor([this] { return shows("That does not open it."); }));
    typeAdministrator();
    write("returnRing", QString());
    lookThrough();
    QVERIFY(textOf("returnMissing").contains(QStringLiteral("faces 1")));
    QVERIFY(textOf("returnWho").contains(QStringLiteral("knows nobody else")));
}

QTEST_MAIN(ReturnTest)
#include "ReturnTest.moc"
