#include "ui/admin/SecondFactorForm.h"

#include "core/security/Totp.h"
#include "tests/support/OwnMemory.h"
#include "tests/support/PageHands.h"
#include "tests/support/PageStage.h"
#include "ui/login/SignInForm.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using gatehouse::test::click;
using gatehouse::test::find;
using gatehouse::test::PageStage;
using gatehouse::test::says;
using gatehouse::test::type;

class SecondFactorFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSetUpWithAPictureAndItsLettersAndTurnedOffAgain();
    void anOfferThatIsTurnedDownLeavesNothingInMemory();
    void theCodeIsAskedForAfterTheRightPassphraseOnly();
    void aPassphraseNeverReachesTheClipboard();
};

void SecondFactorFormTest::isSetUpWithAPictureAndItsLettersAndTurnedOffAgain()
{
    PageStage stage;
    stage.actAs(security::Role::Guard);
    SecondFactorForm form(stage.context());
    PageStage::show(form, QSize(460, 760));
    QTRY_VERIFY(says(form, "Off."));
    click(form, "secondFactorGo");
    const auto* picture = find<QLabel>(form, "secondFactorPicture");
    QVERIFY(picture->isVisible() && !picture->pixmap().isNull());
    const auto secret = security::TotpSecret::fromBase32(find<QLabel>(form, "secondFactorSecret")->text().toLatin1());
    QVERIFY(secret);
    const auto code = [&] { return security::totpCode(*secret, security::totpStep(stage.clock().now())); };
    QVERIFY(form.hasInput());

    type(form, "secondFactorPassphrase", QLatin1StringView(PageStage::Words));
    type(form, "secondFactorCode", QStringLiteral("000000"));
    click(form, "secondFactorGo");
    QTRY_VERIFY(says(form, "This code does not fit."));
    type(form, "secondFactorCode", code());
    click(form, "secondFactorGo");
    QTRY_VERIFY(says(form, "On from now on."));
    QVERIFY(!picture->isVisible());
    QVERIFY(!form.hasInput());
    const auto words = security::Passphrase::fromUtf8(PageStage::Words);
    QCOMPARE(stage.site().authenticate(QStringLiteral("Guard Gao"), words).error().code, ErrorCode::SecondFactorNeeded);

    stage.clock().advance(security::TotpStepMilliseconds);
    type(form, "secondFactorPassphrase", QLatin1StringView(PageStage::Words));
    type(form, "secondFactorCode", code());
    click(form, "secondFactorGo");
    QTRY_VERIFY(says(form, "The passphrase alone signs you in."));
    QVERIFY(stage.site().authenticate(QStringLiteral("Guard Gao"), words));
}

void SecondFactorFormTest::anOfferThatIsTurnedDownLeavesNothingInMemory()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps what was freed, and maps more than can be read");
#endif
    PageStage stage;
    stage.actAs(security::Role::Guard);
    auto form = std::make_unique<SecondFactorForm>(stage.context());
    PageStage::show(*form, QSize(460, 760));
    QTRY_VERIFY(says(*form, "Off."));
    // Typed wrongly first, so that a code was computed with it; turned down; and gone with the form.
    for (const bool isTurnedDown : { true, false }) {
        click(*form, "secondFactorGo");
        QByteArray shown = find<QLabel>(*form, "secondFactorSecret")->text().toLatin1();
        const test::MaskedSecret grouped(shown.constData(), std::size_t(shown.size()));
        QByteArray letters = shown;
        letters.replace(' ', "");
        const test::MaskedSecret plain(letters.constData(), std::size_t(letters.size()));
        auto decoded = security::fromBase32(letters);
        const test::MaskedSecret raw(decoded->constData(), std::size_t(decoded->size()));
        test::wipe(*decoded);
        test::wipe(letters);
        test::wipe(shown);
        const auto traces = [&] {
            int count = test::countInOwnMemory(raw);
            for (const test::MaskedSecret& text : { grouped, plain })
                count += test::countInOwnMemory(text) + test::countInOwnMemory(text.asUtf16());
            return count;
        };
        QVERIFY2(traces() >= 3, "it can be found while it is shown");
        type(*form, "secondFactorPassphrase", QLatin1StringView(PageStage::Words));
        type(*form, "secondFactorCode", QStringLiteral("000000"));
        click(*form, "secondFactorGo");
        QTRY_VERIFY(says(*form, "This code does not fit."));
        if (isTurnedDown)
            click(*form, "secondFactorCancel");
        else
            form.reset();
        QTRY_COMPARE(traces(), 0);
    }
}

void SecondFactorFormTest::theCodeIsAskedForAfterTheRightPassphraseOnly()
{
    PageStage stage;
    SignInForm form(stage.context().appearance, SignInMode::ChangeOperator, {}, {});
    QSignalSpy submitted(&form, &SignInForm::submitted);
    PageStage::show(form, QSize(800, 700));
    QVERIFY(!find<QLineEdit>(form, "code")->isVisible());
    type(form, "operatorName", QStringLiteral("Guard Gao"));
    type(form, "passphrase", QLatin1StringView(PageStage::Words));
    click(form, "go");
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted.first().at(2).toString(), QString());
    form.showFailure({ ErrorCode::SecondFactorNeeded, {} });
    QVERIFY(find<QLineEdit>(form, "code")->isVisible());
    QVERIFY(!find<QLineEdit>(form, "passphrase")->isVisible());
    QVERIFY(find<QLineEdit>(form, "code")->hasFocus());
    QTest::keyClicks(find<QLineEdit>(form, "code"), QStringLiteral("123456"));
    QTest::keyClick(find<QLineEdit>(form, "code"), Qt::Key_Return);
    QCOMPARE(submitted.size(), 2);
    QCOMPARE(submitted.last().at(0).toString(), QStringLiteral("Guard Gao"));
    QCOMPARE(submitted.last().at(1).value<security::Passphrase>().size(), std::size(PageStage::Words) - 1);
    QCOMPARE(submitted.last().at(2).toString(), QStringLiteral("123456"));
    // A wrong code asks for the code again; a locked name or another failure for everything.
    form.showFailure({ ErrorCode::SecondFactorRefused, {} });
    QVERIFY(find<QLineEdit>(form, "code")->isVisible());
    QVERIFY(find<QLineEdit>(form, "code")->text().isEmpty());
    form.showFailure({ ErrorCode::SignInRefused, {} });
    QVERIFY(!find<QLineEdit>(form, "code")->isVisible());
    QVERIFY(find<QLineEdit>(form, "passphrase")->isVisible());
    QVERIFY(find<QLineEdit>(form, "passphrase")->text().isEmpty());
}

void SecondFactorFormTest::aPassphraseNeverReachesTheClipboard()
{
    PageStage stage;
    SignInForm form(stage.context().appearance, SignInMode::ChangeOperator, {}, {});
    PageStage::show(form, QSize(800, 700));
    auto* field = find<QLineEdit>(form, "passphrase");
    QClipboard* clipboard = QApplication::clipboard();
    clipboard->setText(QStringLiteral("pasted in"));
    QTest::mouseClick(field, Qt::LeftButton);
    QTest::keySequence(field, QKeySequence::Paste);
    QCOMPARE(field->text(), QStringLiteral("pasted in"));
    QTest::keyClicks(field, QStringLiteral(" heron lantern"));
    for (const bool isShown : { false, true }) {
        field->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
        for (const auto key : { QKeySequence::SelectAll, QKeySequence::Copy, QKeySequence::Cut })
            QTest::keySequence(field, key);
        QTest::keyClick(field, Qt::Key_Insert, Qt::ControlModifier);
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(clipboard->text(), QStringLiteral("pasted in"));
        // X11's second clipboard takes whatever is selected with the mouse.
        QTest::mouseDClick(field, Qt::LeftButton);
        if (clipboard->supportsSelection())
            QVERIFY(!clipboard->text(QClipboard::Selection).contains(QStringLiteral("heron")));
    }
}

QTEST_MAIN(SecondFactorFormTest)
#include "SecondFactorFormTest.moc"
