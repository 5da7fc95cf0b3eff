#include "tests/support/PageHands.h"
#include "tests/ui/people/PeopleStage.h"

#include <QApplication>
#include <QCheckBox>
#include <QMouseEvent>

#include "resources/demo/GateScene.h"

namespace gatehouse {

using namespace ui;

// Consent and enrolment on the people page, with drawn faces.
class FacesPageTest : public QObject, test::PeopleStage
{
    Q_OBJECT

private:
    static QImage drawn(int look, double yaw = 0)
    {
        demo::FacePose pose;
        pose.yaw = yaw;
        return demo::drawDoorScene(QSize(640, 640), demo::FaceLook::numbered(look), pose, 1, 900);
    }
    // A hand that signs: two strokes of the mouse.
    static void draw(QWidget& pad)
    {
        for (const int row : { 30, 60 }) {
            QTest::mousePress(&pad, Qt::LeftButton, {}, QPoint(40, row));
            for (int at = 50; at <= 200; at += 10) {
                const QPointF place(at, row + (at / 10 % 2) * 8);
                QMouseEvent move(QEvent::MouseMove, place, pad.mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
                QApplication::sendEvent(&pad, &move);
            }
            QTest::mouseRelease(&pad, Qt::LeftButton, {}, QPoint(200, row));
        }
    }

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void consentIsTakenWithTheNoticeShownAndWithdrawnInTwoClicks()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("notice")) && m_hands->sees(QStringLiteral("save")));
        QVERIFY(!m_hands->find(QStringLiteral("save"))->isEnabled());
        QVERIFY2(!m_hands->find(QStringLiteral("fromFile"))->isEnabled(), "no picture before the consent");
        m_hands->choose(QStringLiteral("noticeLanguage"), QStringLiteral("Deutsch"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("face-access-2-de")));
        m_stage->photograph(*m_page, QStringLiteral("people-consent"));

        m_hands->click(QStringLiteral("withdraw"));
        QVERIFY(m_stage->prompts().asked.constLast().title.contains(QStringLiteral("Li Na")));
        QTRY_VERIFY(!stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("withdrawn")));
    }

    void aSignatureIsDrawnKeptAndShownOnlyToWhoAsks()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_hands->choose(QStringLiteral("consentForm"), QStringLiteral("signature on screen"));
        m_hands->press(QStringLiteral("purpose-picture"), Qt::Key_Space);
        QVERIFY2(!m_hands->find(QStringLiteral("agrees"))->isEnabled(), "nobody has signed yet");
        QVERIFY(m_hands->reads(QStringLiteral("The signature is missing.")));
        draw(*m_hands->find(QStringLiteral("signature")));
        QVERIFY(m_hands->find(QStringLiteral("agrees"))->isEnabled());
        m_stage->photograph(*m_page, QStringLiteral("people-signature"));
        m_hands->click(QStringLiteral("clearSignature"));
        QVERIFY(!m_hands->find(QStringLiteral("agrees"))->isEnabled());
        draw(*m_hands->find(QStringLiteral("signature")));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("consent-access-face")));
        QVERIFY(m_hands->sees(QStringLiteral("consent-picture")));
        QVERIFY2(!m_hands->sees(QStringLiteral("consent-attendance-face")), "not asked, not given");

        m_hands->click(QStringLiteral("proof-access-face"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("proofPicture")));
        m_stage->photograph(*m_page, QStringLiteral("people-proof"));

        // One purpose goes, the other stays; each in two clicks.
        m_hands->click(QStringLiteral("back"));
        m_hands->click(QStringLiteral("withdraw-picture"));
        QTRY_VERIFY(!m_hands->sees(QStringLiteral("consent-picture")));
        QVERIFY(stored(id).hasFaceConsent);
        m_hands->click(QStringLiteral("furtherConsent"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("purpose-attendance-face")));
        QVERIFY2(!m_hands->sees(QStringLiteral("purpose-access-face")), "given already");
    }

    void forAChildTheGuardianIsNamedAndSigns()
    {
        const PersonId id = added(person(QStringLiteral("Xiao Mei")));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("change"));
        m_hands->type(QStringLiteral("birth-date"), QStringLiteral("17.5.2019"));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Write the date as 1990-05-17")));
        const int year = m_stage->clock().now().toUtc().date().year() - 7;
        m_hands->type(QStringLiteral("birth-date"), QStringLiteral("%1-05-17").arg(year));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("personName")));
        m_hands->click(QStringLiteral("enrol"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("guardian")));
        QCOMPARE(m_hands->find<QComboBox>(QStringLiteral("consentForm"))->count(), 1);
        m_hands->type(QStringLiteral("guardian"), QStringLiteral("Wang Fang"));
        QVERIFY(m_hands->reads(QStringLiteral("The guardian's signature is missing.")));
        m_stage->prompts().chosenPath = written(QStringLiteral("form.txt"), "no scan");
        m_hands->click(QStringLiteral("attachForm"));
        QVERIFY(m_hands->reads(QStringLiteral("no PDF or picture")));
        m_stage->prompts().chosenPath = written(QStringLiteral("form.pdf"), "%PDF-1.4 a form");
        m_hands->click(QStringLiteral("attachForm"));
        m_stage->photograph(*m_page, QStringLiteral("people-guardian"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(stored(id).hasFaceConsent);
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Guardian: Wang Fang")));
        m_hands->click(QStringLiteral("proof-access-face"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("saveProof")));

        // As a file it leaves with two people only, and for those alone who may export.
        const QString copy = m_folder.filePath(QStringLiteral("copy.pdf"));
        m_stage->prompts().chosenPath = copy;
        m_hands->click(QStringLiteral("saveProof"));
        QTRY_VERIFY(m_hands->sees(QStringLiteral("secondName")));
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("Who approves it?")));
        QVERIFY(!QFile::exists(copy));
        test::typeSecond(*m_page, "Manager Mei", test::PageStage::Words);
        m_hands->click(QStringLiteral("save"));
        QTRY_VERIFY(QFile::exists(copy));
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("%PDF-1.4 a form"));
        m_stage->actAs(security::Role::Guard);
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("proof-access-face")));
        m_hands->click(QStringLiteral("proof-access-face"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("takes two people")));
        QVERIFY(!m_hands->sees(QStringLiteral("saveProof")));
    }

    void enrollingFromFilesSaysWhatIsWrongWithAPicture()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        const QString good = m_folder.filePath(QStringLiteral("good.png"));
        const QString empty = m_folder.filePath(QStringLiteral("empty.png"));
        QVERIFY(drawn(2).save(good));
        QVERIFY(demo::drawEmptyDoor(QSize(640, 480), 1).save(empty));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_stage->photograph(*m_page, QStringLiteral("people-notice"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_stage->prompts().chosenPath = empty;
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("No face was found")), 20000);
        m_stage->prompts().chosenPath = written(QStringLiteral("broken.jpg"), "no picture");
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY(m_hands->reads(QStringLiteral("cannot be read")));
        m_stage->prompts().chosenPath = good;
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Taken: quality")), 20000);
        m_stage->photograph(*m_page, QStringLiteral("people-enrol"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(stored(id).templateCount, 1);
        QTRY_VERIFY(m_hands->sees(QStringLiteral("removePicture0")));
        m_stage->photograph(*m_page, QStringLiteral("people-detail"));

        // The same face under another name is told.
        added(person(QStringLiteral("Twin")));
        m_page->activated();
        QTRY_COMPARE(m_hands->rows(), 2);
        m_hands->clickRow(1);
        QTRY_COMPARE(m_hands->find<QLabel>(QStringLiteral("personName"))->text(), QStringLiteral("Twin"));
        m_hands->click(QStringLiteral("enrol"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->click(QStringLiteral("fromFile"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("looks very much like Li Na")), 20000);
        m_hands->click(QStringLiteral("leaveOut0"));
        QTRY_COMPARE(m_hands->find<QPushButton>(QStringLiteral("save"))->text(), QStringLiteral("Record consent only"));
    }

    void enrollingFromACameraTakesTheLivePicture()
    {
        const PersonId id = added(person(QStringLiteral("Li Na")));
        m_stage->startCamera(QStringLiteral("Door A"));
        open();
        QTRY_COMPARE(m_hands->rows(), 1);
        m_hands->clickRow(0);
        m_hands->click(QStringLiteral("enrol"));
        m_hands->press(QStringLiteral("agrees"), Qt::Key_Space);
        m_hands->choose(QStringLiteral("camera"), QStringLiteral("Door A"));
        QTRY_VERIFY(m_camera.isRunning());
        m_camera.deliver(video::Frame::fromImage(drawn(2, 0.3), m_stage->clock().now(), 0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Good to take")), 20000);
        m_hands->click(QStringLiteral("takePicture"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->reads(QStringLiteral("Taken: quality")), 20000);
        m_stage->photograph(*m_page, QStringLiteral("people-camera"));
        m_hands->click(QStringLiteral("save"));
        QTRY_COMPARE(stored(id).templateCount, 1);
    }
};

} // namespace gatehouse

QTEST_MAIN(gatehouse::FacesPageTest)
#include "FacesPageTest.moc"
