#include "core/base/Clock.h"
#include "core/base/Resources.h"
#include "tests/support/PageStage.h"
#include "tests/support/ScriptedSite.h"
#include "tests/support/TestClock.h"
#include "ui/live/CameraTile.h"
#include "ui/live/LivePage.h"
#include "ui/live/SoundButton.h"

#include <QAudioDevice>
#include <QFile>
#include <QMediaDevices>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

// Runs with and without a loudspeaker: what must hold on both is tested on whichever machine it is.
class AlarmSoundsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundsAreThereAndPlayable()
    {
        for (const QString& name : { QStringLiteral("ask"), QStringLiteral("warning"), QStringLiteral("alarm") }) {
            QFile file(resourcePath(QStringLiteral("sounds/%1.wav").arg(name)));
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
            QCOMPARE(file.read(4), QByteArray("RIFF"));
        }
    }

    void whatIsDueIsToldWhetherOrNotItIsHeard()
    {
        AlarmSounds sounds(m_settings, m_clock);
        QSignalSpy sounded(&sounds, &AlarmSounds::sounded);
        sounds.setCount(AlarmSound::Alarm, 1);
        QTRY_COMPARE(sounded.count(), 1);
        QCOMPARE(sounded.takeFirst().first().value<AlarmSound>(), AlarmSound::Alarm);
        m_clock.advance(3'000);
        QTRY_COMPARE(sounded.count(), 1);
        QVERIFY(sounds.awaitsAcknowledgement());
        sounds.acknowledge();
        QVERIFY(!sounds.awaitsAcknowledgement());
    }

    void theButtonMutesAndTheNextStartRemembers()
    {
        {
            AlarmSounds sounds(m_settings, m_clock);
            SoundButton button(m_appearance, sounds);
            button.show();
            const QString before = button.toolTip();
            QVERIFY(!before.isEmpty());
            QTest::mouseClick(&button, Qt::LeftButton);
            QVERIFY(sounds.isMuted());
            QVERIFY(
                sounds.output() == AlarmSounds::Output::Muted || sounds.output() == AlarmSounds::Output::NoLoudspeaker);
        }
        AlarmSounds next(m_settings, m_clock);
        QVERIFY(next.isMuted());
        next.setMuted(false);
        QVERIFY(!m_settings.soundMuted());
    }

    void aMachineWithoutLoudspeakerSaysSo()
    {
        AlarmSounds sounds(m_settings, m_clock);
        if (!QMediaDevices::defaultAudioOutput().isNull())
            QSKIP("this machine has a loudspeaker");
        QCOMPARE(sounds.output(), AlarmSounds::Output::NoLoudspeaker);
        SoundButton button(m_appearance, sounds);
        QVERIFY(button.toolTip().contains(QStringLiteral("loudspeaker")));
        sounds.tryOut(AlarmSound::Ask);
        sounds.setVolumePercent(30);
        QCOMPARE(m_settings.soundVolumePercent(), 30);
    }

    void aSilentCameraWarnsAndAnAlarmWaitsUntilItIsHeard()
    {
        test::ScriptedCamera camera;
        lane::LaneParts parts;
        parts.makeCamera = [&camera](const video::CameraAddress&, video::Playback, video::VideoRuntime&) {
            return Result<std::unique_ptr<video::CameraSource>>(camera.source());
        };
        test::PageStage stage(ThemeName::Night, parts);
        stage.startCamera(QStringLiteral("Entry 1"));
        LivePage page(stage.context());
        stage.show(page, { 1200, 700 });
        QSignalSpy sounded(&page.sounds(), &AlarmSounds::sounded);

        camera.say(video::CameraPhase::Live);
        camera.say(video::CameraPhase::Failed);
        QTRY_COMPARE(sounded.count(), 1);
        QCOMPARE(sounded.first().first().value<AlarmSound>(), AlarmSound::Warning);

        auto* button = page.findChild<SoundButton*>();
        QVERIFY(button);
        page.sounds().setCount(AlarmSound::Alarm, 1);
        QVERIFY(button->toolTip().contains(QStringLiteral("alarm sounds")));
        QVERIFY(page.sounds().awaitsAcknowledgement());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!page.sounds().awaitsAcknowledgement());
        QVERIFY(!page.sounds().isMuted()); // heard, not muted
    }

    void aLivePictureReachesItsTileUnstretched()
    {
        test::ScriptedCamera camera;
        lane::LaneParts parts;
        parts.makeCamera = [&camera](const video::CameraAddress&, video::Playback, video::VideoRuntime&) {
            return Result<std::unique_ptr<video::CameraSource>>(camera.source());
        };
        test::PageStage stage(ThemeName::Night, parts);
        stage.startCamera(QStringLiteral("Entry 1"));
        LivePage page(stage.context());
        stage.show(page, { 1200, 700 });
        camera.say(video::CameraPhase::Live);
        QImage picture(1280, 720, QImage::Format_RGB32);
        picture.fill(QColor(40, 160, 90));
        camera.deliver(video::Frame::fromImage(picture, m_clock.now(), 0, 1));
        auto* tile = page.findChild<CameraTile*>();
        QVERIFY(tile);
        QTRY_COMPARE(tile->grab().toImage().pixelColor(tile->rect().center()), QColor(40, 160, 90));
    }

private:
    QTemporaryDir m_folder;
    ConsoleSettings m_settings { m_folder.filePath(QStringLiteral("console.ini")) };
    Appearance m_appearance { Theme::load(ThemeName::Night).value() };
    test::TestClock m_clock;
};

QTEST_MAIN(AlarmSoundsTest)
#include "AlarmSoundsTest.moc"
