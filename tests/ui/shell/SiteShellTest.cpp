#include "ui/shell/SiteShell.h"

#include "tests/support/PageStage.h"
#include "tests/support/ScriptedSite.h"
#include "tests/support/WaitFor.h"
#include "ui/shell/AlarmBar.h"
#include "ui/shell/Finder.h"
#include "ui/shell/HealthWatch.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/StatusStrip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <utility>

using namespace gatehouse;
using namespace gatehouse::ui;
using test::waitFor;

namespace {

// A page that counts what the shell does to it.
class PlainPage final : public Page
{
public:
    explicit PlainPage(const QString& word)
        : m_line(new QLineEdit(this))
    {
        setObjectName(word);
    }
    void activated() override { ++activations; }
    void deactivated() override { ++deactivations; }
    void showItem(qint64 id) override { item = id; }
    [[nodiscard]] bool takeEscape() override { return std::exchange(hasSomethingOpen, false); }
    [[nodiscard]] bool hasUnsavedInput() const override { return !m_line->text().isEmpty(); }
    [[nodiscard]] QLineEdit* line() const { return m_line; }

    int activations = 0;
    int deactivations = 0;
    qint64 item = 0;
    bool hasSomethingOpen = false;

private:
    QLineEdit* m_line;
};

PageEntry plain(const QString& id, security::Permission permission, PageLifetime lifetime = PageLifetime::Operator)
{
    return { id, [id] { return id; }, Icon::List, permission,
        [id](const SiteContext&) -> Page* { return new PlainPage(id); }, lifetime };
}

} // namespace

class SiteShellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theRailShowsWhatTheRoleMayUse_data();
    void theRailShowsWhatTheRoleMayUse();
    void keysJumpAndEscapeGoesHome();
    void anotherOperatorNeverSeesWhatWasTyped();
    void pagesRestWhileLocked();
    void theFinderOpensPagesAndRows();
    void helpAndAlarmsOpenBesideThePage();
    void aSilentCameraRaisesTheAlarmBar();
    void waitingShowsOnTheRail();
    void theKeyRingShowsOnlyWhenSomethingIsToBeDone();
    void daysNobodyDecidedAreFoundInTheStore();
    void languageAndSizeWaitForWhatIsTyped();
    void silenceHasASignOnEveryPage();
    void soundsAreSetByKind();
    void escapeIsThePagesFirst();

private:
    [[nodiscard]] QStringList railPages() const;
    [[nodiscard]] PlainPage* page(const QString& id) const { return static_cast<PlainPage*>(m_shell->page(id)); }

    test::ScriptedCamera m_camera;
    std::unique_ptr<test::PageStage> m_stage;
    std::unique_ptr<SiteShell> m_shell;
};

void SiteShellTest::init()
{
    lane::LaneParts parts;
    parts.makeCamera = [this](const video::CameraAddress&, video::Playback, video::VideoRuntime&) {
        return Result<std::unique_ptr<video::CameraSource>>(m_camera.source());
    };
    m_stage = std::make_unique<test::PageStage>(ThemeName::Night, parts);
    m_stage->actAs(security::Role::Guard);
    using security::Permission;
    std::vector<PageEntry> pages { plain(QStringLiteral("live"), Permission::WatchLive, PageLifetime::Site),
        plain(QStringLiteral("people"), Permission::ViewPeople),
        plain(QStringLiteral("operators"), Permission::ManageOperators),
        plain(QStringLiteral("audit"), Permission::ViewAudit) };
    FinderSource people { Permission::ViewPeople,
        [](const SiteContext&, const QString& text, QObject*, const std::function<void(QList<FinderResult>)>& done) {
            if (QStringLiteral("li na").contains(text))
                done({ { QStringLiteral("Li Na"), QStringLiteral("employee"), Icon::User,
                    { QStringLiteral("people"), 7 } } });
        } };
    m_shell = std::make_unique<SiteShell>(m_stage->context(), m_stage->context().settings,
        m_stage->context().appearance, m_stage->site().info(), std::move(pages), std::vector<FinderSource> { people });
    test::PageStage::show(*m_shell, { 1366, 768 });
}

void SiteShellTest::cleanup()
{
    m_shell.reset();
    m_stage.reset();
}

QStringList SiteShellTest::railPages() const
{
    QStringList ids;
    for (const RailButton* button : m_shell->findChildren<RailButton*>())
        ids << button->objectName();
    return ids;
}

void SiteShellTest::theRailShowsWhatTheRoleMayUse_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("pages");
    const auto row = [](const char* name, security::Role role, const QString& pages) {
        QTest::newRow(name) << int(role) << pages;
    };
    row("guard", security::Role::Guard, QStringLiteral("live people"));
    row("attendant", security::Role::Attendant, QStringLiteral("live people"));
    row("manager", security::Role::Manager, QStringLiteral("live people audit"));
    row("privacy officer", security::Role::PrivacyOfficer, QStringLiteral("people audit"));
    row("administrator", security::Role::Administrator, QStringLiteral("live people operators audit"));
}

void SiteShellTest::theRailShowsWhatTheRoleMayUse()
{
    QFETCH(int, role);
    QFETCH(QString, pages);
    m_stage->actAs(static_cast<security::Role>(role));
    QCOMPARE(railPages().join(u' '), pages);
    m_shell->openPage({ QStringLiteral("operators"), 0 });
    QCOMPARE(m_shell->currentPage() == QStringLiteral("operators"), pages.contains(QStringLiteral("operators")));
}

void SiteShellTest::keysJumpAndEscapeGoesHome()
{
    QCOMPARE(m_shell->currentPage(), QStringLiteral("live"));
    QTest::keyClick(m_shell.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
    QCOMPARE(page(QStringLiteral("live"))->deactivations, 1);
    QTest::keyClick(m_shell.get(), Qt::Key_9, Qt::ControlModifier);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
    QTest::keyClick(m_shell.get(), Qt::Key_Escape);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("live"));
    QTest::mouseClick(m_shell->findChild<RailButton*>(QStringLiteral("people")), Qt::LeftButton);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
}

void SiteShellTest::anotherOperatorNeverSeesWhatWasTyped()
{
    m_shell->openPage({ QStringLiteral("people"), 0 });
    QTest::keyClicks(page(QStringLiteral("people"))->line(), QStringLiteral("half a name"));
    QCOMPARE(m_shell->unsavedPages(), QStringList { QStringLiteral("people") });
    Page* const live = m_shell->page(QStringLiteral("live"));
    m_stage->actAs(security::Role::Manager);
    QVERIFY(!m_shell->page(QStringLiteral("people")));
    QCOMPARE(m_shell->page(QStringLiteral("live")), live); // the lanes go on
    QVERIFY(m_shell->unsavedPages().isEmpty());
}

void SiteShellTest::pagesRestWhileLocked()
{
    const int before = page(QStringLiteral("live"))->activations;
    m_shell->setLocked(true);
    QCOMPARE(page(QStringLiteral("live"))->deactivations, 1);
    m_shell->setLocked(false);
    QCOMPARE(page(QStringLiteral("live"))->activations, before + 1);
}

void SiteShellTest::theFinderOpensPagesAndRows()
{
    QTest::keyClick(m_shell.get(), Qt::Key_K, Qt::ControlModifier);
    auto* line = m_shell->findChild<QLineEdit*>(QStringLiteral("finderLine"));
    QVERIFY(line->hasFocus());
    QTest::keyClicks(line, QStringLiteral("na"));
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
    QCOMPARE(page(QStringLiteral("people"))->item, 7);
    QVERIFY(!m_shell->findChild<Finder*>()->isVisible());

    QTest::keyClick(m_shell.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(line->text().isEmpty()); // what was searched for is forgotten
    QTest::keyClick(line, Qt::Key_Escape);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
}

void SiteShellTest::helpAndAlarmsOpenBesideThePage()
{
    QTest::keyClick(m_shell.get(), Qt::Key_F1);
    Page* const live = m_shell->page(QStringLiteral("live"));
    QVERIFY(live->isVisible());
    QVERIFY(live->width() < m_shell->width() - 300);
    QTest::keyClick(m_shell.get(), Qt::Key_F1);
    QTest::keyClick(m_shell.get(), Qt::Key_F9);
    QVERIFY(live->isVisible());
}

void SiteShellTest::aSilentCameraRaisesTheAlarmBar()
{
    auto* bar = m_shell->findChild<AlarmBar*>();
    QVERIFY(!bar->isVisible());
    m_stage->startCamera(QStringLiteral("Exit 2"));
    m_camera.say(video::CameraPhase::Stale);
    QVERIFY(waitFor([bar] { return bar->isVisible(); }));
    QVERIFY(
        bar->findChild<Label*>(QStringLiteral("alarmText"))->text().startsWith(QStringLiteral("Exit 2: no picture")));
    m_camera.say(video::CameraPhase::Live);
    QVERIFY(waitFor([bar] { return !bar->isVisible(); }));
}

void SiteShellTest::waitingShowsOnTheRail()
{
    QSignalSpy waiting(m_shell.get(), &SiteShell::waitingChanged);
    Q_EMIT m_shell->page(QStringLiteral("live"))->attentionChanged(3);
    QCOMPARE(waiting.count(), 1);
    QCOMPARE(m_shell->waiting(), 3);
    QCOMPARE(
        m_shell->findChild<RailButton*>(QStringLiteral("live"))->accessibleDescription(), QStringLiteral("3 waiting"));
}

void SiteShellTest::theKeyRingShowsOnlyWhenSomethingIsToBeDone()
{
    StatusStrip strip(m_stage->context(), m_stage->site().info());
    test::PageStage::show(strip, QSize(1366, 60));
    const auto* ring = strip.findChild<QPushButton*>(QStringLiteral("ringHealth"));
    QVERIFY(ring && !ring->isVisible());
    SiteStatus status;
    constexpr qint64 Days = 24LL * 60 * 60 * 1000;
    for (const auto& [need, words] : { std::pair(backup::RingNeed::KeysMissing, "keys missing"),
             std::pair(backup::RingNeed::NoCopy, "no copy of the keys"),
             std::pair(backup::RingNeed::CopyTooOld, "copy of the keys 9 d old") }) {
        status.health.ring.need = need;
        status.health.ringCopyAge = 9 * Days;
        strip.setStatus(status);
        QVERIFY(ring->isVisible());
        QVERIFY2(ring->text().contains(QLatin1StringView(words)), qPrintable(ring->text()));
        QVERIFY(!ring->toolTip().isEmpty());
    }
    status.health.ring.need = backup::RingNeed::Nothing;
    strip.setStatus(status);
    QVERIFY(!ring->isVisible());
}

void SiteShellTest::daysNobodyDecidedAreFoundInTheStore()
{
    HealthWatch watch(m_stage->context());
    std::optional<StoreHealth> measured;
    connect(&watch, &HealthWatch::measured, this, [&](const StoreHealth& health) { measured = health; });
    QTRY_VERIFY(measured);
    QVERIFY(!measured->isRetentionUnaccounted);
    m_stage->writer().call([](store::Database& database) {
        QVERIFY(database.execute("INSERT INTO settings VALUES ('retention.unknown-pictures', '1')"));
    });
    watch.look();
    QTRY_VERIFY(measured->isRetentionUnaccounted);
}

void SiteShellTest::languageAndSizeWaitForWhatIsTyped()
{
    QSignalSpy rebuild(m_shell.get(), &SiteShell::rebuildNeeded);
    ConsoleSettings& settings = m_stage->context().settings;
    m_shell->openPage({ QStringLiteral("people"), 0 });
    QTest::keyClicks(page(QStringLiteral("people"))->line(), QStringLiteral("half a name"));
    QTest::mouseClick(m_shell->findChild<QWidget*>(QStringLiteral("display")), Qt::LeftButton);
    for (const char* name : { "language", "scale" }) {
        auto* box = m_shell->findChild<QComboBox*>(QLatin1String(name));
        const int before = box->currentIndex();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), before);
        QVERIFY(box->accessibleDescription().contains(QStringLiteral("Not saved yet: people")));
    }
    QVERIFY(settings.language().isEmpty());
    QCOMPARE(settings.scalePercent(), 100);
    QCOMPARE(page(QStringLiteral("people"))->line()->text(), QStringLiteral("half a name"));
    page(QStringLiteral("people"))->line()->clear();
    auto* scale = m_shell->findChild<QComboBox*>(QStringLiteral("scale"));
    QTest::keyClick(scale, Qt::Key_Down);
    QCOMPARE(settings.scalePercent(), 125);
    QVERIFY(waitFor([&] { return rebuild.count() == 1; }));
}

void SiteShellTest::silenceHasASignOnEveryPage()
{
    auto* sign = m_shell->findChild<Button*>(QStringLiteral("soundOff"));
    ConsoleSettings& settings = m_stage->context().settings;
    QVERIFY(!sign->isVisible());
    QTest::mouseClick(m_shell->findChild<QWidget*>(QStringLiteral("display")), Qt::LeftButton);
    auto* on = m_shell->findChild<QCheckBox*>(QStringLiteral("soundsOn"));
    on->setFocus();
    QTest::keyClick(on, Qt::Key_Space);
    QVERIFY(settings.soundMuted());
    QVERIFY(sign->isVisible());
    m_shell->openPage({ QStringLiteral("people"), 0 });
    QVERIFY(sign->isVisible());
    QTest::mouseClick(sign, Qt::LeftButton);
    QVERIFY(!settings.isSilent());
    QVERIFY(on->isChecked());
    settings.setSoundVolumePercent(0);
    QVERIFY(sign->isVisible());
    QTest::mouseClick(sign, Qt::LeftButton);
    QVERIFY(!settings.isSilent());
    QVERIFY(!sign->isVisible());
}

void SiteShellTest::soundsAreSetByKind()
{
    ConsoleSettings& settings = m_stage->context().settings;
    QCOMPARE(settings.soundPattern(AlarmSound::Ask), SoundPattern::Once);
    QCOMPARE(settings.soundPattern(AlarmSound::Alarm), SoundPattern::UntilAcknowledged);
    QTest::mouseClick(m_shell->findChild<QWidget*>(QStringLiteral("display")), Qt::LeftButton);
    auto* ask = m_shell->findChild<QComboBox*>(QStringLiteral("soundAsk"));
    ask->setFocus();
    QTest::keyClick(ask, Qt::Key_Down);
    QCOMPARE(settings.soundPattern(AlarmSound::Ask), SoundPattern::Repeating);
    QSignalSpy tried(&settings, &ConsoleSettings::soundTried);
    m_shell->findChild<Button*>(QStringLiteral("soundWarningHear"))->click();
    QCOMPARE(tried.count(), 1);
    QCOMPARE(tried.first().first().value<AlarmSound>(), AlarmSound::Warning);
}

void SiteShellTest::escapeIsThePagesFirst()
{
    m_shell->openPage({ QStringLiteral("people"), 0 });
    page(QStringLiteral("people"))->hasSomethingOpen = true;
    QTest::keyClick(m_shell.get(), Qt::Key_Escape);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("people"));
    QTest::keyClick(m_shell.get(), Qt::Key_Escape);
    QCOMPARE(m_shell->currentPage(), QStringLiteral("live"));
}

QTEST_MAIN(SiteShellTest)
#include "SiteShellTest.moc"
