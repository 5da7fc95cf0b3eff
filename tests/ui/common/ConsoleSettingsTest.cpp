#include "ui/common/ConsoleSettings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse::ui;

class ConsoleSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSetIsThereAtTheNextStart();
    void aFileOfEarlierVersionsIsUnderstood();
    void nothingButTextIsMadeOfTheFile();

private:
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("console.ini")); }
    void write(const QByteArray& content)
    {
        QFile settings(file());
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write(content);
    }
    QTemporaryDir m_folder;
};

void ConsoleSettingsTest::whatWasSetIsThereAtTheNextStart()
{
    const QString table = QStringLiteral("people");
    const QStringList columns { QStringLiteral("zone, inner"), QStringLiteral("a=b%") };
    {
        ConsoleSettings settings(file());
        settings.setLanguage(QStringLiteral("zh_CN"));
        settings.setScalePercent(125);
        settings.setSoundMuted(true);
        settings.setSoundPattern(AlarmSound::Ask, SoundPattern::UntilAcknowledged);
        settings.setHiddenColumns(table, columns);
        settings.setHiddenColumns(QStringLiteral("cars"), {});
    }
    const ConsoleSettings again(file());
    QCOMPARE(again.language(), QStringLiteral("zh_CN"));
    QCOMPARE(again.scalePercent(), 125);
    QVERIFY(again.soundMuted());
    QCOMPARE(again.soundPattern(AlarmSound::Ask), SoundPattern::UntilAcknowledged);
    QCOMPARE(again.hiddenColumns(table, {}), columns);
    QCOMPARE(again.hiddenColumns(QStringLiteral("cars"), { QStringLiteral("owner") }), QStringList());
    QCOMPARE(again.hiddenColumns(QStringLiteral("never"), { QStringLiteral("owner") }),
        QStringList { QStringLiteral("owner") });
    QVERIFY(QFile::remove(file()));
}

void ConsoleSettingsTest::aFileOfEarlierVersionsIsUnderstood()
{
    write("[General]\nlanguage=de\nscale=150\n\n[sound]\nmuted=true\n\n[tables]\nevents\\hidden=zone, rule\n");
    const ConsoleSettings settings(file());
    QCOMPARE(settings.language(), QStringLiteral("de"));
    QCOMPARE(settings.scalePercent(), 150);
    QVERIFY(settings.soundMuted());
    QCOMPARE(settings.hiddenColumns(QStringLiteral("events"), {}),
        (QStringList { QStringLiteral("zone"), QStringLiteral("rule") }));
    QVERIFY(QFile::remove(file()));
}

// Found by fuzz_console_settings: Qt made a picture of this, whatever its bytes.
void ConsoleSettingsTest::nothingButTextIsMadeOfTheFile()
{
    write("scale=@Variant(\\0\\0\\0\\x41\\0)\nlanguage=\\x40Variant(\\0)\nauto-lock-minutes=7\n");
    const ConsoleSettings settings(file());
    QCOMPARE(settings.scalePercent(), 100);
    QVERIFY(settings.language().contains(QStringLiteral("Variant")));
    QCOMPARE(settings.autoLockMinutes(), 7);
}

QTEST_MAIN(ConsoleSettingsTest)
#include "ConsoleSettingsTest.moc"
