#include "tests/support/OwnMemory.h"
#include "tests/ui/app/ConsoleStage.h"
#include "ui/common/PassphraseField.h"

#include <QCheckBox>
#include <QLabel>

using namespace gatehouse;
using gatehouse::test::countInOwnMemory;
using gatehouse::test::MaskedSecret;

namespace {

constexpr std::size_t PassphraseLetters = 22;

int tracesOf(const MaskedSecret& secret)
{
    return countInOwnMemory(secret) + countInOwnMemory(secret.asUtf16());
}

} // namespace

// What is left in the console's memory of passphrases that were typed at it, when everybody has signed out.
class TypedSecretsTest : public QObject, test::ConsoleStage
{
    Q_OBJECT

private Q_SLOTS:
    void afterSignOutNothingTypedIsLeft();
    void aFieldThatGoesTakesItsTextAlong();

private:
    // Key by key, so that the word lies nowhere in this test.
    static void type(QWidget* field, const MaskedSecret& secret)
    {
        for (std::size_t index = 0; index < secret.size(); ++index)
            QTest::keyClick(field, char(secret.byteAt(index)));
    }
};

void TypedSecretsTest::afterSignOutNothingTypedIsLeft()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps what was freed, and maps more than can be read");
#endif
    const MaskedSecret secret = MaskedSecret::randomWord(PassphraseLetters);
    startConsole();
    QTest::keyClicks(find<QLineEdit>("siteName"), QStringLiteral("Lotus Yard"));
    click("siteContinue");
    QTest::keyClicks(find<QLineEdit>("administratorName"), QStringLiteral("Ada Warden"));
    type(find<QWidget>("newPassphrase"), secret);
    type(find<QWidget>("repeatedPassphrase"), secret);
    QVERIFY2(tracesOf(secret) > 0, "what stands in a field can be found");
    click("administratorContinue");
    QVERIFY(waitFor([this] { return find<QWidget>("recoveryCode")->isVisible(); }));
    QTest::mouseClick(find<QCheckBox>("recoveryConfirmed"), Qt::LeftButton, {}, QPoint(10, 20));
    click("recoveryContinue");
    QVERIFY(waitFor([this] { return isOpen(); }));
    QCOMPARE(tracesOf(secret), 0);

    QTest::keyClick(find<QWidget>("shell"), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(waitFor([this] { return m_console->isLocked(); }));
    auto* field = find<ui::PassphraseField>("passphrase");
    for (QAction* toggle : field->actions())
        toggle->trigger(); // typed in sight
    type(field, secret);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(waitFor([this] { return !m_console->isLocked(); }));

    signOut();
    QVERIFY(waitFor([this] { return find<QLabel>("aside") && find<QLabel>("aside")->isVisible(); }));
    QCOMPARE(tracesOf(secret), 0);
}

void TypedSecretsTest::aFieldThatGoesTakesItsTextAlong()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps what was freed, and maps more than can be read");
#endif
    const MaskedSecret secret = MaskedSecret::randomWord(PassphraseLetters);
    startConsole();
    auto* field = find<ui::PassphraseField>("passphrase");
    QVERIFY(field);
    type(field, secret);
    QVERIFY(tracesOf(secret) > 0);
    m_console.reset();
    QCOMPARE(tracesOf(secret), 0);
}

QTEST_MAIN(TypedSecretsTest)
#include "TypedSecretsTest.moc"
